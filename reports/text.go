package reports

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Reports show text from a hostile or broken target. This text must not control a
// terminal, break XML or give commands to a log viewer. The reader must see every
// byte that differs.

// Limits of a text in a report. conformance.json has the whole text.
const (
	maxLines = 24
	maxRunes = 300 // in each line
)

// visible writes each character that does not print as a Go escape (\r, \x1b,
// \u202e), and each byte that is not UTF-8 as \xff. It keeps newlines.
func visible(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[0])
		case r == '\n' || strconv.IsPrint(r):
			b.WriteRune(r)
		default:
			quoted := strconv.QuoteRuneToASCII(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		}
		s = s[size:]
	}
	return b.String()
}

// withoutColour removes ANSI colour sequences, which our own tools put into
// messages. It is not for values from the wire: visible shows their sequences.
func withoutColour(s string) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, "\x1b[")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		s = strings.TrimLeft(after, "0123456789;")
		if s != "" {
			s = s[1:]
		}
	}
}

// clip cuts s after max runes. A cut text ends in "…".
func clip(s string, max int) string {
	at := 0
	for i := range s {
		if at == max {
			return s[:i] + "…"
		}
		at++
	}
	return s
}

// oneLine returns s as visible text on one line, of about max runes at most.
func oneLine(s string, max int) string {
	s = withoutColour(clip(s, 4*max))
	return clip(strings.ReplaceAll(visible(strings.TrimSpace(s)), "\n", " "), max)
}

// excerpt returns s as visible lines. It cuts a long text, and says so.
func excerpt(s string) []string {
	shown := s
	if most := maxLines * maxRunes * utf8.UTFMax; len(s) > most {
		shown = s[:most]
	}
	lines := strings.Split(visible(shown), "\n")
	cut := len(shown) < len(s) || len(lines) > maxLines
	lines = lines[:min(len(lines), maxLines)]
	for i, line := range lines {
		lines[i] = clip(line, maxRunes)
		cut = cut || lines[i] != line
	}
	if cut {
		lines = append(lines, fmt.Sprintf("… cut; %d bytes in all, whole in conformance.json", len(s)))
	}
	return lines
}

// pad fills s with blanks up to width runes.
func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(s)))
}
