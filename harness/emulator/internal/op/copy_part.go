package op

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// misnamedSources are the refusals of a source that is not read as one.
var misnamedSources = []deny.Reason{deny.InvalidArgument, deny.SourceParameter, deny.SourceVersionEmpty}

// partCopyAccesses are those of a copy; what is wrong with the source of a
// part has refusals of its own, and the slash before it is not optional.
// https://help.aliyun.com/zh/oss/user-guide/0042-00000301
func partCopyAccesses(r *wire.Request) ([]Access, *deny.Denial) {
	value := r.Header.Get(copySourceHeader)
	accesses, denial := copyAccesses(r)
	switch {
	case value == "":
		return nil, wrong(deny.PartSourceEmpty, copySourceHeader, value)
	case !strings.HasPrefix(value, "/"), denial != nil && slices.Contains(misnamedSources, denial.Reason):
		return nil, wrong(deny.PartSourceInvalid, copySourceHeader, value)
	}
	return accesses, denial
}

// uploadPartCopy is https://help.aliyun.com/zh/oss/developer-reference/uploadpartcopy
func uploadPartCopy(c *ChangeContext) (*wire.Response, *deny.Denial) {
	u, n, denial := partAsked(&c.Context, deny.CopyUploadUnknown)
	if denial != nil {
		return nil, denial
	}
	source, describeSource, denial := copySourceOf(&c.Context)
	if denial != nil {
		return nil, denial
	}
	if source.Target != "" {
		return nil, deny.Because(deny.PartSourceLink)
	}
	of, partial := copyRangeOf(c.Request, source.Data.Len())
	data, sums, denial := c.Aside.clipped(source.Data, of)
	if denial != nil {
		return nil, denial
	}
	o := withData(world.Object{}, data, sums)
	p := world.Part{Number: n, Data: o.Data, ETag: o.ETag, CRC64: o.CRC64, Modified: c.Request.Now}
	world.Set(c.Draft, u.Parts, world.PartKey(n), p)
	resp := wire.XML(200, struct {
		XMLName      xml.Name `xml:"CopyPartResult"`
		LastModified string
		ETag         string
	}{LastModified: wire.ISOTime(p.Modified), ETag: quoted(p.ETag)})
	describeSource(resp)
	if partial {
		resp.Set("Content-Range", of.in(source.Data.Len()))
	}
	resp.Set("x-oss-hash-crc64ecma", strconv.FormatUint(p.CRC64, 10))
	describeEncryption(resp, c.Bucket, u.Target.SSE)
	return resp, nil
}

// copyRangeOf reads x-oss-copy-source-range. What is not a range copies the
// whole object, as the page says; that one outside of the object is none is
// assumed.
func copyRangeOf(r *wire.Request, size int) (span, bool) {
	from, to, ok := parseRange(r.Header.Get(copyRangeHeader), size)
	if !ok || from >= size || to > size {
		return span{0, size}, false
	}
	return span{from, to}, true
}
