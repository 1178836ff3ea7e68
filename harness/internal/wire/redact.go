package wire

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/verdict"
)

const redacted = "[redacted]"

// Redactor takes secrets out of what is kept. Signatures and tokens go by the
// place where they stand, since a valid one is a credential; secrets go by
// their text, wherever it stands.
type Redactor struct {
	hide *strings.Replacer
}

// shortest is the length from which a text can be a secret; a shorter one, such
// as a made-up signature, would hide harmless text wherever it stands.
const shortest = 8

// NewRedactor hides the given secrets: as they are, escaped for a URL, and in
// hex as StringToSignBytes shows them.
func NewRedactor(secrets []string) Redactor {
	var pairs []string
	for _, secret := range secrets {
		if len(secret) < shortest {
			continue
		}
		for _, form := range []string{secret, url.QueryEscape(secret), fmt.Sprintf("% X", secret)} {
			pairs = append(pairs, form, redacted)
		}
	}
	return Redactor{strings.NewReplacer(pairs...)}
}

// Text hides the secrets in text.
func (r Redactor) Text(text string) string {
	if r.hide == nil {
		return text
	}
	return r.hide.Replace(text)
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
