package emulator

import (
	"crypto/tls"
	"fmt"
	"net"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/authority"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// newAuthority makes the authority of this emulator, once it is asked for.
// Its certificates go by the clock that is not moved: that is the clients'.
func (e *Emulator) newAuthority() (*authority.Authority, error) {
	return authority.New(e.given(), e.serves)
}

// serves tells whether a name leads to the data port: those of the cloud,
// bound custom domains, and localhost.
func (e *Emulator) serves(name string) (yes bool) {
	if strings.HasSuffix(name, ".aliyuncs.com") || name == "localhost" || strings.HasSuffix(name, ".localhost") {
		return true
	}
	e.store.View(func(w *world.World) { yes = w.BoundTo(name) != nil })
	return yes
}

// CA is the certificate of the authority of HTTPS, as PEM.
func (e *Emulator) CA() ([]byte, error) {
	a, err := e.authority()
	if err != nil {
		return nil, err
	}
	return a.PEM(), nil
}

// listenTLS listens for HTTPS, if the options say where.
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
