package img

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/draw"
)

// modes are the modes of resize: inside a box, around it, around it and cut, inside it on a
// background, and exactly the box.
var modes = []string{"lfit", "mfit", "fill", "pad", "fixed"}

// A resize is https://www.alibabacloud.com/help/en/oss/user-guide/resize-images-4
type resize struct {
	mode       string
	w, h, l, s int // sides of the target; 0: not given
	p          int // percent of the source; 0: not given
	enlarge    bool
	fill       color.RGBA // background of pad
}

// A layout is the result of a resize: the size of the scaled image, and that of the canvas, which
// may be larger or cut.
type layout struct{ scaled, canvas image.Point }

func (r resize) apply(pic *picture, limits Limits) *Error {
	to, same := r.layout(pic.size(), pic.format == gifFormat)
	if same {
		return nil
	}
	if r.percent() {
		pic.still() // a GIF that is reduced by percentage becomes a still image
	}
	for _, p := range []image.Point{to.scaled, to.canvas} {
		if p.X > limits.TargetSide || p.Y > limits.TargetSide || p.X*p.Y > limits.TargetPixels {
			return fault(TargetTooLarge, "%d × %d", p.X, p.Y)
		}
		if p.X*p.Y*len(pic.frames) > limits.Decoded {
			return fault(NotServed, "%d frames of %d × %d", len(pic.frames), p.X, p.Y)
		}
	}
	for i := range pic.frames {
		pic.frames[i].image = r.draw(pic.frames[i].image, to)
	}
	return nil
}

// percent reports whether the percentage counts. Sides in pixels win over it.
func (r resize) percent() bool { return r.p > 0 && r.w+r.h+r.l+r.s == 0 }

// box returns the rectangle that the arguments name. l and s count only without w and h. A side
// without a name keeps the proportion.
func (r resize) box(from image.Point) (w, h float64) {
	wanted := image.Pt(r.w, r.h)
	if r.w+r.h == 0 {
		long, short := r.l, r.s
		if from.X < from.Y {
			long, short = short, long
		}
		wanted = image.Pt(long, short)
	}
	w, h = float64(wanted.X), float64(wanted.Y)
	ratio := float64(from.X) / float64(from.Y)
	if wanted.X == 0 {
		w = h * ratio
	} else if wanted.Y == 0 {
		h = w / ratio
	}
	return w, h
}

// layout computes the sizes. same is true where nothing changes: the image would grow, and must
// not. A GIF never grows.
func (r resize) layout(from image.Point, isGIF bool) (to layout, same bool) {
	mayGrow := r.enlarge && !isGIF
	if r.percent() {
		scale := float64(r.p) / 100
		scaled := scaledBy(from, scale)
		return layout{scaled, scaled}, scale > 1 && !mayGrow
	}
	w, h := r.box(from)
	x, y := w/float64(from.X), h/float64(from.Y)
	canvas := image.Pt(rounded(w), rounded(h))
	switch r.mode {
	case "fixed":
		return layout{canvas, canvas}, x*y > 1 && !mayGrow
	case "fill":
		scaled := scaledBy(from, max(x, y))
		return layout{scaled, canvas}, max(x, y) > 1 && !mayGrow
	case "pad":
		scaled := scaledBy(from, min(x, y))
		return layout{scaled, canvas}, min(x, y) > 1 && !mayGrow
	}
	scale := min(x, y)
	if r.mode == "mfit" {
		scale = max(x, y)
	}
	scaled := scaledBy(from, scale)
	return layout{scaled, scaled}, scale > 1 && !mayGrow
}

func scaledBy(from image.Point, scale float64) image.Point {
	return image.Pt(rounded(float64(from.X)*scale), rounded(float64(from.Y)*scale))
}

func rounded(side float64) int { return max(1, int(math.Floor(side+0.5))) }

// draw scales bilinearly, which needs no memory besides the target. It puts the middle of the
// result on the middle of the canvas.
func (r resize) draw(from *image.RGBA, to layout) *image.RGBA {
	out := image.NewRGBA(image.Rectangle{Max: to.canvas})
	at := to.canvas.Sub(to.scaled).Div(2)
	if r.mode == "pad" && to.scaled != to.canvas {
		draw.Draw(out, out.Rect, image.NewUniform(r.fill), image.Point{}, draw.Src)
	}
	draw.ApproxBiLinear.Scale(out, image.Rectangle{at, at.Add(to.scaled)}, from, from.Rect, draw.Over, nil)
	return out
}

// A crop is https://www.alibabacloud.com/help/en/oss/user-guide/custom-crop
type crop struct {
	x, y, w, h int // w, h: 0 reaches to the edge
	gravity    string
}

// gravities are the origins of a crop, as shares of the space around it.
var gravities = map[string][2]int{
	"nw": {0, 0}, "north": {1, 0}, "ne": {2, 0}, "west": {0, 1}, "center": {1, 1}, "east": {2, 1}, "sw": {0, 2}, "south": {1, 2}, "se": {2, 2},
}

// apply cuts the image. A crop that reaches over the edge ends there.
func (c crop) apply(pic *picture, _ Limits) *Error {
	size := pic.size()
	w, h := c.w, c.h
	if w == 0 || w > size.X {
		w = size.X
	}
	if h == 0 || h > size.Y {
		h = size.Y
	}
	share := gravities[c.gravity]
	at := image.Pt((size.X-w)*share[0]/2+c.x, (size.Y-h)*share[1]/2+c.y)
	if at.X >= size.X || at.Y >= size.Y {
		return fault(OutOfImage, "%d, %d of %d × %d", at.X, at.Y, size.X, size.Y)
	}
	part := image.Rectangle{at, at.Add(image.Pt(w, h))}.Intersect(image.Rectangle{Max: size})
	for i := range pic.frames {
		out := image.NewRGBA(image.Rectangle{Max: part.Size()})
		draw.Draw(out, out.Rect, pic.frames[i].image, part.Min, draw.Src)
		pic.frames[i].image = out
	}
	return nil
}
