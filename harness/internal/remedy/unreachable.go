package remedy

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"

	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/internal/traffic"
	"github.com/oss403/oss403/harness/internal/wire"
)

// Unreachable says why no OSS answered, and what to do about it.
func Unreachable(err error, t *target.Target) error {
	at := t.Endpoint.URL
	var foreign *wire.Foreign
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	switch {
	case errors.Is(err, context.Canceled):
		return errors.New("interrupted")
	case errors.As(err, &foreign) && foreign.SpeaksTLS:
		return fmt.Errorf("the port of %s wants HTTPS; name the target as %s", at, strings.Replace(at, "http:", "https:", 1))
	case errors.As(err, &foreign):
		return fmt.Errorf("what answers at %s %w; %s", at, foreign, nameAnOSS)
	case errors.As(err, new(x509.UnknownAuthorityError)):
		return fmt.Errorf(
			"the certificate of %s is not trusted: nobody knows the authority that signed it; name that one's certificate as ca in a profile", at)
	case errors.As(err, &host):
		return fmt.Errorf(
			"the certificate at %s is not trusted: %s; name the target as its certificate does, and with dial in a profile where that leads",
			at, strings.TrimPrefix(host.Error(), "x509: "))
	case errors.As(err, &invalid):
		return fmt.Errorf("the certificate of %s is not trusted: %s; renew it, or set the clock of this machine", at,
			strings.TrimPrefix(invalid.Error(), "x509: "))
	case errors.As(err, new(tls.RecordHeaderError)):
		return fmt.Errorf("what listens at %s speaks no HTTPS; name the target as %s", at, strings.Replace(at, "https:", "http:", 1))
	case errors.As(err, new(*traffic.TooLong)):
		return fmt.Errorf("%s is busy: %w; run again then, or ask for a higher rate", at, err)
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("%s gives no answer within %s; check the address, and that it is reached from here, or allow more with --timeout",
			at, t.Timeout)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET):
		return fmt.Errorf("%s closes the connection without an answer; check the address, and what stands between", at)
	}
	return fmt.Errorf("%s; check the address, or say with dial in a profile where %s leads", LookedUp(err), at)
}

// LookedUp says in a few words why the connection failed.
func LookedUp(err error) string {
	var name *net.DNSError
	var dialled *net.OpError
	switch {
	case errors.As(err, &name) && name.IsNotFound:
		return fmt.Sprintf("the host name %s is not found", name.Name)
	case errors.As(err, &name):
		return fmt.Sprintf("the host name %s can't be looked up: %s", name.Name, name.Err)
	case errors.Is(err, syscall.ECONNREFUSED) && errors.As(err, &dialled) && dialled.Addr != nil:
		return fmt.Sprintf("nothing listens at %s", dialled.Addr)
	}
	return err.Error()
}

// Bounded adds the time-out to an error that it has caused.
func Bounded(err error, t *target.Target) error {
	if timedOut := (net.Error)(nil); errors.As(err, &timedOut) && timedOut.Timeout() {
		return fmt.Errorf("no answer within %s: %w", t.Timeout, err)
	}
	return err
}
