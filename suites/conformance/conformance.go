// Package conformance runs the catalogue of scenarios on a target, with one spec or
// subtest for each scenario. There are three ways: Register makes a Ginkgo suite of its
// own, Embed adds the scenarios to another Ginkgo suite, and Test adds them to a plain
// go test. Package scenarios defines the scenarios; package harness judges them.
package conformance

import (
	"context"
	"fmt"
	"time"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/reports"
	"github.com/oss403/oss403/scenarios"
)

// Time limits, because a target may stall a run.
const (
	openWithin    = time.Minute
	cleanUpWithin = time.Minute
)

// A visit is the work of one process on the target.
type visit struct {
	options  *Options
	known    harness.Baseline
	session  *harness.Session
	recorded *harness.Replayed // in place of a session
	unopened error
	teller   *reports.Teller // nil if Options.Tell is empty
}

// begin opens the target with the current values of the options.
func (v *visit) begin(ctx context.Context) error {
	if v.known, v.unopened = v.options.Known(); v.unopened == nil {
		v.recorded, v.unopened = v.options.Recorded()
	}
	if v.unopened != nil || v.recorded != nil {
		return v.unopened
	}
	v.session, v.unopened = harness.Open(v.telling(ctx), v.options.Spec(), nil)
	if v.unopened == nil && v.options.Record && v.teller != nil {
		harness.Record(v.session, v.teller.Record, v.trouble)
	}
	return v.unopened
}

// trouble tells what went wrong with the run itself.
func (v *visit) trouble(what string) { _ = v.teller.Trouble(what) }

// telling is the context in which the program that started the run learns what the session waits for.
func (v *visit) telling(ctx context.Context) context.Context {
	if v.teller == nil {
		return ctx
	}
	return harness.Waits(ctx, v.teller.Waiting)
}

// product returns what the process has opened; nil if nobody says it.
func (v *visit) product() *verdict.Product {
	switch {
	case v.recorded != nil:
		return v.recorded.Recording.Product
	case v.session == nil:
		return nil
	}
	return v.session.Product()
}

// clear checks that the reports can be written, and removes the reports of an earlier
// run.
func (v *visit) clear() error {
	if v.options.Reports == "" {
		return nil
	}
	return reports.Prepare(v.options.Reports)
}

// prepare creates, for a whole group, what needs time to take effect, such as RAM
// users.
func (v *visit) prepare(ctx context.Context, group []scenarios.Scenario) error {
	if v.session == nil {
		return nil
	}
	return v.session.Prepare(v.telling(ctx), group)
}

func (v *visit) run(ctx context.Context, s scenarios.Scenario) verdict.Result {
	if v.recorded != nil {
		return v.known.Judge(v.recorded.Run(s), time.Now())
	}
	return v.known.Judge(v.session.Run(v.telling(ctx), s), time.Now())
}

// end removes everything that the process created, and returns the total usage.
func (v *visit) end(ctx context.Context) (verdict.Usage, error) {
	if v.session == nil {
		return verdict.Usage{}, nil
	}
	if err := v.session.Close(v.telling(ctx)); err != nil {
		return v.session.Usage(), fmt.Errorf("clean-up: %w", err)
	}
	return v.session.Usage(), nil
}

// NewRun returns a run that expects these scenarios and has no results yet.
func (o *Options) NewRun(picked []scenarios.Scenario) reports.Run {
	run := reports.Run{Target: o.Target, About: o.about()}
	for _, row := range scenarios.AllRows() {
		run.Rows = append(run.Rows, reports.Row{
			ID: row.ID, Code: row.Code, Message: row.Message, Cause: row.Cause, Remedy: scenarios.Remedy(row.ID),
		})
	}
	for _, s := range picked {
		run.Expected = append(run.Expected, s.ID)
		run.Planned = append(run.Planned, harness.Planned(s))
	}
	return run
}

// deviation returns the full text of why a scenario did not pass.
func deviation(result verdict.Result) string {
	text := string(result.Verdict) + ": " + result.Reason
	for _, f := range result.Deviations(verdict.Fails) {
		text += fmt.Sprintf("\n  %s\n    expected %s\n    actual   %s", f.Field, f.Expected, f.Actual)
	}
	return text
}
