package img

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/webp"
)

// A picture is a decoded image. It has one frame, or those of a GIF; each frame is whole.
type picture struct {
	format format
	frames []frame
	loop   int // loops of a GIF
}

type frame struct {
	image   *image.RGBA
	palette color.Palette // the palette of a GIF frame
	delay   int           // hundredths of a second
}

func (p *picture) size() image.Point { return p.frames[0].image.Rect.Size() }

// still keeps the first frame only.
func (p *picture) still() { p.frames = p.frames[:1] }

// A codec reads one format.
type codec struct {
	format  format
	is      func(data []byte) bool
	config  func(data []byte) (image.Config, error)
	damaged Cause
}

var codecs = []codec{
	{jpegFormat, begins("\xFF\xD8"), configOf(jpeg.DecodeConfig), Damaged},
	{pngFormat, begins("\x89PNG"), configOf(png.DecodeConfig), Damaged},
	{gifFormat, begins("GIF8"), configOf(gif.DecodeConfig), Damaged},
	{webpFormat, func(d []byte) bool { return len(d) >= 12 && begins("RIFF")(d) && string(d[8:12]) == "WEBP" },
		configOf(webp.DecodeConfig), DamagedWebP},
}

func begins(magic string) func([]byte) bool {
	return func(data []byte) bool { return bytes.HasPrefix(data, []byte(magic)) }
}

// decode measures a file and then decodes all of it, because damage shows in no other way.
func decode(data []byte, limits Limits) (*picture, *Error) {
	if len(data) > limits.SourceBytes {
		return nil, fault(SourceTooLarge, "%d bytes", len(data))
	}
	for _, c := range codecs {
		if !c.is(data) {
			continue
		}
		if f := c.measure(data, limits); f != nil {
			return nil, f
		}
		return c.decode(data)
	}
	return nil, fault(NotAnImage, "the file begins like no format that is read here")
}

// measure compares the limits with the sizes that the file claims.
func (c codec) measure(data []byte, limits Limits) *Error {
	if c.format == webpFormat && animated(data) {
		return fault(c.damaged, "an animated WebP, which is decoded for those on a white list only")
	}
	size, err := c.config(data)
	if err != nil {
		return c.refuse(err)
	}
	frames := 1
	if c.format == gifFormat {
		if frames, err = gifFrames(data, limits.Frames); err != nil {
			return c.refuse(err)
		}
	}
	pixels := size.Width * size.Height * frames
	switch {
	case size.Width > limits.SourceSide || size.Height > limits.SourceSide:
		return fault(SourceTooLarge, "%d × %d", size.Width, size.Height)
	case pixels > limits.SourcePixels:
		return fault(TooManyPixels, "%d × %d × %d", size.Width, size.Height, frames)
	case size.Width <= 0 || size.Height <= 0:
		return fault(c.damaged, "no pixels")
	case pixels > limits.Decoded:
		return fault(NotServed, "an image of %d pixels is not decoded here", pixels)
	case frames > limits.Frames:
		return fault(NotServed, "a GIF of more than %d frames is not decoded here", limits.Frames)
	case c.format == jpegFormat && bytes.Count(data, []byte("\xFF\xDA")) > limits.Scans:
		return fault(NotServed, "a JPEG of more than %d scans is not decoded here", limits.Scans)
	}
	return nil
}

// refuse distinguishes a damaged file from a whole one that the decoder does not support.
func (c codec) refuse(err error) *Error {
	var jpegRest jpeg.UnsupportedError
	var pngRest png.UnsupportedError
	if errors.As(err, &jpegRest) || errors.As(err, &pngRest) {
		return fault(NotServed, "%v", err)
	}
	return fault(c.damaged, "%v", err)
}

func (c codec) decode(data []byte) (*picture, *Error) {
	pic, err := c.pixels(data)
	if err != nil {
		return nil, c.refuse(err)
	}
	return pic, nil
}

func (c codec) pixels(data []byte) (*picture, error) {
	r := bytes.NewReader(data)
	var one image.Image
	var err error
	switch c.format {
	case gifFormat:
		all, err := gif.DecodeAll(r)
		if err != nil {
			return nil, err
		}
		return compose(all), nil
	case jpegFormat:
		one, err = jpeg.Decode(r)
	case pngFormat:
		one, err = png.Decode(r)
	default:
		one, err = webp.Decode(r)
	}
	if err != nil {
		return nil, err
	}
	return &picture{format: c.format, frames: []frame{{image: toRGBA(one)}}}, nil
}

func toRGBA(from image.Image) *image.RGBA {
	out := image.NewRGBA(image.Rectangle{Max: from.Bounds().Size()})
	draw.Draw(out, out.Rect, from, from.Bounds().Min, draw.Src)
	return out
}

// compose makes whole frames. A frame of a GIF holds only the changed part.
func compose(g *gif.GIF) *picture {
	pic := &picture{format: gifFormat, loop: g.LoopCount}
	canvas := image.NewRGBA(image.Rect(0, 0, g.Config.Width, g.Config.Height))
	for i, part := range g.Image {
		var before *image.RGBA
		if g.Disposal[i] == gif.DisposalPrevious {
			before = toRGBA(canvas)
		}
		draw.Draw(canvas, part.Rect, part, part.Rect.Min, draw.Over)
		pic.frames = append(pic.frames, frame{image: toRGBA(canvas), palette: part.Palette, delay: g.Delay[i]})
		switch g.Disposal[i] {
		case gif.DisposalBackground:
			draw.Draw(canvas, part.Rect, image.Transparent, image.Point{}, draw.Src)
		case gif.DisposalPrevious:
			canvas = before
		}
	}
	return pic
}
