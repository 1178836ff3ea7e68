package img

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"strings"
	"testing"

	"golang.org/x/image/webp"
)

// sample makes an image of four quarters: red, green, blue and clear.
func sample(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{255, 0, 0, 255}
			switch {
			case x >= w/2 && y < h/2:
				c = color.RGBA{0, 255, 0, 255}
			case x < w/2 && y >= h/2:
				c = color.RGBA{0, 0, 255, 255}
			case x >= w/2:
				c = color.RGBA{}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

// files makes a sample in each format. The GIF has two frames.
func files(t testing.TB, w, h int) map[format][]byte {
	t.Helper()
	out := map[format][]byte{}
	for _, f := range []format{jpegFormat, pngFormat, gifFormat, webpFormat} {
		p := &picture{format: f, frames: []frame{{image: sample(w, h), delay: 7}}}
		if f == gifFormat {
			p.frames = append(p.frames, p.frames[0])
		}
		body, err := p.encode()
		if err != nil {
			t.Fatal(err)
		}
		out[f] = body
	}
	return out
}

func run(data []byte, text string) (Result, error) {
	p, err := Parse(text, DefaultLimits())
	if err != nil {
		return Result{}, err
	}
	return p.Run(data, DefaultLimits())
}

func kindOf(err error) Cause {
	var f *Error
	if errors.As(err, &f) {
		return f.Cause
	}
	return ""
}

// Each format can become each other one. Foreign decoders read the result, and the quarters keep
// their colors.
func TestEachFormatBecomesEachOther(t *testing.T) {
	for from, data := range files(t, 40, 20) {
		for to, kind := range map[string]string{"jpg": "jpeg", "png": "png", "gif": "gif", "webp": "webp"} {
			got, err := run(data, "image/resize,w_20/format,"+to)
			if err != nil {
				t.Errorf("%s to %s: %v", from, to, err)
				continue
			}
			m, name, err := image.Decode(bytes.NewReader(got.Body))
			if err != nil || name != kind || got.ContentType != "image/"+kind || m.Bounds().Size() != image.Pt(20, 10) {
				t.Errorf("%s to %s: %s %s %v", from, to, name, got.ContentType, err)
				continue
			}
			for p, want := range map[image.Point]color.RGBA{{4, 2}: {255, 0, 0, 255}, {15, 2}: {0, 255, 0, 255}, {4, 7}: {0, 0, 255, 255}} {
				if !close(m.At(p.X, p.Y), want) {
					t.Errorf("%s to %s at %v: %v", from, to, p, m.At(p.X, p.Y))
				}
			}
			_, _, _, alpha := m.At(15, 7).RGBA()
			if clear := from != jpegFormat && to != "jpg"; clear != (alpha == 0) {
				t.Errorf("%s to %s: alpha %d", from, to, alpha)
			}
		}
	}
}

func close(got color.Color, want color.RGBA) bool {
	r, g, b, _ := got.RGBA()
	near := func(a uint32, b uint8) bool { return max(int(a>>8), int(b))-min(int(a>>8), int(b)) < 40 }
	return near(r, want.R) && near(g, want.G) && near(b, want.B)
}

// The sizes that the page prints for 200 × 100, and sizes that follow from the rules.
func TestSizes(t *testing.T) {
	still := files(t, 200, 100)
	for text, want := range map[string]image.Point{
		"resize,w_150,h_80":                  {150, 75},
		"resize,m_lfit,w_150,h_80":           {150, 75},
		"resize,m_mfit,w_150,h_80":           {160, 80},
		"resize,m_fill,w_150,h_80":           {150, 80},
		"resize,m_pad,w_150,h_80":            {150, 80},
		"resize,m_fixed,w_150,h_80":          {150, 80},
		"resize,w_100":                       {100, 50},
		"resize,h_25":                        {50, 25},
		"resize,p_50":                        {100, 50},
		"resize,p_200":                       {200, 100},
		"resize,p_200,limit_0":               {400, 200},
		"resize,w_400":                       {200, 100},
		"resize,w_400,limit_0":               {400, 200},
		"resize,m_fixed,w_300,h_100":         {200, 100},
		"resize,m_fixed,w_300,h_100,limit_0": {300, 100},
		"resize,l_50":                        {50, 25},
		"resize,s_50":                        {100, 50},
		"resize,l_100,s_10,m_fixed":          {100, 10},
		"resize,w_1":                         {1, 1},
		"resize,w_100/resize,w_10":           {10, 5},
		"crop,x_10,y_20,w_30,h_40":           {30, 40},
		"crop,x_190,y_90,w_30,h_40":          {10, 10},
		"crop,w_50":                          {50, 100},
		"crop,x_150":                         {50, 100},
		"crop,g_se,w_20,h_10":                {20, 10},
		"crop,w_100/resize,w_50":             {50, 50},
		"format,png":                         {200, 100},
	} {
		got, err := run(still[pngFormat], "image/"+text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if m, err := png.Decode(bytes.NewReader(got.Body)); err != nil || m.Bounds().Size() != want {
			t.Errorf("%s: %v %v", text, m.Bounds(), err)
		}
	}
}

// The parts that are cut out, and the parts that are filled up.
func TestPlaces(t *testing.T) {
	data := files(t, 200, 100)[pngFormat]
	red, green, white := color.RGBA{255, 0, 0, 255}, color.RGBA{0, 255, 0, 255}, color.RGBA{255, 255, 255, 255}
	for _, c := range []struct {
		text string
		at   image.Point
		want color.RGBA
	}{
		{"crop,x_120,y_10,w_20,h_20", image.Pt(5, 5), green},
		{"crop,g_ne,w_20,h_20", image.Pt(5, 5), green},
		{"crop,g_north,w_20,h_20", image.Pt(2, 5), red},
		{"crop,g_north,w_20,h_20", image.Pt(18, 5), green},
		{"resize,m_fill,w_40,h_100", image.Pt(5, 20), red},
		{"resize,m_pad,w_100,h_100", image.Pt(50, 5), white},
		{"resize,m_pad,w_100,h_100,color_00FF00", image.Pt(50, 5), green},
		{"resize,m_pad,w_100,h_100", image.Pt(20, 40), red},
		{"format,jpg", image.Pt(150, 80), white},
	} {
		got, err := run(data, "image/"+c.text)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		m, _, err := image.Decode(bytes.NewReader(got.Body))
		if err != nil || !close(m.At(c.at.X, c.at.Y), c.want) {
			t.Errorf("%s at %v: %v %v", c.text, c.at, m.At(c.at.X, c.at.Y), err)
		}
	}
}

// A GIF keeps all its frames and does not grow. A resize by percentage makes it still.
func TestMovingGIF(t *testing.T) {
	data := files(t, 40, 20)[gifFormat]
	for text, want := range map[string]struct{ width, frames int }{
		"resize,w_20":         {20, 2},
		"resize,p_50":         {20, 1},
		"resize,w_80,limit_0": {40, 2},
		"crop,w_10,h_10":      {10, 2},
	} {
		got, err := run(data, "image/"+text)
		if err != nil {
			t.Fatal(text, err)
		}
		g, err := gif.DecodeAll(bytes.NewReader(got.Body))
		if err != nil || len(g.Image) != want.frames || g.Config.Width != want.width || g.Delay[0] != 7 {
			t.Errorf("%s: %d frames, width %d: %v", text, len(g.Image), g.Config.Width, err)
		}
	}
}

func TestInfo(t *testing.T) {
	for f, data := range files(t, 40, 20) {
		got, err := run(data, "image/info")
		if err != nil || got.ContentType != "application/json" {
			t.Fatal(f, err)
		}
		frames := "1"
		if f == gifFormat {
			frames = "2"
		}
		for _, want := range []string{
			`"Format": {"value": "` + string(f) + `"}`, `"FrameCount": {"value": "` + frames + `"}`,
			`"ImageWidth": {"value": "40"}`, `"ImageHeight": {"value": "20"}`,
		} {
			if !strings.Contains(string(got.Body), want) {
				t.Errorf("%s: no %s in %s", f, want, got.Body)
			}
		}
	}
	jfif := append([]byte("\xFF\xD8\xFF\xE0\x00\x10JFIF\x00\x01\x01\x01\x00\x60\x00\x48\x00\x00"), files(t, 4, 4)[jpegFormat][2:]...)
	got, err := run(jfif, "image/info")
	want := `"ResolutionUnit": {"value": "1"}` + ",\n" + `  "XResolution": {"value": "96/1"}` + ",\n" + `  "YResolution": {"value": "72/1"}`
	if err != nil || !strings.Contains(string(got.Body), want) {
		t.Errorf("%s %v", got.Body, err)
	}
}

// A WebP that was written is read back pixel by pixel.
func TestWebPIsLossless(t *testing.T) {
	m := image.NewRGBA(image.Rect(0, 0, 17, 9))
	for i := range m.Pix {
		m.Pix[i] = byte(i * 37)
		if i%4 == 3 {
			m.Pix[i] = 255
		}
	}
	for _, alpha := range []byte{255, 0} {
		m.Pix[3] = alpha
		if alpha == 0 {
			m.Pix[0], m.Pix[1], m.Pix[2] = 0, 0, 0
		}
		var out bytes.Buffer
		if err := encodeWebP(&out, m); err != nil {
			t.Fatal(err)
		}
		back, err := webp.Decode(&out)
		if err != nil {
			t.Fatal(err)
		}
		for y := range 9 {
			for x := range 17 {
				if color.RGBAModel.Convert(back.At(x, y)) != m.At(x, y) {
					t.Fatalf("at %d, %d: %v, not %v", x, y, back.At(x, y), m.At(x, y))
				}
			}
		}
	}
}
