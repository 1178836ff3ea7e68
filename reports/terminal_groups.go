package reports

import (
	"fmt"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/verdict"
)

// The terminal writes a text that many scenarios share only once, with their count
// and a few of their ids.

// group is a set of scenarios with the same text.
type group struct {
	lines   []string         // the text they share
	members []verdict.Result // at least one
}

// alike groups the results that have the same verdict and the same text. Groups are
// in the order of their first member.
func alike(results []verdict.Result, text func(verdict.Result) []string) []group {
	var groups []group
	at := map[string]int{}
	for _, r := range results {
		lines := text(r)
		key := string(r.Verdict) + "\n" + strings.Join(lines, "\n")
		i, known := at[key]
		if !known {
			i = len(groups)
			at[key] = i
			groups = append(groups, group{lines: lines})
		}
		groups[i].members = append(groups[i].members, r)
	}
	return groups
}

func (g group) ids() []string {
	var ids []string
	for _, r := range g.members {
		ids = append(ids, name(r))
	}
	return ids
}

// name returns the id of a scenario, on one line.
func name(r verdict.Result) string { return oneLine(r.ID, 120) }

func withVerdicts(results []verdict.Result, wanted ...verdict.Verdict) []verdict.Result {
	return slices.DeleteFunc(slices.Clone(results), func(r verdict.Result) bool { return !slices.Contains(wanted, r.Verdict) })
}

// blocks writes the results of the given verdicts in full. Results that fail in
// the same way share one block.
func (t *terminal) blocks(heading string, results []verdict.Result, wanted ...verdict.Verdict) {
	chosen := withVerdicts(results, wanted...)
	if len(chosen) == 0 {
		return
	}
	t.heading(heading)
	for i, g := range alike(chosen, why) {
		if i > 0 {
			t.line("")
		}
		t.block(g)
	}
}

func (t *terminal) block(g group) {
	first := g.members[0]
	mark := t.paint.verdict(first.Verdict, string(first.Verdict))
	if len(g.members) == 1 {
		t.line("%s  %s", mark, name(first))
		t.indented(describe(first))
		return
	}
	t.line("%s  %s alike", mark, plural(len(g.members), "scenario"))
	t.indented(labelled("scenarios", firstFew(g.ids())))
	t.indented(g.lines)
	t.indented(decided(first)) // of the first scenario; conformance.json has the others
}

// reasons writes each reason of one verdict with its count, the most frequent
// first.
func (t *terminal) reasons(heading string, results []verdict.Result, wanted verdict.Verdict) {
	chosen := withVerdicts(results, wanted)
	if len(chosen) == 0 {
		return
	}
	t.heading(fmt.Sprintf("%s (%d of %s)", heading, len(chosen), plural(len(results), "scenario")))
	groups := alike(chosen, func(r verdict.Result) []string { return excerpt(withoutColour(reason(r))) })
	slices.SortStableFunc(groups, func(a, b group) int { return len(b.members) - len(a.members) })
	for _, g := range groups {
		t.indented(labelled(fmt.Sprintf("%dx", len(g.members)), g.lines))
	}
}

// untried returns the reason why no scenario was tried, for example a failed
// preflight. all is false if a scenario was tried, or if the suite did not report
// it: such a scenario may have been tried.
func untried(results []verdict.Result) (why string, all bool) {
	for _, r := range results {
		if r.Verdict != verdict.Error || r.Reason == notReported || r.DurationMs != 0 || len(r.Exchanges) > 0 || r.Reason != results[0].Reason {
			return "", false
		}
		why = reason(r)
	}
	return why, len(results) > 0
}

// mostReason is the largest length of the common reason, in runes. It is long,
// because this one line is the only explanation.
const mostReason = 2000

func (t *terminal) nothingTried(why string) {
	t.heading("NOTHING WAS TRIED")
	t.indented([]string{oneLine(why, mostReason)})
}

// tally is one deviation and the number of scenarios that show it.
type tally struct {
	finding   verdict.Finding
	scenarios int
}

// tallies lists the different deviations of a severity, sorted by field.
func tallies(results []verdict.Result, severity verdict.Severity) []tally {
	type key struct{ field, expected, actual string }
	at := map[key]int{}
	var all []tally
	for _, r := range results {
		for _, f := range r.Deviations(severity) {
			k := key{f.Field, f.Expected, f.Actual}
			i, known := at[k]
			if !known {
				i = len(all)
				at[k] = i
				all = append(all, tally{finding: f})
			}
			all[i].scenarios++
		}
	}
	slices.SortStableFunc(all, func(a, b tally) int { return strings.Compare(a.finding.Field, b.finding.Field) })
	return all
}

func (t *terminal) warnings(results []verdict.Result) {
	warned := tallies(results, verdict.Warns)
	if len(warned) == 0 {
		return
	}
	t.heading("WARNINGS: fields that deviate, and fail nothing")
	t.tallies(warned)
}

// recorded writes deviations from inferred values. It writes them in full if they
// are few, and otherwise one count for each field.
func (t *terminal) recorded(results []verdict.Result) {
	kept := tallies(results, verdict.Recorded)
	if len(kept) == 0 {
		return
	}
	t.heading("RECORDED: fields that differ from what was inferred, and are not judged")
	if len(kept) <= few {
		t.tallies(kept)
		return
	}
	for len(kept) > 0 {
		field, values, times := kept[0].finding, 0, 0
		for values < len(kept) && kept[values].finding.Field == field.Field {
			times += kept[values].scenarios
			values++
		}
		t.indented([]string{fmt.Sprintf("%s  %s, seen %s", fieldName(field), plural(values, "other value"), plural(times, "time"))})
		kept = kept[values:]
	}
}

func (t *terminal) tallies(all []tally) {
	for _, one := range all {
		lines := fields([]verdict.Finding{one.finding})
		t.indented(append(lines, "in "+plural(one.scenarios, "scenario")))
	}
}
