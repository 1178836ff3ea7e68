package learn

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/scenarios"
)

// OfEmulator compares the catalogue of refusals of the carried emulator with what was seen of the service. The emulator
// is a stranger that reads no evidence: a person takes over what this lists. A row is compared by its look: status, Code,
// Message and EC together. Rows that share a look are left out, because an answer does not say for which of them it stands.
func OfEmulator(reasons []control.Reason, all []scenarios.Scenario) []Lesson {
	rows := map[look][]control.Reason{}
	for _, r := range reasons {
		rows[lookOf(r)] = append(rows[lookOf(r)], r)
	}
	byMessage := acceptingMessages(all)
	var lessons []Lesson
	for l, same := range rows {
		if len(same) > 1 {
			continue
		}
		if lesson, ok := l.compared(same[0], byMessage[l.message]); ok {
			lessons = append(lessons, lesson)
		}
	}
	slices.SortFunc(lessons, func(a, b Lesson) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Field, b.Field)) })
	return lessons
}

// acceptingMessages lists the scenarios that accept each literal Message.
func acceptingMessages(all []scenarios.Scenario) map[string][]scenarios.Scenario {
	byMessage := map[string][]scenarios.Scenario{}
	for _, s := range all {
		message, _ := s.Then.Field(scenarios.FieldMessage)
		for _, a := range message.Answers {
			if a.Match.Kind == scenarios.MatchExactly {
				byMessage[a.Match.Text] = append(byMessage[a.Match.Text], s)
			}
		}
	}
	return byMessage
}

// look is how a refusal looks: the values of its parts.
type look struct{ status, code, message, ec string }

func lookOf(r control.Reason) look { return look{strconv.Itoa(r.Status), r.Code, r.Message, r.EC} }

// parts lists the fields of a look with their values. A row without an EC is not compared by it.
func (l look) parts() [][2]string {
	parts := [][2]string{{scenarios.FieldStatus, l.status}, {scenarios.FieldCode, l.code}, {scenarios.FieldMessage, l.message}}
	if l.ec != "" {
		parts = append(parts, [2]string{scenarios.FieldEC, l.ec})
	}
	return parts
}

// compared says what the scenarios that accept the look know better than the row. What one scenario confirms, no other
// contradicts: scenarios with several accepted values speak of several rows.
func (l look) compared(row control.Reason, all []scenarios.Scenario) (Lesson, bool) {
	behind := Lesson{Kind: EmulatorBehind, Field: row.Reason, Level: row.Level}
	wrong := Lesson{Kind: EmulatorContradicted, Field: row.Reason, Level: row.Level}
	confirmed := false
	for _, s := range all {
		if !l.acceptedBy(s) {
			continue
		}
		if came, expected, ok := l.contradictedBy(s); ok {
			wrong.of(s, expected, came)
			continue
		}
		if confirmed = true; l.capturedBy(s) && row.Level != captured {
			behind.of(s, row.Message, row.Message)
		}
	}
	switch {
	case len(behind.Scenarios) > 0:
		return behind, true
	case !confirmed && len(wrong.Scenarios) > 0:
		return wrong, true
	}
	return Lesson{}, false
}

// of adds a scenario to a lesson; the first one says its row and its values.
func (l *Lesson) of(s scenarios.Scenario, expected, actual string) {
	if len(l.Scenarios) == 0 {
		l.Row, l.Expected, l.Actual = s.Row, expected, actual
	}
	l.Scenarios = append(l.Scenarios, s.ID)
}

func (l look) acceptedBy(s scenarios.Scenario) bool {
	return !slices.ContainsFunc(l.parts(), func(part [2]string) bool {
		_, ok := answerOf(s, part)
		return !ok
	})
}

// answerOf is the accepted answer with exactly that value.
func answerOf(s scenarios.Scenario, part [2]string) (scenarios.Accepted, bool) {
	expected, _ := s.Then.Field(part[0])
	i := slices.IndexFunc(expected.Answers, func(a scenarios.Accepted) bool { return a.Match.Same(scenarios.Exactly(part[1])) })
	if i < 0 {
		return scenarios.Accepted{}, false
	}
	return expected.Answers[i], true
}

// seenValues lists the captured answers of a field.
func seenValues(s scenarios.Scenario, field string) []scenarios.Accepted {
	expected, _ := s.Then.Field(field)
	return slices.DeleteFunc(slices.Clone(expected.Answers), func(a scenarios.Accepted) bool {
		return a.Evidence.Level != scenarios.LevelCaptured
	})
}

// contradictedBy reports whether other values were seen in the place of one of the look's.
func (l look) contradictedBy(s scenarios.Scenario) (came, expected string, ok bool) {
	for _, part := range l.parts() {
		a, _ := answerOf(s, part)
		seen := seenValues(s, part[0])
		if a.Evidence.Level == scenarios.LevelCaptured || len(seen) == 0 || seen[0].Match.Kind != scenarios.MatchExactly {
			continue
		}
		return seen[0].Match.Text, part[1], true
	}
	return "", "", false
}

// capturedBy reports whether each part of the look was seen, and together: in one source, or because nothing else was seen.
func (l look) capturedBy(s scenarios.Scenario) bool {
	var shared []scenarios.Source
	alone := true
	for i, part := range l.parts() {
		a, _ := answerOf(s, part)
		if a.Evidence.Level != scenarios.LevelCaptured {
			return false
		}
		alone = alone && len(seenValues(s, part[0])) == 1
		if i == 0 {
			shared = slices.Clone(a.Evidence.Sources)
		}
		shared = slices.DeleteFunc(shared, func(source scenarios.Source) bool { return !slices.Contains(a.Evidence.Sources, source) })
	}
	return alone || len(shared) > 0
}

// NewTo leaves out of the lessons about the emulator what was so before.
func NewTo(before, now []Lesson) []Lesson {
	key := func(l Lesson) string { return strings.Join([]string{string(l.Kind), l.Field, l.Actual}, "\n") }
	return slices.DeleteFunc(now, func(l Lesson) bool {
		return slices.ContainsFunc(before, func(b Lesson) bool { return key(b) == key(l) })
	})
}
