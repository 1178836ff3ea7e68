package img

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/jpeg"
	"runtime"
	"strings"
	"testing"
	"time"
)

// pngHeader makes a PNG that claims a size and holds nothing.
func pngHeader(w, h uint32) []byte {
	chunk := append([]byte("IHDR"), make([]byte, 8)...)
	binary.BigEndian.PutUint32(chunk[4:], w)
	binary.BigEndian.PutUint32(chunk[8:], h)
	chunk = append(chunk, 8, 6, 0, 0, 0)
	out := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0D"), chunk...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(chunk))
}

// frames makes a GIF with many frames of one pixel on a screen of any size.
func frames(w, h uint16, n int) []byte {
	out := append([]byte("GIF89a"), byte(w), byte(w>>8), byte(h), byte(h>>8), 0x80, 0, 0, 0, 0, 0, 255, 255, 255)
	one := []byte{',', 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 0x01, 0}
	return append(append(out, bytes.Repeat(one, n)...), ';')
}

// jpegHeader makes a JPEG of one component that claims a size and holds one empty scan.
func jpegHeader(w, h uint16) []byte {
	frame := []byte{0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, byte(h >> 8), byte(h), byte(w >> 8), byte(w), 1, 1, 0x11, 0}
	return append(frame, "\xFF\xDA\x00\x08\x01\x01\x00\x00\x3F\x00\xFF\xD9"...)
}

// canvas makes an extended WebP that claims a canvas, with one byte of alpha and no picture.
func canvas(w, h uint32) []byte {
	out := []byte("RIFF\x20\x00\x00\x00WEBPVP8X\x0A\x00\x00\x00\x10\x00\x00\x00")
	out = append(out, byte(w-1), byte((w-1)>>8), byte((w-1)>>16), byte(h-1), byte((h-1)>>8), byte((h-1)>>16))
	return append(out, "ALPH\x02\x00\x00\x00\x00\x00"...)
}

// lossy makes a WebP whose key frame claims a size and holds nothing.
func lossy(w, h uint16) []byte {
	return append([]byte("RIFF\x16\x00\x00\x00WEBPVP8 \x0A\x00\x00\x00\x10\x00\x00\x9D\x01\x2A"), byte(w), byte(w>>8), byte(h), byte(h>>8))
}

// scans makes a progressive JPEG that repeats its single scan.
func scans(n int) []byte {
	head := "\xFF\xD8\xFF\xC2\x00\x0B\x08\x0F\xFF\x0F\xFF\x01\x01\x11\x00" + "\xFF\xC4\x00\x14\x00\x01" + strings.Repeat("\x00", 15) + "\x00"
	return []byte(head + strings.Repeat("\xFF\xDA\x00\x08\x01\x01\x00\x00\x00\x00\x00", n) + "\xFF\xD9")
}

// Bombs are refused before they are decoded. Each takes less than 10 seconds, and 1 MB besides the
// file itself.
func TestBombs(t *testing.T) {
	var lossless bitWriter
	lossless.write(0x2F, 8)
	lossless.write(1<<28-1, 32)
	inner := append(lossless.bytes(), 0)
	bomb := append([]byte("RIFF\x12\x00\x00\x00WEBPVP8L\x06\x00\x00\x00"), inner...)
	for name, c := range map[string]struct {
		data []byte
		want Cause
	}{
		"PNG 30,000 × 30,000":         {pngHeader(30_000, 30_000), TooManyPixels},
		"PNG 30,001 × 1":              {pngHeader(30_001, 1), SourceTooLarge},
		"PNG 2^31 × 2^31":             {pngHeader(1<<31-1, 1<<31-1), NotServed}, // the product of the sides does not fit in an integer
		"PNG 15,000 × 16,000":         {pngHeader(15_000, 16_000), NotServed},
		"GIF 65,535 × 65,535":         {frames(65_535, 65_535, 1), SourceTooLarge},
		"GIF of 100,000 frames":       {frames(1, 1, 100_000), NotServed},
		"GIF of a million frames":     {frames(1, 1, 1_000_000), NotServed},
		"GIF 4,000 × 4,000 × 20":      {frames(4_000, 4_000, 20), TooManyPixels},
		"JPEG of 100,000 scans":       {scans(100_000), NotServed},
		"JPEG 65,535 × 65,535":        {jpegHeader(65_535, 65_535), SourceTooLarge},
		"JPEG 30,000 × 30,000":        {jpegHeader(30_000, 30_000), TooManyPixels},
		"JPEG 15,000 × 16,000":        {jpegHeader(15_000, 16_000), NotServed},
		"WebP canvas of 2^24 × 2^24":  {canvas(1<<24, 1<<24), DamagedWebP}, // more pixels than the format allows
		"WebP canvas 40,000²":         {canvas(40_000, 40_000), SourceTooLarge},
		"WebP canvas 30,000²":         {canvas(30_000, 30_000), TooManyPixels},
		"WebP canvas 15,000²":         {canvas(15_000, 15_000), NotServed},
		"WebP 16,383 × 16,383, lossy": {lossy(16_383, 16_383), TooManyPixels},
		"WebP 16,384 × 16,384":        {bomb, TooManyPixels},
		"GIF whose blocks never end":  {append(frames(9, 9, 1)[:19], bytes.Repeat([]byte{'!', 0xF9, 0xFF}, 1<<20)...), Damaged},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := time.Now()
		_, err := run(c.data, "image/resize,w_10")
		took := time.Since(began)
		runtime.ReadMemStats(&after)
		grown := after.TotalAlloc - before.TotalAlloc
		if kindOf(err) != c.want || took > 10*time.Second || grown > 1<<20 {
			t.Errorf("%s: %v after %v, %d bytes", name, err, took, grown)
		}
		t.Logf("%s (%d bytes): %s after %v, %d bytes", name, len(c.data), kindOf(err), took.Round(time.Microsecond), grown)
	}
}

// The largest image that is decoded, made as large as may be, takes at most 300 MB.
func TestLargest(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	m := image.NewGray(image.Rect(0, 0, 4096, 4096))
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, nil); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := run(out.Bytes(), "image/resize,w_16384,h_1024,m_fixed,limit_0/format,png")
	runtime.ReadMemStats(&after)
	if grown := after.TotalAlloc - before.TotalAlloc; err != nil || grown > 300<<20 {
		t.Errorf("%v, %d bytes", err, grown)
	} else {
		t.Logf("4,096 × 4,096 to 16,384 × 1,024: %d MB", grown>>20)
	}
}
