package op_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// Broken requests are refused with a 4xx, and never panic. net/http refuses some of them itself,
// with a plain 400.
func TestMalformedRequests(t *testing.T) {
	s := bench.Serve(t)
	const host = "\r\nHost: bkt.oss-cn-hangzhou.aliyuncs.com\r\n"
	for _, text := range []string{
		"GET /%zz HTTP/1.1" + host + "\r\n",
		"GET /k?%zz HTTP/1.1" + host + "\r\n",
		"GET /k?a=%&b HTTP/1.1" + host + "\r\n",
		"GET /%00%FF HTTP/1.1" + host + "\r\n",
		"GET / HTTP/1.1\r\nHost: \r\n\r\n",
		"GET / HTTP/1.1\r\nHost: [::\r\n\r\n",
		"GET / HTTP/1.1\r\n\r\n",
		"GET  / HTTP/1.1" + host + "\r\n",
		"GET /" + strings.Repeat("a", 1<<17) + " HTTP/1.1" + host + "\r\n",
		"GET /k HTTP/1.1" + host + "X-Oss-Meta-A: " + strings.Repeat("a", 1<<17) + "\r\n\r\n",
		"GET /k HTTP/1.1" + host + strings.Repeat("X-Oss-Meta-A: a\r\n", 1000) + "\r\n",
		"GET /k HTTP/1.1" + host + "Authorization: OSS\x00\r\n\r\n",
		"GET /k HTTP/1.1" + host + "Authorization: OSS4-HMAC-SHA256 Credential=////,Signature=\r\n\r\n",
		"GET /k HTTP/1.1" + host + "Authorization: AWS4-HMAC-SHA256 Credential=////,SignedHeaders=;;,Signature=\r\n\r\n",
		"GET /k?X-Amz-Algorithm&X-Amz-Algorithm=AWS4-HMAC-SHA256&AWSAccessKeyId HTTP/1.1" + host + "\r\n",
		"GET / HTTP/1.0\r\nAuthorization: AWS a:b\r\n\r\n",
		"PUT /k HTTP/1.1" + host + "Content-Length: -1\r\n\r\n",
		"PUT /k HTTP/1.1" + host + "Content-Length: 99999999999999999999\r\n\r\n",
		"PUT /k HTTP/1.1" + host + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
		"POST /?delete HTTP/1.1" + host + "Content-Length: 5\r\n\r\n<a",
		"OPTIONS * HTTP/1.1" + host + "\r\n",
		"CONNECT bkt:80 HTTP/1.1" + host + "\r\n",
		"\x00\x01\x02\r\n\r\n",
		"NONSENSE /k HTTP/1.1" + host + "\r\n",
	} {
		resp, err := bench.Exchange(t, s.DataAddr(), text)
		if err != nil || resp.StatusCode < 400 || resp.StatusCode > 499 && resp.StatusCode != 501 {
			t.Errorf("%.60q: %v %v", text, resp, err)
		}
	}
	resp, err := bench.Exchange(t, s.DataAddr(), "GET / HTTP/1.1"+host+"\r\n")
	if err != nil || resp.StatusCode != 404 || len(resp.Header["X-Oss-Request-Id"]) != 1 {
		t.Errorf("afterwards: %v %v", resp, err)
	}
}

// A client with Expect: 100-continue is refused before it sends its body.
func TestRefusedBeforeTheBody(t *testing.T) {
	s := bench.Serve(t)
	began := time.Now()
	resp, err := bench.Exchange(t, s.DataAddr(),
		"PUT /k HTTP/1.1\r\nHost: bkt.oss-cn-hangzhou.aliyuncs.com\r\nExpect: 100-continue\r\nContent-Length: 1000000\r\n\r\n")
	if err != nil || resp.StatusCode != 404 || time.Since(began) > 2*time.Second {
		t.Errorf("%v %v after %v", resp, err, time.Since(began))
	}
}

// Many callers at once leave a consistent world.
func TestSideBySide(t *testing.T) {
	b := bench.New(t)
	b.Bucket("the-bucket", "private")
	host := "the-bucket." + bench.Hangzhou
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			key := "/" + string(rune('a'+i))
			for range 50 {
				b.Send(b.Owner(b.Raw("PUT", host, key, "content")))
				b.Send(b.Owner(b.Raw("GET", host, "/", "")))
				b.Send(b.Owner(b.Raw("DELETE", host, key, "")))
			}
		})
	}
	all.Wait()
	b.Must(b.Owner(b.Raw("DELETE", host, "/", "")))
}
