package wire

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/oss403/oss403/scenarios"
)

// errSame says that a fault, applied as it should be, leaves the request as it was.
var errSame = errors.New("the fault leaves the request as it was")

// limit limits a URL. An address is a block of one.
func (d *draft) limit(f fault) {
	name := f.Name
	if limitsAddress(f) {
		name = scenarios.LimitAddress
		d.query = append(d.query, scenarios.Param{Name: "x-oss-ac-subnet-mask", Value: "32"})
	}
	if f.Name == scenarios.LimitForward {
		d.query = append(d.query, scenarios.Param{Name: "x-oss-ac-forward-allow", Value: "true"})
	}
	d.query = append(d.query, scenarios.Param{Name: name, Value: f.Value})
}

func limitsAddress(f fault) bool {
	return f.Name == scenarios.LimitAddress || f.Name == scenarios.LimitForward
}

// hideAddress takes the address out of a signed URL.
func hideAddress(_ *draft, q *http.Request, f fault) {
	if limitsAddress(f) {
		q.URL.RawQuery = editQuery(q.URL.RawQuery, scenarios.LimitAddress, func(string) []string { return nil })
	}
}

// dropHeader removes a signed header.
func dropHeader(_ *draft, q *http.Request, f fault) error {
	if q.Header.Get(f.Name) == "" {
		return fmt.Errorf("%w: no header %s", errSame, f.Name)
	}
	q.Header.Del(f.Name)
	return nil
}

// barePlus leaves the plus signs of a signature in a V1 URL unescaped.
func (d *draft) barePlus(q *http.Request, _ fault) error {
	q.URL.RawQuery = editQuery(q.URL.RawQuery, v1URLSignature, func(name string) []string {
		return []string{name + "=" + strings.ReplaceAll(escapeQuery(signatureOf(q)), "%2B", "+")}
	})
	return nil
}

// hasPlus reports whether the signature of a V1 URL has a plus sign. Other forms need none.
func (d *draft) hasPlus(q *http.Request) bool {
	return d.call.form() != scenarios.FormV1URL || strings.Contains(signatureOf(q), "+")
}

// untilFits moves Expires on until the signature shows the faults: each second gives another signature.
func (d *draft) untilFits() error {
	if !d.any(func(a application) bool { return a.fits != nil }) {
		return nil
	}
	for range 200 {
		signed, err := d.signed()
		if err != nil {
			return err
		}
		if !d.any(func(a application) bool { return a.fits != nil && !a.fits(d, signed) }) {
			return nil
		}
		d.when.expires = d.when.expires.Add(time.Second)
	}
	return fmt.Errorf("%w: no signature of %s shows it", errSame, d)
}

// signAnother replaces the signature by that of a request for another bucket or key.
func (d *draft) signAnother(q *http.Request, f fault) error {
	signature, err := d.naming(f.Name, f.Value).signatureOf(q)
	if err != nil {
		return err
	}
	return putSignature(q, signature)
}

// signOtherText replaces the signature by that of a text that is built the wrong way.
func (d *draft) signOtherText(q *http.Request, f fault) error {
	signature, err := d.signatureOfText(q, f.Name)
	if err != nil {
		return err
	}
	return putSignature(q, signature)
}

// putSignature replaces the signature of q. The same signature is an error.
func putSignature(q *http.Request, signature string) error {
	if signature == signatureOf(q) {
		return fmt.Errorf("%w: the same signature", errSame)
	}
	setSignature(q, signature)
	return nil
}

// signExpires replaces Expires by a text, in a V1 URL and in its StringToSign: the signature
// is right for the text.
func (d *draft) signExpires(q *http.Request, f fault) error {
	text, err := d.sign(unsigned(q))
	if err != nil {
		return err
	}
	dated := strings.Replace(text, fmt.Sprintf("\n%d\n", d.when.expires.Unix()), "\n"+f.Value+"\n", 1)
	q.URL.RawQuery = editQuery(q.URL.RawQuery, "Expires", func(name string) []string { return []string{name + "=" + escapeQuery(f.Value)} })
	setSignature(q, SignV1(d.who.AccessKeySecret, dated))
	return nil
}

// naming returns the draft with another bucket or key.
func (d *draft) naming(part, value string) *draft {
	return d.with(func(d *draft) {
		switch part {
		case scenarios.PartBucket:
			d.bucket = value
		case scenarios.PartKey:
			d.key = value
		}
	})
}

// signatureOf is the signature that the official signer gives the request as it stands.
func (d *draft) signatureOf(q *http.Request) (string, error) {
	again := unsigned(q)
	if _, err := d.sign(again); err != nil {
		return "", err
	}
	return signatureOf(again), nil
}

// signatureOfText signs a text that is made otherwise. That of V1 is the StringToSign, whose
// last line is the resource; that of V4 is the CanonicalRequest, whose second and third
// lines are path and query.
func (d *draft) signatureOfText(q *http.Request, way string) (string, error) {
	if way == scenarios.KeyEscaped {
		return d.naming(scenarios.PartKey, escapePath(d.key)).signatureOf(q)
	}
	text, err := d.stringToSignOf(q)
	if err != nil {
		return "", err
	}
	if !isV4(d.call.form()) {
		lines := strings.Split(text, "\n")
		path, query, _ := strings.Cut(lines[len(lines)-1], "?")
		lines[len(lines)-1] = path + "?" + reversed(query)
		return SignV1(d.who.AccessKeySecret, strings.Join(lines, "\n")), nil
	}
	canonical := strings.Split(d.canonicalRequest(q, text), "\n")
	head := strings.Split(text, "\n")
	if len(canonical) < 3 || len(head) != 4 {
		return "", fmt.Errorf("the CanonicalRequest of %s is not known", d)
	}
	switch way {
	case scenarios.PartParameters:
		canonical[2] = reversed(canonical[2])
	case scenarios.KeyUnescaped:
		canonical[1] = "/" + d.bucket + "/" + d.key
	}
	sum := sha256.Sum256([]byte(strings.Join(canonical, "\n")))
	head[3] = hex.EncodeToString(sum[:])
	return SignV4(d.who.AccessKeySecret, head[2], strings.Join(head, "\n")), nil
}

func reversed(query string) string {
	params := strings.Split(query, "&")
	slices.Reverse(params)
	return strings.Join(params, "&")
}

// rewritePath writes the key in the path the wrong way, and notes the key that OSS reads there.
func (d *draft) rewritePath(q *http.Request, f fault) error {
	right := escapePath(d.key)
	path := right
	switch f.Name {
	case scenarios.KeyEscaped:
		path = escapePath(right)
	case scenarios.KeyUnescaped:
		path = d.key
	case scenarios.PlusUnescaped:
		path = strings.ReplaceAll(right, "%2B", "+")
	}
	before, found := strings.CutSuffix(q.URL.EscapedPath(), right)
	if !found { // the SDK escapes the slashes of a key too, which OSS reads alike
		before, found = strings.CutSuffix(q.URL.EscapedPath(), escapeQuery(d.key))
	}
	plain, err := url.PathUnescape(before + path)
	switch {
	case err != nil:
		return fmt.Errorf("writing the key otherwise: %w", err)
	case !found || path == right:
		return fmt.Errorf("%w: the path %s", errSame, q.URL.EscapedPath())
	}
	q.URL.Path, q.URL.RawPath, d.sentKey = plain, before+path, path
	if key, err := url.PathUnescape(strings.ReplaceAll(path, "+", " ")); err == nil {
		d.sentKey = key
	}
	return nil
}

// unsigned is the request without its signature, to be signed again.
func unsigned(q *http.Request) *http.Request {
	again := q.Clone(context.Background())
	again.Header.Del("Authorization")
	again.Body = nil
	for _, name := range signingParams() {
		again.URL.RawQuery = editQuery(again.URL.RawQuery, name, func(string) []string { return nil })
	}
	return again
}
