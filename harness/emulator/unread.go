package emulator

import (
	"bufio"
	"bytes"
	"net"
	"net/http/httptest"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
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

type answeringConn struct {
	net.Conn
	e *Emulator
}

func (c *answeringConn) Write(p []byte) (int, error) {
	if !bytes.HasPrefix(p, []byte("HTTP/1.1 4")) || !bytes.Contains(p, []byte(plainText)) {
		return c.Conn.Write(p)
	}
	if err := c.e.refuseUnread(c.Conn, p); err != nil {
		return 0, err
	}
	return len(p), nil
}

// refuseUnread writes an error document in the place of what net/http says.
func (e *Emulator) refuseUnread(to net.Conn, said []byte) error {
	now := e.now().UTC().Truncate(time.Second)
	why := deny.InvalidArgument // a header such as x-oss-meta-a@b, a path such as /%zz, no HTTP at all: it does not say which
	if bytes.HasPrefix(said, []byte("HTTP/1.1 431")) {
		why = deny.HeaderTooLarge
	}
	id, err := e.requestID(now)
	if err != nil {
		why = deny.InternalError
	}
	look := e.parts.Catalogue[why]
	w := httptest.NewRecorder()
	envelope := wire.Envelope{RequestID: id, HostID: to.LocalAddr().String(), Now: now}
	envelope.Refuse(w, look, nil)
	answer := w.Result()
	answer.Close = true
	answer.Header.Del("Connection")
	out := bufio.NewWriter(to)
	if err := answer.Write(out); err != nil {
		return err
	}
	return out.Flush()
}
