package emulator

import (
	"crypto/tls"
	"fmt"
	"net"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/authority"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
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
	config := a.Config()
	config.GetConfigForClient = func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
		return e.forClient(a, hello), nil
	}
	l, err := tls.Listen("tcp", address, config)
	if err != nil {
		return nil, fmt.Errorf("listening for HTTPS: %w", err)
	}
	return l, nil
}

// forClient limits the handshake to the versions of TLS that the bucket accepts to which the name leads. nil:
// nothing limits it. A client without any of them is refused by an alert, so that it gets no answer of HTTP:
// "Removing a version that clients rely on breaks their connections immediately".
// https://www.alibabacloud.com/help/en/oss/user-guide/set-tls-version
func (e *Emulator) forClient(a *authority.Authority, hello *tls.ClientHelloInfo) *tls.Config {
	accepted := e.acceptedAt(hello.ServerName)
	if len(accepted) == 0 {
		return nil
	}
	best := accepted[0] // refused if the client has none
	for _, version := range accepted {
		if slices.Contains(hello.SupportedVersions, version) {
			best = max(best, version)
		}
	}
	config := a.Config()
	config.MinVersion, config.MaxVersion = best, best
	return config
}

// acceptedAt lists the versions of TLS that the bucket of a host name accepts, the oldest first; empty: it does
// not manage them. A name in the path comes too late for that.
func (e *Emulator) acceptedAt(name string) []uint16 {
	var accepted []uint16
	e.store.View(func(w *world.World) {
		host := e.hosts.Parse(name)
		b, _ := w.Bucket(host.Bucket)
		switch {
		case host.Style == wire.Custom:
			b = w.BoundTo(host.Domain)
		case world.IsPointAlias(host.Bucket):
			b = w.BehindAlias(host.Bucket)
		}
		if b == nil || !b.HTTPS.Managed {
			return
		}
		for i, version := range world.TLSVersions() {
			if slices.Contains(b.HTTPS.Versions, version) {
				accepted = append(accepted, tls.VersionTLS10+uint16(i))
			}
		}
	})
	return accepted
}
