package explain

import (
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
	match  scenarios.Match
	level  scenarios.Level
	within *regexp.Regexp // of a pattern: finds it within a text
}

// Knowing reads the catalogue. Rows about two faults at once, and about every operation, are left out:
// their refusals are those of other rows.
func Knowing(all []scenarios.Scenario) Known {
	known := Known{}
	for _, row := range scenarios.AllRows() {
		if strings.HasPrefix(row.Code, "(the ") || strings.HasPrefix(row.Message, "(the ") {
			continue
		}
		r := knownRow{Row: row.Seen(all), messages: templateOf(row)}
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
		if l, ok := lookOf(field, answer); ok {
			all = append(all, l)
		}
	}
	return all
}

// lookOf reports false for what tells no row from another: patterns that fit everything, and inferred patterns of
// an EC, which are guesses at a family.
func lookOf(field string, answer scenarios.Accepted) (look, bool) {
	l := look{match: answer.Match, level: answer.Evidence.Level}
	switch {
	case l.match.Kind == scenarios.MatchExactly:
		return l, true
	case l.match.Kind != scenarios.MatchPattern || l.match.Matches("any text at all") || l.match.Matches("0099-99999999"):
		return l, false
	case field == scenarios.FieldEC && l.level == scenarios.LevelInferred:
		return l, false
	}
	within, err := regexp.Compile(strings.TrimSuffix(strings.TrimPrefix(l.match.Text, "^"), "$"))
	l.within = within
	return l, err == nil
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
	value = plain(value)
	if l.match.Kind == scenarios.MatchExactly {
		return strings.TrimSuffix(value, ".") == strings.TrimSuffix(l.match.Text, ".")
	}
	return l.match.Matches(value)
}

// in returns the look as it stands in a plain text.
func (l look) in(text string) string {
	if l.within != nil {
		return l.within.FindString(text)
	}
	if words := strings.TrimSuffix(l.match.Text, "."); strings.Contains(words, " ") && strings.Contains(text, words) {
		return l.match.Text
	}
	return ""
}

// plain writes a text on one line, with the quotation marks that OSS writes.
func plain(text string) string {
	return strings.NewReplacer("\u2019", "'", "\u201c", `"`, "\u201d", `"`).Replace(strings.Join(strings.Fields(text), " "))
}

// templateOf is the look of a Message that the official page prints with a part left open (…); nil for other rows.
func templateOf(row scenarios.Row) []look {
	known, _, open := strings.Cut(row.Message, "…")
	if !open || len(known) < shortestTemplate || !strings.HasPrefix(row.ID, "R") {
		return nil
	}
	text := regexp.QuoteMeta(known) + `.{0,80}`
	within, err := regexp.Compile(text)
	if err != nil {
		return nil
	}
	return []look{{match: scenarios.Pattern("^" + text), level: scenarios.LevelDocumented, within: within}}
}

// shortestTemplate is the length from which the beginning of a Message tells it from others.
const shortestTemplate = 30

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
	text = plain(text)
	longest := ""
	for _, row := range k.rows {
		for _, l := range row.messages {
			if found := l.in(text); len(found) > len(longest) {
				longest = found
			}
		}
	}
	return longest
}

// knowsMessage reports whether some row answers with the Message.
func (k Known) knowsMessage(message string) bool {
	return slices.ContainsFunc(k.rows, func(row knownRow) bool { return surest(row.messages, message) != look{} })
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
