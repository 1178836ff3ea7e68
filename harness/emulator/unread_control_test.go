package emulator_test

import (
	"bufio"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// A request to the control port that net/http refuses by itself gets the JSON of that port, and a HEAD no body.
func TestWhatCannotBeReadAtTheControlPortGetsJSON(t *testing.T) {
	s := bench.Serve(t)
	for request, want := range map[string]int{
		"hello\r\n\r\n":                        400,
		"GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n": 400,
		"GET / HTTP/1.1\r\nHost: h\r\na: " + strings.Repeat("a", 1<<20) + "\r\n\r\n": 431,
		"PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: foo\r\n\r\n":                501,
		"HEAD / HTTP/1.1\r\nHost: h\r\na@b: 1\r\n\r\n":                               400,
		"GET /v1/health HTTP/1.1\r\nHost: h\r\n\r\n":                                 200,
		"DELETE /v1/health HTTP/1.1\r\nHost: h\r\n\r\n":                              405,
		"GET /v1/nothing HTTP/1.1\r\nHost: h\r\n\r\n":                                404,
	} {
		conn, err := net.Dial("tcp", s.ControlAddr())
		if err != nil {
			t.Fatal(err)
		}
		conn.SetDeadline(time.Now().Add(5 * time.Second))
		go conn.Write([]byte(request))
		method, _, _ := strings.Cut(request, " ")
		answer, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
		if err != nil {
			t.Fatalf("%.40q: %v", request, err)
		}
		body, err := io.ReadAll(answer.Body)
		conn.Close()
		var told struct{ Error string }
		plain := json.Unmarshal(body, &told) != nil || want != 200 && told.Error == ""
		if answer.StatusCode != want || err != nil && want != 431 || plain != (method == "HEAD") {
			t.Errorf("%.40q: %s %q %v", request, answer.Status, body, err)
		}
	}
}
