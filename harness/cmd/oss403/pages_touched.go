package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
	"github.com/oss403/oss403/scenarios/pages"
)

// comparedEditions is what two editions of a page differ in, and what of the catalogue that touches.
type comparedEditions struct {
	Old     comparedEdition `json:"old"`
	New     comparedEdition `json:"new"`
	Same    int             `json:"same"` // facts that both have
	Changes []touchingOne   `json:"changes"`
}

type comparedEdition struct {
	Name     string `json:"edition"`
	Address  string `json:"address"`
	Complete bool   `json:"complete"`
	Facts    int    `json:"facts"`
}

// touchingOne is one change with the rows that say what the page says or said, and the scenarios of these
// rows or with these words in their expectation.
type touchingOne struct {
	pages.Change
	Rows      []string `json:"rows"`
	Scenarios []string `json:"scenarios"`
	// ByPages counts the scenarios for whose Message no answer of the service is known, so that they rest on pages.
	ByPages int `json:"byPages"`
}

func compareEditions(before, after pages.Edition) comparedEditions {
	changes, same := pages.Compare(before, after)
	compared := comparedEditions{Old: headOfEdition(before), New: headOfEdition(after), Same: same, Changes: []touchingOne{}}
	byCode, all := map[string][]scenarios.Scenario{}, catalogue.All()
	for _, s := range all {
		for _, code := range codesOf(s) {
			byCode[code] = append(byCode[code], s)
		}
	}
	for _, change := range changes {
		compared.Changes = append(compared.Changes, touchedBy(change, all, byCode))
	}
	return compared
}

func headOfEdition(e pages.Edition) comparedEdition {
	return comparedEdition{Name: e.Name(), Address: e.Address, Complete: e.Complete, Facts: len(e.Facts)}
}

// touchedBy finds what a change touches among all scenarios; byCode has them by each Code that they accept.
func touchedBy(change pages.Change, all []scenarios.Scenario, byCode map[string][]scenarios.Scenario) touchingOne {
	one := touchingOne{Change: change, Rows: []string{}, Scenarios: []string{}}
	found := map[string]bool{}
	for _, fact := range []*pages.Fact{change.Old, change.New} {
		if fact == nil {
			continue
		}
		for _, row := range pages.Rows(*fact) {
			if !slices.Contains(one.Rows, row.ID) {
				one.Rows = append(one.Rows, row.ID)
			}
		}
		for _, s := range byCode[fact.Code] {
			found[s.ID] = found[s.ID] || expectsMessage(s, fact.Message)
		}
	}
	for _, s := range all {
		if !found[s.ID] && !slices.Contains(one.Rows, s.Row) {
			continue
		}
		one.Scenarios = append(one.Scenarios, s.ID)
		if message, ok := s.Then.Field(scenarios.FieldMessage); ok && message.Level() == scenarios.LevelDocumented {
			one.ByPages++
		}
	}
	return one
}

// codesOf lists the Codes that a scenario accepts.
func codesOf(s scenarios.Scenario) []string {
	var codes []string
	code, _ := s.Then.Field(scenarios.FieldCode)
	for _, answer := range code.Answers {
		if answer.Match.Kind == scenarios.MatchExactly && !slices.Contains(codes, answer.Match.Text) {
			codes = append(codes, answer.Match.Text)
		}
	}
	return codes
}

// expectsMessage reports whether a scenario judges by the Message of a page, with or without a trailing period.
// What it infers is recorded and not judged, so a page changes nothing for it.
func expectsMessage(s scenarios.Scenario, message string) bool {
	field, _ := s.Then.Field(scenarios.FieldMessage)
	text := strings.TrimSuffix(message, ".")
	return slices.ContainsFunc(field.Answers, func(a scenarios.Accepted) bool {
		switch {
		case a.Evidence.Level == scenarios.LevelInferred:
			return false
		case a.Match.Kind == scenarios.MatchExactly:
			return strings.TrimSuffix(a.Match.Text, ".") == text
		case a.Match.Kind == scenarios.MatchPattern:
			return message != "" && (a.Match.Matches(text) || a.Match.Matches(text+"."))
		}
		return false
	})
}

// writeText writes the comparison for people.
func (c comparedEditions) writeText(to io.Writer) error {
	var text strings.Builder
	fmt.Fprintf(&text, "%s → %s · %d and %d facts, %d the same\n", c.Old.Name, c.New.Name, c.Old.Facts, c.New.Facts, c.Same)
	for _, e := range []comparedEdition{c.Old, c.New} {
		if !e.Complete {
			fmt.Fprintf(&text, "of %s only the beginning is known: what was not read there is \"not known\", neither added nor removed\n", e.Name)
		}
	}
	count := map[pages.Kind]int{}
	for _, change := range c.Changes {
		count[change.Kind]++
		change.writeText(&text)
	}
	kinds := []pages.Kind{pages.Added, pages.Removed, pages.Changed, pages.NotKnown}
	var sums []string
	for _, kind := range kinds {
		sums = append(sums, fmt.Sprintf("%d %s", count[kind], kind))
	}
	fmt.Fprintf(&text, "\n%s\n", strings.Join(sums, ", "))
	_, err := io.WriteString(to, text.String())
	return err
}

func (t touchingOne) writeText(to io.Writer) {
	switch {
	case t.Old != nil && t.New != nil:
		fmt.Fprintf(to, "\n%-10s was %s\n%-10s is  %s\n", t.Kind, factText(*t.Old), "", factText(*t.New))
	case t.Old != nil:
		fmt.Fprintf(to, "\n%-10s %s\n", t.Kind, factText(*t.Old))
	default:
		fmt.Fprintf(to, "\n%-10s %s\n", t.Kind, factText(*t.New))
	}
	touches := "no row and no scenario: the catalogue lacks it"
	if len(t.Rows) > 0 || len(t.Scenarios) > 0 {
		touches = fmt.Sprintf("%s · %d scenarios, Message by pages alone in %d", strings.Join(t.Rows, " "), len(t.Scenarios), t.ByPages)
	}
	if len(t.Scenarios) > 0 {
		touches += "; the first is " + t.Scenarios[0]
	}
	fmt.Fprintf(to, "%-10s %s\n", "", touches)
}

// factText is a fact on one line.
func factText(f pages.Fact) string {
	text := fmt.Sprintf("%d %s", f.Status, f.Code)
	if f.EC != "" {
		text += " " + f.EC
	}
	if f.Message == "" {
		return text + ", Messages not read"
	}
	return text + ": " + f.Message
}
