package img

import (
	"bytes"
	"strings"
	"testing"
)

// A file is damaged if its second half is cut anywhere, its header is broken, or its checksum is
// wrong. A whole file is not.
func TestDamage(t *testing.T) {
	all := files(t, 64, 64)
	for f, data := range all {
		want := Damaged
		if f == webpFormat {
			want = DamagedWebP
		}
		for _, text := range []string{"image/info", "image/resize,w_10", "image/crop,w_10", "image/format,png"} {
			if _, err := run(data, text); err != nil {
				t.Errorf("%s whole: %v", f, err)
			}
			for _, cut := range []int{2, 4, len(data) / 2, len(data) * 3 / 4, len(data) - 16} {
				broken := data[:len(data)-cut]
				if _, err := run(broken, text); kindOf(err) != want {
					t.Errorf("%s without its last %d of %d bytes, %s: %v", f, cut, len(data), text, err)
				}
			}
		}
	}
	flip := func(f format, at int) []byte {
		out := bytes.Clone(all[f])
		out[at] ^= 0xFF
		return out
	}
	for name, broken := range map[string][]byte{
		"checksum of a PNG header": flip(pngFormat, 29),
		"data of a PNG":            flip(pngFormat, len(all[pngFormat])/2),
		"header of a PNG":          flip(pngFormat, 12),
		"marker of a JPEG":         append([]byte("\xFF\xD8"), bytes.Repeat([]byte{0xFF, 0x00, 0x12}, 40)...),
		"header of a GIF":          append([]byte("GIF89a"), 1, 2, 3),
		"signature of a WebP":      flip(webpFormat, 20),
	} {
		if _, err := run(broken, "image/resize,w_10"); kindOf(err) != Damaged && kindOf(err) != DamagedWebP {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Malformed parameters, and actions that are not served.
func TestRefusals(t *testing.T) {
	data := files(t, 20, 10)[pngFormat]
	for text, want := range map[string]Cause{
		"":                                    BadArgument,
		"img/info":                            BadArgument,
		"image":                               NoAction,
		"image/":                              NoAction,
		"image/slim,1":                        UnknownAction,
		"image/resize,w_10/":                  UnknownAction,
		"image/resize":                        NoSize,
		"image/resize,m_lfit":                 NoSize,
		"image/resize,m_abc,w_1":              BadMode,
		"image/resize,w_0":                    BadArgument,
		"image/resize,w_16385":                BadArgument,
		"image/resize,w_-1":                   BadArgument,
		"image/resize,w_+1":                   BadArgument,
		"image/resize,w_1e2":                  BadArgument,
		"image/resize,w_99999999999999999999": BadArgument,
		"image/resize,w10":                    BadArgument,
		"image/resize,w_10,w_10":              BadArgument,
		"image/resize,q_10":                   BadArgument,
		"image/resize,p_1001":                 BadArgument,
		"image/resize,w_1,limit_2":            BadArgument,
		"image/resize,w_1,color_red":          BadArgument,
		"image/crop,g_up":                     BadArgument,
		"image/crop,z_1":                      BadArgument,
		"image/crop,x_20":                     OutOfImage,
		"image/crop,y_10,h_5":                 OutOfImage,
		"image/format":                        BadArgument,
		"image/format,exe":                    BadArgument,
		"image/format,png,jpg":                BadArgument,
		"image/info,1":                        BadArgument,
		"image/info/resize,w_1":               BadArgument,
		"image/format,heic":                   NotServed,
		"image/watermark,text_aGVsbG8":        NotServed,
		"style/small":                         NotServed,
		"video/snapshot,t_1":                  NotServed,
		"image/resize,m_fixed,w_16384,h_16384,limit_0":      TargetTooLarge,
		"image/resize,m_mfit,w_1,h_16384,limit_0":           TargetTooLarge,
		"image" + strings.Repeat("/resize,w_1", 11):         TooManyActions,
		"image/resize,w_10,limit_0,m_pad,color_000000,h_10": "",
	} {
		if _, err := run(data, text); kindOf(err) != want {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
	for name, c := range map[string]struct {
		data []byte
		want Cause
	}{
		"text":          {[]byte("content"), NotAnImage},
		"empty":         {nil, NotAnImage},
		"RIFF of sound": {[]byte("RIFF\x00\x00\x00\x00WAVE"), NotAnImage},
		"20 MB":         {append(bytes.Clone(data), make([]byte, 20<<20)...), SourceTooLarge},
		"animated WebP": {[]byte("RIFF\x12\x00\x00\x00WEBPVP8X\x0A\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00"), DamagedWebP},
	} {
		if _, err := run(c.data, "image/info"); kindOf(err) != c.want {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
}
