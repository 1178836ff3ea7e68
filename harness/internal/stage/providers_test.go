package stage_test

import (
	"testing"

	"github.com/oss403/oss403/harness/internal/stage"
	"github.com/oss403/oss403/scenarios"
)

func TestEveryKindOfStateHasOneProvider(t *testing.T) {
	provided := map[scenarios.TraitKind]int{}
	for _, kind := range stage.Provided() {
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
