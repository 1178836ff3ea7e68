package judge

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// explained says in a sentence how two StringToSigns or CanonicalRequests differ: in
// which line, from which byte on, and the usual cause.
func explained(expected, actual string) string {
	line, from, c := Differ(expected, actual)
	if line == 0 {
		return ""
	}
	return fmt.Sprintf("line %d differs from its byte %d on; likely cause: %s", line, from, c)
}

// A Cause is a likely reason why two texts differ.
type Cause struct {
	Says   string // one of Causes; %s is the header
	Header string
}

func (c Cause) String() string { return strings.Replace(c.Says, "%s", c.Header, 1) }

// Differ finds the first line in which two texts differ, from 1, its first byte that differs, from 0, and the likely
// cause. Line 0: they are equal.
func Differ(expected, actual string) (line, from int, why Cause) {
	if expected == actual {
		return 0, 0, Cause{}
	}
	want, got := strings.Split(expected, "\n"), strings.Split(actual, "\n")
	for line < len(want) && line < len(got) && want[line] == got[line] {
		line++
	}
	wanted, given := at(want, line), at(got, line)
	return line + 1, commonPrefix(wanted, given), likelyCause(lineOf(want, line), wanted, given, want, got)
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// The parts of the two texts. The signature version decides which line holds which
// part.
const (
	partVerb     = "verb"
	partMD5      = "Content-MD5"
	partType     = "Content-Type"
	partDate     = "date"
	partHeaders  = "headers"
	partResource = "resource"
	partURI      = "URI"
	partQuery    = "query"
	partPayload  = "payload"
	partScope    = "scope"
	partHash     = "hash"
)

// lineOf names the part in a line of the expected text.
func lineOf(want []string, line int) string {
	switch {
	case strings.HasSuffix(want[0], "4-HMAC-SHA256"): // of OSS or of S3
		return at([]string{partVerb, partDate, partScope, partHash}, line)
	case len(want) > 4 && !isResource(want[len(want)-1]):
		if line == len(want)-1 {
			return partPayload
		}
		return at([]string{partVerb, partURI, partQuery}, min(line, 3)) + at([]string{"", "", "", partHeaders}, min(line, 3))
	case line >= len(want)-1:
		return partResource
	}
	return at([]string{partVerb, partMD5, partType, partDate}, min(line, 4)) + at([]string{"", "", "", "", partHeaders}, min(line, 4))
}

// isResource says whether a line is the last one of V1 or V2, and not the payload of a CanonicalRequest.
func isResource(line string) bool {
	return strings.HasPrefix(line, "/") || strings.HasPrefix(line, "%2F")
}

// A cause is a known reason why two lines differ.
type cause struct {
	says  string
	parts []string // the parts in which it occurs; empty: all
	holds func(want, got string) bool
}

// causes lists the causes in order; the first that holds is reported.
func causes() []cause {
	always := func(string, string) bool { return true }
	return []cause{
		{"line ends written as CR LF", nil, func(want, got string) bool { return strings.TrimSuffix(got, "\r") == want }},
		{"white space at an end of the line", nil,
			func(want, got string) bool { return want != got && strings.TrimSpace(want) == strings.TrimSpace(got) }},
		{"the method was changed on the way", []string{partVerb}, always},
		{"a Content-MD5 that one side does not see, or another one", []string{partMD5}, always},
		{"a Content-Type that one side does not see, or another one", []string{partType}, always},
		{"the Date was rewritten on the way, or is not sent", []string{partDate}, always},
		{"another day, region or product in the credential scope", []string{partScope}, always},
		{"the CanonicalRequest; it is hashed into this line", []string{partHash}, always},
		{"the body is hashed; OSS signs UNSIGNED-PAYLOAD", []string{partPayload}, always},
		{"a blank written as +", []string{partResource, partURI, partQuery}, func(want, got string) bool {
			return strings.Contains(got, "+") && (strings.ReplaceAll(got, "+", "%20") == want || strings.ReplaceAll(got, "+", " ") == want)
		}},
		{"percent-encoding in lower-case hex", []string{partResource, partURI, partQuery}, func(want, got string) bool {
			return strings.EqualFold(want, got) && strings.Contains(want, "%")
		}},
		{"the key or a value is encoded twice", []string{partURI, partQuery},
			func(want, got string) bool { return want != got && decoded(got) == want }},
		{"the key or a value is encoded, where it stands decoded", []string{partResource},
			func(want, got string) bool { return decoded(got) == want }},
		{"the key or a value is not encoded", []string{partResource, partURI, partQuery},
			func(want, got string) bool { return decoded(want) == got }},
		{"a sub-resource written with = and no value, or without", []string{partResource, partQuery}, func(want, got string) bool {
			return bare(want) == bare(got)
		}},
		{"query parameters in another order", []string{partResource, partQuery}, func(want, got string) bool {
			return samePath(want, got) && slices.Equal(params(want), params(got))
		}},
		{"a query parameter that one side leaves out", []string{partResource, partQuery},
			func(want, got string) bool { return len(params(want)) != len(params(got)) }},
		{"a query parameter with another value", []string{partResource, partQuery}, func(want, got string) bool {
			return pathOf(want) == pathOf(got)
		}},
		{"the bucket or key is named otherwise", []string{partResource, partURI}, always},
	}
}

// Causes lists what a Cause may say.
func Causes() []string {
	all := []string{leftOut, unusual, whiteSpace, notSent, notExpected, otherValue, otherOrder}
	for _, c := range causes() {
		all = append(all, c.says)
	}
	return all
}

// The causes that hold for no single line.
const (
	leftOut     = "blank lines left out"
	unusual     = "none of the usual ones"
	whiteSpace  = "white space, or line ends written as CR LF"
	notSent     = "the header %s was not sent, or is not seen"
	notExpected = "the header %s is signed by the other side, and was not expected"
	otherValue  = "the header %s has another value"
	otherOrder  = "the headers stand in another order"
)

func likelyCause(part, want, got string, wantLines, gotLines []string) Cause {
	if part == partHeaders {
		return headerCause(want, got, wantLines, gotLines)
	}
	if len(gotLines) < len(wantLines) && want == "" {
		return Cause{Says: leftOut}
	}
	for _, c := range causes() {
		if (len(c.parts) == 0 || slices.Contains(c.parts, part)) && c.holds(want, got) {
			return Cause{Says: c.says}
		}
	}
	return Cause{Says: unusual}
}

// headerCause compares the signed headers of both sides by name.
func headerCause(want, got string, wantLines, gotLines []string) Cause {
	if strings.TrimSuffix(got, "\r") == want || strings.TrimSpace(got) == strings.TrimSpace(want) && want != got {
		return Cause{Says: whiteSpace}
	}
	wanted, given := headers(wantLines), headers(gotLines)
	for _, name := range slices.Sorted(maps.Keys(wanted)) {
		if _, ok := given[name]; !ok {
			return Cause{notSent, name}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if _, ok := wanted[name]; !ok {
			return Cause{notExpected, name}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(wanted)) {
		if given[name] != wanted[name] {
			return Cause{otherValue, name}
		}
	}
	return Cause{Says: otherOrder}
}

// headers finds the lines with a name in lower case, a colon and a value.
func headers(lines []string) map[string]string {
	found := map[string]string{}
	for _, line := range lines {
		name, value, ok := strings.Cut(line, ":")
		if ok && name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" {
			found[name] = value
		}
	}
	return found
}

func decoded(text string) string {
	plain, err := url.PathUnescape(text)
	if err != nil {
		return text
	}
	return plain
}

// samePath reports whether the paths are equal. A query line has no path.
func samePath(want, got string) bool {
	return !strings.HasPrefix(want, "/") || pathOf(want) == pathOf(got)
}

func pathOf(text string) string { before, _, _ := strings.Cut(text, "?"); return before }

// params lists the parameters of a resource or of a query line, sorted.
func params(text string) []string {
	if _, query, ok := strings.Cut(text, "?"); ok {
		text = query
	} else if strings.HasPrefix(text, "/") || text == "" {
		return nil
	}
	list := strings.Split(text, "&")
	slices.Sort(list)
	return list
}

// bare removes the = from every parameter without a value.
func bare(text string) string {
	return strings.TrimSuffix(strings.ReplaceAll(text, "=&", "&"), "=")
}
