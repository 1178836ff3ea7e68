package emulator_test

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// Close waits for no connection that has carried no request.
func TestCloseWithConnectionsInStore(t *testing.T) {
	e, err := emulator.New(emulator.Options{Accounts: bench.Accounts()})
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
	const wait = 3 * time.Second // http.Server waits for 5 seconds
	ctx, cancel := context.WithTimeout(context.Background(), wait)
	defer cancel()
	if err := s.Close(ctx); err != nil {
		t.Error(err)
	}
}

// On the wire each answer tells its length once, an empty one too, so that the connection goes on.
func TestEachAnswerTellsItsLength(t *testing.T) {
	on := bench.New(t)
	bench.Stage(on)
	s, err := on.Emulator.Start("127.0.0.1:0", "")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close(t.Context())
	conn, err := net.Dial("tcp", s.DataAddr())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	in := bufio.NewReader(conn)
	for _, c := range []struct{ line, length string }{
		{"PUT /empty", "0"}, {"HEAD /empty", "0"}, {"GET /empty", "0"}, {"DELETE /empty", ""}, {"GET /?acl", "*"}, {"HEAD /empty", "0"},
	} {
		line := c.line + " HTTP/1.1\r\nHost: " + bench.Open + "\r\n"
		if strings.HasPrefix(line, "PUT") {
			line += "Content-Length: 0\r\n"
		}
		if _, err := io.WriteString(conn, line+"\r\n"); err != nil {
			t.Fatal(err)
		}
		method, _, _ := strings.Cut(line, " ")
		resp, err := http.ReadResponse(in, &http.Request{Method: method})
		if err != nil {
			t.Fatal(c.line, err)
		}
		body, err := io.ReadAll(resp.Body)
		told := resp.Header["Content-Length"]
		switch {
		case err != nil, resp.Close, len(resp.TransferEncoding) > 0:
			t.Errorf("%s: %v %+v", c.line, err, resp)
		case c.length == "*" && int(resp.ContentLength) != len(body), c.length == "0" && !slices.Equal(told, []string{"0"}):
			t.Errorf("%s: %q for %d bytes", c.line, told, len(body))
		}
	}
}
