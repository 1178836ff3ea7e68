package explain

import (
	"cmp"
	"errors"
	"fmt"
	"net"
	"regexp"
	"strings"

	"github.com/oss403/oss403/harness/internal/wire"
)

// NewRequest is the request of a method and a URL, with headers as name:value.
func NewRequest(method, address string, headers []string) (Request, error) {
	q, err := fromURL(strings.ToUpper(method), address)
	for _, h := range headers {
		name, _, ok := strings.Cut(h, ":")
		switch {
		case err != nil:
		case !ok:
			err = fmt.Errorf("the header %q has no colon", h)
		case strings.TrimSpace(name) == "":
			err = fmt.Errorf("the header %q has no name", Shown(h))
		case strings.ContainsAny(h, "\r\n\x00"):
			err = fmt.Errorf("the header %q has a line feed, a carriage return or a NUL", Shown(name))
		case strings.EqualFold(strings.TrimSpace(name), "host"):
			err = errors.New("the header Host is given; the URL names the host")
		default:
			q.addHeader(h)
		}
	}
	return q, err
}

// A NoBucketError says that nothing names the bucket of a request: its host is no endpoint of OSS.
type NoBucketError struct{ Host string }

func (e NoBucketError) Error() string {
	return "the host " + Shown(e.Host) + " is no endpoint of OSS, and its bucket is not named"
}

// Unsigned is the request without its signature, to be signed. The bucket is that of a domain of one's own.
func (q Request) Unsigned(bucket string) (wire.Unsigned, error) {
	request, named, key, err := q.http(bucket)
	if err != nil {
		return wire.Unsigned{}, err
	}
	if named == "" && q.naming() == byDomain {
		return wire.Unsigned{}, NoBucketError{q.host}
	}
	u, err := wire.ReadSigned(request)
	u.Bucket, u.Key = named, key
	u.Scheme = cmp.Or(q.scheme, "https")
	if name, _, _ := net.SplitHostPort(cmp.Or(q.host, ":")); q.scheme == "" && (net.ParseIP(name) != nil || name == "localhost") {
		u.Scheme = "http"
	}
	return u, err
}

var regionInHost = regexp.MustCompile(`(?:^|\.)oss-([a-z]+(?:-[a-z0-9]+)+?)(?:-internal)?\.aliyuncs\.com`)

// Region is the region that the host names; empty if it names none.
func (q Request) Region() string {
	if found := regionInHost.FindStringSubmatch(q.host); found != nil && !strings.HasPrefix(found[1], "accelerate") {
		return found[1]
	}
	return ""
}

// Text is a text that was signed, as OSS had it, by the name of its element. It is exact if its bytes were told.
func (a Answer) Text(name string) (text string, exact bool) {
	text = a.text(name)
	return text, text != a.signed[name] || strings.Contains(text, "\n") || text == ""
}

// SignatureProvided is the signature that was refused; empty if it is not told.
func (a Answer) SignatureProvided() string { return a.signed["SignatureProvided"] }
