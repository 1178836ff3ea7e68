package catalogue_test

import (
	"testing"

	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// The quick selection meets each row, each carrier and each kind of fault, with a twentieth of the scenarios.
func TestTheQuickSelectionMeetsEverythingOnce(t *testing.T) {
	quick := scenarios.Quick(catalogue.All())
	meets := map[string]bool{}
	for _, s := range quick {
		meets["row "+s.Row], meets["carrier "+string(s.Carrier())], meets["fault "+string(s.Fault.Kind)] = true, true, true
	}
	for _, s := range catalogue.All() {
		for _, what := range []string{"row " + s.Row, "carrier " + string(s.Carrier()), "fault " + string(s.Fault.Kind)} {
			if !meets[what] {
				t.Fatalf("%s of %s is not met", what, s.ID)
			}
		}
	}
	if len(quick) > len(catalogue.All())/15 {
		t.Errorf("%d scenarios are not few", len(quick))
	}
	t.Logf("%d of %d scenarios", len(quick), len(catalogue.All()))
}
