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

	"github.com/oss403/oss403/harness/emulator"
)

// What net/http itself refuses comes as an error document too, and the server goes on.
func TestWhatCannotBeReadIsRefusedAsOSSDoes(t *testing.T) {
	e, err := emulator.New(emulator.Options{Accounts: accounts})
	if err != nil {
		t.Fatal(err)
	}
	s, err := e.Start("127.0.0.1:0", "")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close(t.Context())
	for _, c := range []struct{ name, request, status, code string }{
		{"a header name", "GET /b/k HTTP/1.1\r\nHost: h\r\nx-oss-meta-a@b: 1\r\n\r\n", "400", "InvalidArgument"},
		{"a header value", "GET /b/k HTTP/1.1\r\nHost: h\r\nx-oss-meta-a: \x01\r\n\r\n", "400", "InvalidArgument"},
		{"no host", "GET /b/k HTTP/1.1\r\n\r\n", "400", "InvalidArgument"},
		{"a path", "GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n", "400", "InvalidArgument"},
		{"no HTTP at all", "hello\r\n\r\n", "400", "InvalidArgument"},
		{"too many headers", "GET /b/k HTTP/1.1\r\nHost: h\r\na: " + strings.Repeat("a", 1<<20) + "\r\n\r\n", "400", "RequestHeaderTooLarge"},
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
	}
}

// Closing waits for no connection that has carried no request.
func TestCloseWithConnectionsInStore(t *testing.T) {
	e, err := emulator.New(emulator.Options{Accounts: accounts})
	if err != nil {
		t.Fatal(err)
	}
	s, err := e.Start("127.0.0.1:0", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{s.DataAddr(), s.ControlAddr()} {
		stored, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer stored.Close()
	}
	const wait = 3 * time.Second // http.Server waits for 5
	ctx, cancel := context.WithTimeout(context.Background(), wait)
	defer cancel()
	if err := s.Close(ctx); err != nil {
		t.Error(err)
	}
}
