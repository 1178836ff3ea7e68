package wire

import "strings"

// EscapeText writes character data of XML as the error documents do.
func EscapeText(s string) string {
	var b strings.Builder
	writeText(&b, s)
	return b.String()
}
