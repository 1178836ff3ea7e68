package wire

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// controlReference is a reference to a control character that XML 1.0 does not know. The service
// reads it: the official SDKs write the keys of a batch so, and a test of SDK v1 that runs on the
// service deletes such keys (TestDeleteObjectsNormal). A zero is none of them.
var controlReference = regexp.MustCompile(`&#(?:[xX]0*(1?[0-9a-fA-F])|0*([12]?[0-9]|3[01]));`)

// hider stands before what hideControls has changed. It is a character for private use.
const hider = "\uF8FF"

// hiderReference is a reference to that character.
var hiderReference = regexp.MustCompile(`&#(?:[xX]0*[fF]8[fF][fF]|0*63743);`)

// hideControls writes references to control characters in a way that encoding/xml accepts. The
// function brings the characters back. Both leave every other body as it is.
func hideControls(body []byte) ([]byte, func(string) string) {
	same := func(s string) string { return s }
	if !controlReference.Match(body) {
		return body, same
	}
	text := hiderReference.ReplaceAllLiteralString(string(body), hider)
	text = strings.ReplaceAll(text, hider, hider+"!")
	text = controlReference.ReplaceAllStringFunc(text, func(reference string) string {
		if c := controlOf(reference); c != 0 {
			return hider + string(rune('@'+c))
		}
		return reference
	})
	return []byte(text), func(s string) string {
		parts := strings.Split(s, hider)
		for i, p := range parts[1:] {
			switch {
			case strings.HasPrefix(p, "!"):
				parts[i+1] = hider + p[1:]
			case p != "":
				parts[i+1] = string(rune(p[0]-'@')) + p[1:]
			}
		}
		return strings.Join(parts, "")
	}
}

// controlOf returns the control character of a reference; 0: it is a tab, line feed or carriage
// return, which XML knows, or no character at all.
func controlOf(reference string) rune {
	m := controlReference.FindStringSubmatch(reference)
	digits, base := m[2], 10
	if m[1] != "" {
		digits, base = m[1], 16
	}
	n, err := strconv.ParseUint(digits, base, 8)
	if err != nil || n == 9 || n == 10 || n == 13 {
		return 0
	}
	return rune(n)
}

// writeControls is EscapeText for a text that ReadXML is to read again: control characters become
// references.
func writeControls(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r > 0 && r < ' ' && !strings.ContainsRune("\t\n\r", r) {
			fmt.Fprintf(&b, "&#x%02X;", r)
		} else {
			b.WriteString(EscapeText(string(r)))
		}
	}
	return b.String()
}
