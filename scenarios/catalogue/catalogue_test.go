package catalogue_test

import (
	"regexp"
	"slices"
	"strings"
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
	covered := catalogue.Covered()
	for _, ec := range covered.ECs {
		provoked := len(covered.Scenarios[ec.Number]) > 0
		switch {
		case provoked && ec.Why != "":
			t.Errorf("%s is provoked, so it needs no reason: %s", ec.Number, ec.Why)
		case !provoked && !slices.Contains(catalogue.Reasons(), ec.Why):
			t.Errorf("%s: no scenario expects it; add one, or say which of the two reasons there is: %v", ec.Number, catalogue.Reasons())
		}
	}
}

var ofAnEC = regexp.MustCompile(`^\d{4}-\d{8}$`)

func TestEveryECOfA403HasItsPageOrAPublicAnswer(t *testing.T) {
	last := ""
	for _, ec := range catalogue.ForbiddenECs() {
		if !ofAnEC.MatchString(ec.Number) || ec.Number <= last {
			t.Errorf("%s stands after %s", ec.Number, last)
		}
		last = ec.Number
		page := ec.Source.Kind() == scenarios.APage
		switch {
		case ec.About == "" || len(ec.About) > 100:
			t.Errorf("%s: say in a few words what it is about: %q", ec.Number, ec.About)
		case ec.Source.Date() == "" && page:
			t.Errorf("%s: from when is its page, or when was it read? %s", ec.Number, ec.Source)
		case page && !strings.Contains(string(ec.Source), "/"+ec.Number+" ("):
			t.Errorf("%s: the page is of another: %s", ec.Number, ec.Source)
		case !page && ec.Source.Kind() != scenarios.AnswerSeen && ec.Source.Kind() != scenarios.ANote:
			t.Errorf("%s: neither a page nor an answer: %s", ec.Number, ec.Source)
		case !page && ec.Message == "":
			t.Errorf("%s: an answer shows a text", ec.Number)
		}
	}
}

// What is concluded only, as the EC of another family with the same number, has no page.
func TestEveryECThatAScenarioIsSureOfIsInTheList(t *testing.T) {
	listed := map[string]bool{}
	for _, ec := range catalogue.ForbiddenECs() {
		listed[ec.Number] = true
	}
	for _, s := range catalogue.All() {
		status, _ := s.Then.Field(scenarios.FieldStatus)
		field, _ := s.Then.Field(scenarios.FieldEC)
		for _, answer := range field.Answers {
			sure := answer.Evidence.Level != scenarios.LevelInferred
			if sure && status.Answers[0].Match.Text == "403" && !listed[answer.Match.Text] {
				t.Errorf("%s expects %s, which is not in the list", s.ID, answer.Match.Text)
				listed[answer.Match.Text] = true
			}
		}
	}
}
