package explain

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/oss403/oss403/scenarios"
)

// Known is what the catalogue says of each row: how its refusals look.
type Known struct {
	rows  []knownRow
	codes []string // all Codes, each once
}

// knownRow is a row with the looks of its refusals.
type knownRow struct {
	scenarios.Row
	codes    []string
	messages []look
	ecs      []look
	faults   []string // sentences, each once
	sources  []scenarios.Source
}

// look is a value that a field may have.
type look struct {
	match scenarios.Match
	level scenarios.Level
}

// Knowing reads the catalogue. Rows about two faults at once, and about every operation, are left out:
// their refusals are those of other rows.
func Knowing(all []scenarios.Scenario) Known {
	known := Known{}
	for _, row := range scenarios.AllRows() {
		if strings.HasPrefix(row.Code, "(the ") || strings.HasPrefix(row.Message, "(the ") {
			continue
		}
		r := knownRow{Row: row}
		for _, s := range all {
			if s.Row == row.ID {
				r.add(s)
			}
		}
		if len(r.codes) == 0 {
			continue
		}
		known.rows = append(known.rows, r)
		known.codes = append(known.codes, r.codes...)
	}
	slices.Sort(known.codes)
	known.codes = slices.Compact(known.codes)
	return known
}

func (r *knownRow) add(s scenarios.Scenario) {
	for _, answer := range looks(s, scenarios.FieldCode) {
		if answer.match.Kind == scenarios.MatchExactly && !slices.Contains(r.codes, answer.match.Text) {
			r.codes = append(r.codes, answer.match.Text)
		}
	}
	r.messages = withLooks(r.messages, looks(s, scenarios.FieldMessage))
	r.ecs = withLooks(r.ecs, looks(s, scenarios.FieldEC))
	if !slices.Contains(r.faults, s.Fault.Sentence) {
		r.faults = append(r.faults, s.Fault.Sentence)
	}
	for _, name := range []string{scenarios.FieldMessage, scenarios.FieldEC, scenarios.FieldCode} {
		field, _ := s.Then.Field(name)
		for _, answer := range field.Answers {
			for _, source := range answer.Evidence.Sources {
				if source.Kind() != scenarios.AConclusion && !slices.Contains(r.sources, source) {
					r.sources = append(r.sources, source)
				}
			}
		}
	}
}

func looks(s scenarios.Scenario, field string) []look {
	expected, _ := s.Then.Field(field)
	var all []look
	for _, answer := range expected.Answers {
		if tells(answer.Match, answer.Evidence.Level) {
			all = append(all, look{answer.Match, answer.Evidence.Level})
		}
	}
	return all
}

// tells reports whether a match tells a row from others: literals, and patterns that a source shows and that don't
// fit everything. An inferred pattern is a guess at a family of ECs.
func tells(match scenarios.Match, level scenarios.Level) bool {
	if match.Kind == scenarios.MatchPattern {
		return level != scenarios.LevelInferred && !match.Matches("") && !match.Matches("any text at all") && !match.Matches("0099-99999999")
	}
	return match.Kind == scenarios.MatchExactly
}

func withLooks(all, more []look) []look {
	for _, l := range more {
		same := func(have look) bool {
			return have.match.Kind == l.match.Kind && have.match.Text == l.match.Text && have.level == l.level
		}
		if !slices.ContainsFunc(all, same) {
			all = append(all, l)
		}
	}
	return all
}

// is reports whether a value has this look. A trailing period does not matter: clients add and drop it.
func (l look) is(value string) bool {
	if l.match.Kind == scenarios.MatchExactly {
		return strings.TrimSuffix(value, ".") == strings.TrimSuffix(l.match.Text, ".")
	}
	return l.match.Matches(value)
}

// codeIn returns the first known Code that stands as a word in the text.
func (k Known) codeIn(text string) string {
	for _, found := range camelCase.FindAllString(text, -1) {
		for _, word := range []string{found, strings.TrimSuffix(found, "Error"), strings.TrimSuffix(found, "Exception")} {
			if slices.Contains(k.codes, word) {
				return word
			}
		}
	}
	return ""
}

var camelCase = regexp.MustCompile(`\b[A-Z][A-Za-z]{3,60}\b`)

// messageIn returns the longest known Message that stands in the text.
func (k Known) messageIn(text string) string {
	var found []string
	for _, row := range k.rows {
		for _, l := range row.messages {
			literal := l.match.Text
			if l.match.Kind == scenarios.MatchExactly && strings.Contains(literal, " ") && strings.Contains(text, strings.TrimSuffix(literal, ".")) {
				found = append(found, literal)
			}
		}
	}
	if len(found) == 0 {
		return ""
	}
	return slices.MaxFunc(found, func(a, b string) int { return cmp.Compare(len(a), len(b)) })
}

// aWord is the form of an answer that Word makes.
const aWord = "a word"

// Word makes an answer that tells one word: an EC, a Code, or a row. It reports false for any other word.
func (k Known) Word(word string) (Answer, bool) {
	answer := Answer{ReadAs: aWord, Elements: map[string]string{}}
	for _, row := range k.rows {
		switch {
		case row.ID == word:
			answer.row = word
			return answer, true
		case slices.Contains(row.codes, word):
			answer.Code = word
			return answer, true
		case surest(row.ecs, word) != look{}:
			answer.EC = word
			return answer, true
		}
	}
	return answer, false
}
