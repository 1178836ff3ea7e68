package img

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"math/bits"
)

// longestWebP is the longest side, which has 14 bits.
const longestWebP = 1 << 14

// encodeWebP writes a lossless WebP in its simplest form: no transform, no back references, and
// codes of eight bits for all values.
// https://developers.google.com/speed/webp/docs/webp_lossless_bitstream_specification
func encodeWebP(out *bytes.Buffer, m *image.RGBA) error {
	size := m.Rect.Size()
	if size.X > longestWebP || size.Y > longestWebP {
		return fault(TargetTooLarge, "%d × %d is too large for WebP", size.X, size.Y)
	}
	opaque := m.Opaque()
	var w bitWriter
	w.write(0x2F, 8)
	w.write(uint32(size.X-1), 14)
	w.write(uint32(size.Y-1), 14)
	w.flag(!opaque)
	w.write(0, 3) // version
	w.write(0, 3) // no transform, no color cache, one group of codes
	w.eightBitCode(true)
	w.eightBitCode(false)
	w.eightBitCode(false)
	if opaque {
		w.write(0b1_0_1, 3) // alpha is one value of eight bits
		w.write(255, 8)
	} else {
		w.eightBitCode(false)
	}
	w.write(0b0_0_0_1, 4) // distances are one value of one bit, which no code uses
	for y := range size.Y {
		for x := range size.X {
			c := color.NRGBAModel.Convert(m.RGBAAt(x, y)).(color.NRGBA)
			w.symbol(c.G)
			w.symbol(c.R)
			w.symbol(c.B)
			if !opaque {
				w.symbol(c.A)
			}
		}
	}
	chunk := w.bytes()
	padded := len(chunk) + len(chunk)%2
	out.WriteString("RIFF")
	binary.Write(out, binary.LittleEndian, uint32(12+padded)) // a write to a Buffer never fails
	out.WriteString("WEBPVP8L")
	binary.Write(out, binary.LittleEndian, uint32(len(chunk)))
	out.Write(chunk)
	out.Write(make([]byte, padded-len(chunk)))
	return nil
}

// A bitWriter packs bits, the lowest bit first.
type bitWriter struct {
	out  []byte
	acc  uint64
	held uint
}

func (w *bitWriter) write(value uint32, n uint) {
	w.acc |= uint64(value) << w.held
	w.held += n
	for w.held >= 8 {
		w.out = append(w.out, byte(w.acc))
		w.acc >>= 8
		w.held -= 8
	}
}

func (w *bitWriter) flag(on bool) {
	if on {
		w.write(1, 1)
	} else {
		w.write(0, 1)
	}
}

// symbol writes a value in a code of eight bits. The highest bit of a code comes first.
func (w *bitWriter) symbol(value byte) { w.write(uint32(bits.Reverse8(value)), 8) }

// eightBitCode describes a code in which each of 256 values has eight bits. The code of green has
// 24 more symbols, for back references; they have no code.
func (w *bitWriter) eightBitCode(green bool) {
	w.write(0, 1)  // not one of the simple codes
	w.write(8, 4)  // twelve lengths of the code of lengths follow
	w.write(0, 3)  // 17
	w.write(1, 3)  // 18, many zeros: one bit, 1
	w.write(0, 27) // 0 to 5, 16, 6, 7
	w.write(1, 3)  // 8, a length: one bit, 0
	w.write(0, 1)  // lengths of the whole alphabet follow
	for range 8 {
		w.write(0, 32) // eight, 256 times
	}
	if green {
		w.write(1, 1)
		w.write(24-11, 7)
	}
}

func (w *bitWriter) bytes() []byte {
	if w.held > 0 {
		w.write(0, 8-w.held)
	}
	return w.out
}
