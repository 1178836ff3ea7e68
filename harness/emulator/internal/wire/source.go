package wire

import (
	"net"
	"net/http"
)

// SourceOf is the address that a request came from, without its port.
func SourceOf(r *http.Request) string {
	if host, _, err := net.SplitHostPort(r.RemoteAddr); err == nil {
		return host
	}
	return r.RemoteAddr
}
