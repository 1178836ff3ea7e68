package emulator_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// Whatever bytes arrive at either port, they get an answer or the end of the connection, no handler panics, and the next
// request is answered.
func FuzzRawRequests(f *testing.F) {
	b := bench.New(f)
	b.Bucket("open-bucket", "private")
	folder := f.TempDir()
	data, control := onSocket(f, folder, "data"), onSocket(f, folder, "control")
	server := b.Emulator.ServeOn(data, control)
	f.Cleanup(func() { server.Close(context.Background()) })
	var said lockedBuffer
	log.SetOutput(&said)
	seedRaw(f, b)
	f.Fuzz(func(t *testing.T, toControl bool, sent []byte) {
		to, plain, want := data, "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 403 "
		if toControl {
			to, plain, want = control, "GET /v1/health HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 "
		}
		answer := exchanged(t, to, sent)
		if len(answer) > 0 && !bytes.HasPrefix(answer, []byte("HTTP/1.")) { // 1.0, if it was asked so
			t.Errorf("%q is no answer of HTTP", answer)
		}
		if status := statusOf(answer); status == 500 || status >= 400 && bytes.Contains(answer, []byte("text/plain")) {
			t.Errorf("%s", answer)
		}
		if log := said.String(); strings.Contains(log, "panic") {
			t.Fatalf("%s", log)
		}
		if err := b.Emulator.Arm(nil); err != nil {
			t.Fatal(err)
		}
		if next := exchanged(t, to, []byte(plain)); !bytes.HasPrefix(next, []byte(want)) {
			t.Errorf("afterwards: %s", next)
		}
	})
}

// seedRaw adds requests that can be read, and some that can't.
func seedRaw(f *testing.F, b *bench.Bench) {
	dump := func(r *http.Request) []byte {
		text, err := httputil.DumpRequest(r, true)
		if err != nil {
			f.Fatal(err)
		}
		return text
	}
	const host = "open-bucket." + bench.Hangzhou
	chunked := b.Raw("PUT", host, "/chunked", "5\r\nabcde\r\n0\r\n\r\n", "Transfer-Encoding: chunked")
	for _, seed := range [][]byte{
		dump(b.Owner(b.Raw("PUT", host, "/key", "content"))),
		dump(b.Owner(b.Raw("GET", host, "/key?x-oss-process=image/info", ""))),
		dump(b.Owner(b.Raw("PUT", host, "/?lifecycle", "<LifecycleConfiguration><Rule></Rule></LifecycleConfiguration>"))),
		dump(b.Owner(b.Raw("POST", host, "/?delete", "<Delete><Object><Key>key</Key></Object></Delete>"))),
		dump(b.V4(b.Raw("GET", host, "/?prefix=a&delimiter=/", ""), b.Scope())),
		dump(b.Owner(chunked)),
		[]byte("POST / HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 80\r\n\r\n" +
			"--x\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nkey\r\n--x--\r\n"),
		[]byte("POST / HTTP/1.1\r\nHost: sts.aliyuncs.com\r\nContent-Type: application/x-www-form-urlencoded\r\n" +
			"Content-Length: 17\r\n\r\nAction=AssumeRole"),
		[]byte("HEAD / HTTP/1.1\r\nHost: h\r\n\r\nGET /%zz HTTP/1.1\r\n\r\n"),
		[]byte("PUT / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n"),
		[]byte("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\n"),
		[]byte("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), []byte("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n"),
		[]byte("CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\n"),
		[]byte("\x16\x03\x01\x00\x05\x01"), {}, []byte("\r\n\r\n\x00"),
	} {
		f.Add(false, seed)
	}
	for target, body := range map[string]string{
		"PUT /v1/faults": `[{"times":1,"answer":{"status":500}}]`, "PUT /v1/clock": `{"offset":"1ns"}`, "PUT /v1/sender": `{"address":"::1"}`,
		"PATCH /v1/accounts/1000000000000001": `{"controlPolicy":"{}"}`, "PATCH /v1/buckets/open-bucket": `{"frozen":false}`,
		"PUT /v1/accounts/1": `{"keys":[{"id":"a","secret":"b"}]}`, "GET /v1/requests/%": "", "PUT /v1/networks/v": `{"region":"r","policy":"["}`,
	} {
		f.Add(true, fmt.Appendf(nil, "%s HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n%s", target, len(body), body))
	}
}

// onSocket listens on a local socket, of which there are as many as inputs. Its clients seem to be on this machine.
func onSocket(f *testing.F, folder, name string) net.Listener {
	l, err := net.Listen("unix", filepath.Join(folder, name))
	if err != nil {
		f.Fatal(err)
	}
	return local{l}
}

type local struct{ net.Listener }

func (l local) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	return localConn{c}, err
}

type localConn struct{ net.Conn }

func (localConn) RemoteAddr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1} }

// exchanged sends bytes and nothing more, and returns what comes back until the end of the connection.
func exchanged(t *testing.T, to net.Listener, sent []byte) []byte {
	t.Helper()
	conn, err := net.Dial("unix", to.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(5 * time.Second))
	if _, err := conn.Write(sent); err == nil { // else the server has said already what it thinks of it
		conn.(*net.UnixConn).CloseWrite()
	}
	answer, err := io.ReadAll(conn)
	if timeout, is := err.(net.Error); is && timeout.Timeout() {
		t.Errorf("neither an answer nor the end of the connection after %q", answer)
	}
	return answer
}

func statusOf(answer []byte) (status int) {
	var minor int
	fmt.Sscanf(string(answer[:min(len(answer), 12)]), "HTTP/1.%d %d", &minor, &status) // 0: there is none
	return status
}

type lockedBuffer struct {
	lock sync.Mutex
	text bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.lock.Lock()
	defer b.lock.Unlock()
	return b.text.Write(p)
}

func (b *lockedBuffer) String() string {
	b.lock.Lock()
	defer b.lock.Unlock()
	return b.text.String()
}
