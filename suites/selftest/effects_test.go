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

// The suite notices a target that refuses a write and still changes something in the
// bucket. Each write notices a change of objects or uploads. The last write of a group
// notices a change of a setting.
func TestWhatARefusedWriteDoesAllTheSameIsNoticed(t *testing.T) {
	if config, _ := ginkgo.GinkgoConfiguration(); config.ParallelTotal > 1 {
		t.Skip("one process is enough: go test runs it")
	}
	every := os.Getenv("OSS403_EVERY_WRITE") != ""
	session, err := harness.Open(t.Context(), harness.Spec{Target: "emulator:"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close(context.Background())
	for _, deed := range harness.Deeds() {
		done, noticed := 0, 0
		for _, s := range sampled(deed, every) {
			if !every && done > 0 && s.beyond {
				break
			}
			r, did := session.RunAsIfItDid(t.Context(), s.Scenario, deed, true)
			if !did || r.Verdict == verdict.NotSupported {
				continue
			}
			done++
			if slices.ContainsFunc(r.Deviations(verdict.Fails), func(f verdict.Finding) bool { return f.Field == harness.FieldEffect }) {
				noticed++
			} else {
				t.Errorf("%s: the target %s, and nobody notices: %s %s", s.ID, deed, r.Verdict, r.Reason)
			}
		}
		if noticed == 0 {
			t.Errorf("no scenario notices that the target %s", deed)
		}
		t.Logf("%-42s done beside %3d refused writes, noticed by %3d", deed, done, noticed)
	}
}

// A sample is a refused write. If beyond is set, it is tried only for a deed that was
// possible beside none of the earlier writes. Few buckets can be made public, for
// example.
type sample struct {
	scenarios.Scenario
	beyond bool
}

// sampled returns every 40th write, then the others marked as beyond. With every, it
// returns all writes.
func sampled(deed string, every bool) []sample {
	step := 40
	switch {
	case deed == "stores the same content under a new date": // this deed takes a second
		step = 200
	case every:
		step = 1
	}
	var first, others []sample
	for i, s := range writes() {
		if i%step == 0 {
			first = append(first, sample{s, false})
		} else {
			others = append(others, sample{s, true})
		}
	}
	if every {
		return first
	}
	return append(first, others...)
}

// writes returns the refused writes, with one carrier for each.
func writes() []scenarios.Scenario {
	return slices.DeleteFunc(firstCarriers(catalogue.All()), func(s scenarios.Scenario) bool {
		return s.When.Effect == scenarios.NoEffect || s.Done()
	})
}
