package img

import (
	"image/color"
	"slices"
	"strconv"
	"strings"
)

// A format is an image format that is read and written.
type format string

const (
	jpegFormat format = "jpg"
	pngFormat  format = "png"
	gifFormat  format = "gif"
	webpFormat format = "webp"
)

// formats maps the names in the action format to formats.
var formats = map[string]format{"jpg": jpegFormat, "jpeg": jpegFormat, "png": pngFormat, "gif": gifFormat, "webp": webpFormat}

var contentTypes = map[format]string{jpegFormat: "image/jpeg", pngFormat: "image/png", gifFormat: "image/gif", webpFormat: "image/webp"}

// A Refusal names a part of IMG that this package lacks, and why.
type Refusal struct{ What, Why string }

const (
	notDrawn   = "this effect is not emulated"
	notEncoded = "this format is not written here"
)

// Declined lists the actions, formats and kinds of processing that this package does not serve on
// purpose.
func Declined() []Refusal { return slices.Clone(declined) }

var declined = []Refusal{
	{"auto-orient", "EXIF is not read"}, {"average-hue", notDrawn}, {"blur", notDrawn}, {"bright", notDrawn},
	{"circle", notDrawn}, {"contrast", notDrawn},
	{"indexcrop", notDrawn}, {"interlace", "JPEG is not written progressively"},
	{"quality", "the quality of a JPEG is fixed"}, {"rotate", notDrawn},
	{"rounded-corners", notDrawn}, {"sharpen", notDrawn}, {"watermark", notDrawn},
	{"format,avif", notEncoded}, {"format,bmp", notEncoded}, {"format,heic", notEncoded}, {"format,tiff", notEncoded},
	{"style/", "a style stands alone, and names no other"}, {"video/", "belongs to a service beside object storage"},
	{"audio/", "belongs to a service beside object storage"},
	{"doc/", "belongs to a service beside object storage"}, {"hls/", "belongs to a service beside object storage"},
}

func declinedFor(what string) *Error {
	for _, r := range declined {
		if r.What == what {
			return fault(NotServed, "%s: %s", what, r.Why)
		}
	}
	return nil
}

// Parse reads the value of x-oss-process: image/ and then actions with their arguments, separated
// by slashes. The error is a *Error.
func Parse(text string, limits Limits) (Plan, error) {
	kind, rest, _ := strings.Cut(text, "/")
	if f := declinedFor(kind + "/"); f != nil {
		return Plan{}, f
	}
	if kind != "image" {
		return Plan{}, fault(BadArgument, "%.40q is no kind of processing", kind)
	}
	if rest == "" {
		return Plan{}, fault(NoAction, "image/ is followed by no action")
	}
	chain := strings.Split(rest, "/")
	if len(chain) > limits.Actions {
		return Plan{}, fault(TooManyActions, "%d actions", len(chain))
	}
	var p Plan
	for _, text := range chain {
		name, list, given := strings.Cut(text, ",")
		read, known := actions()[name]
		if f := declinedFor(name); f != nil {
			return Plan{}, f
		}
		if !known {
			return Plan{}, fault(UnknownAction, "%.40q", name)
		}
		var arguments []string
		if given {
			arguments = strings.Split(list, ",")
		}
		if f := read(&p, arguments); f != nil {
			return Plan{}, f
		}
	}
	if p.info && len(chain) > 1 {
		return Plan{}, fault(BadArgument, "info stands alone")
	}
	return p, nil
}

// actions lists the actions that are served.
func actions() map[string]func(*Plan, []string) *Error {
	return map[string]func(*Plan, []string) *Error{"info": readInfo, "format": readFormat, "resize": readResize, "crop": readCrop}
}

func readInfo(p *Plan, arguments []string) *Error {
	if len(arguments) > 0 {
		return fault(BadArgument, "info takes no arguments")
	}
	p.info = true
	return nil
}

func readFormat(p *Plan, arguments []string) *Error {
	if len(arguments) != 1 {
		return fault(BadArgument, "format takes one argument, not %d", len(arguments))
	}
	if f := declinedFor("format," + arguments[0]); f != nil {
		return f
	}
	known, ok := formats[arguments[0]]
	if !ok {
		return fault(BadArgument, "format %.40q", arguments[0])
	}
	p.format = known
	return nil
}

func readResize(p *Plan, arguments []string) *Error {
	r := resize{mode: "lfit", fill: color.RGBA{255, 255, 255, 255}}
	f := pairs(arguments, func(name, value string) *Error {
		switch name {
		case "w":
			return number(&r.w, name, value, 1, 16_384)
		case "h":
			return number(&r.h, name, value, 1, 16_384)
		case "l":
			return number(&r.l, name, value, 1, 16_384)
		case "s":
			return number(&r.s, name, value, 1, 16_384)
		case "p":
			return number(&r.p, name, value, 1, 1000)
		case "m":
			r.mode = value
			if !slices.Contains(modes, value) {
				return fault(BadMode, "%.40q", value)
			}
			return nil
		case "limit":
			limit := 0
			f := number(&limit, name, value, 0, 1)
			r.enlarge = limit == 0
			return f
		case "color":
			return rgb(&r.fill, value)
		}
		return fault(BadArgument, "resize has no argument %.40q", name)
	})
	switch {
	case f != nil:
		return f
	case r.w+r.h+r.l+r.s+r.p == 0:
		return fault(NoSize, "none of w, h, l, s and p")
	}
	p.steps = append(p.steps, r.apply)
	return nil
}

func readCrop(p *Plan, arguments []string) *Error {
	c := crop{gravity: "nw"}
	f := pairs(arguments, func(name, value string) *Error {
		switch name {
		case "x":
			return number(&c.x, name, value, 0, 1<<30)
		case "y":
			return number(&c.y, name, value, 0, 1<<30)
		case "w":
			return number(&c.w, name, value, 1, 1<<30)
		case "h":
			return number(&c.h, name, value, 1, 1<<30)
		case "g":
			c.gravity = value
			if _, known := gravities[value]; !known {
				return fault(BadArgument, "g_%.40q", value)
			}
			return nil
		}
		return fault(BadArgument, "crop has no argument %.40q", name)
	})
	if f != nil {
		return f
	}
	p.steps = append(p.steps, c.apply)
	return nil
}

// pairs reads arguments of the form name_value. A name may appear once.
func pairs(arguments []string, take func(name, value string) *Error) *Error {
	seen := map[string]bool{}
	for _, a := range arguments {
		name, value, ok := strings.Cut(a, "_")
		if !ok || seen[name] {
			return fault(BadArgument, "%.40q is not name_value, or its name stands twice", a)
		}
		seen[name] = true
		if f := take(name, value); f != nil {
			return f
		}
	}
	return nil
}

func number(into *int, name, value string, low, high int) *Error {
	n, err := strconv.Atoi(value)
	if err != nil || n < low || n > high || strings.Trim(value, "0123456789") != "" {
		return fault(BadArgument, "%s_%.40s is not from %d to %d", name, value, low, high)
	}
	*into = n
	return nil
}

func rgb(into *color.RGBA, value string) *Error {
	n, err := strconv.ParseUint(value, 16, 32)
	if err != nil || len(value) != 6 {
		return fault(BadArgument, "color_%.40s is not RRGGBB", value)
	}
	*into = color.RGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 255}
	return nil
}
