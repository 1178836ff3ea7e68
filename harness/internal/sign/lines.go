package sign

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/scenarios"
)

// Line is a line of a text that is signed, without its line feed.
type Line struct {
	Text string `json:"text"`
	Of   string `json:"of"` // what it is made of
}

// stringLines names the lines of the StringToSign.
func stringLines(u wire.Unsigned, signed wire.Signed) []Line {
	lines := strings.Split(signed.StringToSign, "\n")
	if signed.Scope != "" {
		return named(lines, []string{"algorithm", "time of signing", "scope: day, region, product", "SHA-256 of the CanonicalRequest"})
	}
	of := []string{"method", given("Content-MD5 header", lines[1]), given("Content-Type header", lines[2]), dateOf(u, signed)}
	end := len(lines) - 1
	for len(of) < end && !isResource(u.Form, lines, len(of)) {
		of = append(of, headerOf(u, lines[len(of)]))
	}
	if u.Form == scenarios.FormV2Header || u.Form == scenarios.FormV2URL {
		of[len(of)-1] = given("names of headers signed beside", lines[len(of)-1])
	}
	return named(lines, append(of, resourceOf(u)))
}

// isResource says whether a line begins the resource. Only a key of V1, which is signed decoded, or a decoded
// parameter may go on in a next line.
func isResource(form scenarios.Form, lines []string, i int) bool {
	if form == scenarios.FormV2Header || form == scenarios.FormV2URL {
		return i == len(lines)-1
	}
	return strings.HasPrefix(lines[i], "/")
}

const endOfHeaders = "end of the headers"

// canonicalLines names the lines of the CanonicalRequest of V4.
func canonicalLines(u wire.Unsigned, signed wire.Signed) []Line {
	if signed.CanonicalRequest == "" {
		return nil
	}
	lines := strings.Split(signed.CanonicalRequest, "\n")
	path := "URI: /bucket/key, percent-encoded"
	names := "AdditionalHeaders"
	if isS3(u) {
		path, names = "URI: the path, percent-encoded", "SignedHeaders"
	}
	of := []string{"method", path, given("query: all parameters, sorted", lines[2])}
	for len(of) < len(lines)-3 {
		of = append(of, headerOf(u, lines[len(of)]))
	}
	payload := "payload: the hash of the body"
	if lines[len(lines)-1] == "UNSIGNED-PAYLOAD" {
		payload = "payload: the body is not signed"
	}
	return named(lines, append(of, endOfHeaders, given(names, lines[len(lines)-2]), payload))
}

func named(lines, of []string) []Line {
	all := make([]Line, len(lines))
	for i, text := range lines {
		all[i] = Line{Text: text, Of: "the same, after a line feed in it"}
		if i < len(of) {
			all[i].Of = of[i]
		}
	}
	return all
}

func given(what, text string) string {
	if text == "" {
		return what + " (none)"
	}
	return what
}

// dateOf names the fourth line of V1, V2 and V2 of S3.
func dateOf(u wire.Unsigned, signed wire.Signed) string {
	switch {
	case u.Form == scenarios.FormV2URL:
		return "parameter x-oss-expires, the end of the URL"
	case signed.Request.URL.Query().Has("Expires"):
		return "parameter Expires, the end of the URL"
	}
	return "Date header"
}

func headerOf(u wire.Unsigned, line string) string {
	name, _, _ := strings.Cut(line, ":")
	switch {
	case u.Form == scenarios.FormS3V2URL && strings.HasPrefix(name, "x-amz-"):
		return "signed header or parameter x-amz-*"
	case strings.HasPrefix(name, "x-oss-"):
		return "signed header x-oss-*"
	case strings.HasPrefix(name, "x-amz-"):
		return "signed header x-amz-*"
	}
	return fmt.Sprintf("signed header %s", visible(name))
}

// resourceOf names the last line of V1, V2 and V2 of S3.
func resourceOf(u wire.Unsigned) string {
	of := "CanonicalizedResource: "
	switch {
	case u.Bucket == "":
		of += "/"
	case u.Key == "":
		of += "/bucket/"
	default:
		of += "/bucket/key"
	}
	if u.Form == scenarios.FormV2Header || u.Form == scenarios.FormV2URL {
		return of + "?parameters, percent-encoded"
	}
	return of + "?sub-resources"
}

// visible writes a blank as ·, and each other character that is not seen as its escape.
func visible(text string) string {
	seen := &strings.Builder{}
	for _, r := range text {
		switch {
		case r == ' ':
			seen.WriteString("·")
		case r == '\\':
			seen.WriteString(`\\`)
		case r == '·' || r == '↵' || r > unicode.MaxASCII && !unicode.IsPrint(r):
			fmt.Fprintf(seen, `\u{%x}`, r)
		case !unicode.IsPrint(r):
			fmt.Fprintf(seen, `\x%02x`, r)
		default:
			seen.WriteRune(r)
		}
	}
	return seen.String()
}
