package explain

import (
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/internal/explain/lang"
	"github.com/oss403/oss403/scenarios/catalogue"
	"github.com/oss403/oss403/scenarios/pages"
)

// A diagnosis says by which Codes the editions of the page call a refusal, where they do not agree.
func TestEditionsThatCallARefusalOtherwise(t *testing.T) {
	editions, err := pages.Editions()
	if err != nil {
		t.Fatal(err)
	}
	known := Knowing(catalogue.All())
	for row, says := range map[string]string{"R37": "InDebt (403-en-2026-03-20)", "R01": "", "R03": ""} {
		answer, _ := known.Word(row)
		d := Diagnose(answer, known, lang.Language{})
		d.Printed = PrintedIn(editions, d.Row)
		page := &strings.Builder{}
		if err := WriteText(page, d, lang.Language{}); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(page.String(), "Printed as: ") != (says != "") || !strings.Contains(page.String(), says) {
			t.Errorf("%s: %s", row, page)
		}
		if row == "R01" && (len(d.Printed) != 1 || len(d.Printed[0].Editions) < 2) {
			t.Errorf("%s is printed as %+v", row, d.Printed)
		}
	}
}
