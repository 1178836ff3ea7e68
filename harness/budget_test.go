package harness_test

import (
	"context"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// A run with a budget sends no more requests than that, clean-up included, and says what it did not try.
func TestARunKeepsToItsBudget(t *testing.T) {
	for _, budget := range []int{200, 450, 1500} {
		session, err := harness.Open(t.Context(), harness.Spec{Target: "emulator:", Budget: budget}, nil)
		if err != nil {
			t.Fatal(err)
		}
		groups, _ := harness.Groups(catalogue.All())
		passed, untried := 0, 0
		for _, group := range groups[:20] {
			_ = session.Prepare(t.Context(), group) // the scenario that needs the user reports an error
			for _, s := range group {
				switch r := session.Run(t.Context(), s); {
				case r.Verdict == verdict.Pass:
					passed++
				case r.Verdict == verdict.NotSupported && strings.Contains(r.Reason, "budget"):
					untried++
				default:
					t.Errorf("%s: %s %s", s.ID, r.Verdict, r.Reason)
				}
			}
		}
		if err := session.Close(context.Background()); err != nil {
			t.Error(err)
		}
		used := session.Usage()
		if sent := used.Requests + used.Repeated; sent > int64(budget) || passed == 0 || untried == 0 {
			t.Errorf("a budget of %d: %d requests sent, %d scenarios passed, %d not tried", budget, sent, passed, untried)
		}
	}
	if err := (harness.Spec{Target: "emulator:", Budget: 500, Share: 4}).Check(); err == nil {
		t.Error("a budget of 125 for each process is accepted")
	}
}
