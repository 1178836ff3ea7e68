package op

import (
	"net/http"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// A range reaches to every byte of the largest object, and no number makes it another one.
func TestRangesOfLargeObjects(t *testing.T) {
	const size = 5 << 30
	for value, want := range map[string]span{
		"bytes=4294967296-4294967300": {1 << 32, 1<<32 + 5}, "bytes=5368709119-": {size - 1, size},
		"bytes=-3000000000": {size - 3_000_000_000, size},
		"bytes=5368709120-": {0, size}, "bytes=0-4611686018427387903": {0, size}, "bytes=0-9223372036854775807": {0, size},
		"bytes=-9223372036854775807": {0, size}, "bytes=9223372036854775807-": {0, size},
	} {
		r := &wire.Request{Header: wire.HeaderOf(http.Header{"Range": {value}})}
		if got, _, denial := rangeOf(r, size); got != want || denial != nil {
			t.Errorf("%s: %v %v, want %v", value, got, denial, want)
		}
	}
}
