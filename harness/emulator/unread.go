package emulator

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/control"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/trace"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// If net/http cannot read a request, it answers in plain text itself, and calls no
// handler. The service answers with an error document; its Code is assumed. This file
// replaces the plain text by such a document, and at the control port by its JSON.

// plainText ends the headers of each answer that net/http gives itself.
const plainText = "\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n"

// A refuser writes a refusal in place of that of net/http, to a HEAD without a body.
type refuser func(to net.Conn, status int, isHead bool) error

// answering accepts connections that answer unreadable requests by a refuser.
type answering struct {
	net.Listener
	refuse refuser
}

func (l answering) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &answeringConn{Conn: c, refuse: l.refuse}, nil
}

// answeringConn keeps the first bytes of the current request, because the answer to a
// HEAD has no body.
type answeringConn struct {
	net.Conn
	refuse refuser

	answered atomic.Bool // a handler answers, so the answer is not net/http's own, whatever its text
	mu       sync.Mutex
	begin    []byte
}

type connKey struct{}

// markAnswers sets answered on a connection while a handler answers.
func markAnswers(s *http.Server) {
	handler, note := s.Handler, s.ConnState
	s.ConnContext = func(ctx context.Context, c net.Conn) context.Context { return context.WithValue(ctx, connKey{}, c) }
	s.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if c, ok := r.Context().Value(connKey{}).(*answeringConn); ok {
			c.answered.Store(true)
			if over, is := c.Conn.(*tls.Conn); is { // net/http does not see it
				state := over.ConnectionState()
				r.TLS = &state
			}
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
	var plain tls.RecordHeaderError
	if errors.As(err, &plain) && plain.Conn != nil { // no TLS at the port of HTTPS; the client reads no TLS either
		refused := c.refuse(plain.Conn, http.StatusBadRequest, string(plain.RecordHeader[:]) == head)
		return n, errors.Join(err, refused, c.Conn.Close())
	}
	return n, err
}

// CloseWrite tells the client that no more comes, so that it reads a last answer before the connection ends.
func (c *answeringConn) CloseWrite() error {
	if half, can := c.Conn.(interface{ CloseWrite() error }); can {
		return half.CloseWrite()
	}
	return nil
}

func (c *answeringConn) Write(p []byte) (int, error) {
	c.mu.Lock()
	asked := string(c.begin)
	c.begin = c.begin[:0]
	c.mu.Unlock()
	status, own := 0, false
	if !c.answered.Load() {
		status, own = ofServer(p)
	}
	if !own {
		return c.Conn.Write(p)
	}
	if err := c.refuse(c.Conn, status, asked == head); err != nil {
		return 0, err
	}
	return len(p), nil
}

// ofServer reports whether net/http gave the answer itself, and its status. For an
// unknown Expect header net/http answers 417 without plain text; no handler answers 417.
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

// unreadReason returns the reason for a refusal from the status of net/http. Most
// statuses do not say what is wrong: a header such as x-oss-meta-a@b, a path such as
// /%zz, another version of HTTP, or no HTTP at all.
func unreadReason(status int) deny.Reason {
	switch status {
	case http.StatusRequestHeaderFieldsTooLarge:
		return deny.HeaderTooLarge
	case http.StatusNotImplemented: // a Transfer-Encoding that is not chunked
		return deny.NotImplemented
	}
	return deny.InvalidArgument
}

// refuseUnread writes an error document instead of the answer of net/http. The trace
// holds only the answer, because the request could not be read.
func (e *Emulator) refuseUnread(to net.Conn, status int, isHead bool) error {
	now := e.now().UTC().Truncate(time.Second)
	why := unreadReason(status)
	id, err := e.requestID(now)
	if err != nil {
		why = deny.InternalError
	}
	look := e.parts.Catalogue[why]
	e.traces.Add(&trace.Record{
		RequestID: id, Time: now, Checks: []trace.Step{}, Status: look.Status, Refusal: refusal(deny.Because(why), look),
	})
	w := httptest.NewRecorder()
	envelope := wire.Envelope{RequestID: id, HostID: to.LocalAddr().String(), Now: now, Head: isHead}
	envelope.Refuse(w, look, nil)
	return writeLast(to, w.Result(), isHead)
}

// refuseUnreadOfControl writes the JSON of the control port instead of the answer of net/http.
func refuseUnreadOfControl(to net.Conn, status int, isHead bool) error {
	w := httptest.NewRecorder()
	control.Unreadable(w, status)
	return writeLast(to, w.Result(), isHead)
}

// writeLast writes an answer to a connection that ends with it.
func writeLast(to net.Conn, answer *http.Response, isHead bool) error {
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
