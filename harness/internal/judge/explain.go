package judge

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// Explain says in a sentence how two StringToSigns or CanonicalRequests differ: in
// which line, from which byte on, and the usual cause.
func Explain(expected, actual string) string {
	if expected == actual {
		return ""
	}
	want, got := strings.Split(expected, "\n"), strings.Split(actual, "\n")
	line := firstOther(want, got)
	return fmt.Sprintf("line %d differs from its byte %d on; likely cause: %s",
		line+1, commonPrefix(at(want, line), at(got, line)), LikelyCause(expected, actual))
}

// LikelyCause is the usual cause of the first difference between two StringToSigns or CanonicalRequests.
func LikelyCause(expected, actual string) string {
	want, got := strings.Split(expected, "\n"), strings.Split(actual, "\n")
	line := firstOther(want, got)
	return likelyCause(lineOf(want, line), at(want, line), at(got, line), want, got)
}

// firstOther is the first line in which two texts differ.
func firstOther(want, got []string) int {
	line := 0
	for line < len(want) && line < len(got) && want[line] == got[line] {
		line++
	}
	return line
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

func likelyCause(part, want, got string, wantLines, gotLines []string) string {
	if part == partHeaders {
		return headerCause(want, got, wantLines, gotLines)
	}
	if len(gotLines) < len(wantLines) && want == "" {
		return "blank lines left out"
	}
	for _, c := range causes() {
		if (len(c.parts) == 0 || slices.Contains(c.parts, part)) && c.holds(want, got) {
			return c.says
		}
	}
	return "none of the usual ones"
}

// headerCause compares the signed headers of both sides by name.
func headerCause(want, got string, wantLines, gotLines []string) string {
	if strings.TrimSuffix(got, "\r") == want || strings.TrimSpace(got) == strings.TrimSpace(want) && want != got {
		return "white space, or line ends written as CR LF"
	}
	wanted, given := headers(wantLines), headers(gotLines)
	for _, name := range slices.Sorted(maps.Keys(wanted)) {
		if _, ok := given[name]; !ok {
			return "the header " + name + " was not sent, or is not seen"
		}
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if _, ok := wanted[name]; !ok {
			return "the header " + name + " is signed by the other side, and was not expected"
		}
	}
	for _, name := range slices.Sorted(maps.Keys(wanted)) {
		if given[name] != wanted[name] {
			return "the header " + name + " has another value"
		}
	}
	return "the headers stand in another order"
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
