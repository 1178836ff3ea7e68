package emulator_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// exchange writes bytes to the data port and reads one answer.
func exchange(t *testing.T, address, text string) (*http.Response, error) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(5 * time.Second))
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
	conn.(*net.TCPConn).CloseWrite()
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return nil, err
	}
	io.Copy(io.Discard, resp.Body)
	return resp, nil
}

// Broken requests are refused with a 4xx, and never panic. net/http refuses some of them itself,
// with a plain 400.
func TestMalformedRequests(t *testing.T) {
	s := serveReal(t)
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
		resp, err := exchange(t, s.DataAddr(), text)
		if err != nil || resp.StatusCode < 400 || resp.StatusCode > 499 && resp.StatusCode != 501 {
			t.Errorf("%.60q: %v %v", text, resp, err)
		}
	}
	resp, err := exchange(t, s.DataAddr(), "GET / HTTP/1.1"+host+"\r\n")
	if err != nil || resp.StatusCode != 404 || len(resp.Header["X-Oss-Request-Id"]) != 1 {
		t.Errorf("afterwards: %v %v", resp, err)
	}
}

// A client with Expect: 100-continue is refused before it sends its body.
func TestRefusedBeforeTheBody(t *testing.T) {
	s := serveReal(t)
	began := time.Now()
	resp, err := exchange(t, s.DataAddr(),
		"PUT /k HTTP/1.1\r\nHost: bkt.oss-cn-hangzhou.aliyuncs.com\r\nExpect: 100-continue\r\nContent-Length: 1000000\r\n\r\n")
	if err != nil || resp.StatusCode != 404 || time.Since(began) > 2*time.Second {
		t.Errorf("%v %v after %v", resp, err, time.Since(began))
	}
}

// Many callers at once leave a consistent world.
func TestSideBySide(t *testing.T) {
	b := newBench(t)
	b.bucket("the-bucket", "private")
	host := "the-bucket." + hangzhou
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			key := "/" + string(rune('a'+i))
			for range 50 {
				b.send(b.owner(b.raw("PUT", host, key, "content")))
				b.send(b.owner(b.raw("GET", host, "/", "")))
				b.send(b.owner(b.raw("DELETE", host, key, "")))
			}
		})
	}
	all.Wait()
	b.must(b.owner(b.raw("DELETE", host, "/", "")))
}
