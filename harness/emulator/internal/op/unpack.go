package op

import (
	"bytes"
	"compress/gzip"
	"io"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/query"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// MaxSelected bounds an object that is selected from. One that was compressed lies in memory.
const (
	MaxSelected = 512 << 20
	maxUnpacked = 128 << 20
)

// unpacked is the content of an object that may be compressed, as far as one may be long.
func unpacked(packed world.Content, compressed bool) ([]byte, *deny.Denial) {
	data := packed.Bytes()
	switch {
	case len(data) > MaxSelected:
		return nil, notImplemented("SelectObject", "the object has more than 512 MiB")
	case !compressed:
		return data, nil
	}
	failed := func(why string) ([]byte, *deny.Denial) {
		return nil, notSelected(&query.Error{Code: "DecompressFailure", Detail: why})
	}
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return failed(err.Error())
	}
	out, err := io.ReadAll(io.LimitReader(r, maxUnpacked+1))
	switch {
	case err != nil:
		return failed(err.Error())
	case len(out) > maxUnpacked:
		return failed("the content is longer than the emulator reads")
	}
	return out, nil
}
