package selftest

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/onsi/ginkgo/v2"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/reports"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// Between two runs with one fault of the target between them, the diff shows as broken what fails by that fault, and
// nothing else; read the other way round, it shows the same as fixed.
func TestADiffShowsWhatOneMutantOfTheEmulatorBreaks(t *testing.T) {
	if config, _ := ginkgo.GinkgoConfiguration(); config.ParallelTotal > 1 {
		t.Skip("one process is enough: go test runs it")
	}
	const mutant, row = "skip permission/explicit-deny", "R03"
	var picked []scenarios.Scenario
	for _, s := range firstCarriers(catalogue.All()) {
		if slices.Contains([]string{row, "R45", "R48"}, s.Row) {
			picked = append(picked, s)
		}
	}
	before, after := runOf(t, "", picked), runOf(t, mutant, picked)
	var failed []string
	for _, r := range after.Results {
		if r.Verdict == verdict.Fail {
			failed = append(failed, r.ID)
		}
	}
	slices.Sort(failed)
	for _, way := range []struct {
		kind          reports.ChangeKind
		before, after reports.Run
	}{{reports.Broken, before, after}, {reports.Fixed, after, before}} {
		var changed []string
		for _, c := range reports.Compare(way.before, way.after) {
			if c.Kind != way.kind || c.Row != row {
				t.Errorf("%s of %s is %s, want %s, and of %s alone", c.ID, c.Row, c.Kind, way.kind, row)
			}
			changed = append(changed, c.ID)
		}
		if !slices.Equal(changed, failed) || len(failed) == 0 {
			t.Errorf("the diff names %q; with the mutant fail %q", changed, failed)
		}
	}
	var text strings.Builder
	if err := reports.WriteDiff(&text, reports.Compare(before, after)); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d scenarios, %s:\n%s", len(picked), mutant, text.String())
}

// runOf runs the scenarios on an emulator with the mutant; "" is the emulator as it is.
func runOf(t *testing.T, mutant string, picked []scenarios.Scenario) reports.Run {
	t.Helper()
	session, err := harness.Open(t.Context(), harness.Spec{Target: "emulator:", Mutant: mutant}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close(context.Background())
	run := reports.Run{Target: "emulator:"}
	for _, s := range picked {
		run.Results = append(run.Results, session.Run(t.Context(), s))
		run.Expected = append(run.Expected, s.ID)
	}
	return run
}
