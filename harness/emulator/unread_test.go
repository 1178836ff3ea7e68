package emulator_test

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// Requests that net/http refuses also get an error document, and the server goes on.
func TestWhatCannotBeReadIsRefusedAsOSSDoes(t *testing.T) {
	e, s := serving(t)
	for _, c := range []struct{ name, request, status, code string }{
		{"a header name", "GET /b/k HTTP/1.1\r\nHost: h\r\nx-oss-meta-a@b: 1\r\n\r\n", "400", "InvalidArgument"},
		{"a header value", "GET /b/k HTTP/1.1\r\nHost: h\r\nx-oss-meta-a: \x01\r\n\r\n", "400", "InvalidArgument"},
		{"no host", "GET /b/k HTTP/1.1\r\n\r\n", "400", "InvalidArgument"},
		{"a path", "GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n", "400", "InvalidArgument"},
		{"no HTTP at all", "hello\r\n\r\n", "400", "InvalidArgument"},
		{"too many headers", "GET /b/k HTTP/1.1\r\nHost: h\r\na: " + strings.Repeat("a", 1<<20) + "\r\n\r\n", "400", "RequestHeaderTooLarge"},
		{"another encoding", "PUT /b/k HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: foo\r\n\r\n", "501", "NotImplemented"},
		{"another version", "GET /b/k HTTP/3.0\r\nHost: h\r\n\r\n", "400", "InvalidArgument"},
		{"another expectation", "PUT /b/k HTTP/1.1\r\nHost: h\r\nExpect: foo\r\nContent-Length: 1\r\n\r\n", "400", "InvalidArgument"},
		{"what can be read", "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", "403", "AccessDenied"},
	} {
		conn, err := net.Dial("tcp", s.DataAddr())
		if err != nil {
			t.Fatal(err)
		}
		go conn.Write([]byte(c.request))
		conn.SetReadDeadline(time.Now().Add(5 * time.Second))
		answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		body, err := io.ReadAll(answer.Body)
		conn.Close()
		if !strings.HasPrefix(answer.Status, c.status) || !strings.Contains(string(body), "<Code>"+c.code+"</Code>") ||
			answer.Header.Get("x-oss-request-id") == "" {
			t.Errorf("%s: %s %v %s (%v)", c.name, answer.Status, answer.Header, body, err)
		}
		if rec, known := e.Traced(answer.Header.Get("x-oss-request-id")); !known || rec.Status != answer.StatusCode ||
			rec.Refusal == nil || rec.Refusal.Code != c.code {
			t.Errorf("%s: the trace says %+v", c.name, rec)
		}
	}
}

// A HEAD gets no body, whatever came before on its connection.
func TestAnUnreadHeadGetsNoBody(t *testing.T) {
	_, s := serving(t)
	for _, before := range []string{"", "GET / HTTP/1.1\r\nHost: h\r\n\r\n"} {
		conn, err := net.Dial("tcp", s.DataAddr())
		if err != nil {
			t.Fatal(err)
		}
		conn.SetDeadline(time.Now().Add(5 * time.Second))
		answers := bufio.NewReader(conn)
		if before != "" {
			io.WriteString(conn, before)
			first, err := http.ReadResponse(answers, nil)
			if err != nil {
				t.Fatal(err)
			}
			io.Copy(io.Discard, first.Body)
		}
		io.WriteString(conn, "HEAD /b/k HTTP/1.1\r\nHost: h\r\nx-oss-meta-a@b: 1\r\n\r\n")
		answer, err := io.ReadAll(answers)
		conn.Close()
		_, body, whole := strings.Cut(string(answer), "\r\n\r\n")
		if err != nil || !whole || body != "" || !strings.HasPrefix(string(answer), "HTTP/1.1 400") ||
			!strings.Contains(strings.ToLower(string(answer)), "\r\nx-oss-err: ") {
			t.Errorf("after %q: %s (%v)", before, answer, err)
		}
	}
}

// The content of an object is sent unchanged, even if a written block of it looks like an answer of
// net/http.
func TestAnObjectThatReadsLikeAnAnswerIsSentAsItIs(t *testing.T) {
	_, s := serving(t)
	client, err := oss.New("http://"+s.DataAddr(), bench.OwnerKey, bench.OwnerSecret)
	if err != nil {
		t.Fatal(err)
	}
	if err := client.CreateBucket("open-bucket"); err != nil {
		t.Fatal(err)
	}
	bucket, err := client.Bucket("open-bucket")
	if err != nil {
		t.Fatal(err)
	}
	const like = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n"
	content := strings.Repeat(like, 700)
	for begin := range len(like) { // one of them starts at a written block
		sent := content[begin:]
		if err := bucket.PutObject("key", strings.NewReader(sent)); err != nil {
			t.Fatal(err)
		}
		body, err := bucket.GetObject("key")
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(body)
		body.Close()
		if err != nil || string(got) != sent {
			t.Fatalf("from %d on: %d of %d bytes came back, %v", begin, len(got), len(sent), err)
		}
	}
}

// serving returns an emulator that listens until the end of the test.
func serving(t *testing.T) (*emulator.Emulator, *emulator.Server) {
	t.Helper()
	e, err := emulator.New(emulator.Options{Accounts: bench.Accounts()})
	if err != nil {
		t.Fatal(err)
	}
	s, err := e.Start("127.0.0.1:0", "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close(context.Background()) })
	return e, s
}
