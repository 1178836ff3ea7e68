package mutate

import (
	"slices"
	"strings"

	"github.com/oss403/oss403/scenarios"
)

// Fate is what a judge must make of a mutant.
type Fate string

// The fates. A mutant of an inferred value is recorded; of a documented EC, warned of.
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

// All derives the mutants of a scenario from what it expects.
func All(s scenarios.Scenario) []Mutant {
	mutants := wholeAnswer()
	for _, expected := range s.Then.Fields {
		mutants = append(mutants, ofField(expected)...)
	}
	if ec, ok := s.Then.Field(scenarios.FieldEC); ok {
		mutants = append(mutants, everywhere(ec))
	}
	if text, ok := s.Then.Field(scenarios.FieldStringToSign); ok {
		mutants = append(mutants, ofStringToSign(text)...)
	}
	if text, ok := s.Then.Field(scenarios.FieldStringToSignBytes); ok {
		mutants = append(mutants, Mutant{"hex digits in lower case", text.Field, fate(text), func(r *refusal) {
			r.edit(text.Field, strings.ToLower)
		}})
	}
	return mutants
}

// wholeAnswer: the status, the document as such, and the two places of the request id.
func wholeAnswer() []Mutant {
	killed := func(name, field string, falsify func(*refusal)) Mutant { return Mutant{name, field, Killed, falsify} }
	return []Mutant{
		killed("status 200", scenarios.FieldStatus, func(r *refusal) { r.status = 200 }),
		killed("status 400", scenarios.FieldStatus, func(r *refusal) { r.status = 400 }),
		killed("status 401", scenarios.FieldStatus, func(r *refusal) { r.status = 401 }),
		killed("status 404", scenarios.FieldStatus, func(r *refusal) { r.status = 404 }),
		killed("no document", "", func(r *refusal) { r.document = nil }),
		killed("document cut in the middle", "", func(r *refusal) { r.document = r.document[:len(r.document)/2] }),
		killed("document without its end tag", "", func(r *refusal) {
			r.document = []byte(strings.Replace(string(r.document), "</Error>", "", 1))
		}),
		killed("two documents", "", func(r *refusal) { r.document = append(slices.Clone(r.document), r.document...) }),
		killed("Code stands twice", "", func(r *refusal) {
			r.document = []byte(strings.Replace(string(r.document), "<Code>", "<Code>Other</Code><Code>", 1))
		}),
		killed("request ids of header and body differ", scenarios.HeaderRequestID, func(r *refusal) {
			r.header.Set(scenarios.HeaderRequestID, "5C3D9175B6FC201293AD4890")
		}),
	}
}

// ofField: the field dropped, emptied, and with another value.
func ofField(expected scenarios.Expected) []Mutant {
	field := expected.Field
	if field == scenarios.FieldStatus {
		return nil
	}
	var mutants []Mutant
	add := func(name string, falsify func(*refusal)) {
		mutants = append(mutants, Mutant{field + " " + name, field, fate(expected), falsify})
	}
	if !expected.Optional {
		add("dropped", func(r *refusal) { r.drop(field) })
	}
	add("emptied", func(r *refusal) { r.edit(field, func(string) string { return "" }) })
	pattern, patterned := patternOf(expected)
	if patterned {
		add("replaced", func(r *refusal) { r.edit(field, func(string) string { return "falsified" }) })
	} else {
		add("changed", func(r *refusal) { r.edit(field, changed) })
	}
	if !patterned || strings.HasSuffix(pattern, "$") {
		add("with one more character", func(r *refusal) { r.edit(field, func(text string) string { return text + "x" }) })
	}
	return mutants
}

// patternOf: of some fields only a pattern is known; a change within it is no deviation.
func patternOf(expected scenarios.Expected) (string, bool) {
	for _, answer := range expected.Answers {
		if answer.Match.Kind == scenarios.MatchPattern {
			return answer.Match.Text, true
		}
	}
	return "", false
}

// everywhere changes the EC wherever it stands, so that only its value is wrong.
func everywhere(ec scenarios.Expected) Mutant {
	const other = "0099-00000099"
	return Mutant{"another EC in every place", ec.Field, fateOfValue(ec), func(r *refusal) {
		was, _ := r.text(ec.Field)
		r.document = []byte(strings.ReplaceAll(string(r.document), was, other))
		r.header.Set(scenarios.HeaderEC, other)
	}}
}

func ofStringToSign(expected scenarios.Expected) []Mutant {
	mutant := func(name string, edit func(string) string) Mutant {
		return Mutant{name, expected.Field, fate(expected), func(r *refusal) { r.edit(expected.Field, edit) }}
	}
	return []Mutant{
		mutant("StringToSign with one byte changed", changed),
		mutant("StringToSign with CR LF", func(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") }),
		mutant("StringToSign without its blank lines", func(text string) string { return strings.ReplaceAll(text, "\n\n", "\n") + " " }),
		mutant("StringToSign with its lines in another order", func(text string) string {
			lines := strings.Split(text, "\n")
			slices.Reverse(lines)
			return strings.Join(lines, "\n")
		}),
	}
}

// changed is text with its last character replaced by another one of its kind.
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

// fate: what the level of a field says. An EC differs from x-oss-ec as soon as
// one of the two is hurt, and that is judged whatever the level of its value.
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
