package emulator_test

import (
	"bufio"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// What net/http can't read over HTTPS is refused as OSS does, and so is plain HTTP at the port of HTTPS.
func TestWhatCannotBeReadOverHTTPSIsRefusedAsOSSDoes(t *testing.T) {
	s, _ := serveTLS(t)
	over := func() (net.Conn, error) {
		return tls.Dial("tcp", s.TLSAddr(), &tls.Config{InsecureSkipVerify: true, ServerName: "localhost"})
	}
	plain := func() (net.Conn, error) { return net.Dial("tcp", s.TLSAddr()) }
	const good = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"
	for _, c := range []struct {
		name, request, status, code string
		dial                        func() (net.Conn, error)
	}{
		{"a header name", "GET /b/k HTTP/1.1\r\nHost: h\r\nx-oss-meta-a@b: 1\r\n\r\n", "400", "InvalidArgument", over},
		{"too many headers", "GET /b/k HTTP/1.1\r\nHost: h\r\na: " + strings.Repeat("a", 1<<20) + "\r\n\r\n",
			"400", "RequestHeaderTooLarge", over},
		{"what can be read", good, "403", "AccessDenied", over},
		{"no TLS", good, "400", "InvalidArgument", plain},
	} {
		conn, err := c.dial()
		if err != nil {
			t.Fatal(err)
		}
		go io.WriteString(conn, c.request)
		conn.SetReadDeadline(time.Now().Add(5 * time.Second))
		answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		body, err := io.ReadAll(answer.Body)
		conn.Close()
		if !strings.HasPrefix(answer.Status, c.status) || !strings.Contains(string(body), "<Code>"+c.code+"</Code>") {
			t.Errorf("%s: %s %v %s (%v)", c.name, answer.Status, answer.Header, body, err)
		}
	}
}
