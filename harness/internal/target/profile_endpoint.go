package target

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/harness/internal/wire"
)

// The accepted words of addressing and signing in a profile.
const (
	virtualHost, byPath = "virtual-host", "path"
	v1, v2, v4, s3      = "V1", "V2", "V4", "S3"
)

var publicHost = regexp.MustCompile(`^oss-([a-z0-9-]+?)(-internal)?\.aliyuncs\.com$`)

// endpointAt describes the endpoint at u, and the endpoint of the second region in the
// same domain.
func (p Profile) endpointAt(u *url.URL) (first, second wire.Endpoint) {
	region := p.Region
	named := publicHost.FindStringSubmatch(u.Hostname())
	if region == "" && named != nil {
		region = named[1]
	}
	region = cmp.Or(region, os.Getenv("OSS_REGION"))
	first = wire.Endpoint{URL: u.Scheme + "://" + u.Host, Region: region, PathStyle: ipOrLocal(u.Hostname())}
	if p.Addressing != "" {
		first.PathStyle = p.Addressing == byPath
	}
	if p.SecondRegion != "" && region != p.SecondRegion && namesRegion(first) {
		second = wire.Endpoint{URL: strings.Replace(first.URL, region, p.SecondRegion, 1), Region: p.SecondRegion, PathStyle: first.PathStyle}
	}
	return first, second
}

// namesRegion reports whether the address has the region in it, so that another can replace it.
func namesRegion(e wire.Endpoint) bool { return e.Region != "" && strings.Contains(e.URL, e.Region) }

// transport makes connections as the profile says: dial and ca.
func (p Profile) transport() (*http.Transport, error) {
	transport := transportTo(p.Dial)
	trusted, err := p.authorities()
	if err != nil || trusted == nil {
		return transport, err
	}
	transport.TLSClientConfig = &tls.Config{RootCAs: trusted, MinVersion: tls.VersionTLS12}
	return transport, nil
}

// authorities reads the certificates in the file of ca; nil: use those of the system.
func (p Profile) authorities() (*x509.CertPool, error) {
	if p.CA == "" {
		return nil, nil
	}
	text, err := os.ReadFile(p.CA)
	if err != nil {
		return nil, Usagef("profile: ca can't be read: %v", err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(text) {
		return nil, Usagef("profile: ca %s holds no certificate; accepted: PEM", p.CA)
	}
	return pool, nil
}

// cloud gives the addresses of RAM and STS, if the profile lets the run use them.
func (p Profile) cloud(at wire.Endpoint, transport http.RoundTripper) caller.Cloud {
	if !p.Provision {
		return caller.Cloud{}
	}
	scheme, ram, _ := cloudAddress("ram", cmp.Or(p.RAM, publicRAM))
	_, sts, _ := cloudAddress("sts", cmp.Or(p.STS, "https://sts."+at.Region+".aliyuncs.com"))
	return caller.Cloud{Scheme: scheme, RAM: ram, STS: sts, Transport: transport}
}

// cloudAddress splits the address of an RPC API into scheme and host. An empty address has neither.
func cloudAddress(name, address string) (scheme, host string, err error) {
	if address == "" {
		return "", "", nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.Path != "" && u.Path != "/" {
		return "", "", Usagef("profile: %s %q is no address; accepted: https://HOST or http://HOST", name, address)
	}
	return u.Scheme, u.Host, nil
}

func ipOrLocal(host string) bool { return isIP(host) || host == "localhost" }
