// Package selftest proves the judgement: every scenario is run once for every
// way in which its refusal can be falsified, and each must be noticed.
package selftest

import (
	"fmt"
	"slices"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// unexpected says how the judgement of a mutant differs from its fate; empty: it
// does not. Whatever the fate, the falsified field itself must be found to deviate.
func unexpected(m harness.Mutant, r verdict.Result) string {
	noticed := m.Field == "" || slices.ContainsFunc(r.Findings, func(f verdict.Finding) bool { return f.Field == m.Field && !f.OK })
	want := map[harness.Fate]verdict.Verdict{harness.Killed: verdict.Fail, harness.Warned: verdict.Pass,
		harness.Recorded: verdict.Pass}[m.Fate]
	if r.Verdict == want && noticed {
		return ""
	}
	return fmt.Sprintf("mutant %q must be %s, with a finding about %q; verdict %s, reason %q", m.Name, m.Fate, m.Field, r.Verdict, r.Reason)
}

// answering is the scenario with the refusal that came, where nothing orders its two faults.
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

// unseen lists the refused writes whose effect could not be seen, and why.
func unseen() map[string]string {
	return map[string]string{
		"boundary/cname/v4-header/bound-already": "a domain that is bound again is bound as before",
		"boundary/restore/v4-header/twice":       "a restore that is started again runs as before",
	}
}
