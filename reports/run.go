package reports

import (
	"time"

	"github.com/oss403/oss403/harness/verdict"
)

// Row is one documented cause of a 403.
type Row struct {
	ID      string // "R01" to "R51" for the official page, "X…" and "B…" beyond it
	Code    string
	Message string
	Cause   string   // in short; empty if the message says everything
	Remedy  []string // what the caller can do, step by step; may be empty
}

// Run holds the results of a run, in any order.
type Run struct {
	About
	Target    string
	StartedAt time.Time
	Duration  time.Duration
	Rows      []Row            // the 51 rows of the official page in its order, then the rows beyond the page
	Expected  []string         // ids of the scenarios that should run; focus is already applied
	Results   []verdict.Result // as the suite reported them; one for each id
	Usage     *verdict.Usage   // number of requests, calls and buckets; nil if not known
	Trouble   []string         // problems of the run itself: failed clean-up, a suite that died, an interrupt

	// Planned describes the expected scenarios. Only id, row, title, area and
	// fault are read. With it, reports show a scenario without a result under its
	// row and area. Optional.
	Planned []verdict.Result
}
