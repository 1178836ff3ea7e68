package authority

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"net"
	"strconv"
	"strings"
	"testing"
	"time"
)

type arrived struct {
	net.Conn
	at string
}

func (a arrived) LocalAddr() net.Addr {
	return &net.TCPAddr{IP: net.ParseIP(a.at), Port: 443}
}

func TestIssued(t *testing.T) {
	now := time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)
	a, err := New(now, func(name string) bool { return strings.HasSuffix(name, ".example") })
	if err != nil {
		t.Fatal(err)
	}
	trusted := x509.NewCertPool()
	if !trusted.AppendCertsFromPEM(a.PEM()) {
		t.Fatal("no certificate")
	}
	for _, c := range []struct{ asked, at, good, bad string }{
		{"a.example", "192.0.2.1", "a.example", "b.example"},
		{"A.Example", "192.0.2.1", "a.example", "192.0.2.1"},
		{"", "192.0.2.1", "192.0.2.1", "192.0.2.2"},
		{"", "192.0.2.1", "127.0.0.1", "a.example"},
		{"", "::1", "::1", "::2"},
	} {
		issued, err := a.forClient(&tls.ClientHelloInfo{ServerName: c.asked, Conn: arrived{at: c.at}})
		if err != nil {
			t.Fatal(err)
		}
		leaf, err := x509.ParseCertificate(issued.Certificate[0])
		if err != nil {
			t.Fatal(err)
		}
		verify := func(name string, at time.Time) error {
			_, err := leaf.Verify(x509.VerifyOptions{DNSName: name, Roots: trusted, CurrentTime: at})
			return err
		}
		if err := verify(c.good, now); err != nil {
			t.Error(err)
		}
		if verify(c.bad, now) == nil || verify(c.good, now.Add(-2*time.Hour)) == nil || verify(c.good, now.AddDate(11, 0, 0)) == nil {
			t.Errorf("%s is good for %s, or for too long", c.asked, c.bad)
		}
		if bytes.Equal(leaf.RawSubject, leaf.RawIssuer) || bytes.Equal(leaf.RawSubjectPublicKeyInfo, a.certificate.RawSubjectPublicKeyInfo) {
			t.Error("looks self-signed")
		}
	}
	if _, err := a.forClient(&tls.ClientHelloInfo{ServerName: "a.invalid"}); err == nil {
		t.Error("issued for a name that is not served")
	}
	for i := range 2 * mostNames {
		if _, err := a.forClient(&tls.ClientHelloInfo{ServerName: strconv.Itoa(i) + ".example"}); err != nil {
			t.Fatal(err)
		}
		if len(a.issued) > mostNames {
			t.Fatalf("%d are remembered", len(a.issued))
		}
	}
}
