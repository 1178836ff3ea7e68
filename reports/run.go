package reports

import (
	"time"

	"github.com/oss403/oss403/harness/verdict"
)

// Row is one documented cause of a 403, as the caller names it.
type Row struct {
	ID      string // "R01" to "R51" of the official page, "X…" beyond it
	Code    string
	Message string
}

// Run is what a run brought home, in any order.
type Run struct {
	Target    string
	StartedAt time.Time
	Duration  time.Duration
	Rows      []Row            // the official 51 in their order, then those beyond the page
	Expected  []string         // ids of every scenario that should have run, after focus
	Results   []verdict.Result // what was reported; one for each id
	Usage     *verdict.Usage   // what the run has asked of its target; nil: not known
	Trouble   []string         // what went wrong with the run itself: clean-up, a suite that died, an interrupt

	// Planned describes the expected scenarios (id, row, title, area, fault; the
	// rest is ignored), so that one that was not reported still stands under its
	// row and area. Optional.
	Planned []verdict.Result
}
