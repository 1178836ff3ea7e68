package emulator_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/fault"
)

// bounded returns a bench with a bucket, and its emulator on sockets with these bounds.
func bounded(t *testing.T, most emulator.Bounds) (*bench.Bench, *emulator.Server) {
	t.Helper()
	b := bench.NewWith(t, emulator.Options{Bounds: most})
	b.Bucket("flaky", "private")
	return b, listening(t, b.Emulator)
}

// said writes bytes to a server and returns all that comes back until the end of the connection, and how long that took.
func said(t *testing.T, to, text string) (string, time.Duration) {
	t.Helper()
	conn, err := net.Dial("tcp", to)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	began := time.Now()
	conn.SetDeadline(began.Add(5 * time.Second))
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(conn)
	if timeout, is := err.(net.Error); is && timeout.Timeout() {
		t.Fatalf("the connection is still open, after %q", answer)
	}
	return string(answer), time.Since(began)
}

// soon is a short bound. The server begins to count a little before the client.
const soon = 200 * time.Millisecond

// A client that sends its header slowly, or nothing more after an answer, loses its connection on either port.
func TestSlowAndIdleClientsLoseTheirConnection(t *testing.T) {
	const whole = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"
	for _, c := range []struct {
		most   emulator.Bounds
		text   string
		answer string
	}{
		{emulator.Bounds{HeaderTime: soon}, "GET / HTTP/1.1\r\nHost: ", ""},
		{emulator.Bounds{IdleTime: soon}, whole, "HTTP/1.1 40"},
	} {
		_, server := bounded(t, c.most)
		for _, port := range []string{server.DataAddr(), server.ControlAddr()} {
			answer, took := said(t, port, c.text)
			if !strings.HasPrefix(answer, c.answer) || (c.answer == "") != (answer == "") || took < soon/2 {
				t.Errorf("%+v: after %s %q", c.most, took, answer)
			}
		}
	}
}

// A body that does not arrive in time is refused.
func TestASlowBodyIsRefused(t *testing.T) {
	b, server := bounded(t, emulator.Bounds{BodyTime: soon})
	signed := b.Owner(b.Raw("PUT", faultHost, "/key", "", "Content-Length: 10"))
	text := "PUT /key HTTP/1.1\r\nHost: " + faultHost + "\r\nConnection: close\r\nContent-Length: 10\r\n"
	for _, name := range []string{"Date", "Authorization"} {
		text += name + ": " + signed.Header.Get(name) + "\r\n"
	}
	if answer, took := said(t, server.DataAddr(), text+"\r\na"); !strings.Contains(answer, "<Code>IncompleteBody</Code>") || took < soon/2 {
		t.Errorf("after %s %s", took, answer)
	}
}

// An answer that takes too long is broken off.
func TestAnAnswerThatTakesTooLongIsBrokenOff(t *testing.T) {
	b, server := bounded(t, emulator.Bounds{AnswerTime: soon})
	b.Must(b.Owner(b.Raw("PUT", faultHost, "/key", strings.Repeat("x", 3000))))
	if err := b.Emulator.Arm([]fault.Rule{{Times: 1, Answer: fault.Answer{Slow: 1000}}}); err != nil {
		t.Fatal(err)
	}
	if _, body, err := flaky(t, b, server.DataAddr(), "GET", "/key", ""); err == nil || len(body) >= 3000 {
		t.Errorf("%d bytes, %v", len(body), err)
	}
}

// Requests beyond the allowed number wait for their turn, and then are served.
func TestRequestsWaitForTheirTurn(t *testing.T) {
	b, server := bounded(t, emulator.Bounds{Requests: 1})
	if err := b.Emulator.Arm([]fault.Rule{{Operation: "ListObjects", Times: 1, Answer: fault.Answer{Delay: 2 * soon}}}); err != nil {
		t.Fatal(err)
	}
	signed := b.Owner(b.Raw("GET", faultHost, "/", ""))
	first := make(chan error, 1)
	began := time.Now()
	go func() {
		request, err := http.NewRequest("GET", "http://"+server.DataAddr()+"/", nil)
		if err == nil {
			request.Host, request.Header = faultHost, signed.Header
			var response *http.Response
			if response, err = http.DefaultClient.Do(request); err == nil {
				err = response.Body.Close()
			}
		}
		first <- err
	}()
	for b.Emulator.Faults()[0].Struck == 0 {
		time.Sleep(time.Millisecond)
	}
	answer, _ := said(t, server.DataAddr(), "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
	took := time.Since(began)
	if err := <-first; err != nil || !strings.HasPrefix(answer, "HTTP/1.1 403") || took < 2*soon {
		t.Errorf("after %s %v %s", took, err, answer)
	}
}

// The oldest trace is forgotten beyond the bound.
func TestTracesAreForgotten(t *testing.T) {
	b := bench.NewWith(t, emulator.Options{Bounds: emulator.Bounds{Traces: 3}})
	var ids []string
	for range 4 {
		w, _ := b.Send(b.Raw("GET", faultHost, "/", ""))
		ids = append(ids, bench.RequestID(w))
	}
	for i, id := range ids {
		if _, known := b.Emulator.Traced(id); known != (i > 0) {
			t.Errorf("request %d of 4 is known: %v", i+1, known)
		}
	}
}

// What net/http does not read to the end is refused as well.
func TestAHeaderThatIsNotReadIsRefused(t *testing.T) {
	_, server := bounded(t, emulator.Bounds{})
	conn, err := net.Dial("tcp", server.DataAddr())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(5 * time.Second))
	go fmt.Fprintf(conn, "GET / HTTP/1.1\r\nHost: h\r\na: %s\r\n\r\n", strings.Repeat("a", 1<<20))
	answer, _ := io.ReadAll(conn)
	if !strings.HasPrefix(string(answer), "HTTP/1.1 400") || !strings.Contains(string(answer), "<Code>RequestHeaderTooLarge</Code>") {
		t.Errorf("%.300s", answer)
	}
}

// A negative bound is refused.
func TestABoundIsNotNegative(t *testing.T) {
	if _, err := emulator.New(emulator.Options{Bounds: emulator.Bounds{Requests: -1}}); err == nil {
		t.Error("it is accepted")
	}
}
