package wire

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/oss403/oss403/scenarios"
)

// toHost sends the request to another endpoint of the service.
func (d *draft) toHost(q *http.Request, host string) {
	setHost(q, strings.Replace(q.URL.Host, d.call.Endpoint.Host(), host, 1))
}

// toRequestedHost sends the request to the endpoint or domain that the scenario asks for.
func (d *draft) toRequestedHost(q *http.Request) {
	if host := d.call.Request.Host; host != "" {
		d.toHost(q, host)
	}
	if d.call.Request.ByBox {
		d.toHost(q, scenarios.BoxID+"."+d.call.Endpoint.Region+".oss-cloudbox.aliyuncs.com")
	}
	if d.call.Request.ByDomain { // neither version signs the host
		d.toHost(q, d.call.Domain)
		setHost(q, strings.TrimPrefix(q.URL.Host, d.bucket+"."))
	}
}

// setAuthorization replaces the header by a text. In it {id} stands for the AccessKeyId, and {scope}
// for the V4 scope that signed the request.
func (d *draft) setAuthorization(q *http.Request, f fault) {
	words := strings.NewReplacer("{id}", d.call.Credentials.AccessKeyID, "{scope}", signedScope(q))
	q.Header.Set("Authorization", words.Replace(f.Value))
}

func signedScope(q *http.Request) string {
	_, credential, _ := strings.Cut(q.Header.Get("Authorization"), "Credential=")
	_, scope, _ := strings.Cut(credential, "/")
	scope, _, _ = strings.Cut(scope, ",")
	return scope
}

const tokenHeader = "x-oss-security-token"

// repeatToken sends the token in the header as well as in the URL.
func (d *draft) repeatToken(q *http.Request, _ fault) {
	q.Header.Set(tokenHeader, d.call.Credentials.SecurityToken)
}

// moveToken puts the token into the header, from a URL that would hold it.
func (d *draft) moveToken(fault) {
	if inURL(d.call.form()) {
		d.setHeader(tokenHeader, d.who.SecurityToken)
		d.who.SecurityToken = ""
	}
}

func (d *draft) intoPathStyle(q *http.Request, _ fault) {
	escaped := q.URL.EscapedPath()
	setHost(q, strings.TrimPrefix(q.URL.Host, d.bucket+"."))
	q.URL.Path = "/" + d.bucket + q.URL.Path
	q.URL.RawPath = "/" + d.bucket + escaped
}

// signDate lets V1 sign the text as its date.
func (d *draft) signDate(f fault) {
	if d.call.form() == scenarios.FormV1Header {
		d.setHeader("Date", f.Value)
	}
}

// setDate: V1 has signed the text as its date already; for V4 it stands in both
// places. No text takes both away.
func setDate(_ *draft, q *http.Request, f fault) {
	if f.Value != "" {
		q.Header.Set("Date", f.Value)
		if q.Header.Get("x-oss-date") != "" {
			q.Header.Set("x-oss-date", f.Value)
		}
		return
	}
	q.Header.Del("Date")
	q.Header.Del("x-oss-date")
}

func setHost(q *http.Request, host string) {
	q.URL.Host, q.Host = host, host
}

func addQuery(_ *draft, q *http.Request, f fault) {
	q.URL.RawQuery = addPair(q.URL.RawQuery, f.Name, f.Value)
}

// addPair adds a parameter to a raw query; without a value, the bare name.
func addPair(raw, name, value string) string {
	pair := escapeQuery(name)
	if value != "" {
		pair += "=" + escapeQuery(value)
	}
	return strings.TrimPrefix(raw+"&"+pair, "&")
}

func removeQuery(_ *draft, q *http.Request, f fault) {
	q.URL.RawQuery = editQuery(q.URL.RawQuery, f.Name, func(string) []string { return nil })
}

func emptyQuery(_ *draft, q *http.Request, f fault) {
	q.URL.RawQuery = editQuery(q.URL.RawQuery, f.Name, func(name string) []string { return []string{name + "="} })
}

func changeQuery(_ *draft, q *http.Request, f fault) {
	q.URL.RawQuery = editQuery(q.URL.RawQuery, f.Name, func(name string) []string { return []string{name + "=" + escapeQuery(f.Value)} })
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

func tamper(_ *draft, q *http.Request, _ fault) { setSignature(q, tampered(signatureOf(q))) }

func tamperEnd(_ *draft, q *http.Request, _ fault) { setSignature(q, tamperedEnd(signatureOf(q))) }

func tamperForm(form *postForm, _ fault) { form.set(form.signedIn, tampered(form.signature)) }

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
	v4Signature    = "Signature="
	v2Signature    = "Signature:"
	v1URLSignature = "Signature"
	v4URLSignature = "x-oss-signature"
	s3URLSignature = "X-Amz-Signature"
)

// urlSignatures are the query parameters that hold a signature.
func urlSignatures() []string { return []string{v1URLSignature, v4URLSignature, s3URLSignature} }

// signatureOf is the signature that q carries, URL-decoded; empty if none. In the header it
// stands last in every form: after the last colon in V1 and in V2 of S3.
func signatureOf(q *http.Request) string {
	authorization := q.Header.Get("Authorization")
	for _, before := range []string{v4Signature, v2Signature} {
		if _, signature, ok := strings.Cut(authorization, before); ok {
			return signature
		}
	}
	if strings.HasPrefix(authorization, "OSS ") || strings.HasPrefix(authorization, "AWS ") {
		return authorization[strings.LastIndex(authorization, ":")+1:]
	}
	for pair := range strings.SplitSeq(q.URL.RawQuery, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if slices.Contains(urlSignatures(), name) {
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
	for _, name := range urlSignatures() {
		q.URL.RawQuery = editQuery(q.URL.RawQuery, name, with)
	}
}
