package wire

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"runtime"
	"testing"
	"testing/iotest"
)

// A content that comes in pieces has the checksums of one that comes whole, is no longer than asked
// for, and leaves no room behind it that is worth a mention.
func TestContentIsSummedWhileItComes(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	whole := make([]byte, 1<<20+2)
	for i := range whole {
		whole[i] = byte(random.Uint32())
	}
	for _, size := range []int{0, 1, 1023, 4 << 10, 4<<10 + 1, 256 << 10, 1 << 20, len(whole)} {
		for name, c := range map[string]struct{ announced, limit int64 }{
			"announced": {int64(size), 4 << 20}, "of unknown length": {-1, 4 << 20}, "cut": {-1, int64(size / 2)}, "exact": {-1, int64(size)},
		} {
			for _, pieces := range []func(io.Reader) io.Reader{iotest.HalfReader, iotest.DataErrReader} {
				read, sums, err := readContent(pieces(bytes.NewReader(whole[:size])), c.announced, c.limit, nil)
				content := read.Bytes()
				want := whole[:min(int64(size), c.limit)]
				if err != nil || !bytes.Equal(content, want) || sums != Sum(want) || content == nil {
					t.Errorf("%d bytes, %s: %d bytes %v", size, name, len(content), err)
				}
				if cap(content) > len(content)+len(content)/8 {
					t.Errorf("%d bytes, %s: room for %d", size, name, cap(content))
				}
			}
		}
	}
	_, _, err := readContent(iotest.ErrReader(errors.New("reset")), -1, 10, nil)
	if err == nil {
		t.Error("a broken connection ends a content")
	}
}

// Who announces much and sends little takes little memory.
func TestAnnouncedContentTakesNoMemory(t *testing.T) {
	before, after := runtime.MemStats{}, runtime.MemStats{}
	runtime.ReadMemStats(&before)
	got, _, _ := readContent(bytes.NewReader(nil), MaxObject, MaxObject, nil)
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 2<<20 || cap(got.Bytes()) != 0 {
		t.Errorf("%d bytes, and room for %d after nothing", took, cap(got.Bytes()))
	}
}
