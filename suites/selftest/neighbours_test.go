package selftest

import (
	"context"
	"os"
	"slices"
	"testing"

	"github.com/onsi/ginkgo/v2"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// Refused writes of one state are looked at together. If the target does one of them all the same, that scenario fails,
// and its neighbours pass.
func TestARefusedWriteThatIsDoneIsFoundAmongItsNeighbours(t *testing.T) {
	if config, _ := ginkgo.GinkgoConfiguration(); config.ParallelTotal > 1 {
		t.Skip("one process is enough: go test runs it")
	}
	step := 61 // a sample; make effects tries every write
	if os.Getenv("OSS403_EVERY_WRITE") != "" {
		step = 1
	}
	session, err := harness.Open(t.Context(), harness.Spec{Target: "emulator:"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close(context.Background())
	groups, _ := harness.Groups(catalogue.All())
	writes, tried, found := 0, 0, 0
	for _, group := range groups {
		var picked []scenarios.Scenario
		for _, s := range group {
			if s.When.Effect == scenarios.NoEffect || s.Done() {
				continue
			}
			if writes++; writes%step == 0 {
				picked = append(picked, s)
			}
		}
		for len(picked) > 0 {
			var deeds map[string]string
			deeds, picked = oneInEachState(picked)
			results, done := session.RunTogetherAsIfSomeDid(t.Context(), group, deeds)
			blamed := noticing(results)
			for id, deed := range deeds {
				switch {
				case !done[id]:
				case slices.Contains(blamed, id):
					tried, found = tried+1, found+1
				default:
					tried++
					t.Errorf("beside the refusal of %s the target %s, which is not noticed", id, deed)
				}
			}
			if innocent := slices.DeleteFunc(blamed, func(id string) bool { return done[id] }); len(innocent) > 0 {
				t.Errorf("beside the refusals of %v the target did something; %q are blamed", deeds, innocent)
			}
		}
	}
	t.Logf("done beside %d refused writes among their neighbours, found %d times", tried, found)
	if tried == 0 {
		t.Error("nothing was done beside any write")
	}
}

// oneInEachState picks one of the writes that are refused in each state, and what the target does beside it. rest holds the
// other writes.
func oneInEachState(writes []scenarios.Scenario) (deeds map[string]string, rest []scenarios.Scenario) {
	deeds, states := map[string]string{}, map[string]bool{}
	for _, s := range writes {
		if state := s.Faulty().Key(); states[state] {
			rest = append(rest, s)
		} else {
			states[state], deeds[s.ID] = true, [...]string{"starts an upload", "writes a neighbouring key"}[len(deeds)%2]
		}
	}
	return deeds, rest
}

// noticing lists the results that are not PASS.
func noticing(results []verdict.Result) []string {
	var ids []string
	for _, r := range results {
		if r.Verdict != verdict.Pass && r.Verdict != verdict.NotSupported {
			ids = append(ids, r.ID)
		}
	}
	return ids
}
