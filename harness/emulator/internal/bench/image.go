package bench

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"net/http"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// PNGFile is a complete PNG.
func PNGFile(b *Bench, w, h int) string {
	b.T.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
		b.T.Fatal(err)
	}
	return out.String()
}

// pngHeader is a PNG that claims a size and holds nothing.
func pngHeader(w, h uint32) string {
	chunk := append([]byte("IHDR"), make([]byte, 8)...)
	binary.BigEndian.PutUint32(chunk[4:], w)
	binary.BigEndian.PutUint32(chunk[8:], h)
	chunk = append(chunk, 8, 6, 0, 0, 0)
	out := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0D"), chunk...)
	return string(binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(chunk)))
}

// ImageFiles holds a complete image in each format. The emulator writes the WebP.
func ImageFiles(b *Bench) map[string]string {
	b.T.Helper()
	m := image.NewGray(image.Rect(0, 0, 60, 40))
	for i := range m.Pix {
		m.Pix[i] = byte(i * 7)
	}
	var asJPEG, asGIF bytes.Buffer
	if err := jpeg.Encode(&asJPEG, m, nil); err != nil {
		b.T.Fatal(err)
	}
	if err := gif.Encode(&asGIF, m, nil); err != nil {
		b.T.Fatal(err)
	}
	asPNG := PNGFile(b, 60, 40)
	b.Must(b.Owner(b.Raw("PUT", Open, "/source", asPNG)))
	asWebP := b.Must(b.Raw("GET", Open, "/source?x-oss-process=image/format,webp", "")).Body.String()
	return map[string]string{"jpg": asJPEG.String(), "png": asPNG, "gif": asGIF.String(), "webp": asWebP}
}

// processed is a request to process a file of the open bucket.
func processed(file func(*Bench) string, process string) func(*Bench) *http.Request {
	return func(b *Bench) *http.Request {
		b.Must(b.Owner(b.Raw("PUT", Open, "/image", file(b))))
		return b.Raw("GET", Open, "/image?x-oss-process="+process, "")
	}
}

// cut removes the second half of a file. flipped changes one byte.
func cut(format string) func(*Bench) string {
	return func(b *Bench) string { f := ImageFiles(b)[format]; return f[:len(f)/2] }
}

func flipped(format string, at int) func(*Bench) string {
	return func(b *Bench) string {
		f := []byte(ImageFiles(b)[format])
		f[at] ^= 0xFF
		return string(f)
	}
}

// Whole is an image that the image operations can read.
func Whole(b *Bench) string { return PNGFile(b, 60, 40) }

func text(s string) func(*Bench) string { return func(*Bench) string { return s } }

// imageProvocations lists refusals of images and of their processing.
func imageProvocations() []Provocation {
	const info = "image/info"
	protected := func(target string) func(*Bench) *http.Request {
		return given(func(b *Bench) {
			b.Control("PATCH", "/v1/buckets/open-bucket", `{"protectedOriginals":["png","jpg"]}`)
			b.Object("open-bucket", "image.JPG", "default")
		}, ByNobody("GET", Open, target))
	}
	out := []Provocation{
		{deny.OriginalProtected, protected("/image.JPG")},
		{deny.OriginalProtected, protected("/image.JPG?x-oss-process=image/info")},
		{deny.NoStyle, protected("/image.JPG?x-oss-process=style/small")},
		{deny.ImageDamaged, processed(flipped("png", 29), info)},
		{deny.ImageDamaged, processed(flipped("png", 12), info)},
		{deny.ImageDamaged, processed(text("\xFF\xD8 and nothing else"), info)},
		{deny.ImageDamagedWebP, processed(flipped("webp", 20), info)},
		{deny.ImageNoAction, processed(Whole, "image/")},
		{deny.ImageUnknownAction, processed(Whole, "image/slim,1")},
		{deny.ImageArgument, processed(Whole, "image/resize,w_0")},
		{deny.ImageArgument, processed(Whole, "picture/info")},
		{deny.ImageMode, processed(Whole, "image/resize,w_100,m_abc")},
		{deny.ImageNoSize, processed(Whole, "image/resize,m_lfit")},
		{deny.ImageCropOutside, processed(Whole, "image/crop,x_60")},
		{deny.ImageChainLong, processed(Whole, "image"+strings.Repeat("/crop,w_1", 11))},
		{deny.ImageFormat, processed(text("content"), info)},
		{deny.ImageSourceLarge, processed(text(pngHeader(30_001, 1)), info)},
		{deny.ImagePixels, processed(text(pngHeader(30_000, 30_000)), info)},
		{deny.ImageTargetLarge, processed(Whole, "image/resize,m_fixed,w_5000,h_5000,limit_0")},
		{deny.NotImplemented, processed(Whole, "image/watermark,text_eA")},
		{deny.NoStyle, processed(Whole, "style/small")},
		{deny.NotImplemented, processed(text(pngHeader(15_000, 15_000)), info)},
		{deny.NoSuchKey, byOwner("GET", Private, "/absent?x-oss-process=image/info", "")},
		{deny.ByObjectACLRead, ByNobody("GET", Open, "/closed?x-oss-process=image/info")},
		{deny.ByBucketACL, ByNobody("GET", Private, "/key?x-oss-process=image/info")},
		{deny.ByBucketPolicy, given(func(b *Bench) { b.Set(Open, "policy", BucketPolicy(Grant("Deny", "oss:GetObject", "*", ""))) },
			ByNobody("GET", Open, "/key?x-oss-process=image/info"))},
		{deny.NotImplemented, byOwner("HEAD", Open, "/key?x-oss-process=image/info", "")},
	}
	for _, format := range []string{"jpg", "png", "gif"} {
		out = append(out, Provocation{deny.ImageDamaged, processed(cut(format), "image/resize,w_10")})
	}
	return append(out, Provocation{deny.ImageDamagedWebP, processed(cut("webp"), "image/resize,w_10")})
}

// ImageSamples lie on both sides of each limit of images.
func ImageSamples() []Sample {
	padded := func(size int) func(*Bench) string {
		return func(b *Bench) string { return Whole(b) + strings.Repeat("\x00", size-len(Whole(b))) }
	}
	wide := func(w int) func(*Bench) string { return func(b *Bench) string { return PNGFile(b, w, 1) } }
	return []Sample{
		{"limit image bytes", processed(padded(20<<20), "image/info")},
		{"limit image bytes exceeded", processed(padded(20<<20+1), "image/info")},
		{"limit image side", processed(text(pngHeader(30_000, 1)), "image/info")},
		{"limit image side exceeded", processed(text(pngHeader(30_001, 1)), "image/info")},
		{"limit image pixels", processed(text(pngHeader(25_000, 10_000)), "image/info")},
		{"limit image target side", processed(wide(8192), "image/resize,p_200,limit_0")},
		{"limit image target side exceeded", processed(wide(3277), "image/resize,p_500,limit_0")},
		{"limit image target pixels", processed(Whole, "image/resize,m_fixed,w_4096,h_4096,limit_0")},
	}
}
