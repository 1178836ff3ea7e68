package emulator

import (
	"crypto/tls"
	"fmt"
	"net"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/authority"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// newAuthority creates the certificate authority of this emulator. Its
// certificates use the clock without offset, because clients use that clock too.
func (e *Emulator) newAuthority() (*authority.Authority, error) {
	return authority.New(e.given(), e.serves)
}

// serves reports whether a host name leads to the data port: a name of the cloud,
// a bound custom domain, or localhost.
func (e *Emulator) serves(name string) (yes bool) {
	if strings.HasSuffix(name, ".aliyuncs.com") || name == "localhost" || strings.HasSuffix(name, ".localhost") {
		return true
	}
	e.store.View(func(w *world.World) { yes = w.BoundTo(name) != nil })
	return yes
}

// CA returns the certificate that clients of HTTPS must trust, as PEM.
func (e *Emulator) CA() ([]byte, error) {
	a, err := e.authority()
	if err != nil {
		return nil, err
	}
	return a.PEM(), nil
}

// listenTLS listens for HTTPS at the address. It returns nil if the address is
// empty.
func (e *Emulator) listenTLS(address string) (net.Listener, error) {
	if address == "" {
		return nil, nil
	}
	a, err := e.authority()
	if err != nil {
		return nil, fmt.Errorf("making an authority for HTTPS: %w", err)
	}
	l, err := tls.Listen("tcp", address, a.Config())
	if err != nil {
		return nil, fmt.Errorf("listening for HTTPS: %w", err)
	}
	return l, nil
}
