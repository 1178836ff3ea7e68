package run

import (
	"strings"

	"github.com/oss403/oss403/harness/internal/judge"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/harness/verdict"
)

// judged judges the answer, and notes which of two faults has answered.
func (p *provocation) judged(answer wire.Answer) ([]verdict.Finding, error) {
	findings, learnt, err := judge.Scenario(p.scenario, answer)
	p.result.Learnt = learnt
	return findings, err
}

// Conclude gives the result its verdict by the findings about the answer to the provocation, and the reason of a FAIL.
func Conclude(r *verdict.Result, findings []verdict.Finding, refused wire.Answer) {
	r.Findings, r.Verdict = findings, judge.Verdict(findings)
	if r.Verdict != verdict.Fail {
		return
	}
	deviations := r.Deviations(verdict.Fails)
	switch {
	case refused.Succeeded():
		r.Reason = "not refused: " + refused.Summary()
	case len(deviations) == 1 && deviations[0].Field == judge.FieldEffect:
		r.Reason = "refused as expected, but done all the same: " + strings.ReplaceAll(deviations[0].Actual, "\n", "; ")
	default:
		r.Reason = "refused otherwise than expected: " + refused.Summary()
	}
}
