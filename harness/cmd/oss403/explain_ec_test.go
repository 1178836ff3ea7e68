package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/oss403/oss403/scenarios/catalogue"
)

// explain knows each EC of the list, also one that no scenario provokes.
func TestExplainKnowsEachListedEC(t *testing.T) {
	alone := 0
	for _, ec := range catalogue.ForbiddenECs() {
		code, stdout, stderr := run(t, "explain", ec.Number)
		if code != exitConformant || stdout == "" {
			t.Errorf("explain %s: %d %s", ec.Number, code, stderr)
		}
		if !strings.HasPrefix(stdout, "EC "+ec.Number) {
			continue
		}
		alone++
		_, stdout, _ = run(t, "explain", "--json", ec.Number)
		var told listedEC
		if err := json.Unmarshal([]byte(stdout), &told); err != nil || told.EC != ec.Number || told.About != ec.About {
			t.Errorf("explain --json %s: %v %s", ec.Number, err, stdout)
		}
	}
	if alone == 0 {
		t.Error("each EC has a row")
	}
	t.Logf("%d ECs are known by the list alone", alone)
}
