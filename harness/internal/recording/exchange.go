package recording

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// leaf is an element that holds no other.
var leaf = regexp.MustCompile(`<([A-Za-z0-9]+)>([^<]*)</`)

// document sanitises an error document, element by element. Any other text is sanitised as such.
func (s *Sanitiser) document(text string) string {
	if !strings.Contains(text, "<Error>") {
		return s.Text(text)
	}
	var out strings.Builder
	at := 0
	for _, found := range leaf.FindAllStringSubmatchIndex(text, -1) {
		out.WriteString(s.Text(text[at:found[4]]))
		out.WriteString(s.element(text[found[2]:found[3]], text[found[4]:found[5]]))
		at = found[5]
	}
	out.WriteString(s.Text(text[at:]))
	return out.String()
}

// element sanitises the raw text of an element.
func (s *Sanitiser) element(name, raw string) string {
	plain, spans := unescaped(raw, entity)
	sanitise := s.Text
	if private(name) {
		sanitise = s.whole
	}
	if spans == nil {
		return sanitise(plain)
	}
	return patched(raw, spans, plain, sanitise(plain), entityOf)
}

// private reports whether the value of an element names somebody, or may: also of each that no source knows.
func private(name string) bool {
	ofDetail := []string{"AuthAction", "AuthPrincipalType", "NoPermissionType", "PolicyType"}
	return naming(name) || !scenarios.KnownElement(name) && !slices.Contains(ofDetail, name)
}

// naming reports whether the value of an element names somebody or something.
func naming(name string) bool {
	return slices.Contains([]string{"User", "SecurityToken", "SignatureProvided", "BucketName", "Bucket", "AuthPrincipalDisplayName",
		"AuthPrincipalOwnerId", "EncodedDiagnosticMessage", "Cname", "WormId", "UploadId"}, name)
}

// redacted stands for a secret that was taken out at capture.
const redacted = "[redacted]"

// diagnosticPrefix begins every EncodedDiagnosticMessage, so that it tells of nobody.
const diagnosticPrefix = "AQIBI"

// whole replaces a value, unless every part of it is public.
func (s *Sanitiser) whole(value string) string {
	if value == "" || strings.Contains(value, redacted) {
		return value
	}
	if rest, ok := strings.CutPrefix(value, diagnosticPrefix); ok {
		return diagnosticPrefix + s.standIn(rest, mixed)
	}
	if text := s.Text(value); text != value { // it is known, or has a form of its own
		return text
	}
	return s.standIn(value, classOf(value))
}

// header sanitises the value of a header.
func (s *Sanitiser) header(name, value string) string {
	if public(name) {
		return s.Text(value)
	}
	return s.whole(value)
}

// public reports whether the values of a header say nothing of who sent it, beside what Text finds.
func public(name string) bool {
	lower := strings.ToLower(name)
	for _, prefix := range []string{"x-oss-", "x-amz-", "content-", "access-control-", "if-"} {
		if strings.HasPrefix(lower, prefix) {
			return !strings.HasPrefix(lower, "x-oss-meta-")
		}
	}
	return slices.Contains([]string{"Date", "Host", "Authorization", "Server", "Connection", "Range", "Referer", "Origin", "Expires",
		"Last-Modified", "Etag", "Accept-Encoding", "Accept-Ranges", "Accept", "Location", "Transfer-Encoding", "Vary", "Keep-Alive",
		"Cache-Control"}, http.CanonicalHeaderKey(name))
}

func (s *Sanitiser) headers(list []verdict.Header) []verdict.Header {
	kept := []verdict.Header{}
	for _, h := range list {
		kept = append(kept, verdict.Header{Name: h.Name, Value: s.header(h.Name, h.Value)})
	}
	return kept
}

// headersOf lists a header block in the order of its names.
func headersOf(header http.Header) []verdict.Header {
	list := []verdict.Header{}
	for name, values := range header {
		for _, value := range values {
			list = append(list, verdict.Header{Name: name, Value: value})
		}
	}
	slices.SortFunc(list, func(a, b verdict.Header) int { return strings.Compare(a.Name+a.Value, b.Name+b.Value) })
	return list
}

// url sanitises an address. Its user, which no request of a run has, is left out.
func (s *Sanitiser) url(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		return s.Text(text)
	}
	u.User = nil
	return s.Text(u.String())
}

// findings sanitises what was compared.
func (s *Sanitiser) findings(list []verdict.Finding) []verdict.Finding {
	var kept []verdict.Finding
	for _, f := range list {
		sanitise := s.Text
		if naming(f.Field[strings.LastIndex(f.Field, "/")+1:]) {
			sanitise = s.whole
		}
		same := f.Expected == f.Actual
		f.Expected, f.Actual, f.Explanation = s.Text(f.Expected), sanitise(f.Actual), s.Text(f.Explanation)
		if same {
			f.Expected = f.Actual
		}
		kept = append(kept, f)
	}
	return kept
}
