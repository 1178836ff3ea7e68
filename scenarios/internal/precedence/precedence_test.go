package precedence

import (
	"slices"
	"strings"
	"testing"

	s "github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/internal/authentication"
	"github.com/oss403/oss403/scenarios/internal/authorization"
	"github.com/oss403/oss403/scenarios/internal/endpoint"
	"github.com/oss403/oss403/scenarios/internal/features"
)

func singles() []s.Scenario {
	return slices.Concat(endpoint.Scenarios(), authentication.Scenarios(), authorization.Scenarios(), features.Scenarios())
}

func TestEachCheckIsKnownByScenarios(t *testing.T) {
	all := singles()
	for _, c := range checks() {
		for _, family := range c.by {
			if !slices.ContainsFunc(all, func(one s.Scenario) bool {
				return one.ID == strings.ReplaceAll(family, "{carrier}", string(one.Carrier()))
			}) {
				t.Errorf("%s: no scenario has an id of the family %s", c.name, family)
			}
		}
	}
}

func TestEachRuleFitsAPair(t *testing.T) {
	all := Scenarios(singles())
	for _, r := range rules() {
		fits := func(pair s.Scenario) bool {
			names := strings.Split(pair.ID, "/")[2]
			return strings.HasPrefix(names, r.first+"-before-") && strings.HasSuffix(names, "-before-"+r.second)
		}
		if r.first != string(identity) && !slices.ContainsFunc(all, fits) {
			t.Errorf("no pair is ordered by the rule that %s comes before %s", r.first, r.second)
		}
	}
}

func TestAPairIsJudgedWhereItsOrderIsKnownAndToldOfElsewhere(t *testing.T) {
	judged := map[bool]int{}
	for _, pair := range Scenarios(singles()) {
		judged[!pair.Undecided()]++
		if strings.Contains(pair.ID, "-and-") && !strings.Contains(pair.ID, "-before-") && !pair.Undecided() {
			t.Errorf("%s is judged by an order that nobody knows", pair.ID)
		}
	}
	t.Logf("%d pairs judged, %d told of", judged[true], judged[false])
	if judged[true] < 100 || judged[false] < 300 {
		t.Errorf("%d pairs are judged and %d told of; some checks are composed no longer", judged[true], judged[false])
	}
}

func TestTwoFaultsOnOneThingAreNoPair(t *testing.T) {
	for _, pair := range Scenarios(singles()) {
		for _, two := range []string{"unknown-access-key-and-access-key-characters", "expiry-and-not-yet-valid", "ram-policy-before-acl",
			"region-and-host", "missing-bucket-and-acl"} {
			if strings.HasSuffix(pair.ID, two) {
				t.Errorf("%s is composed", pair.ID)
			}
		}
	}
}
