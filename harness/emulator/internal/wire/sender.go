package wire

import (
	"crypto/tls"
	"net"
	"net/http"
	"net/netip"
)

// A Sender is what the control port says of the senders of requests, in place of what their connections say. The zero
// value says nothing.
type Sender struct {
	Address netip.Addr // zero: that of the connection
	VPC     string     // that they come through; empty: none
	Secure  *bool      // whether they use TLS; nil: as the connection does
}

// Of returns the request as this sender would have sent it.
func (s Sender) Of(r *http.Request) *http.Request {
	sent := *r
	if s.Address.IsValid() {
		sent.RemoteAddr = net.JoinHostPort(s.Address.String(), "0")
	}
	switch {
	case s.Secure == nil:
	case !*s.Secure:
		sent.TLS = nil
	case r.TLS == nil:
		sent.TLS = &tls.ConnectionState{}
	}
	return &sent
}
