package recording

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A span is where a byte of an unescaped text stands in the escaped one.
type span struct{ from, to int }

// unescaped undoes the escapes that one finds at the beginning of a text, and says where each byte stood. No spans: the
// text has no escape.
func unescaped(text string, one func(rest string) (b byte, length int)) (string, []span) {
	var plain strings.Builder
	var spans []span
	found := false
	for i := 0; i < len(text); {
		b, length := one(text[i:])
		if length == 0 {
			b, length = text[i], 1
		} else {
			found = true
		}
		plain.WriteByte(b)
		spans = append(spans, span{i, i + length})
		i += length
	}
	if !found {
		return text, nil
	}
	return plain.String(), spans
}

// patched puts the bytes that have changed into the escaped text. escape writes a byte in place of an escape.
func patched(text string, spans []span, before, after string, escape func(b byte) string) string {
	var out strings.Builder
	for i, at := range spans {
		switch {
		case before[i] == after[i]:
			out.WriteString(text[at.from:at.to])
		case at.to-at.from == 1:
			out.WriteByte(after[i])
		default:
			out.WriteString(escape(after[i]))
		}
	}
	return out.String()
}

func percent(rest string) (byte, int) {
	if rest[0] != '%' || len(rest) < 3 {
		return 0, 0
	}
	b, err := strconv.ParseUint(rest[1:3], 16, 8)
	if err != nil {
		return 0, 0
	}
	return byte(b), 3
}

func percentOf(b byte) string { return fmt.Sprintf("%%%02X", b) }

// entity undoes the named entities of XML, of which OSS writes &amp;, &lt; and &gt;.
func entity(rest string) (byte, int) {
	for name, b := range map[string]byte{"&amp;": '&', "&lt;": '<', "&gt;": '>', "&quot;": '"', "&apos;": '\''} {
		if strings.HasPrefix(rest, name) {
			return b, len(name)
		}
	}
	return 0, 0
}

// entityOf is never asked: an entity stands for a byte that no stand-in changes.
func entityOf(b byte) string { return string(rune(b)) }

// hexRun sanitises the bytes that StringToSignBytes writes as two hex digits and a space each.
func (s *Sanitiser) hexRun(run string) string {
	var plain []byte
	for i := 0; i+3 <= len(run); i += 3 {
		b, err := strconv.ParseUint(run[i:i+2], 16, 8)
		if err != nil {
			return run
		}
		plain = append(plain, byte(b))
	}
	var out strings.Builder
	for _, b := range []byte(s.Text(string(plain))) {
		fmt.Fprintf(&out, "%02X ", b)
	}
	return out.String()
}

// base64Run sanitises the text in base64, such as a policy or an error document. What holds no text is a token, a
// signature or a digest, if it has digits and letters of both cases.
func (s *Sanitiser) base64Run(run string) string {
	plain, err := base64.StdEncoding.DecodeString(run)
	if err != nil {
		plain, err = base64.RawStdEncoding.DecodeString(run)
	}
	if err == nil && readable(string(plain)) {
		changed := s.document(string(plain))
		if strings.HasSuffix(run, "=") || len(run)%4 == 0 {
			return base64.StdEncoding.EncodeToString([]byte(changed))
		}
		return base64.RawStdEncoding.EncodeToString([]byte(changed))
	}
	return s.opaqueRun(run)
}

// opaqueRun replaces a run that has digits and letters of both cases: no word has.
func (s *Sanitiser) opaqueRun(run string) string {
	if strings.ContainsAny(run, "0123456789") && strings.ToLower(run) != run && strings.ToUpper(run) != run {
		return s.standIn(run, classOf(run))
	}
	return run
}

func readable(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool {
		return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t'
	})
}
