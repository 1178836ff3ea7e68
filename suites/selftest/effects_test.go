package selftest

import (
	"context"
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/judge"
	"github.com/oss403/oss403/harness/target"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// A refusal that does something all the same is noticed, wherever in the bucket that is: by
// each write where it changes objects or uploads, by the last write of a group where it
// changes a setting.
func TestWhatARefusedWriteDoesAllTheSameIsNoticed(t *testing.T) {
	every := os.Getenv("OSS403_EVERY_WRITE") != ""
	session, err := harness.Open(t.Context(), target.Spec{Target: "emulator:"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close(context.Background())
	for _, deed := range harness.Deeds() {
		done, noticed := 0, 0
		for i, s := range writes() {
			if !every && i%40 != 0 || deed == "stores the same content under a new date" && i%200 != 0 {
				continue
			}
			r, did := session.RunAsIfItDid(t.Context(), s, deed, true)
			if !did || r.Verdict == verdict.NotSupported {
				continue
			}
			done++
			if slices.ContainsFunc(r.Deviations(verdict.Fails), func(f verdict.Finding) bool { return f.Field == judge.FieldEffect }) {
				noticed++
			} else {
				t.Errorf("%s: the target %s, and nobody notices: %s %s", s.ID, deed, r.Verdict, r.Reason)
			}
		}
		if noticed == 0 {
			t.Errorf("no scenario notices that the target %s", deed)
		}
		t.Log(fmt.Sprintf("%-42s done beside %3d refused writes, noticed by %3d", deed, done, noticed))
	}
}

// writes are the refused writes, each over one carrier.
func writes() []scenarios.Scenario {
	return slices.DeleteFunc(firstCarriers(catalogue.All()), func(s scenarios.Scenario) bool { return s.When.Effect == scenarios.NoEffect })
}
