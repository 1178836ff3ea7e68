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

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/scenarios"
)

// errSame says that a fault, applied as it should be, leaves the request as it was.
var errSame = errors.New("the fault leaves the request as it was")

// signOtherwise parts what is sent from what was signed, as the fault wants it.
func (c Call) signOtherwise(q *http.Request, who caller.Credentials, when moment) error {
	for _, f := range c.Faults {
		var signature string
		var err error
		switch f.Kind {
		case scenarios.FaultHeaderDropped:
			if q.Header.Get(f.Name) == "" {
				return fmt.Errorf("%w: no header %s", errSame, f.Name)
			}
			q.Header.Del(f.Name)
			continue
		case scenarios.FaultSentSignature:
			q.URL.RawQuery = editQuery(q.URL.RawQuery, v1URLSignature, func(name string) []string {
				return []string{name + "=" + strings.ReplaceAll(escapeQuery(signatureOf(q)), "%2B", "+")}
			})
			continue
		case scenarios.FaultSentPath:
			if err := c.rewritePath(q); err != nil {
				return err
			}
			continue
		case scenarios.FaultSignedFor:
			signature, err = c.naming(f.Name, f.Value).signatureOf(q, who, when)
		case scenarios.FaultSignedText:
			signature, err = c.signatureOfText(q, who, when, f.Name)
		default:
			continue
		}
		if err != nil {
			return err
		}
		if signature == signatureOf(q) {
			return fmt.Errorf("%w: the same signature", errSame)
		}
		setSignature(q, signature)
	}
	return nil
}

// untilPlus is the first moment from when on at which the signature of a V1 URL has a plus
// sign, where the fault needs one: every second gives another signature.
func (c Call) untilPlus(who caller.Credentials, when moment) (moment, error) {
	if !c.has(scenarios.FaultSentSignature) || c.form() != scenarios.FormV1URL {
		return when, nil
	}
	for range 200 {
		signed, err := c.signed(who, when)
		if err != nil || strings.Contains(signatureOf(signed), "+") {
			return when, err
		}
		when.expires = when.expires.Add(time.Second)
	}
	return when, fmt.Errorf("%w: no signature of %s has a plus sign", errSame, c)
}

// naming is the call with another bucket or key.
func (c Call) naming(part, value string) Call {
	if part == scenarios.PartBucket {
		c.Bucket = value
	} else {
		c.Request.Key = value
	}
	return c
}

// signatureOf is the signature that the official signer gives the request as it stands.
func (c Call) signatureOf(q *http.Request, who caller.Credentials, when moment) (string, error) {
	again := unsigned(q)
	if _, err := c.sign(again, who, when); err != nil {
		return "", err
	}
	return signatureOf(again), nil
}

// signatureOfText signs a text that is made otherwise. That of V1 is the StringToSign, whose
// last line is the resource; that of V4 is the CanonicalRequest, whose second and third
// lines are path and query.
func (c Call) signatureOfText(q *http.Request, who caller.Credentials, when moment, way string) (string, error) {
	if way == scenarios.KeyEscaped {
		return c.naming(scenarios.PartKey, escapePath(c.key())).signatureOf(q, who, when)
	}
	text, err := c.stringToSignOf(q, when)
	if err != nil {
		return "", err
	}
	if !isV4(c.form()) {
		lines := strings.Split(text, "\n")
		path, query, _ := strings.Cut(lines[len(lines)-1], "?")
		lines[len(lines)-1] = path + "?" + reversed(query)
		return SignV1(who.AccessKeySecret, strings.Join(lines, "\n")), nil
	}
	canonical := strings.Split(c.canonicalRequest(q, text), "\n")
	head := strings.Split(text, "\n")
	if len(canonical) < 3 || len(head) != 4 {
		return "", fmt.Errorf("the CanonicalRequest of %s is not known", c)
	}
	switch way {
	case scenarios.PartParameters:
		canonical[2] = reversed(canonical[2])
	case scenarios.KeyUnescaped:
		canonical[1] = "/" + c.bucket() + "/" + c.key()
	}
	sum := sha256.Sum256([]byte(strings.Join(canonical, "\n")))
	head[3] = hex.EncodeToString(sum[:])
	return SignV4(who.AccessKeySecret, head[2], strings.Join(head, "\n")), nil
}

func reversed(query string) string {
	params := strings.Split(query, "&")
	slices.Reverse(params)
	return strings.Join(params, "&")
}

// keySent is the key that the path names, as OSS reads it, once it is written as the fault wants.
func (c Call) keySent() (key, path string, changed bool) {
	f, ok := c.fault(scenarios.FaultSentPath)
	if !ok {
		return c.key(), "", false
	}
	path = escapePath(c.key())
	switch f.Name {
	case scenarios.KeyEscaped:
		path = escapePath(path)
	case scenarios.KeyUnescaped:
		path = c.key()
	case scenarios.PlusUnescaped:
		path = strings.ReplaceAll(path, "%2B", "+")
	}
	if key, err := url.PathUnescape(strings.ReplaceAll(path, "+", " ")); err == nil {
		return key, path, true
	}
	return path, path, true
}

// rewritePath writes the key otherwise.
func (c Call) rewritePath(q *http.Request) error {
	_, path, _ := c.keySent()
	before, found := strings.CutSuffix(q.URL.EscapedPath(), escapePath(c.key()))
	if !found { // the SDK escapes the slashes of a key too, which OSS reads alike
		before, found = strings.CutSuffix(q.URL.EscapedPath(), escapeQuery(c.key()))
	}
	plain, err := url.PathUnescape(before + path)
	switch {
	case err != nil:
		return fmt.Errorf("writing the key otherwise: %w", err)
	case !found || path == escapePath(c.key()):
		return fmt.Errorf("%w: the path %s", errSame, q.URL.EscapedPath())
	}
	q.URL.Path, q.URL.RawPath = plain, before+path
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

// escapePath escapes a key once.
func escapePath(key string) string { return strings.ReplaceAll(escapeQuery(key), "%2F", "/") }
