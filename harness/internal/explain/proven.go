package explain

import (
	"regexp"
	"strings"

	"github.com/oss403/oss403/harness/internal/wire"
)

var copied = regexp.MustCompile(`(?:^|&)amp;|\\u0026|%5[Cc]u0026`)

// mistakeNamed returns a mistake of the table.
func mistakeNamed(id string) Mistake {
	for _, m := range mistakes() {
		if m.id == id {
			return Mistake{m.id, m.says, m.remedy, false}
		}
	}
	return Mistake{ID: id}
}

// seenIn finds a mistake without the secret.
func seenIn(a Answer, request, answer signedText, both bool) *Mistake {
	if both {
		for _, m := range mistakes() {
			if m.seen != nil && m.seen(request, answer) {
				return &Mistake{m.id, m.says, m.remedy, false}
			}
		}
	}
	if strings.Contains(a.signed["SignatureProvided"], " ") {
		m := mistakeNamed("signature-plus")
		return &m
	}
	return nil
}

// proven finds the mistake that gives the signature which was sent.
func proven(answer signedText, provided, secret string) *Mistake {
	provided = strings.ReplaceAll(provided, " ", "+")
	if provided == "" {
		return nil
	}
	if m := provenSecret(func(secret string) string { return signs(answer, secret) }, provided, secret); m != nil {
		return m
	}
	trimmed := trimmedSecret(secret)
	for _, m := range mistakes() {
		if m.signed == nil {
			continue
		}
		for _, text := range m.signed(answer) {
			if signs(text, trimmed) == provided {
				return &Mistake{m.id, m.says, m.remedy, true}
			}
		}
	}
	return nil
}

// trimmedSecret is a secret without what a file or a shell has put around it.
func trimmedSecret(secret string) string { return strings.Trim(secret, " \t\r\n\"'") }

// provenSecret finds the mistake in the secret, where the text that was signed is the right one.
func provenSecret(sign func(secret string) string, provided, secret string) *Mistake {
	for _, m := range mistakesOfSecret() {
		if sign(m.before+trimmedSecret(secret)+m.after) == provided {
			return &Mistake{m.id, m.says, m.remedy, true}
		}
	}
	return nil
}

func signs(t signedText, secret string) string {
	switch {
	case t.version == v2:
		return wire.SignV2(secret, t.text())
	case t.version == v4 && t.s3:
		return wire.SignS3V4(secret, t.scope(), t.prefix+t.hash())
	case t.version == v4:
		return wire.SignV4(secret, t.scope(), t.prefix+t.hash())
	}
	return wire.SignV1(secret, t.text())
}

// signature is the one in the request, if it is there.
func (q *Request) signature() string {
	if q == nil {
		return ""
	}
	header := q.header.Get("Authorization")
	for _, before := range []string{"Signature=", "Signature:"} {
		if _, signature, ok := strings.Cut(header, before); ok {
			return strings.TrimSpace(signature)
		}
	}
	for _, scheme := range []string{"OSS ", "AWS "} {
		if rest, ok := strings.CutPrefix(header, scheme); ok {
			_, signature, _ := strings.Cut(rest, ":")
			return strings.TrimSpace(signature)
		}
	}
	for pair := range strings.SplitSeq(q.query, "&") {
		if name, value, _ := strings.Cut(pair, "="); name == "Signature" || name == "x-oss-signature" || name == "X-Amz-Signature" {
			return decoded(value)
		}
	}
	return ""
}
