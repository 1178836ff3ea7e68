package op

import (
	"bytes"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/large"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// A change gives up for work on large contents, finds the result when it begins anew, and gives up
// again if the contents are others by then.
func TestLargeContentsAreWorkedOnAside(t *testing.T) {
	first, second := bytes.Repeat([]byte("a"), small+1), bytes.Repeat([]byte("b"), small+1)
	long, other := large.Of(first), large.Of(second)
	a := &Aside{}
	if _, _, denial := a.joined(long, other); denial == nil {
		t.Error("joined under the lock")
	}
	if !a.Work() || a.Work() {
		t.Error("the work is not done once")
	}
	whole := append(bytes.Clone(first), second...)
	data, crc, denial := a.joined(long, other)
	if denial != nil || !bytes.Equal(data.Bytes(), whole) || crc != wire.Sum(whole).CRC64 {
		t.Errorf("%d bytes, %x, %v", data.Len(), crc, denial)
	}
	if _, _, denial := a.joined(other, long); denial == nil {
		t.Error("the work was done for other contents")
	}
	if _, denial := a.sumsOf(long); denial == nil {
		t.Error("summed under the lock")
	}
	if a.Work(); a.done.sums != wire.Sum(first) {
		t.Error("wrong sums")
	}
	if sums, denial := (&Aside{}).sumsOf(long.Clip(0, small)); denial != nil || sums != wire.Sum(first[:small]) {
		t.Errorf("a small content: %v", denial)
	}
}

// What is stored has the checksums that came with the body: nothing is summed under the lock.
func TestChecksumsAreThoseOfTheBody(t *testing.T) {
	r := &wire.Request{Content: large.Of([]byte("abc")), Sums: wire.Sums{MD5: [16]byte{1}, CRC64: 7}}
	o := withData(world.Object{}, r.Content, r.Sums)
	if o.ETag != "01000000000000000000000000000000" || o.MD5 != "AQAAAAAAAAAAAAAAAAAAAA==" || o.CRC64 != 7 {
		t.Errorf("%+v", o)
	}
	if sum, kept := o.Sum(); !kept || sum != r.Sums.MD5 {
		t.Errorf("%x %v", sum, kept)
	}
	if sums, denial := (&Aside{}).copied(&o); denial != nil || sums != r.Sums {
		t.Errorf("a copy sums again: %+v %v", sums, denial)
	}
}
