package scenarios_test

import (
	"testing"

	"github.com/oss403/oss403/scenarios"
)

// Each row has a remedy, but X06 and X12, whose refusals are those of other rows.
func TestEachRowHasARemedy(t *testing.T) {
	for _, row := range scenarios.AllRows() {
		steps := scenarios.Remedy(row.ID)
		if none := row.ID == "X06" || row.ID == "X12"; none != (len(steps) == 0) {
			t.Errorf("%s %s has %d steps", row.ID, row.Code, len(steps))
		}
	}
}
