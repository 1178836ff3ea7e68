package run

import (
	"cmp"
	"slices"

	"github.com/oss403/oss403/harness/internal/judge"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// judged judges the answer. If the order of the two faults is not known, either refusal may
// come: judged takes the one that the answer is nearer to. If the answer passes, the result
// says which fault has answered.
func (p *provocation) judged(answer wire.Answer) ([]verdict.Finding, error) {
	s := p.scenario
	first, err := judge.Answer(s.Then, answer)
	if err != nil || !s.Undecided() {
		return first, err
	}
	second, err := judge.Answer(s.Else, answer)
	if err != nil {
		return nil, err
	}
	closer, answered, silent := first, s.Fault, s.Besides
	nearer := nearer(second, first)
	if nearer < 0 {
		closer, answered, silent = second, s.Besides, s.Fault
	}
	if nearer != 0 && judge.Verdict(closer) == verdict.Pass {
		p.result.Learnt = &verdict.Learnt{Answered: answered.Sentence, Silent: silent.Sentence}
	}
	return closer, nil
}

// nearer compares the number of deviations, of any severity. Code, Message and EC count first;
// if they are equal, all fields count. Negative: a is nearer.
func nearer(a, b []verdict.Finding) int {
	names := func(f verdict.Finding) bool {
		return slices.Contains([]string{scenarios.FieldCode, scenarios.FieldMessage, scenarios.FieldEC}, f.Field)
	}
	any := func(verdict.Finding) bool { return true }
	return cmp.Or(cmp.Compare(deviating(a, names), deviating(b, names)), cmp.Compare(deviating(a, any), deviating(b, any)))
}

func deviating(findings []verdict.Finding, counts func(verdict.Finding) bool) int {
	n := 0
	for _, f := range findings {
		if !f.OK && counts(f) {
			n++
		}
	}
	return n
}
