package emulator

import (
	"crypto/tls"
	"net"
	"net/http"

	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// sentBy returns the request as the sender would have sent it.
func sentBy(s *world.Sender, r *http.Request) *http.Request {
	if !s.Address.IsValid() && s.Secure == nil {
		return r
	}
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
