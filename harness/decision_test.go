package harness_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

func TestADeviationSaysWhatTheTargetDecided(t *testing.T) {
	picked, err := scenarios.Select(catalogue.All(), "access-denied/bucket-acl/unsigned/anonymous-get")
	if err != nil {
		t.Fatal(err)
	}
	session, err := harness.Open(t.Context(), target.Spec{Target: "emulator:", Mutant: "skip permission/bucket-acl"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close(t.Context())
	result := session.Run(t.Context(), picked[0])
	if result.Verdict != verdict.Fail || result.Decision == nil {
		t.Fatalf("verdict %s, decision %v", result.Verdict, result.Decision)
	}
	for _, want := range []string{"Anonymous asked for GetObject", "checks objected: HTTP 200"} {
		if !slices.ContainsFunc(result.Decision.Says, func(line string) bool { return strings.Contains(line, want) }) {
			t.Errorf("%q says nothing of %q", result.Decision.Says, want)
		}
	}
	if result.Decision.URL != "" {
		t.Errorf("the emulator ends with the run, and yet %s", result.Decision.URL)
	}
}
