package wire

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/oss403/oss403/scenarios"
)

// afterSigning applies the faults that are made to the signed request.
func (c Call) afterSigning(q *http.Request) {
	if c.Request.Host != "" {
		c.toHost(q, c.Request.Host)
	}
	if c.Request.ByDomain { // neither version signs the host
		c.toHost(q, c.Domain)
		setHost(q, strings.TrimPrefix(q.URL.Host, c.bucket()+"."))
	}
	for _, f := range c.Faults {
		switch f.Kind {
		case scenarios.FaultSignature:
			setSignature(q, tampered(signatureOf(q)))
		case scenarios.FaultSignatureEnd:
			setSignature(q, tamperedEnd(signatureOf(q)))
		case scenarios.FaultHeaderAdded:
			q.Header.Set(f.Name, f.Value)
		case scenarios.FaultQueryAdded:
			q.URL.RawQuery = addQuery(q.URL.RawQuery, f.Name, f.Value)
		case scenarios.FaultMethod:
			q.Method = f.Value
		case scenarios.FaultQueryRemoved:
			q.URL.RawQuery = editQuery(q.URL.RawQuery, f.Name, func(string) []string { return nil })
		case scenarios.FaultQueryEmptied:
			q.URL.RawQuery = editQuery(q.URL.RawQuery, f.Name, func(name string) []string { return []string{name + "="} })
		case scenarios.FaultOtherRegion:
			c.toHost(q, c.Elsewhere.Host())
		case scenarios.FaultHost:
			c.toHost(q, f.Value)
		case scenarios.FaultPathStyle:
			c.intoPathStyle(q)
		case scenarios.FaultDate:
			setDate(q, f.Value)
		case scenarios.FaultAuthorization:
			q.Header.Set("Authorization", strings.NewReplacer("{id}", c.Credentials.AccessKeyID, "{scope}", c.scopeToday(q)).Replace(f.Value))
		case scenarios.FaultTokenTwice:
			q.Header.Set(tokenHeader, c.Credentials.SecurityToken)
		}
	}
}

// toHost sends the request to another endpoint of the service.
func (c Call) toHost(q *http.Request, host string) {
	setHost(q, strings.Replace(q.URL.Host, c.Endpoint.Host(), host, 1))
}

// scopeToday is the V4 scope that the request was signed under.
func (c Call) scopeToday(q *http.Request) string {
	_, credential, _ := strings.Cut(q.Header.Get("Authorization"), "Credential=")
	_, scope, _ := strings.Cut(credential, "/")
	scope, _, _ = strings.Cut(scope, ",")
	return scope
}

const tokenHeader = "x-oss-security-token"

func (c Call) intoPathStyle(q *http.Request) {
	escaped := q.URL.EscapedPath()
	setHost(q, strings.TrimPrefix(q.URL.Host, c.bucket()+"."))
	q.URL.Path = "/" + c.bucket() + q.URL.Path
	q.URL.RawPath = "/" + c.bucket() + escaped
}

// setDate: V1 has signed the text as its date already; for V4 it stands in both
// places. No text takes both away.
func setDate(q *http.Request, text string) {
	if text != "" {
		q.Header.Set("Date", text)
		if q.Header.Get("x-oss-date") != "" {
			q.Header.Set("x-oss-date", text)
		}
		return
	}
	q.Header.Del("Date")
	q.Header.Del("x-oss-date")
}

func setHost(q *http.Request, host string) {
	q.URL.Host, q.Host = host, host
}

func addQuery(raw, name, value string) string {
	pair := escapeQuery(name)
	if value != "" {
		pair += "=" + escapeQuery(value)
	}
	return strings.TrimPrefix(raw+"&"+pair, "&")
}

// editQuery replaces the pairs of that name in a raw query and keeps all others as they stand.
func editQuery(raw, name string, edit func(name string) []string) string {
	var pairs []string
	for pair := range strings.SplitSeq(raw, "&") {
		if n, _, _ := strings.Cut(pair, "="); n == name {
			pairs = append(pairs, edit(n)...)
			continue
		}
		pairs = append(pairs, pair)
	}
	return strings.Join(pairs, "&")
}

// tampered changes the first character of a base64 or hex signature for another one of its alphabet.
func tampered(signature string) string {
	other := "0"
	if strings.HasPrefix(signature, "0") {
		other = "1"
	}
	return other + signature[min(1, len(signature)):]
}

// tamperedEnd changes a character near the end; the very last ones of base64 hold few bits or none.
func tamperedEnd(signature string) string {
	at := max(0, len(signature)-4)
	return signature[:at] + tampered(signature[at:])
}

const (
	v1Scheme       = "OSS "
	v4Signature    = "Signature="
	v1URLSignature = "Signature"
	v4URLSignature = "x-oss-signature"
)

// signatureOf is the signature that q carries, URL-decoded; empty if none.
func signatureOf(q *http.Request) string {
	authorization := q.Header.Get("Authorization")
	if rest, ok := strings.CutPrefix(authorization, v1Scheme); ok {
		return rest[strings.LastIndex(rest, ":")+1:]
	}
	if _, signature, ok := strings.Cut(authorization, v4Signature); ok {
		return signature
	}
	for pair := range strings.SplitSeq(q.URL.RawQuery, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if name == v1URLSignature || name == v4URLSignature {
			decoded, _ := url.QueryUnescape(value)
			return decoded
		}
	}
	return ""
}

// setSignature puts another signature where q carries one.
func setSignature(q *http.Request, signature string) {
	if authorization := q.Header.Get("Authorization"); authorization != "" {
		q.Header.Set("Authorization", strings.TrimSuffix(authorization, signatureOf(q))+signature)
		return
	}
	with := func(name string) []string { return []string{name + "=" + escapeQuery(signature)} }
	for _, name := range []string{v1URLSignature, v4URLSignature} {
		q.URL.RawQuery = editQuery(q.URL.RawQuery, name, with)
	}
}

// altered changes a character in the middle of a token.
func altered(token string) string {
	middle := len(token) / 2
	if middle == 0 {
		return token + "0"
	}
	return token[:middle] + tampered(token[middle:])
}
