package img

import "testing"

// Every parameter gives a plan or a fault.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"image/info", "image/resize,w_10,h_20,m_pad,color_FF00FF/format,png", "image/crop,x_1,y_2,w_3,h_4,g_se",
		"style/a", "image//", "image/resize,_", "",
	} {
		f.Add(seed)
	}
	data := files(f, 8, 8)[pngFormat]
	limits := DefaultLimits()
	limits.TargetPixels, limits.Decoded = 1<<16, 1<<16
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Parse(text, limits)
		if err == nil {
			_, err = p.Run(data, limits)
		}
		if err != nil && kindOf(err) == "" {
			t.Errorf("%q: %v", text, err)
		}
	})
}

// Every file gives an image or a fault.
func FuzzDecode(f *testing.F) {
	for _, data := range files(f, 9, 5) {
		f.Add(data)
	}
	f.Add(pngHeader(4, 4))
	f.Add(frames(3, 3, 2))
	f.Add(scans(2))
	f.Add(jpegHeader(4, 4))
	f.Add(canvas(4, 4))
	f.Add(lossy(4, 4))
	limits := DefaultLimits()
	limits.Decoded = 1 << 16
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, text := range []string{"image/info", "image/resize,w_3/format,webp"} {
			p, err := Parse(text, limits)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := p.Run(data, limits); err != nil && kindOf(err) == "" || err == nil && len(got.Body) == 0 {
				t.Errorf("%d bytes: %v", len(data), err)
			}
		}
	})
}
