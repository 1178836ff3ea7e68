package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// Each filter picks the scenarios that have the property, and no other.
func TestListFilters(t *testing.T) {
	tests := []struct {
		filter listFilter
		has    func(scenarios.Scenario) bool
	}{
		{listFilter{Area: "endpoint"}, func(s scenarios.Scenario) bool { return s.Area == "endpoint" }},
		{listFilter{Carrier: "s3-v2-url"}, func(s scenarios.Scenario) bool { return s.Carrier() == scenarios.S3V2URL }},
		{listFilter{Level: "captured"}, func(s scenarios.Scenario) bool { return s.Sure() == scenarios.LevelCaptured }},
		{listFilter{Level: "documented"}, func(s scenarios.Scenario) bool { return s.Sure() != scenarios.LevelInferred }},
		{listFilter{Needs: "control port", Area: "features"}, func(s scenarios.Scenario) bool {
			return s.Area == "features" && strings.Contains(strings.Join(needsOf(s), ";"), "control port")
		}},
	}
	for _, test := range tests {
		picked, err := test.filter.pick(catalogue.All())
		want := 0
		for _, s := range catalogue.All() {
			if test.has(s) {
				want++
			}
		}
		if err != nil || len(picked) != want || want == 0 || want == len(catalogue.All()) {
			t.Errorf("%+v picks %d, want %d: %v", test.filter, len(picked), want, err)
		}
	}
}

func TestListRefusesAValueThatNoScenarioHas(t *testing.T) {
	code, out, err := run(t, "list", "--carrier=v9-header")
	if code != exitUsage || out != "" || !strings.Contains(err, "accepted: post-s3-v2, ") {
		t.Errorf("%d %q %q", code, out, err)
	}
}

// scenarios/CATALOGUE.md is the page of this catalogue.
func TestTheCatalogueOnPaperIsCurrent(t *testing.T) {
	paper, err := os.ReadFile(filepath.Join("..", "..", "..", "scenarios", "CATALOGUE.md"))
	if err != nil {
		t.Fatal(err)
	}
	if _, page, _ := run(t, "list", "--markdown"); page != string(paper) {
		t.Error("run make docs")
	}
}

// The page in Markdown has each row that has a scenario, once.
func TestListMarkdown(t *testing.T) {
	_, page, _ := run(t, "list", "--markdown")
	for _, row := range scenarios.AllRows() {
		if strings.Count(page, "\n## "+row.ID+" ") != 1 {
			t.Errorf("%s has no heading of its own", row.ID)
		}
	}
}
