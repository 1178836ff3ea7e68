// Package authority issues the certificates under which the emulator serves
// HTTPS: an authority of its own, made in memory, and for each name that is
// asked for a certificate signed by it.
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

// The life of the authority and of what it issues begins an hour before the
// start, for clients whose clocks are late.
const (
	late      = time.Hour
	lifetime  = 10 * 365 * 24 * time.Hour
	mostNames = 1000 // certificates remembered; then all are forgotten
)

// An Authority signs certificates. It lives as long as the process.
type Authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
	serving     *ecdsa.PrivateKey // of all that it issues: with the authority's own, clients would take them for self-signed
	serves      func(name string) bool

	mu     sync.Mutex
	issued map[string]*tls.Certificate
}

// New makes an authority that is good from now on. serves tells the names, in
// lower case, that it may issue certificates for, beside IP addresses.
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

// PEM is the certificate that clients are to trust.
func (a *Authority) PEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.certificate.Raw})
}

// Config is that of a server: HTTP/1.1, as OSS speaks it.
func (a *Authority) Config() *tls.Config {
	return &tls.Config{GetCertificate: a.forClient, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}}
}

// forClient finds the certificate for the name that a client asks for; who
// came by an IP address names nothing and gets one for that address.
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

// loopbacks are in each certificate for an address: the client may have come
// by one of them through a forwarded port.
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
