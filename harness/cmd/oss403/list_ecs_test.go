package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/oss403/oss403/scenarios/catalogue"
)

func TestListOfECs(t *testing.T) {
	_, table, _ := run(t, "list", "--ecs")
	_, text, _ := run(t, "list", "--ecs", "--json")
	var list struct {
		Documented, Provoked int
		Reasons              map[string]int
		ECs                  []listedEC
	}
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		t.Fatal(err)
	}
	provoked, without := 0, map[string]int{}
	for _, ec := range list.ECs {
		if len(ec.Scenarios) > 0 {
			provoked++
		} else {
			without[string(ec.Reason)]++
		}
		row := regexp.MustCompile(fmt.Sprintf(`(?m)^%s +%d +%s`, ec.EC, len(ec.Scenarios), regexp.QuoteMeta(ec.About)))
		if !row.MatchString(table) || ec.Source == "" || strings.Contains(ec.Source, "(20") && strings.HasPrefix(ec.Source, "https:") {
			t.Errorf("%s: source %q, or not in the table as in JSON", ec.EC, ec.Source)
		}
	}
	if len(list.ECs) != list.Documented || provoked != list.Provoked || provoked == 0 {
		t.Errorf("%d ECs, %d provoked; counted %d and %d", list.Documented, list.Provoked, len(list.ECs), provoked)
	}
	says := fmt.Sprintf("%d of %d are provoked", provoked, len(list.ECs))
	for _, why := range catalogue.Reasons() {
		if without[string(why)] != list.Reasons[string(why)] {
			t.Errorf("%q: counted %d, says %d", why, without[string(why)], list.Reasons[string(why)])
		}
		says += fmt.Sprintf("; %d not: %s", without[string(why)], why)
	}
	if !strings.HasSuffix(table, says+"\n") {
		t.Errorf("the table ends otherwise than with %q", says)
	}
}
