// Package authority issues the certificates of the emulator for HTTPS. It makes its own authority
// in memory, which signs one certificate for each name that a client asks for.
package authority

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"strings"
	"sync"
	"time"
)

// The authority and its certificates are valid from one hour before the start, because the clock of
// a client may be late.
const (
	late      = time.Hour
	lifetime  = 10 * 365 * 24 * time.Hour
	mostNames = 1000 // the certificates that are remembered; at this number all are forgotten
)

// An Authority signs certificates. It lives as long as the process.
type Authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
	serving     *ecdsa.PrivateKey // the key of all certificates: with the key of the authority, clients would take them for self-signed
	serves      func(name string) bool

	mu     sync.Mutex
	issued map[string]*tls.Certificate
}

// New makes an authority that is valid from now on. serves reports whether it may issue a
// certificate for a name in lower case. For IP addresses it always may.
func New(now time.Time, serves func(name string) bool) (*Authority, error) {
	key, err := newKey()
	if err != nil {
		return nil, err
	}
	serving, err := newKey()
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "oss403 emulator authority"},
		NotBefore: now.Add(-late), NotAfter: now.Add(lifetime),
		IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, fmt.Errorf("signing the authority's certificate: %w", err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, fmt.Errorf("reading the authority's certificate: %w", err)
	}
	return &Authority{certificate: certificate, key: key, serving: serving, serves: serves, issued: map[string]*tls.Certificate{}}, nil
}

func newKey() (*ecdsa.PrivateKey, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("making a key: %w", err)
	}
	return key, nil
}

// PEM returns the certificate that clients must trust.
func (a *Authority) PEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.certificate.Raw})
}

// Config returns the configuration of a server. It speaks HTTP/1.1, as OSS does.
func (a *Authority) Config() *tls.Config {
	return &tls.Config{GetCertificate: a.forClient, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}}
}

// forClient finds the certificate for the name that a client asks for. A client of an IP address
// sends no name and gets a certificate for that address.
func (a *Authority) forClient(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	name := strings.ToLower(hello.ServerName)
	if name == "" {
		host, _, err := net.SplitHostPort(hello.Conn.LocalAddr().String())
		if err != nil {
			return nil, fmt.Errorf("finding the address that a client came to: %w", err)
		}
		name = host
	} else if !a.serves(name) {
		return nil, fmt.Errorf("nothing is served under the name %q", name)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if known, ok := a.issued[name]; ok {
		return known, nil
	}
	issued, err := a.issue(name)
	if err != nil {
		return nil, err
	}
	if len(a.issued) >= mostNames {
		clear(a.issued)
	}
	a.issued[name] = issued
	return issued, nil
}

// loopbacks lists addresses that every certificate for an address has: the client may use one of
// them through a forwarded port.
func loopbacks() []net.IP { return []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback} }

func (a *Authority) issue(name string) (*tls.Certificate, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return nil, fmt.Errorf("making a serial number for %s: %w", name, err)
	}
	template := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: "oss403 emulator"},
		NotBefore: a.certificate.NotBefore, NotAfter: a.certificate.NotAfter,
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	if ip := net.ParseIP(name); ip != nil {
		template.IPAddresses = append(loopbacks(), ip)
	} else {
		template.DNSNames = []string{name}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, a.serving.Public(), a.key)
	if err != nil {
		return nil, fmt.Errorf("issuing a certificate for %s: %w", name, err)
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: a.serving}, nil
}
