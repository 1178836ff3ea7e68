package img

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/color/palette"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strconv"
)

// encode writes a picture in its format. Only a GIF has more than one frame.
func (p *picture) encode() ([]byte, error) {
	var out bytes.Buffer
	first := p.frames[0].image
	var err error
	switch p.format {
	case jpegFormat:
		err = jpeg.Encode(&out, onWhite(first), &jpeg.Options{Quality: 85})
	case pngFormat:
		err = (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&out, first)
	case gifFormat:
		err = gif.EncodeAll(&out, p.paletted())
	default:
		err = encodeWebP(&out, first)
	}
	return out.Bytes(), err
}

// onWhite draws the image on white, because JPEG has no transparency.
func onWhite(m *image.RGBA) *image.RGBA {
	if m.Opaque() {
		return m
	}
	out := image.NewRGBA(m.Rect)
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(out, out.Rect, m, m.Rect.Min, draw.Over)
	return out
}

// paletted gives each frame its former palette, or else a palette of all colors.
func (p *picture) paletted() *gif.GIF {
	out := &gif.GIF{LoopCount: p.loop}
	for _, f := range p.frames {
		colors := f.palette
		if colors == nil {
			colors = append(color.Palette{color.RGBA{}}, palette.Plan9[:255]...)
		}
		out.Image = append(out.Image, quantize(f.image, colors))
		out.Delay = append(out.Delay, f.delay)
		out.Disposal = append(out.Disposal, gif.DisposalBackground)
	}
	return out
}

// quantize finds the nearest color once for each of 32,768 colors. A search for each pixel would
// take minutes.
func quantize(m *image.RGBA, colors color.Palette) *image.Paletted {
	var nearest [1 << 15]int16 // the index plus one; 0: not searched yet
	out := image.NewPaletted(m.Rect, colors)
	clear := transparentIn(colors)
	for i := range out.Pix {
		px := m.Pix[4*i : 4*i+4]
		if px[3] < 128 && clear >= 0 {
			out.Pix[i] = uint8(clear)
			continue
		}
		key := int(px[0])>>3<<10 | int(px[1])>>3<<5 | int(px[2])>>3
		if nearest[key] == 0 {
			nearest[key] = int16(colors.Index(color.RGBA{px[0], px[1], px[2], 255})) + 1
		}
		out.Pix[i] = uint8(nearest[key] - 1)
	}
	return out
}

func transparentIn(colors color.Palette) int {
	for i, c := range colors {
		if _, _, _, a := c.RGBA(); a == 0 {
			return i
		}
	}
	return -1
}

// describe builds the answer of image/info.
// https://help.aliyun.com/en/oss/user-guide/query-the-exif-data-of-an-image-4
func (p *picture) describe(data []byte) Result {
	size := p.size()
	fields := [][2]string{
		{"FileSize", strconv.Itoa(len(data))}, {"Format", string(p.format)}, {"FrameCount", strconv.Itoa(len(p.frames))},
		{"ImageHeight", strconv.Itoa(size.Y)}, {"ImageWidth", strconv.Itoa(size.X)},
	}
	if unit, x, y, ok := density(data); ok {
		fields = append(fields, [2]string{"ResolutionUnit", unit}, [2]string{"XResolution", x}, [2]string{"YResolution", y})
	}
	var out bytes.Buffer
	for i, f := range fields {
		glue := ",\n"
		if i == 0 {
			glue = "{\n"
		}
		value, _ := json.Marshal(f[1]) // marshalling a string never fails
		fmt.Fprintf(&out, "%s  %q: {\"value\": %s}", glue, f[0], value)
	}
	out.WriteString("\n}")
	return Result{ContentType: "application/json", Body: out.Bytes()}
}

// density reads the resolution from the JFIF header of a JPEG.
func density(data []byte) (unit, x, y string, ok bool) {
	const header = 18
	if len(data) < header || string(data[:4]) != "\xFF\xD8\xFF\xE0" || string(data[6:11]) != "JFIF\x00" {
		return "", "", "", false
	}
	fraction := func(at int) string { return strconv.Itoa(int(binary.BigEndian.Uint16(data[at:]))) + "/1" }
	return strconv.Itoa(int(data[13])), fraction(14), fraction(16), true
}
