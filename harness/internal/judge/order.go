package judge

import (
	"cmp"
	"slices"

	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// Scenario compares the answer to the provocation of a scenario with what it expects. If the order of its two faults is
// not known, either refusal may come: it takes the one that the answer is nearer to. If the answer then passes, learnt
// says which fault has answered. It fails as Answer does.
func Scenario(s scenarios.Scenario, answer wire.Answer) (findings []verdict.Finding, learnt *verdict.Learnt, err error) {
	first, err := Answer(s.Then, answer)
	if err != nil || !s.Undecided() {
		return first, nil, err
	}
	second, err := Answer(s.Else, answer)
	if err != nil {
		return nil, nil, err
	}
	closer, answered, silent := first, s.Fault, s.Besides
	nearer := nearer(second, first)
	if nearer < 0 {
		closer, answered, silent = second, s.Besides, s.Fault
	}
	if nearer != 0 && Verdict(closer) == verdict.Pass {
		learnt = &verdict.Learnt{Answered: answered.Sentence, Silent: silent.Sentence}
	}
	return closer, learnt, nil
}

// nearer compares the number of deviations, of any severity. Code, Message and EC count first;
// if they are equal, all fields count. Negative: a is nearer.
func nearer(a, b []verdict.Finding) int {
	names := func(f verdict.Finding) bool {
		return slices.Contains([]string{scenarios.FieldCode, scenarios.FieldMessage, scenarios.FieldEC}, f.Field)
	}
	any := func(verdict.Finding) bool { return true }
	return cmp.Or(cmp.Compare(deviations(a, names), deviations(b, names)), cmp.Compare(deviations(a, any), deviations(b, any)))
}

func deviations(findings []verdict.Finding, counts func(verdict.Finding) bool) int {
	n := 0
	for _, f := range findings {
		if !f.OK && counts(f) {
			n++
		}
	}
	return n
}
