package emulator_test

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

// pngFile is a complete PNG.
func pngFile(b *bench, w, h int) string {
	b.t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
		b.t.Fatal(err)
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

// imageFiles holds a complete image in each format. The emulator writes the WebP.
func imageFiles(b *bench) map[string]string {
	b.t.Helper()
	m := image.NewGray(image.Rect(0, 0, 60, 40))
	for i := range m.Pix {
		m.Pix[i] = byte(i * 7)
	}
	var asJPEG, asGIF bytes.Buffer
	if err := jpeg.Encode(&asJPEG, m, nil); err != nil {
		b.t.Fatal(err)
	}
	if err := gif.Encode(&asGIF, m, nil); err != nil {
		b.t.Fatal(err)
	}
	asPNG := pngFile(b, 60, 40)
	b.must(b.owner(b.raw("PUT", open, "/source", asPNG)))
	asWebP := b.must(b.raw("GET", open, "/source?x-oss-process=image/format,webp", "")).Body.String()
	return map[string]string{"jpg": asJPEG.String(), "png": asPNG, "gif": asGIF.String(), "webp": asWebP}
}

// processed is a request to process a file of the open bucket.
func processed(file func(*bench) string, process string) func(*bench) *http.Request {
	return func(b *bench) *http.Request {
		b.must(b.owner(b.raw("PUT", open, "/image", file(b))))
		return b.raw("GET", open, "/image?x-oss-process="+process, "")
	}
}

// cut removes the second half of a file. flipped changes one byte.
func cut(format string) func(*bench) string {
	return func(b *bench) string { f := imageFiles(b)[format]; return f[:len(f)/2] }
}

func flipped(format string, at int) func(*bench) string {
	return func(b *bench) string {
		f := []byte(imageFiles(b)[format])
		f[at] ^= 0xFF
		return string(f)
	}
}

func whole(b *bench) string { return pngFile(b, 60, 40) }

func text(s string) func(*bench) string { return func(*bench) string { return s } }

// imageProvocations lists refusals of images and of their processing.
func imageProvocations() []provocation {
	const info = "image/info"
	protected := func(target string) func(*bench) *http.Request {
		return given(func(b *bench) {
			b.control("PATCH", "/v1/buckets/open-bucket", `{"protectedOriginals":["png","jpg"]}`)
			b.object("open-bucket", "image.JPG", "default")
		}, byNobody("GET", open, target))
	}
	out := []provocation{
		{deny.OriginalProtected, protected("/image.JPG")},
		{deny.OriginalProtected, protected("/image.JPG?x-oss-process=image/info")},
		{deny.NotImplemented, protected("/image.JPG?x-oss-process=style/small")},
		{deny.ImageDamaged, processed(flipped("png", 29), info)},
		{deny.ImageDamaged, processed(flipped("png", 12), info)},
		{deny.ImageDamaged, processed(text("\xFF\xD8 and nothing else"), info)},
		{deny.ImageDamagedWebP, processed(flipped("webp", 20), info)},
		{deny.ImageNoAction, processed(whole, "image/")},
		{deny.ImageUnknownAction, processed(whole, "image/slim,1")},
		{deny.ImageArgument, processed(whole, "image/resize,w_0")},
		{deny.ImageArgument, processed(whole, "picture/info")},
		{deny.ImageMode, processed(whole, "image/resize,w_100,m_abc")},
		{deny.ImageNoSize, processed(whole, "image/resize,m_lfit")},
		{deny.ImageCropOutside, processed(whole, "image/crop,x_60")},
		{deny.ImageChainLong, processed(whole, "image"+strings.Repeat("/crop,w_1", 11))},
		{deny.ImageFormat, processed(text("content"), info)},
		{deny.ImageSourceLarge, processed(text(pngHeader(30_001, 1)), info)},
		{deny.ImagePixels, processed(text(pngHeader(30_000, 30_000)), info)},
		{deny.ImageTargetLarge, processed(whole, "image/resize,m_fixed,w_5000,h_5000,limit_0")},
		{deny.NotImplemented, processed(whole, "image/watermark,text_eA")},
		{deny.NotImplemented, processed(whole, "style/small")},
		{deny.NotImplemented, processed(text(pngHeader(15_000, 15_000)), info)},
		{deny.NoSuchKey, byOwner("GET", private, "/absent?x-oss-process=image/info", "")},
		{deny.ByObjectACLRead, byNobody("GET", open, "/closed?x-oss-process=image/info")},
		{deny.ByBucketACL, byNobody("GET", private, "/key?x-oss-process=image/info")},
		{deny.ByBucketPolicy, given(func(b *bench) { b.set(open, "policy", bucketPolicy(grant("Deny", "oss:GetObject", "*", ""))) },
			byNobody("GET", open, "/key?x-oss-process=image/info"))},
		{deny.NotImplemented, byOwner("HEAD", open, "/key?x-oss-process=image/info", "")},
		{deny.NotImplemented, byOwner("POST", open, "/key?x-oss-process", "x-oss-process=image/info%7Csys/saveas,o_a")},
	}
	for _, format := range []string{"jpg", "png", "gif"} {
		out = append(out, provocation{deny.ImageDamaged, processed(cut(format), "image/resize,w_10")})
	}
	return append(out, provocation{deny.ImageDamagedWebP, processed(cut("webp"), "image/resize,w_10")})
}

// imageSamples lie on both sides of each limit of images.
func imageSamples() []sample {
	padded := func(size int) func(*bench) string {
		return func(b *bench) string { return whole(b) + strings.Repeat("\x00", size-len(whole(b))) }
	}
	wide := func(w int) func(*bench) string { return func(b *bench) string { return pngFile(b, w, 1) } }
	return []sample{
		{"limit image bytes", processed(padded(20<<20), "image/info")},
		{"limit image bytes exceeded", processed(padded(20<<20+1), "image/info")},
		{"limit image side", processed(text(pngHeader(30_000, 1)), "image/info")},
		{"limit image side exceeded", processed(text(pngHeader(30_001, 1)), "image/info")},
		{"limit image pixels", processed(text(pngHeader(25_000, 10_000)), "image/info")},
		{"limit image target side", processed(wide(8192), "image/resize,p_200,limit_0")},
		{"limit image target side exceeded", processed(wide(3277), "image/resize,p_500,limit_0")},
		{"limit image target pixels", processed(whole, "image/resize,m_fixed,w_4096,h_4096,limit_0")},
	}
}
