package op

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// An Aside is work on large contents that a change has done outside of the lock. A change that needs
// such work gives up without effect; the work is done; and the change begins anew, with whatever the
// world holds then. Contents never change, so that the work stays good. A change needs one such work.
type Aside struct {
	done   worked
	wanted func()
}

// A worked is the result of some work. It keeps its contents alive, so that their places in memory
// name no others.
type worked struct {
	name string // what was done, to which contents; empty: nothing was
	of   [][]byte
	data []byte
	sums wire.Sums
}

// Work does the work that a change has given up for, and reports whether there was any.
func (a *Aside) Work() bool {
	if a.wanted == nil {
		return false
	}
	a.wanted()
	a.wanted = nil
	return true
}

// small is the number of bytes that a change works on under the lock.
const small = 64 << 10

// get returns the result of some work on contents. Where it is refused, the change must give up.
func (a *Aside) get(what string, of [][]byte, work func() worked) (worked, *deny.Denial) {
	size := 0
	for _, content := range of {
		size += len(content)
	}
	if size <= small {
		return work(), nil
	}
	name := what + places(of)
	if a.done.name == name {
		return a.done, nil
	}
	a.wanted = func() {
		a.done = work()
		a.done.name, a.done.of = name, of
	}
	return worked{}, deny.Because(deny.InternalError)
}

// places names contents by where they lie in memory.
func places(of [][]byte) string {
	var b strings.Builder
	for _, content := range of {
		fmt.Fprintf(&b, " %p %d", content, len(content))
	}
	return b.String()
}

// sumsOf returns the checksums of a content.
func (a *Aside) sumsOf(content []byte) (wire.Sums, *deny.Denial) {
	w, denial := a.get("sums", [][]byte{content}, func() worked { return worked{sums: wire.Sum(content)} })
	return w.sums, denial
}

// joined returns contents one after the other, with their CRC-64.
func (a *Aside) joined(contents ...[]byte) ([]byte, uint64, *deny.Denial) {
	w, denial := a.get("joined", contents, func() worked {
		size := 0
		for _, content := range contents {
			size += len(content)
		}
		w := worked{data: make([]byte, 0, size)}
		for _, content := range contents {
			w.data = append(w.data, content...)
			w.sums.CRC64 = wire.AddCRC64(w.sums.CRC64, content)
		}
		return w
	})
	return w.data, w.sums.CRC64, denial
}

// summed returns contents one after the other, with all checksums.
func (a *Aside) summed(contents ...[]byte) ([]byte, wire.Sums, *deny.Denial) {
	w, denial := a.get("summed", contents, func() worked {
		data := bytes.Join(contents, nil)
		return worked{data: data, sums: wire.Sum(data)}
	})
	return w.data, w.sums, denial
}

// copied returns the checksums of the whole content of an object. An object of one piece has them.
func (a *Aside) copied(o *world.Object) (wire.Sums, *deny.Denial) {
	if sum, kept := o.Sum(); kept {
		return wire.Sums{MD5: sum, CRC64: o.CRC64}, nil
	}
	return a.sumsOf(o.Data)
}
