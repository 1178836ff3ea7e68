//go:build unix

package emulator_test

import (
	"bytes"
	"crypto/md5"
	"encoding/hex"
	"fmt"
	"hash/crc64"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

const largeHost = "large-bucket." + bench.Hangzhou

// noise is text that compresses badly, so that a page in the wrong place shows.
func noise(size int) string {
	random := rand.New(rand.NewPCG(uint64(size), 3))
	out := make([]byte, size)
	for i := range out {
		out[i] = 'a' + byte(random.Uint32()%26)
	}
	return string(out)
}

// withLarge is an emulator with a bucket, in memory or on a directory.
func withLarge(t *testing.T, dir string) *bench.Bench {
	b := bench.NewWith(t, emulator.Options{Data: dir})
	t.Cleanup(func() { b.Emulator.Close() })
	b.Bucket("large-bucket", "private")
	return b
}

// A largePath stores a large content under a key, and returns it.
type largePath struct {
	name  string
	store func(b *bench.Bench, key string) string
}

// uploaded completes an upload of the parts.
func uploaded(b *bench.Bench, key, id string, parts ...string) {
	list := ""
	for i, part := range parts {
		w := b.Must(b.Owner(b.Raw("PUT", largeHost, fmt.Sprintf("/%s?partNumber=%d&uploadId=%s", key, i+1, id), part)))
		list += fmt.Sprintf("<Part><PartNumber>%d</PartNumber><ETag>%s</ETag></Part>", i+1, w.Header()["ETag"][0])
	}
	b.Must(b.Owner(b.Raw("POST", largeHost, "/"+key+"?uploadId="+id, "<CompleteMultipartUpload>"+list+"</CompleteMultipartUpload>")))
}

// largePaths are the ways on which a content comes.
func largePaths() []largePath {
	put := func(b *bench.Bench, key string) string {
		content := noise(1<<20 + 3)
		b.Must(b.Owner(b.Raw("PUT", largeHost, "/"+key, content)))
		return content
	}
	idOf := func(b *bench.Bench, key, how string) string {
		body := b.Must(b.Owner(b.Raw("POST", largeHost, "/"+key+"?uploads"+how, ""))).Body.String()
		_, rest, _ := strings.Cut(body, "<UploadId>")
		id, _, _ := strings.Cut(rest, "</UploadId>")
		return id
	}
	first, second := noise(700<<10), noise(300<<10+1)
	return []largePath{
		{"put", put},
		{"put of unknown length", func(b *bench.Bench, key string) string {
			content := noise(1<<20 + 4)
			r := b.Raw("PUT", largeHost, "/"+key, fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(content), content), "Transfer-Encoding: chunked")
			b.Must(b.Owner(r))
			return content
		}},
		{"form", func(b *bench.Bench, key string) string {
			content := noise(1<<20 + 5)
			fields := append([]bench.Field{{"key", key}}, bench.V1Form(bench.PolicyOf(b, `["content-length-range",1,2000000]`))...)
			b.Must(b.Post(largeHost, bench.FormText(fields)+bench.FilePart(content)+"--"+bench.Boundary+"--\r\n"))
			return content
		}},
		{"append", func(b *bench.Bench, key string) string {
			content := ""
			for _, size := range []int{10, 400 << 10, 300 << 10, 7} {
				more := noise(size)
				b.Must(b.Grow(largeHost, fmt.Sprintf("/%s?append&position=%d", key, len(content)), more))
				content += more
			}
			return content
		}},
		{"parts", func(b *bench.Bench, key string) string {
			uploaded(b, key, idOf(b, key, ""), first, second, "end")
			return first + second + "end"
		}},
		{"parts in sequence", func(b *bench.Bench, key string) string {
			uploaded(b, key, idOf(b, key, "&sequential"), first, second, "end")
			return first + second + "end"
		}},
		{"copy", func(b *bench.Bench, key string) string {
			content := put(b, key+"-source")
			b.Must(b.Owner(b.Raw("PUT", largeHost, "/"+key, "", "x-oss-copy-source: /large-bucket/"+key+"-source")))
			return content
		}},
		{"copy of parts", func(b *bench.Bench, key string) string {
			content, id := put(b, key+"-source"), idOf(b, key, "")
			for i, span := range []string{"5-600000", "600001-"} {
				b.Must(b.Owner(b.Raw("PUT", largeHost, fmt.Sprintf("/%s?partNumber=%d&uploadId=%s", key, i+1, id), "",
					"x-oss-copy-source: /large-bucket/"+key+"-source", "x-oss-copy-source-range: bytes="+span)))
			}
			b.Must(b.Owner(b.Raw("POST", largeHost, "/"+key+"?uploadId="+id, "", "x-oss-complete-all: yes")))
			return content[5:]
		}},
	}
}

// In each way, a large content comes to lie in a file, and what is read is what was sent, whole and in pieces.
func TestLargeContentComesBack(t *testing.T) {
	for _, dir := range []string{"", t.TempDir()} {
		b := withLarge(t, dir)
		for i, path := range largePaths() {
			key := fmt.Sprint("key-", i)
			want := path.store(b, key)
			b.Emulator.View(func(w *world.World) {
				bucket, _ := w.Buckets.Get("large-bucket")
				if o, _ := bucket.Objects.Get(key); o == nil || o.Data.File() == nil {
					t.Errorf("%s: it does not lie in a file", path.name)
				}
			})
			w := b.Must(b.Owner(b.Raw("GET", largeHost, "/"+key, "")))
			if got := w.Body.String(); got != want || w.Header()["Content-Length"][0] != strconv.Itoa(len(want)) {
				t.Errorf("%s: %d bytes of %d, or others", path.name, len(got), len(want))
			}
			sum := crc64.Checksum([]byte(want), crc64.MakeTable(crc64.ECMA))
			if got := w.Header()["x-oss-hash-crc64ecma"][0]; got != strconv.FormatUint(sum, 10) {
				t.Errorf("%s: CRC-64 %s", path.name, got)
			}
			for _, span := range [][2]int{{0, 0}, {4095, 4096}, {300_000, 500_000}, {len(want) - 5, len(want) - 1}} {
				r := b.Raw("GET", largeHost, "/"+key, "", fmt.Sprintf("Range: bytes=%d-%d", span[0], span[1]))
				if got := b.Must(b.Owner(r)).Body.String(); got != want[span[0]:span[1]+1] {
					t.Errorf("%s: %d-%d has %d bytes, or others", path.name, span[0], span[1], len(got))
				}
			}
		}
	}
}

// A body in signed chunks of S3 lies in a file too, and a form that is refused for what it says is not.
func TestLargeChunks(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	content := noise(1<<20 + 9)
	w := b.Must(bench.InChunks(b, content, nil, nil))
	sum := md5.Sum([]byte(content))
	if got := strings.Trim(w.Header()["ETag"][0], `"`); !strings.EqualFold(got, hex.EncodeToString(sum[:])) {
		t.Error(got)
	}
	if got := b.Must(b.Owner(b.Raw("GET", bench.Private, "/key", ""))).Body.String(); got != content || b.Emulator.LargeContents() != 1 {
		t.Errorf("%d bytes, %d contents in files", len(got), b.Emulator.LargeContents())
	}
	if w, _ := b.Send(bench.InChunks(b, content, nil, func(body string) string { return body[:len(body)-200] })); w.Code != 400 {
		t.Errorf("chunks that end early: %d", w.Code)
	}
	leftLarge(t, b, 1)
}

// leftLarge waits until so many contents are left in files.
func leftLarge(t *testing.T, b *bench.Bench, want int64) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); b.Emulator.LargeContents() != want; time.Sleep(time.Millisecond) {
		if runtime.GC(); time.Now().After(end) {
			t.Fatalf("%d contents in files, want %d", b.Emulator.LargeContents(), want)
		}
	}
}

// A content that no version and no part has is freed: its mapping, and its file.
func TestLargeContentIsFreed(t *testing.T) {
	dir := t.TempDir()
	for _, data := range []string{"", dir} {
		b := withLarge(t, data)
		for i, path := range largePaths() {
			path.store(b, fmt.Sprint("key-", i))
			path.store(b, fmt.Sprint("key-", i+1, "-again"))
		}
		b.Must(b.Owner(b.Raw("PUT", largeHost, "/key-0", "small")))
		wrong := b.Raw("PUT", largeHost, "/key-1", noise(1<<20), "Content-MD5: AAAAAAAAAAAAAAAAAAAAAA==")
		if w, why := b.Send(b.Owner(wrong)); w.Code != 400 {
			t.Errorf("a wrong digest: %d %s", w.Code, why)
		}
		broken := b.Raw("PUT", largeHost, "/key-1", noise(1<<20), "Content-Length: 2000000")
		if w, why := b.Send(b.Owner(broken)); w.Code != 400 {
			t.Errorf("a body that ends early: %d %s", w.Code, why)
		}
		id := b.Upload("large-bucket", "aborted")
		b.Must(b.Owner(b.Raw("PUT", largeHost, "/aborted?partNumber=1&uploadId="+id, noise(1<<20))))
		b.Must(b.Owner(b.Raw("DELETE", largeHost, "/aborted?uploadId="+id, "")))
		var keys []string
		b.Emulator.View(func(w *world.World) {
			bucket, _ := w.Buckets.Get("large-bucket")
			for key := range bucket.Objects.From("") {
				keys = append(keys, key)
			}
		})
		for _, key := range keys {
			b.Must(b.Owner(b.Raw("DELETE", largeHost, "/"+key, "")))
		}
		leftLarge(t, b, 0)
	}
	if left, err := os.ReadDir(filepath.Join(dir, "contents")); err != nil || len(left) > 0 {
		t.Errorf("%d files are left, %v", len(left), err)
	}
}

// Who reads a large object goes on reading it when it is overwritten or deleted meanwhile, and then it is freed.
func TestLargeObjectIsOverwrittenWhileSomebodyReads(t *testing.T) {
	b := withLarge(t, "")
	server := httptest.NewServer(b.Emulator.Data())
	defer server.Close()
	content := noise(24 << 20) // more than the machine holds between both ends
	for _, end := range []*http.Request{b.Raw("PUT", largeHost, "/key", "new"), b.Raw("DELETE", largeHost, "/key", "")} {
		b.Must(b.Owner(b.Raw("PUT", largeHost, "/key", content)))
		signed := b.Owner(b.Raw("GET", largeHost, "/key", ""))
		r, err := http.NewRequest("GET", server.URL+"/key", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host, r.Header = largeHost, signed.Header
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		read := func(most int64) {
			if _, err := io.CopyN(&got, resp.Body, most); err != nil {
				t.Fatal(err)
			}
		}
		read(1 << 20)
		b.Must(b.Owner(end))
		for range 5 {
			runtime.GC()
			time.Sleep(5 * time.Millisecond)
		}
		if b.Emulator.LargeContents() != 1 {
			t.Fatal("it is freed while it is read")
		}
		read(int64(len(content) - got.Len()))
		resp.Body.Close()
		if got.String() != content {
			t.Errorf("%d bytes of %d, or others", got.Len(), len(content))
		}
		leftLarge(t, b, 0)
	}
}
