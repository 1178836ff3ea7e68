package clients

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// A link connects a client to the emulator, for every host name. It is cut after it
// has carried a given number of parts.
type link struct {
	to     http.RoundTripper
	isPart func(*http.Request) bool
	after  int32       // number of parts that it carries; later parts get no answer
	until  func() bool // the cut waits for it, for cutsWithin at most; nil: it does not wait
	parts  atomic.Int32
}

// cutsWithin bounds the wait of a cut.
const cutsWithin = 5 * time.Second

var errCut = errors.New("the link is cut")

func (l *link) RoundTrip(r *http.Request) (*http.Response, error) {
	if l.isPart(r) && l.parts.Add(1) > l.after {
		if r.Body != nil {
			r.Body.Close()
		}
		for end := time.Now().Add(cutsWithin); l.until != nil && !l.until() && time.Now().Before(end); {
			time.Sleep(time.Millisecond)
		}
		return nil, errCut
	}
	return l.to.RoundTrip(r)
}

// carried returns the number of parts that passed the link.
func (l *link) carried() int32 { return min(l.parts.Load(), l.after) }

// linkTo returns a link to the data port that carries after parts, then is cut.
func linkTo(e emulator, isPart func(*http.Request) bool, after int32) *link {
	dial := func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, e.address())
	}
	return &link{to: &http.Transport{DialContext: dial}, isPart: isPart, after: after}
}

// uncut is more parts than any transfer here has, so the link is never cut.
const uncut = 1 << 20

func uploads(r *http.Request) bool { return r.URL.Query().Has("partNumber") }

func downloads(r *http.Request) bool {
	return r.Method == http.MethodGet && r.Header.Get("Range") != ""
}
