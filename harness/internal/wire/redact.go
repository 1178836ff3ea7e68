package wire

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/oss403/oss403/harness/verdict"
)

const redacted = "[redacted]"

// Redactor takes secrets out of what is kept. Signatures and tokens go by the
// place where they stand, since a valid one is a credential; secrets go by
// their text, wherever it stands.
type Redactor struct {
	hide []*strings.Replacer // one after the other
}

// shortest is the length from which a text can be a secret; a shorter one, such
// as a made-up signature, would hide harmless text wherever it stands.
const shortest = 8

// newRedactor hides the given secrets: as they are, escaped for a URL, and in
// hex as StringToSignBytes shows them.
func newRedactor(secrets []string) Redactor {
	var pairs []string
	for _, secret := range secrets {
		if len(secret) < shortest {
			continue
		}
		for _, form := range []string{secret, url.QueryEscape(secret), fmt.Sprintf("% X", secret)} {
			pairs = append(pairs, form, redacted)
		}
	}
	return Redactor{[]*strings.Replacer{strings.NewReplacer(pairs...)}}
}

// With hides more secrets, before those of r.
func (r Redactor) With(secrets ...string) Redactor {
	return Redactor{append(newRedactor(secrets).hide, r.hide...)}
}

// Text hides the secrets in text.
func (r Redactor) Text(text string) string {
	for _, hide := range r.hide {
		text = hide.Replace(text)
	}
	return text
}

// A safe keeps the Redactor of a list of secrets that grows seldom: to make one takes as long as to use it a hundred times.
type safe struct {
	secrets func() []string

	mu    sync.Mutex
	known []string
	hides Redactor
}

// redactor hides the secrets of now.
func (s *safe) redactor() Redactor {
	now := slices.Clone(s.secrets())
	slices.Sort(now)
	s.mu.Lock()
	defer s.mu.Unlock()
	if !slices.Equal(s.known, now) {
		s.known, s.hides = now, newRedactor(now)
	}
	return s.hides
}

func secretQuery() []string {
	return []string{"Signature", "x-oss-signature", "security-token", "x-oss-security-token", s3URLSignature,
		"X-Amz-Security-Token"}
}

var authorizationSignature = regexp.MustCompile(`(?i)(Signature[=:]\s*)[^,]+|^((?:OSS|AWS) [^:]*:).*$`)

// Headers is a header block in the order of its names, secrets hidden.
func (r Redactor) Headers(header http.Header) []verdict.Header {
	var list []verdict.Header
	for name, values := range header {
		for _, value := range values {
			switch strings.ToLower(name) {
			case "authorization":
				value = authorizationSignature.ReplaceAllString(value, "${1}${2}"+redacted)
			case "x-oss-security-token", "x-amz-security-token":
				value = redacted
			case "x-oss-err":
				value = r.encoded(value)
			}
			list = append(list, verdict.Header{Name: name, Value: r.Text(value)})
		}
	}
	slices.SortFunc(list, func(a, b verdict.Header) int { return strings.Compare(a.Name+a.Value, b.Name+b.Value) })
	return list
}

// encoded hides the secrets in the base64 text of an error document.
func (r Redactor) encoded(value string) string {
	document, err := base64.StdEncoding.DecodeString(value)
	if err != nil {
		return r.Text(value)
	}
	return base64.StdEncoding.EncodeToString([]byte(r.Text(string(document))))
}

// URL is a request's address, secrets hidden. The raw query is kept as sent.
func (r Redactor) URL(u *url.URL) string {
	shown := *u
	pairs := strings.Split(u.RawQuery, "&")
	for i, pair := range pairs {
		if name, _, ok := strings.Cut(pair, "="); ok && slices.Contains(secretQuery(), name) {
			pairs[i] = name + "=" + redacted
		}
	}
	shown.RawQuery = strings.Join(pairs, "&")
	return r.Text(shown.String())
}
