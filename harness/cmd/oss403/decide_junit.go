package main

import (
	"bytes"
	"fmt"
	"os"
	"time"

	"github.com/oss403/oss403/harness/internal/decide"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/reports"
)

// writeJUnit writes a case for each line of --expect. One that is decided otherwise is a failure.
func (c *decideCommand) writeJUnit(cases []decide.Expected, decisions []decide.Decision) error {
	summary := reports.Summary{Target: "decide " + c.Expect, StartedAt: time.Now()}
	for i, d := range decisions {
		summary.Results = append(summary.Results, resultOf(c.Expect, cases[i], d))
	}
	var text bytes.Buffer
	if err := reports.WriteJUnit(&text, summary, reports.Gate{}); err != nil {
		return err
	}
	if err := os.WriteFile(c.JUnit, text.Bytes(), 0o644); err != nil {
		return fmt.Errorf("writing the JUnit file: %w", err)
	}
	return nil
}

// resultOf is a decision as the result of a test.
func resultOf(file string, e decide.Expected, d decide.Decision) verdict.Result {
	r := verdict.Result{ID: fmt.Sprintf("line %d", e.Line), Area: file, Verdict: verdict.Pass,
		Title: asked(d) + " is " + decide.Outcome(e.Allowed)}
	if e.Note != "" {
		r.Title += ": " + e.Note
	}
	if d.Allowed == e.Allowed {
		return r
	}
	r.Verdict = verdict.Fail
	r.Findings = []verdict.Finding{{
		Field: "outcome", Severity: verdict.Fails, Expected: decide.Outcome(e.Allowed), Actual: decide.Outcome(d.Allowed),
	}}
	r.Decision = &verdict.Decision{Says: d.Says}
	if d.ToPass != "" {
		r.Decision.Says = append(r.Decision.Says, "to pass: "+d.ToPass)
	}
	return r
}
