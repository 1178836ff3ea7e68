// Package conformance runs the catalogue on a target, one spec for each scenario, in
// three ways: Register makes a suite of its own of it, Embed adds it to someone else's
// Ginkgo suite, Test to someone's plain go test. What a scenario is stands in
// scenarios, how it is judged in harness.
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

// Bounds on a run that a target may stall.
const (
	openWithin    = time.Minute
	cleanUpWithin = time.Minute
)

// A visit is what one process does on the target.
type visit struct {
	options  *Options
	known    harness.Baseline
	session  *harness.Session
	unopened error
	teller   *reports.Teller // nil: nobody has asked to be told
}

// begin opens the target, as the options say by then.
func (v *visit) begin(ctx context.Context) error {
	if v.known, v.unopened = v.options.Known(); v.unopened == nil {
		v.session, v.unopened = harness.Open(ctx, v.options.Spec(), nil)
	}
	return v.unopened
}

// clear sees that the reports can be written, and removes those of an earlier run.
func (v *visit) clear() error {
	if v.options.Reports == "" {
		return nil
	}
	return reports.Prepare(v.options.Reports)
}

// prepare makes what a group needs long before it is asked for.
func (v *visit) prepare(ctx context.Context, group []scenarios.Scenario) error {
	if v.session == nil {
		return nil
	}
	return v.session.Prepare(ctx, group)
}

func (v *visit) run(ctx context.Context, s scenarios.Scenario) verdict.Result {
	return v.known.Judge(v.session.Run(ctx, s), time.Now())
}

// end removes what the process made. What it has asked of the target, all told, is known then.
func (v *visit) end(ctx context.Context) (verdict.Usage, error) {
	if err := v.session.Close(ctx); err != nil {
		return v.session.Usage(), fmt.Errorf("clean-up: %w", err)
	}
	return v.session.Usage(), nil
}

// NewRun is a run of these scenarios of which nothing is reported yet.
func NewRun(target string, picked []scenarios.Scenario) reports.Run {
	run := reports.Run{Target: target}
	for _, row := range scenarios.AllRows() {
		run.Rows = append(run.Rows, reports.Row{ID: row.ID, Code: row.Code, Message: row.Message})
	}
	for _, s := range picked {
		run.Expected = append(run.Expected, s.ID)
		run.Planned = append(run.Planned, harness.Planned(s))
	}
	return run
}

// deviation says in full why a scenario did not pass.
func deviation(result verdict.Result) string {
	text := string(result.Verdict) + ": " + result.Reason
	for _, f := range result.Deviations(verdict.Fails) {
		text += fmt.Sprintf("\n  %s\n    expected %s\n    actual   %s", f.Field, f.Expected, f.Actual)
	}
	return text
}
