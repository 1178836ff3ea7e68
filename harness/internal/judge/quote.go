package judge

import (
	"slices"

	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// Quote compares what a quoted answer shows with the expectation: literal values of the fields that it has. A page
// may quote a part of an answer, and never shows how the request was signed.
func Quote(e scenarios.Expectation, a wire.Answer) ([]verdict.Finding, error) {
	document, err := a.Document()
	if err != nil {
		return nil, err
	}
	seen := evidence{answer: a, document: document}
	findings := []verdict.Finding{}
	for _, expected := range e.Fields {
		_, present := seen.value(expected.Field)
		if !present || !Literal(expected) || expected.Field == scenarios.FieldStatus && a.Status == 0 {
			continue
		}
		if finding, judged := field(expected, seen); judged {
			findings = append(findings, finding)
		}
	}
	return findings, nil
}

// Literal reports whether each accepted value is a text or a pattern, so that no request must be known to judge it.
func Literal(e scenarios.Expected) bool {
	return !slices.ContainsFunc(e.Answers, func(a scenarios.Accepted) bool {
		return a.Match.Kind != scenarios.MatchExactly && a.Match.Kind != scenarios.MatchPattern
	})
}
