package catalogue_test

import (
	"testing"

	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

func TestTheCatalogueIsClean(t *testing.T) {
	for _, problem := range scenarios.Lint(catalogue.All(), scenarios.LockedIDs()) {
		t.Error(problem)
	}
}

func TestEveryECOfA403HasAScenarioOrAReason(t *testing.T) {
	expecting := catalogue.Expecting()
	for _, ec := range catalogue.ForbiddenECs() {
		provoked := len(expecting[ec.Code]) > 0
		if provoked && ec.Why != "" && ec.Code != "0002-00000008" {
			t.Errorf("%s is provoked, so it needs no reason: %s", ec.Code, ec.Why)
		}
		if !provoked && ec.Why == "" {
			t.Errorf("%s: no scenario expects it; add one, or why none can", ec.Code)
		}
	}
}
