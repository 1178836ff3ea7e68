package op

import (
	"fmt"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/large"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// An Aside is work on large contents that a change has done outside of the lock. A change that needs
// such work gives up without effect; the work is done; and the change begins anew, with whatever the
// world holds then. Contents never change, so that the work stays good. A change needs one such work.
type Aside struct {
	Room   *large.Room // of the contents that it makes
	done   worked
	wanted func()
}

// A worked is the result of some work. It keeps its contents alive, so that their places in memory
// name no others.
type worked struct {
	name   string // what was done, to which contents; empty: nothing was
	of     []large.Content
	data   large.Content
	sums   wire.Sums
	failed *deny.Denial // the content could not be stored
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
func (a *Aside) get(what string, of []large.Content, work func() worked) (worked, *deny.Denial) {
	size := 0
	for _, content := range of {
		size += content.Len()
	}
	if size <= small {
		w := work()
		return w, w.failed
	}
	name := what + places(of)
	if a.done.name == name {
		return a.done, a.done.failed
	}
	a.wanted = func() {
		a.done = work()
		a.done.name, a.done.of = name, of
	}
	return worked{}, deny.Because(deny.InternalError)
}

// places names contents by where they lie in memory.
func places(of []large.Content) string {
	var b strings.Builder
	for _, content := range of {
		fmt.Fprintf(&b, " %p %d", content.Bytes(), content.Len())
	}
	return b.String()
}

// sumsOf returns the checksums of a content.
func (a *Aside) sumsOf(content large.Content) (wire.Sums, *deny.Denial) {
	w, denial := a.get("sums", []large.Content{content}, func() worked {
		defer content.KeepAlive()
		return worked{sums: wire.Sum(content.Bytes())}
	})
	return w.sums, denial
}

// extended returns the content of an object with another one behind it, and its CRC-64.
func (a *Aside) extended(o *world.Object, more large.Content) (large.Content, uint64, *deny.Denial) {
	w, denial := a.get("extended", []large.Content{o.Data, more}, func() worked {
		defer more.KeepAlive()
		crc := wire.AddCRC64(o.CRC64, more.Bytes())
		return made(wire.Sums{CRC64: crc})(a.Room.Extend(o.Data, more))
	})
	return w.data, w.sums.CRC64, denial
}

// joined returns contents one after the other, with their CRC-64.
func (a *Aside) joined(contents ...large.Content) (large.Content, uint64, *deny.Denial) {
	w, denial := a.get("joined", contents, func() worked {
		crc := uint64(0)
		data, err := a.Room.Join(func(piece []byte) { crc = wire.AddCRC64(crc, piece) }, contents...)
		return made(wire.Sums{CRC64: crc})(data, err)
	})
	return w.data, w.sums.CRC64, denial
}

// summed returns contents one after the other, with all checksums.
func (a *Aside) summed(contents ...large.Content) (large.Content, wire.Sums, *deny.Denial) {
	w, denial := a.get("summed", contents, func() worked {
		all := wire.NewSumming()
		data, err := a.Room.Join(all.Add, contents...)
		return made(all.Sums())(data, err)
	})
	return w.data, w.sums, denial
}

// clipped returns a piece of a content, with all checksums. It is a copy where the content lies in a file, which would be there as
// long as the piece.
func (a *Aside) clipped(content large.Content, of span) (large.Content, wire.Sums, *deny.Denial) {
	piece := content.Clip(of.from, of.to)
	if piece.Len() < content.Len() && content.File() != nil {
		return a.summed(piece)
	}
	sums, denial := a.sumsOf(piece)
	return piece, sums, denial
}

// made is work that has made a content, unless it could not be stored.
func made(sums wire.Sums) func(large.Content, error) worked {
	return func(data large.Content, err error) worked {
		if err != nil {
			return worked{failed: deny.Because(deny.InternalError)}
		}
		return worked{data: data, sums: sums}
	}
}

// copied returns the checksums of the whole content of an object. An object of one piece has them.
func (a *Aside) copied(o *world.Object) (wire.Sums, *deny.Denial) {
	if sum, kept := o.Sum(); kept {
		return wire.Sums{MD5: sum, CRC64: o.CRC64}, nil
	}
	return a.sumsOf(o.Data)
}
