package reports

import (
	"slices"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/verdict"
)

// Summary is a run, sorted and counted. Every report renders a Summary.
type Summary struct {
	About
	Target    string
	StartedAt time.Time
	Duration  time.Duration
	Score     Score
	Evidence  Evidence
	Rows      []RowSummary     // every row of the run, also those without a scenario
	Results   []verdict.Result // sorted by row, then id; one for each expected scenario
	Usage     *verdict.Usage   // nil if not known
	Trouble   []string         // Trouble of the run, then problems that Summarise found; without repeats
}

// RowSummary is the combined result of the scenarios of one row.
type RowSummary struct {
	Row
	Verdict   verdict.Verdict // the most serious one of its scenarios; empty if the run has none
	Scenarios []string        // sorted ids
	Counts    Counts
}

// Score counts rows and scenarios. Only PASS is a pass.
type Score struct {
	RowsPassed     int    `json:"rowsPassed"`     // rows of the page whose verdict is PASS
	RowsTotal      int    `json:"rowsTotal"`      // rows of the page that have a scenario in this run
	RowsDocumented int    `json:"rowsDocumented"` // rows of the page
	BeyondPassed   int    `json:"beyondPassed"`   // rows beyond the page whose verdict is PASS
	BeyondTotal    int    `json:"beyondTotal"`    // rows beyond the page that have a scenario in this run
	Scenarios      Counts `json:"scenarios"`
}

// Counts maps each verdict to its number of scenarios. Every verdict has an entry.
type Counts map[verdict.Verdict]int

func count(results []verdict.Result) Counts {
	counts := Counts{}
	for _, v := range verdict.Verdicts() {
		counts[v] = 0
	}
	for _, r := range results {
		counts[r.Verdict]++
	}
	return counts
}

// Total returns the number of scenarios of all verdicts.
func (c Counts) Total() int {
	total := 0
	for _, n := range c {
		total += n
	}
	return total
}

// Partial reports whether some scenarios of the row, but not all, were not
// supported.
func (r RowSummary) Partial() bool {
	return r.Counts[verdict.NotSupported] > 0 && r.Verdict != verdict.NotSupported
}

// Partial reports whether some scenarios did not run because the target lacks a
// capability.
func (s Summary) Partial() bool { return s.Score.Scenarios[verdict.NotSupported] > 0 }

// Summarise sorts and counts the results of the run. An expected scenario without a
// result becomes an ERROR. Anything else that makes the run inconclusive is added
// to Trouble.
func (r Run) Summarise() Summary {
	results, trouble := r.reconcile()
	slices.SortFunc(results, func(a, b verdict.Result) int {
		if byRow := r.position(a.Row) - r.position(b.Row); byRow != 0 {
			return byRow
		}
		return strings.Compare(a.ID, b.ID)
	})
	s := Summary{
		About: r.About, Evidence: evidenceOf(results), Target: r.Target, StartedAt: r.StartedAt, Duration: r.Duration,
		Results: results, Usage: r.Usage, Trouble: withoutRepeats(slices.Concat(r.Trouble, trouble)),
	}
	for _, row := range r.Rows {
		s.Rows = append(s.Rows, summariseRow(row, results))
	}
	s.Score = score(s.Rows, results)
	return s
}

// position returns the place of a row in the list of the run. A row that is not in
// the list comes last.
func (r Run) position(row string) int {
	i := slices.IndexFunc(r.Rows, func(known Row) bool { return known.ID == row })
	if i < 0 {
		return len(r.Rows)
	}
	return i
}

func summariseRow(row Row, results []verdict.Result) RowSummary {
	var own []verdict.Result
	summary := RowSummary{Row: row}
	for _, result := range results {
		if result.Row == row.ID {
			own = append(own, result)
			summary.Scenarios = append(summary.Scenarios, result.ID)
			summary.Verdict = graver(summary.Verdict, result.Verdict)
		}
	}
	summary.Counts = count(own)
	return summary
}

// graver returns the more serious of two verdicts, in the order of
// verdict.Verdicts. An empty verdict is the least serious.
func graver(a, b verdict.Verdict) verdict.Verdict {
	order := verdict.Verdicts()
	if slices.Index(order, a) >= slices.Index(order, b) {
		return a
	}
	return b
}

func score(rows []RowSummary, results []verdict.Result) Score {
	s := Score{Scenarios: count(results)}
	for _, row := range rows {
		passed, total := &s.BeyondPassed, &s.BeyondTotal
		if strings.HasPrefix(row.ID, "R") {
			passed, total = &s.RowsPassed, &s.RowsTotal
			s.RowsDocumented++
		}
		if len(row.Scenarios) > 0 {
			*total++
		}
		if row.Verdict == verdict.Pass {
			*passed++
		}
	}
	return s
}

func withoutRepeats(texts []string) []string {
	var once []string
	for _, text := range texts {
		if !slices.Contains(once, text) {
			once = append(once, text)
		}
	}
	return once
}
