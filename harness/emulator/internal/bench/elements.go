package bench

import (
	"strings"
)

// Elements lists the texts of an element in a document.
func Elements(document, name string) string {
	var out []string
	for {
		_, rest, ok := strings.Cut(document, "<"+name+">")
		if !ok {
			return strings.Join(out, " ")
		}
		text, tail, _ := strings.Cut(rest, "</"+name+">")
		out, document = append(out, text), tail
	}
}
