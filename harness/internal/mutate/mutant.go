package mutate

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/oss403/oss403/scenarios"
)

// Fate is how the judge must treat a mutant.
type Fate string

// The fates. A mutant of an inferred value is only recorded, and one of a documented EC only warns.
const (
	Killed   Fate = "killed"   // the scenario fails
	Warned   Fate = "warned"   // a finding deviates, the scenario passes with a warning
	Recorded Fate = "recorded" // a finding deviates, and is only recorded
)

// Mutant is one way to falsify a refusal.
type Mutant struct {
	Name    string
	Field   string // the expected field that it falsifies; empty: the answer as a whole
	Fate    Fate
	falsify func(*refusal)
}

// All derives the mutants of a scenario from its expectation.
func All(s scenarios.Scenario) []Mutant {
	mutants := append(wholeAnswer(requestIDOf(s)), ofStatus(s.Then)...)
	if s.AnswersHead() {
		mutants = append(mutants, withoutBody()...)
	}
	for _, expected := range s.Then.Fields {
		mutants = append(mutants, ofField(expected)...)
	}
	if ec, ok := s.Then.Field(scenarios.FieldEC); ok {
		mutants = append(mutants, everywhere(ec))
	}
	text, ok := s.Then.Field(scenarios.FieldStringToSign)
	if ok && s.When.Operation != "PostObject" { // its StringToSign is a base64 policy on one line
		mutants = append(mutants, ofLines(text)...)
	}
	if text, ok := s.Then.Field(scenarios.FieldStringToSignBytes); ok {
		mutants = append(mutants, Mutant{"hex digits in lower case", text.Field, fate(text), func(r *refusal) {
			r.edit(text.Field, strings.ToLower)
		}})
	}
	return mutants
}

// ofStatus makes mutants with another status. A success must always fail the
// scenario; the level decides on another refusal.
func ofStatus(e scenarios.Expectation) []Mutant {
	expected, ok := e.Field(scenarios.FieldStatus)
	if !ok {
		return nil
	}
	status := func(name string, code int, fate Fate, document func([]byte) []byte) Mutant {
		return Mutant{name, scenarios.FieldStatus, fate, func(r *refusal) { r.status, r.document = code, document(r.document) }}
	}
	same := func(document []byte) []byte { return document }
	text := func(text string) func([]byte) []byte { return func([]byte) []byte { return []byte(text) } }
	mutants := []Mutant{
		status("status 200", 200, Killed, same),
		status("status 200 with an object", 200, Killed, text("as it was")),
		status("status 200 with HTML", 200, Killed, text("<html></html>")),
		status("status 204", 204, Killed, text("")),
	}
	for _, code := range []int{400, 401, 403, 404} {
		if !slices.ContainsFunc(expected.Answers, func(a scenarios.Accepted) bool { return a.Match.Text == strconv.Itoa(code) }) {
			mutants = append(mutants, status(fmt.Sprintf("status %d", code), code, fate(expected), same))
		}
	}
	return mutants
}

// withoutBody makes mutants of a refused HEAD that reveal the length or type of the object.
func withoutBody() []Mutant {
	header := func(name, value string) func(*refusal) { return func(r *refusal) { r.header.Set(name, value) } }
	return []Mutant{
		{"the object's length", "tells nothing", Warned, header("Content-Length", "17")},
		{"the object's type", "tells nothing", Warned, header("Content-Type", "text/plain")},
	}
}

// requestIDOf is the header with the request id of the refusal.
func requestIDOf(s scenarios.Scenario) string {
	if _, ok := s.Then.Field(scenarios.HeaderS3RequestID); ok {
		return scenarios.HeaderS3RequestID
	}
	return scenarios.HeaderRequestID
}

// wholeAnswer makes mutants of the document as a whole, of other headers, and of the request id in header and
// body. requestID is the header that holds it.
func wholeAnswer(requestID string) []Mutant {
	killed := func(name, field string, falsify func(*refusal)) Mutant { return Mutant{name, field, Killed, falsify} }
	rewrite := func(name, was, is string) Mutant {
		return killed(name, "", func(r *refusal) { r.document = []byte(strings.Replace(string(r.document), was, is, 1)) })
	}
	return []Mutant{
		rewrite("no XML declaration", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", ""),
		rewrite("a name space", "<Error>", `<Error xmlns="http://doc.oss-cn-hangzhou.aliyuncs.com">`),
		rewrite("text between elements", "</Code>", "</Code>text"),
		rewrite("an attribute", "<Code>", `<Code lang="en">`),
		killed("Content-Encoding without encoding", "", func(r *refusal) { r.header.Set("Content-Encoding", "gzip") }),
		killed("no document", "", func(r *refusal) { r.document = nil }),
		killed("document cut in the middle", "", func(r *refusal) { r.document = r.document[:len(r.document)/2] }),
		rewrite("document without its end tag", "</Error>", ""),
		killed("two documents", "", func(r *refusal) { r.document = append(slices.Clone(r.document), r.document...) }),
		rewrite("Code stands twice", "<Code>", "<Code>Other</Code><Code>"),
		{"no line breaks", "error document layout", Recorded, func(r *refusal) {
			r.document = []byte(strings.ReplaceAll(string(r.document), ">\n  <", "><"))
		}},
		killed("elements in another order", "element order", func(r *refusal) {
			r.document = []byte(requestIDFirst.ReplaceAllString(string(r.document), "$2$1"))
		}),
		{"an element that nobody knows", "unknown elements", Recorded, func(r *refusal) { r.add("Hitherto") }},
		{"the object's ETag", "tells nothing", Warned, func(r *refusal) { r.header.Set("ETag", `"5D41402ABC4B2A76B9719D911017C592"`) }},
		{"the object's disposition", "tells nothing", Warned, func(r *refusal) { r.header.Set("Content-Disposition", "inline") }},
		{"the object's user metadata", "tells nothing", Warned, func(r *refusal) { r.header.Set("x-oss-meta-color", "green") }},
		killed("the object's content behind the document", "",
			func(r *refusal) { r.document = append(slices.Clone(r.document), "as it was"...) }),
		killed("request ids of header and body differ", requestID, func(r *refusal) {
			r.header.Set(requestID, "5C3D9175B6FC201293AD4890")
		}),
	}
}

// ofField makes mutants of one field: without it, with an empty value and with another value.
func ofField(expected scenarios.Expected) []Mutant {
	field := expected.Field
	if field == scenarios.FieldStatus {
		return nil
	}
	if absent(expected) {
		return []Mutant{{field + " added", field, fate(expected), func(r *refusal) { r.add(field) }}}
	}
	var mutants []Mutant
	add := func(name string, falsify func(*refusal)) {
		mutants = append(mutants, Mutant{field + " " + name, field, fate(expected), falsify})
	}
	if field == scenarios.FieldDetail {
		add("with its children in another order", func(r *refusal) { r.edit(field, reversed) })
	}
	if !expected.Optional {
		add("dropped", func(r *refusal) { r.drop(field) })
	}
	add("emptied", func(r *refusal) { r.edit(field, func(string) string { return "" }) })
	pattern, patterned := patternOf(expected)
	const other = "falsified"
	if !patterned {
		add("changed", func(r *refusal) { r.edit(field, func(text string) string { return changedTo(text, expected) }) })
	} else if !regexp.MustCompile(pattern).MatchString(other) {
		add("replaced", func(r *refusal) { r.edit(field, func(string) string { return other }) })
	}
	if field == scenarios.FieldDetail {
		add("with one more child", func(r *refusal) { r.edit(field, func(text string) string { return text + "<Other>x</Other>" }) })
	} else if !patterned || strings.HasSuffix(pattern, "$") {
		add("with one more character", func(r *refusal) { r.edit(field, func(text string) string { return text + "x" }) })
	}
	return mutants
}

// absent reports whether the answer must not have the field.
func absent(expected scenarios.Expected) bool {
	return slices.ContainsFunc(expected.Answers, func(a scenarios.Accepted) bool { return a.Match.Kind == scenarios.MatchAbsent })
}

// reversed reverses the order of the lines.
func reversed(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	slices.Reverse(lines)
	return "\n" + strings.Join(lines, "\n") + "\n"
}

// patternOf returns the pattern of a field, if it has one. A change that still matches it is no deviation.
func patternOf(expected scenarios.Expected) (string, bool) {
	for _, answer := range expected.Answers {
		switch answer.Match.Kind {
		case scenarios.MatchPattern:
			return answer.Match.Text, true
		case scenarios.MatchRequestID:
			return "^[0-9A-F]{24}$", true
		}
	}
	return "", false
}

// everywhere changes the EC in document and header alike, so that only its value is wrong.
func everywhere(ec scenarios.Expected) Mutant {
	const other = "0099-00000099"
	return Mutant{"another EC in every place", ec.Field, fateOfValue(ec), func(r *refusal) {
		was, _ := r.text(ec.Field)
		r.document = []byte(strings.ReplaceAll(string(r.document), was, other))
		r.header.Set(scenarios.HeaderEC, other)
	}}
}

// ofLines makes mutants of the lines of a StringToSign.
func ofLines(expected scenarios.Expected) []Mutant {
	mutant := func(name string, edit func(string) string) Mutant {
		return Mutant{name, expected.Field, fate(expected), func(r *refusal) { r.edit(expected.Field, edit) }}
	}
	return []Mutant{
		mutant("StringToSign with one byte changed", func(text string) string { return changedTo(text, expected) }),
		mutant("StringToSign with CR LF", func(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") }),
		mutant("StringToSign without its blank lines", func(text string) string { return strings.ReplaceAll(text, "\n\n", "\n") + " " }),
		mutant("StringToSign with its lines in another order", func(text string) string {
			lines := strings.Split(text, "\n")
			slices.Reverse(lines)
			return strings.Join(lines, "\n")
		}),
	}
}

// changedTo changes text to a value that the expectation does not accept.
func changedTo(text string, expected scenarios.Expected) string {
	other := changed(text)
	for slices.ContainsFunc(expected.Answers, func(a scenarios.Accepted) bool { return a.Match.Text == other }) {
		other = changed(other)
	}
	return other
}

// changed replaces the last character of text by another one of the same kind.
func changed(text string) string {
	if text == "" {
		return "x"
	}
	last, other := text[len(text)-1], byte('x')
	switch {
	case last >= '0' && last <= '8':
		other = last + 1
	case last == '9':
		other = '0'
	case last == 'x':
		other = 'y'
	case last == ' ':
		return text[:len(text)-1]
	}
	if last >= 0x80 {
		return text + "x"
	}
	return text[:len(text)-1] + string(other)
}

// fate derives the fate from the level of a field. A changed EC differs from x-oss-ec,
// which always fails the scenario.
func fate(expected scenarios.Expected) Fate {
	if expected.Field == scenarios.FieldEC {
		return Killed
	}
	return fateOfValue(expected)
}

func fateOfValue(expected scenarios.Expected) Fate {
	switch level := expected.Level(); {
	case level == scenarios.LevelInferred:
		return Recorded
	case level == scenarios.LevelDocumented && expected.Field == scenarios.FieldEC:
		return Warned
	}
	return Killed
}
