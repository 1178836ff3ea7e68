// Package selftest proves the judgement of the suite. It runs every scenario against
// every way to falsify its refusal, and the scenario must notice each.
package selftest

import (
	"fmt"
	"slices"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// unexpected says how the judgement of a mutant differs from its expected fate. It is
// empty if it does not differ. A finding about the falsified field is needed for every
// fate.
func unexpected(m harness.Mutant, r verdict.Result) string {
	noticed := m.Field == "" || slices.ContainsFunc(r.Findings, func(f verdict.Finding) bool { return f.Field == m.Field && !f.OK })
	want := map[harness.Fate]verdict.Verdict{harness.Killed: verdict.Fail, harness.Warned: verdict.Pass,
		harness.Recorded: verdict.Pass}[m.Fate]
	if r.Verdict == want && noticed {
		return ""
	}
	return fmt.Sprintf("mutant %q must be %s, with a finding about %q; verdict %s, reason %q", m.Name, m.Fate, m.Field, r.Verdict, r.Reason)
}

// answering returns the scenario with the expectation for the fault that answered, if
// the scenario has two faults of unknown order.
func answering(s scenarios.Scenario, honest verdict.Result) scenarios.Scenario {
	if honest.Learnt != nil && honest.Learnt.Answered == s.Besides.Sentence {
		s.Then = s.Else
	}
	return s
}

// unmutated lists the expected fields that no mutant falsifies.
func unmutated(s scenarios.Scenario, mutants []harness.Mutant) []string {
	var fields []string
	for _, expected := range s.Then.Fields {
		if !slices.ContainsFunc(mutants, func(m harness.Mutant) bool { return m.Field == expected.Field }) {
			fields = append(fields, expected.Field)
		}
	}
	return fields
}

// unseen maps each refused write whose effect cannot be seen to the reason.
func unseen() map[string]string {
	return map[string]string{
		"boundary/cname/v4-header/bound-already": "a domain that is bound again is bound as before",
		"boundary/restore/v4-header/twice":       "a restore that is started again runs as before",
	}
}
