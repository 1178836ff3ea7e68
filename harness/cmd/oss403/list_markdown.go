package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/oss403/oss403/scenarios"
)

// printMarkdown prints a page with each row that has a scenario: what it documents, how it is provoked,
// and how sure its expectation is. `make docs` writes the page of the whole catalogue.
func printMarkdown(to output, picked []scenarios.Scenario) error {
	page := &strings.Builder{}
	line := func(format string, args ...any) { fmt.Fprintf(page, format+"\n", args...) }
	line("# The catalogue\n")
	line("%d scenarios. `make docs` writes this page. R rows are those of the official page of 403 errors, X rows are causes", len(picked))
	line("beyond it, B rows are neighbours with another status. The level is that of Code and Message: captured (seen from the")
	line("service), documented (a page says so) or inferred (recorded, not judged).")
	for _, row := range scenarios.AllRows() {
		own := slices.DeleteFunc(slices.Clone(picked), func(s scenarios.Scenario) bool { return s.Row != row.ID })
		if len(own) > 0 {
			line("\n%s", rowMarkdown(row, own))
		}
	}
	_, err := fmt.Fprint(to.out, page)
	return err
}

// rowMarkdown describes a row in a few lines.
func rowMarkdown(row scenarios.Row, own []scenarios.Scenario) string {
	row = row.Seen(own)
	var carriers, levels, needs, ecs []string
	for _, s := range own {
		carriers = append(carriers, string(s.Carrier()))
		levels = append(levels, string(s.Sure()))
		needs = append(needs, needsOf(s)...)
		field, _ := s.Then.Field(scenarios.FieldEC)
		for _, answer := range field.Answers {
			if answer.Match.Kind == scenarios.MatchExactly {
				ecs = append(ecs, answer.Match.Text)
			}
		}
	}
	lines := []string{fmt.Sprintf("## %s %s\n", row.ID, row.Code), fmt.Sprintf("`%s`", row.Message)}
	for _, part := range []struct {
		name string
		list []string
	}{
		{"cause", nonEmpty(row.Cause)}, {"EC", once(ecs)}, {"level", once(levels)}, {"carriers", once(carriers)}, {"needs", once(needs)},
		{"order", ordersOf(own)},
	} {
		if len(part.list) > 0 {
			lines = append(lines, fmt.Sprintf("- %s: %s", part.name, strings.Join(part.list, ", ")))
		}
	}
	for i, step := range scenarios.Remedy(row.ID) {
		if i == 0 {
			lines = append(lines, "- remedy:")
		}
		lines = append(lines, "  - "+step)
	}
	lines = append(lines, fmt.Sprintf("- scenarios: %d", len(own)))
	for _, fault := range faultsOf(own) {
		lines = append(lines, "  - "+fault)
	}
	return strings.Join(lines, "\n")
}

// ordersOf counts the pairs of faults by the level of what orders them.
func ordersOf(own []scenarios.Scenario) (list []string) {
	counts, pairs := map[scenarios.Level]int{}, 0
	for _, s := range own {
		if s.Besides.Kind != "" {
			counts[s.Order.Level]++
			pairs++
		}
	}
	if pairs == 0 {
		return nil
	}
	for _, level := range []scenarios.Level{scenarios.LevelCaptured, scenarios.LevelDocumented, scenarios.LevelInferred} {
		list = append(list, fmt.Sprintf("%d pairs %s", counts[level], level))
	}
	return append(list, fmt.Sprintf("%d that no source orders", counts[""]))
}

// faultsOf lists the faults of the scenarios, each once, with the number of its scenarios.
func faultsOf(own []scenarios.Scenario) []string {
	counts := map[string]int{}
	var faults []string
	for _, s := range own {
		if counts[s.Fault.Sentence]++; counts[s.Fault.Sentence] == 1 {
			faults = append(faults, s.Fault.Sentence)
		}
	}
	for i, fault := range faults {
		faults[i] = fmt.Sprintf("%s (%d)", strings.NewReplacer("<", `\<`, "*", `\*`, "_", `\_`).Replace(fault), counts[fault])
	}
	return faults
}

// once sorts a list and drops repeats.
func once(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

func nonEmpty(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}
