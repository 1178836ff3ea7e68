package reports

import (
	"slices"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/verdict"
)

// Summary is a run put in order and counted: what every report renders.
type Summary struct {
	Target    string
	StartedAt time.Time
	Duration  time.Duration
	Score     Score
	Rows      []RowSummary     // every row of the run, also those without a scenario
	Results   []verdict.Result // by row, then id; one for each expected scenario
	Usage     *verdict.Usage   // nil: not known
	Trouble   []string         // of the run, then what Summarise found; none twice
}

// RowSummary is what the scenarios of one row come to.
type RowSummary struct {
	Row
	Verdict   verdict.Verdict // the gravest of its scenarios; empty: it has none in this run
	Scenarios []string        // ids, sorted
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

// Counts is the number of scenarios for each verdict; every verdict has an entry.
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

// Total is the number of scenarios of whatever verdict.
func (c Counts) Total() int {
	total := 0
	for _, n := range c {
		total += n
	}
	return total
}

// Partial says that the row has a verdict, yet part of it was not supported.
func (r RowSummary) Partial() bool {
	return r.Counts[verdict.NotSupported] > 0 && r.Verdict != verdict.NotSupported
}

// Partial says that some scenarios were not provoked, since the target lacks a capability.
func (s Summary) Partial() bool { return s.Score.Scenarios[verdict.NotSupported] > 0 }

// Summarise puts the run in order and counts it. An expected scenario without a
// result becomes an ERROR; whatever else keeps the run from being conclusive is
// added to Trouble.
func (r Run) Summarise() Summary {
	results, trouble := r.reconcile()
	slices.SortFunc(results, func(a, b verdict.Result) int {
		if byRow := r.position(a.Row) - r.position(b.Row); byRow != 0 {
			return byRow
		}
		return strings.Compare(a.ID, b.ID)
	})
	s := Summary{
		Target: r.Target, StartedAt: r.StartedAt, Duration: r.Duration, Results: results, Usage: r.Usage,
		Trouble: withoutRepeats(slices.Concat(r.Trouble, trouble)),
	}
	for _, row := range r.Rows {
		s.Rows = append(s.Rows, summariseRow(row, results))
	}
	s.Score = score(s.Rows, results)
	return s
}

// position orders rows as the run lists them; a row that it does not list comes last.
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

// graver is the graver of two verdicts in the order of verdict.Verdicts; none is the mildest.
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
