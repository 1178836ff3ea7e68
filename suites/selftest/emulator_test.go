package selftest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// emulatorMutants lists the errors of the emulator that the scenarios must notice: a
// check is left out, or two checks of known order are swapped.
func emulatorMutants() []string {
	var names []string
	families := emulator.Mutants()
	for _, family := range []string{"skip", "swap", "order"} {
		names = append(names, families[family]...)
	}
	return names
}

// unnoticed maps each mutant that no scenario can notice to the reason. The self-test
// does not run them.
func unnoticed() map[string]string {
	const (
		noRefusal = "what it refuses is no 403"
		exclusive = "no request is asked both"
		inferred  = "only inference orders the two, which is not judged"
		unordered = "nothing orders the two"
	)
	return map[string]string{
		"skip identity/one-token": "neither status nor Code of 0002-00000010 is published, " +
			"so that its scenario can only warn",
		"swap identity/skew before identity/url-expiry":                   exclusive,
		"swap identity/url-expiry before identity/day":                    unordered,
		"skip endpoint/bucket":                                            noRefusal,
		"skip endpoint/bucket-name":                                       noRefusal,
		"skip endpoint/rate":                                              noRefusal,
		"order state/archived before permission/bucket-acl":               inferred,
		"order state/archived before permission/object-acl":               inferred,
		"order state/retention before permission/bucket-acl":              inferred,
		"order state/retention before permission/object-acl":              inferred,
		"swap permission/session-policy before permission/control-policy": "how a control policy is told of is inferred, which is not judged",
		"skip permission/copy-source":                                     noRefusal,
		"skip permission/name":                                            noRefusal,
		"skip identity/served":                                            noRefusal,
		"skip request/resources":                                          noRefusal,
		"skip request/served":                                             noRefusal,
		"skip request/s3-chunking":                                        noRefusal,
		"skip identity/s3-payload":                                        noRefusal,
		"skip request/s3-trailer":                                         noRefusal,
		"skip identity/s3-token":                                          noRefusal,
		"skip state/app":                                                  noRefusal,
		"skip request/proxy":                                              noRefusal,
		"skip request/box":                                                noRefusal,
		"skip state/quota":                                                noRefusal,
		"swap endpoint/region before endpoint/bucket":                     exclusive,
		"swap permission/bucket-acl before permission/object-acl":         exclusive,
		"swap permission/management before permission/name":               exclusive,
		"swap permission/multipart before permission/acl-of-object":       exclusive,
		"swap permission/name before permission/service":                  exclusive,
		"swap permission/object-acl before permission/multipart":          exclusive,
		"swap permission/service before permission/explicit-deny":         unordered,
	}
}

// registerEmulatorMutants adds a spec for each mutant. At least one scenario must fail
// on the mutant.
func registerEmulatorMutants(all []scenarios.Scenario) {
	picked := append(scenarios.Quick(all), firstCarriers(all)...) // the few that meet most checks go first
	for _, name := range emulatorMutants() {
		if _, listed := unnoticed()[name]; listed {
			continue
		}
		It("notices the emulator mutant: "+name, Label("emulator-mutant"), func(ctx SpecContext) {
			killer := noticedBy(ctx, name, picked)
			if killer == "" && strings.Contains(name, "identity/day") && aroundMidnight() {
				Skip("around midnight UTC the scenarios that would notice it can't run")
			}
			Expect(killer).NotTo(BeEmpty(), "no scenario notices it")
			AddReportEntry(emulatorEntry, killer, ReportEntryVisibilityNever)
		})
	}
}

// aroundMidnight reports whether the scenarios that need the same UTC day were left out: they are from 20
// minutes before midnight to 20 minutes after, and a mutant takes less than a minute.
func aroundMidnight() bool {
	const reach = 21 * time.Minute
	now := time.Now().UTC()
	return now.Add(reach).Day() != now.Add(-reach).Day()
}

// firstCarriers picks one carrier of each scenario. A mutant changes a check, and a
// check treats all carriers alike.
func firstCarriers(all []scenarios.Scenario) []scenarios.Scenario {
	var picked []scenarios.Scenario
	seen := map[string]bool{}
	for _, s := range all {
		family := strings.Replace(s.ID, "/"+string(s.Carrier())+"/", "/*/", 1)
		if !seen[family] {
			picked = append(picked, s)
		}
		seen[family] = true
	}
	return picked
}

// groupSize is the number of scenarios that share what they can, as in a run.
const groupSize = 24

// noticedBy returns the id of the first scenario that fails on the mutant. It returns
// an empty id if none fails.
func noticedBy(ctx context.Context, name string, picked []scenarios.Scenario) string {
	session, err := harness.Open(ctx, harness.Spec{Target: "emulator:", Mutant: name}, nil)
	if err != nil {
		return fmt.Sprintf("the preflight: %v", err)
	}
	defer session.Close(ctx)
	for group := range slices.Chunk(picked, groupSize) {
		_ = session.Prepare(ctx, group) // the scenario that needs the user reports an error
		for _, s := range group {
			if result := session.Run(ctx, s); result.Verdict == verdict.Fail {
				return s.ID
			}
		}
	}
	return ""
}
