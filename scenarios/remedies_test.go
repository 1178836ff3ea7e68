package scenarios_test

import (
	"strings"
	"testing"

	"github.com/oss403/oss403/scenarios"
)

// Each row of the official page has a remedy. Other rows that have none yet are listed.
func TestEachOfficialRowHasARemedy(t *testing.T) {
	for _, row := range scenarios.AllRows() {
		if len(scenarios.Remedy(row.ID)) > 0 {
			continue
		}
		if strings.HasPrefix(row.ID, "R") {
			t.Errorf("%s %s has no remedy", row.ID, row.Code)
		} else {
			t.Logf("%s %s has no remedy yet", row.ID, row.Code)
		}
	}
}
