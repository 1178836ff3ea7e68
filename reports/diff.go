package reports

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/verdict"
)

// A Change is the difference of one scenario between two runs.
type Change struct {
	ID     string          `json:"id"`
	Row    string          `json:"row"`
	Kind   ChangeKind      `json:"kind"`
	Before verdict.Verdict `json:"before,omitempty"` // empty if the run did not have the scenario
	After  verdict.Verdict `json:"after,omitempty"`  // likewise
	Reason string          `json:"reason,omitempty"` // why After is not PASS
	Fields []FieldChange   `json:"fields,omitempty"`
}

// A FieldChange is a field that deviates in only one of the two runs, or deviates
// differently in each.
type FieldChange struct {
	Field    string `json:"field"`
	Expected string `json:"expected"`
	Before   string `json:"before"` // actual value of the earlier run; empty if as expected, or if no value came
	After    string `json:"after"`  // likewise of the later run
}

// ChangeKind says how a scenario changed.
type ChangeKind string

// The kinds of change, from the most to the least serious.
const (
	Broken         ChangeKind = "broken"           // it was PASS or KNOWN, and now is not
	Changed        ChangeKind = "changed"          // it has another verdict or other deviating fields
	NoLongerTested ChangeKind = "no longer tested" // it was judged, and now is not
	NewlyTested    ChangeKind = "newly tested"     // it was not judged, and now is
	Fixed          ChangeKind = "fixed"            // it was not PASS or KNOWN, and now is
)

// ChangeKinds lists the kinds of change, the most serious first.
func ChangeKinds() []ChangeKind {
	return []ChangeKind{Broken, Changed, NoLongerTested, NewlyTested, Fixed}
}

// Compare lists the scenarios that changed from one run to the other, sorted by
// kind (the most serious first), then by id.
func Compare(before, after Run) []Change {
	was, is := byID(before), byID(after)
	var changes []Change
	for id := range union(was, is) {
		if c := compare(was[id], is[id]); c.Kind != "" {
			c.ID = id
			changes = append(changes, c)
		}
	}
	slices.SortFunc(changes, func(a, b Change) int {
		if order := slices.Index(ChangeKinds(), a.Kind) - slices.Index(ChangeKinds(), b.Kind); order != 0 {
			return order
		}
		return strings.Compare(a.ID, b.ID)
	})
	return changes
}

func byID(run Run) map[string]verdict.Result {
	results := map[string]verdict.Result{}
	for _, r := range run.Summarise().Results {
		results[r.ID] = r
	}
	return results
}

func union(a, b map[string]verdict.Result) map[string]bool {
	ids := map[string]bool{}
	for _, results := range []map[string]verdict.Result{a, b} {
		for id := range results {
			ids[id] = true
		}
	}
	return ids
}

// compare returns the change of one scenario. Its Kind is empty if nothing
// changed.
func compare(was, is verdict.Result) Change {
	c := Change{Row: is.Row, Before: was.Verdict, After: is.Verdict, Reason: is.Reason, Fields: fieldChanges(was, is)}
	if c.Row == "" {
		c.Row = was.Row
	}
	switch {
	case !isJudged(was) && !isJudged(is):
	case !isJudged(was):
		c.Kind = NewlyTested
	case !isJudged(is):
		c.Kind = NoLongerTested
	case isGood(was) && !isGood(is):
		c.Kind = Broken
	case !isGood(was) && isGood(is):
		c.Kind = Fixed
	case was.Verdict != is.Verdict, len(c.Fields) > 0:
		c.Kind = Changed
	}
	return c
}

func isJudged(r verdict.Result) bool { return r.Verdict != "" && r.Verdict != verdict.NotSupported }
func isGood(r verdict.Result) bool   { return r.Verdict == verdict.Pass || r.Verdict == verdict.Known }

// fieldChanges lists the fields that deviate in only one of two answers, and the
// fields that deviate differently in both. It compares the values of stable fields
// only: a run makes up names and times, so other fields differ in every run.
func fieldChanges(was, is verdict.Result) []FieldChange {
	var changes []FieldChange
	had, has := deviations(was), deviations(is)
	for _, f := range append(was.Findings, is.Findings...) {
		name := f.Field
		seen := slices.ContainsFunc(changes, func(c FieldChange) bool { return c.Field == name })
		before, wrongBefore := had[name]
		after, wrongAfter := has[name]
		if seen || wrongBefore == wrongAfter && (!wrongBefore || !isStable(name) || before == after) {
			continue
		}
		changes = append(changes, FieldChange{name, f.Expected, before, after})
	}
	return changes
}

// deviations maps each deviating field to its actual value. It leaves out fields
// that are only recorded.
func deviations(r verdict.Result) map[string]string {
	came := map[string]string{}
	for _, f := range r.Findings {
		if !f.OK && f.Severity != verdict.Recorded {
			came[f.Field] = f.Actual
		}
	}
	return came
}

// isStable reports whether the field has the same value in every run against the
// same target.
func isStable(field string) bool {
	return slices.Contains([]string{"status", "Code", "Message", "EC"}, field)
}

// WriteDiff writes changes as plain text for a person.
func WriteDiff(w io.Writer, changes []Change) error {
	var b strings.Builder
	for _, kind := range ChangeKinds() {
		list := slices.DeleteFunc(slices.Clone(changes), func(c Change) bool { return c.Kind != kind })
		if len(list) == 0 {
			continue
		}
		fmt.Fprintf(&b, "%s  %s\n", strings.ToUpper(string(kind)), plural(len(list), "scenario"))
		for _, c := range list {
			fmt.Fprintf(&b, "  %-4s %s  %s -> %s\n", c.Row, c.ID, orNone(c.Before), orNone(c.After))
			for _, f := range c.Fields {
				fmt.Fprintf(&b, "         %s: expected %s, was %s, is %s\n", f.Field,
					oneLine(f.Expected, maxTitle), came(f.Before), came(f.After))
			}
		}
		b.WriteByte('\n')
	}
	b.WriteString(countChanges(changes) + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteDiffMarkdown writes changes as Markdown for the page of a CI job.
func WriteDiffMarkdown(w io.Writer, changes []Change) error {
	var page markdown
	page.line("## oss403 diff: %s", prose(countChanges(changes)))
	if len(changes) > 0 {
		page.line("\n| what | row | scenario | before | after | fields |\n|---|---|---|---|---|---|")
	}
	for _, c := range changes {
		var fields []string
		for _, f := range c.Fields {
			fields = append(fields, prose(f.Field+": "+came(f.Before)+" → "+came(f.After)))
		}
		page.line("| %s | %s | %s | %s | %s | %s |", c.Kind, c.Row, prose(c.ID), orNone(c.Before), orNone(c.After), strings.Join(fields, "; "))
	}
	_, err := w.Write(page.text.Bytes())
	return err
}

// countChanges returns one line with the number of changes of each kind.
func countChanges(changes []Change) string {
	var parts []string
	for _, kind := range ChangeKinds() {
		n := 0
		for _, c := range changes {
			if c.Kind == kind {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, kind))
		}
	}
	if len(parts) == 0 {
		return "nothing changed"
	}
	return strings.Join(parts, ", ")
}

func orNone(v verdict.Verdict) string {
	if v == "" {
		return "–"
	}
	return string(v)
}

func came(actual string) string {
	if actual == "" {
		return "as expected"
	}
	return oneLine(actual, maxTitle)
}
