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
		for _, s := range group {
			if s.When.Effect == scenarios.NoEffect || s.Done() {
				continue
			}
			if writes++; writes%step != 0 {
				continue
			}
			deed := [...]string{"starts an upload", "writes a neighbouring key"}[writes/step%2]
			results, did := session.RunTogetherAsIfOneDid(t.Context(), group, s.ID, deed)
			if !did {
				continue
			}
			tried++
			if only := noticing(results); slices.Equal(only, []string{s.ID}) {
				found++
			} else {
				t.Errorf("beside the refusal of %s the target %s; that is noticed by %q", s.ID, deed, only)
			}
		}
	}
	t.Logf("done beside %d refused writes among their neighbours, found %d times", tried, found)
	if tried == 0 {
		t.Error("nothing was done beside any write")
	}
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
