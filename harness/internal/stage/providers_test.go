package stage

import (
	"slices"
	"testing"

	"github.com/oss403/oss403/scenarios"
)

func TestEveryKindOfStateHasOneProvider(t *testing.T) {
	provided := map[scenarios.TraitKind]int{}
	for _, kind := range Provided() {
		provided[kind]++
	}
	for _, kind := range scenarios.TraitKinds() {
		switch n := provided[kind]; {
		case n == 0:
			t.Errorf("nothing brings %q about; add it to one of the tables of harness/internal/stage", kind)
		case n > 1:
			t.Errorf("%q is brought about %d times; leave it in one of the tables of harness/internal/stage", kind, n)
		}
	}
}

func TestWhatIsSetThroughTheControlPortNeedsIt(t *testing.T) {
	for _, kind := range scenarios.TraitKinds() {
		needs := slices.Contains(scenarios.Trait{Kind: kind, Value: scenarios.Whatever}.Needs(), scenarios.ControlPort)
		set := slices.Contains(administeredKinds(), kind)
		switch {
		case set && !needs:
			t.Errorf("%q is set through the control port; say needs: administered in its row in scenarios/traits.go", kind)
		case needs && !set:
			t.Errorf("%q needs the control port; set it in harness/internal/stage/administered.go", kind)
		}
	}
}
