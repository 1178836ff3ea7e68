package judge

import (
	"fmt"
	"net/url"
	"strings"
)

// Explain says in a sentence why two StringToSigns or CanonicalRequests differ:
// which line, from which byte on, and what usually brings that about.
func Explain(expected, actual string) string {
	if expected == actual {
		return ""
	}
	want, got := strings.Split(expected, "\n"), strings.Split(actual, "\n")
	line := 0
	for line < len(want) && line < len(got) && want[line] == got[line] {
		line++
	}
	at := func(lines []string) string {
		if line < len(lines) {
			return lines[line]
		}
		return ""
	}
	return fmt.Sprintf("line %d differs from byte %d on; likely cause: %s",
		line+1, firstDifference(at(want), at(got)), likelyCause(at(want), at(got), want, got))
}

func firstDifference(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// A cause is something that is known to make two lines differ, and how to tell.
type cause struct {
	says  string
	holds func(want, got string) bool
}

// causes are asked in order; the first that holds is told.
func causes() []cause {
	return []cause{
		{"line ends written as CR LF", func(want, got string) bool { return strings.TrimSuffix(got, "\r") == want }},
		{"white space at an end of the line not trimmed, or trimmed", func(want, got string) bool { return strings.TrimSpace(want) == strings.TrimSpace(got) }},
		{"the key or value is encoded twice", func(want, got string) bool { return decoded(got) == want && got != want }},
		{"the key or value is not encoded, or decoded", func(want, got string) bool { return decoded(want) == got }},
		{"a blank written as +", func(want, got string) bool {
			return strings.ReplaceAll(got, "+", "%20") == want || strings.ReplaceAll(got, "+", " ") == want
		}},
		{"percent-encoding in lower-case hex", func(want, got string) bool { return strings.EqualFold(want, got) && strings.Contains(want, "%") }},
		{"upper and lower case", strings.EqualFold},
		{"the Date was rewritten on the way", func(want, got string) bool { return strings.HasSuffix(want, " GMT") || strings.HasSuffix(got, " GMT") }},
		{"a header was not sent, or not signed: " + "an x-oss- header", func(want, got string) bool {
			return strings.HasPrefix(want, "x-oss-") != strings.HasPrefix(got, "x-oss-")
		}},
		{"the value of a header was changed on the way", func(want, got string) bool {
			name, _, header := strings.Cut(want, ":")
			return header && strings.HasPrefix(got, name+":")
		}},
		{"a query parameter that one side leaves out", func(want, got string) bool {
			return strings.Contains(want, "?") != strings.Contains(got, "?") || strings.Count(want, "&") != strings.Count(got, "&")
		}},
		{"the bucket or key is named otherwise", func(want, got string) bool { return strings.HasPrefix(want, "/") && strings.HasPrefix(got, "/") }},
		{"a Content-Type or Content-MD5 that one side does not see", func(want, got string) bool { return want == "" || got == "" }},
	}
}

func likelyCause(want, got string, wantLines, gotLines []string) string {
	if len(wantLines) != len(gotLines) && !strings.HasPrefix(want, "x-oss-") && !strings.HasPrefix(got, "x-oss-") && (want == "" || got == "") {
		return "blank lines left out or added"
	}
	for _, c := range causes() {
		if c.holds(want, got) {
			return c.says
		}
	}
	return "none of the usual ones"
}

func decoded(text string) string {
	plain, err := url.PathUnescape(text)
	if err != nil {
		return text
	}
	return plain
}
