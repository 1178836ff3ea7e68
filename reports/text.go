package reports

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Reports show what a hostile or broken target sent. Nothing of it may act on a
// terminal, on XML or on a log viewer, and every byte that differs must be seen.

// Limits of what one report shows of one text; conformance.json holds it whole.
const (
	maxLines = 24
	maxRunes = 300 // of a line
)

// visible writes everything that does not print, newline excepted, as a Go escape
// (\r, \x1b, \u202e), and bytes that are no UTF-8 as \xff.
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

// withoutColour drops ANSI colour sequences: our own tools put them into
// messages. Values of the wire keep theirs, as visible shows them.
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

// clip cuts s after max runes, and shows that it did.
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

// oneLine is s as prose on one line of at most max runes.
func oneLine(s string, max int) string {
	s = withoutColour(clip(s, 4*max))
	return clip(strings.ReplaceAll(visible(strings.TrimSpace(s)), "\n", " "), max)
}

// excerpt is s as visible lines, cut where it is long.
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
