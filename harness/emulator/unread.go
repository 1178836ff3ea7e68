package emulator

import (
	"bufio"
	"bytes"
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/trace"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// What net/http can't read, it answers itself and in plain text, before any handler. The
// service answers with an error document, whose Code is assumed. Only what comes without
// TLS is answered so.

// plainText ends the headers of every answer that net/http gives by itself.
const plainText = "\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n"

// answering accepts connections whose unread requests are answered as OSS does.
type answering struct {
	net.Listener
	e *Emulator
}

func (l answering) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &answeringConn{Conn: c, e: l.e}, nil
}

// answeringConn remembers how what came after its last answer begins, for a HEAD gets no body.
type answeringConn struct {
	net.Conn
	e *Emulator

	answered atomic.Bool // a handler answers what was read: none of it is net/http's own, whatever an object holds
	mu       sync.Mutex
	begin    []byte
}

type connKey struct{}

// markAnswers lets connections know while a handler answers.
func markAnswers(s *http.Server) {
	handler, note := s.Handler, s.ConnState
	s.ConnContext = func(ctx context.Context, c net.Conn) context.Context { return context.WithValue(ctx, connKey{}, c) }
	s.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if c, ok := r.Context().Value(connKey{}).(*answeringConn); ok {
			c.answered.Store(true)
		}
		handler.ServeHTTP(w, r)
	})
	s.ConnState = func(c net.Conn, state http.ConnState) {
		if own, ok := c.(*answeringConn); ok && state == http.StateIdle {
			own.answered.Store(false)
		}
		note(c, state)
	}
}

const head = "HEAD "

func (c *answeringConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.begin = append(c.begin, p[:min(n, len(head)-len(c.begin))]...)
	return n, err
}

func (c *answeringConn) Write(p []byte) (int, error) {
	c.mu.Lock()
	asked := string(c.begin)
	c.begin = c.begin[:0]
	c.mu.Unlock()
	status, own := ofServer(p)
	if !own || c.answered.Load() {
		return c.Conn.Write(p)
	}
	if err := c.e.refuseUnread(c.Conn, status, asked == head); err != nil {
		return 0, err
	}
	return len(p), nil
}

// ofServer tells whether an answer is one that net/http gives by itself, and its status. It
// says 417, to an Expect that it does not know, in no plain text; nothing else says that.
func ofServer(p []byte) (status int, own bool) {
	const protocol = "HTTP/1.1 "
	if len(p) < len(protocol)+3 || !bytes.HasPrefix(p, []byte(protocol)) {
		return 0, false
	}
	status, err := strconv.Atoi(string(p[len(protocol) : len(protocol)+3]))
	if err != nil || status < 400 {
		return 0, false
	}
	return status, status == http.StatusExpectationFailed || bytes.Contains(p, []byte(plainText))
}

// unreadReason is why net/http could not read a request. A header such as x-oss-meta-a@b, a path
// such as /%zz, another version of HTTP, no HTTP at all: it does not say which.
func unreadReason(status int) deny.Reason {
	switch status {
	case http.StatusRequestHeaderFieldsTooLarge:
		return deny.HeaderTooLarge
	case http.StatusNotImplemented: // a Transfer-Encoding that is not chunked
		return deny.NotImplemented
	}
	return deny.InvalidArgument
}

// refuseUnread writes an error document in the place of what net/http says. Of the request the
// trace knows nothing but its answer.
func (e *Emulator) refuseUnread(to net.Conn, status int, isHead bool) error {
	now := e.now().UTC().Truncate(time.Second)
	why := unreadReason(status)
	id, err := e.requestID(now)
	if err != nil {
		why = deny.InternalError
	}
	look := e.parts.Catalogue[why]
	e.traces.Add(trace.Record{
		RequestID: id, Time: now, Checks: []trace.Step{}, Status: look.Status, Refusal: refusal(deny.Because(why), look),
	})
	w := httptest.NewRecorder()
	envelope := wire.Envelope{RequestID: id, HostID: to.LocalAddr().String(), Now: now, Head: isHead}
	envelope.Refuse(w, look, nil)
	answer := w.Result()
	answer.Close = true
	if isHead {
		answer.Request = &http.Request{Method: http.MethodHead}
	}
	answer.Header.Del("Connection")
	out := bufio.NewWriter(to)
	if err := answer.Write(out); err != nil {
		return err
	}
	return out.Flush()
}
