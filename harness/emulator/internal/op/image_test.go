package op_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// SDK v1 processes an image of each format. The object stays as it is.
func TestImagesBySDK(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	files := bench.ImageFiles(b)
	s := bench.Serve(t)
	client, err := oss.New("http://"+bench.Hangzhou, bench.OwnerKey, bench.OwnerSecret, oss.HTTPClient(bench.Dialing(s)),
		oss.AuthVersion(oss.AuthV4), oss.Region("cn-hangzhou"))
	if err != nil {
		t.Fatal(err)
	}
	if err := client.CreateBucket("image-bucket"); err != nil {
		t.Fatal(err)
	}
	bucket, err := client.Bucket("image-bucket")
	if err != nil {
		t.Fatal(err)
	}
	get := func(key string, options ...oss.Option) string {
		t.Helper()
		body, err := bucket.GetObject(key, options...)
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		return string(content)
	}
	for format, file := range files {
		key := "image." + format
		if err := bucket.PutObject(key, strings.NewReader(file)); err != nil {
			t.Fatal(err)
		}
		var info map[string]struct{ Value string }
		if err := json.Unmarshal([]byte(get(key, oss.Process("image/info"))), &info); err != nil ||
			info["Format"].Value != format || info["ImageWidth"].Value != "60" || info["ImageHeight"].Value != "40" ||
			info["FrameCount"].Value != "1" {
			t.Errorf("%s: %v %v", format, info, err)
		}
		m, err := png.Decode(strings.NewReader(get(key, oss.Process("image/resize,w_30/crop,w_10,h_10/format,png"))))
		if err != nil || m.Bounds().Size() != image.Pt(10, 10) {
			t.Errorf("%s: %v %v", format, m, err)
		}
		if get(key) != file {
			t.Errorf("%s: the object has changed", format)
		}
	}
}

// The headers of a processed image.
func TestHeadersOfImages(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Must(b.Owner(b.Raw("PUT", bench.Open, "/image", bench.Whole(b), "Content-Type: image/png", "x-oss-meta-a: b",
		"Cache-Control: no-store")))
	w := b.Must(b.Raw("GET", bench.Open, "/image?x-oss-process=image/format,gif", ""))
	if !bytes.HasPrefix(w.Body.Bytes(), []byte("GIF89a")) || w.Header().Get("Content-Type") != "image/gif" ||
		w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%v", w.Header())
	}
	for _, name := range []string{"x-oss-hash-crc64ecma", "Content-MD5", "Accept-Ranges"} {
		if w.Header()[name] != nil {
			t.Errorf("%s: %v", name, w.Header()[name])
		}
	}
	w = b.Must(b.Owner(b.Raw("GET", bench.Open, "/image?x-oss-process=image/info&response-content-type=text/plain", "")))
	if w.Header().Get("Content-Type") != "text/plain" {
		t.Errorf("%v", w.Header())
	}
	if _, why := b.Send(b.Raw("GET", bench.Open, "/image?x-oss-process=image/info", "", "If-None-Match: *")); why != "not-modified" {
		t.Error(why)
	}
}

// While images are processed, other requests are served and change the world.
func TestImagesHoldNobodyUp(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Must(b.Owner(b.Raw("PUT", bench.Open, "/large", bench.PNGFile(b, 4096, 4096))))
	var all sync.WaitGroup
	began := time.Now()
	for range 2 {
		all.Go(func() { b.Must(b.Raw("GET", bench.Open, "/large?x-oss-process=image/format,png", "")) })
	}
	longest := time.Duration(0)
	for range 20 {
		one := time.Now()
		b.Must(b.Owner(b.Raw("PUT", bench.Open, "/small", "content")))
		longest = max(longest, time.Since(one))
	}
	during := time.Since(began)
	all.Wait()
	took := time.Since(began)
	if during > took/2 {
		t.Errorf("20 writes beside two images: %v of %v, the longest %v", during, took, longest)
	}
	t.Logf("two images of 4,096 × 4,096: %v; 20 writes beside them: %v, the longest %v", took, during, longest)
}
