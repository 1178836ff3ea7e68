package harness_test

import (
	"slices"
	"testing"

	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/scenarios"
)

// Each operation that the emulator serves has a row in the matrix of callers, or a reason
// why it has none. Suite and emulator name the same action for it.
func TestEveryServedOperationHasItsRowOfTheMatrix(t *testing.T) {
	opened, err := target.Open(t.Context(), target.Spec{Target: "emulator:"})
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close(t.Context())
	served, err := opened.Control.Operations(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(served) < 50 {
		t.Fatalf("only %d operations are served: %v", len(served), served)
	}
	for _, o := range served {
		at := slices.IndexFunc(scenarios.Operations(), func(row scenarios.Operation) bool { return row.Request.Operation == o.Name })
		why := scenarios.Unmatched()[o.Name]
		switch {
		case at < 0 && why == "":
			t.Errorf("%s is served and has neither a row in scenarios.Operations nor a reason in scenarios.Unmatched", o.Name)
		case at >= 0 && scenarios.Operations()[at].Action != o.Action:
			t.Errorf("%s: the matrix has the action %s, the emulator %s", o.Name, scenarios.Operations()[at].Action, o.Action)
		}
	}
	for _, row := range scenarios.Operations() {
		if !slices.ContainsFunc(served, func(o control.Operation) bool { return o.Name == row.Request.Operation }) {
			t.Errorf("the matrix has %s, which the emulator does not serve", row.Request.Operation)
		}
	}
}
