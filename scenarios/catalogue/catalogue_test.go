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
