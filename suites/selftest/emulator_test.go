package selftest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/target"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// emulatorMutants are the ways to be wrong that the scenarios must notice: a
// check left out, neighbours of known order swapped, a limit moved.
func emulatorMutants() []string {
	var names []string
	families := target.Mutants()
	for _, family := range []string{"skip", "swap", "order"} {
		names = append(names, families[family]...)
	}
	return slices.DeleteFunc(names, func(name string) bool { return !strings.Contains(name, "identity/") })
}

// equivalent lists the mutants that no request can tell from the healthy
// emulator, or that only a request which the service was never seen to answer could.
func equivalent() map[string]string {
	return map[string]string{
		"skip identity/one-token":                       "neither status nor Code of 0002-00000010 is published, so that its scenario can only warn",
		"swap identity/skew before identity/url-expiry": "one is asked of headers, the other of URLs",
		"swap identity/url-expiry before identity/day":  "nothing orders the day and the lifetime of a V4 URL",
	}
}

// registerEmulatorMutants adds a spec for each: some scenario must fail on it.
func registerEmulatorMutants(picked []scenarios.Scenario) {
	for _, name := range emulatorMutants() {
		It("notices the emulator mutant: "+name, Label("emulator-mutant"), func(ctx SpecContext) {
			killer := noticedBy(ctx, name, picked)
			if why, ok := equivalent()[name]; ok {
				Expect(killer).To(BeEmpty(), "listed as equivalent: "+why)
				return
			}
			AddReportEntry(emulatorEntry, killer, ReportEntryVisibilityNever)
			Expect(killer).NotTo(BeEmpty(), "no scenario notices it")
		})
	}
}

// noticedBy is the first scenario that fails on the mutant.
func noticedBy(ctx context.Context, name string, picked []scenarios.Scenario) string {
	session, err := harness.Open(ctx, target.Spec{Target: "emulator:", Mutant: name}, nil)
	if err != nil {
		return fmt.Sprintf("the preflight: %v", err)
	}
	defer session.Close(ctx)
	for _, s := range picked {
		if result := session.Run(ctx, s); result.Verdict == verdict.Fail {
			return s.ID
		}
	}
	return ""
}
