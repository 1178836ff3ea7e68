package clients

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync/atomic"
)

// A link leads a client to the emulator, whatever host it names, and is cut
// after it has carried so many parts.
type link struct {
	to     http.RoundTripper
	isPart func(*http.Request) bool
	after  int32 // parts that are carried; the further ones get no answer
	parts  atomic.Int32
}

var errCut = errors.New("the link is cut")

func (l *link) RoundTrip(r *http.Request) (*http.Response, error) {
	if l.isPart(r) && l.parts.Add(1) > l.after {
		if r.Body != nil {
			r.Body.Close()
		}
		return nil, errCut
	}
	return l.to.RoundTrip(r)
}

// carried counts the parts that got through.
func (l *link) carried() int32 { return min(l.parts.Load(), l.after) }

// linkTo is a link to the data port that is cut after so many parts.
func linkTo(e emulator, isPart func(*http.Request) bool, after int32) *link {
	dial := func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, e.address())
	}
	return &link{to: &http.Transport{DialContext: dial}, isPart: isPart, after: after}
}

// uncut is a link that carries more parts than any transfer here has.
const uncut = 1 << 20

func uploads(r *http.Request) bool { return r.URL.Query().Has("partNumber") }

func downloads(r *http.Request) bool {
	return r.Method == http.MethodGet && r.Header.Get("Range") != ""
}
