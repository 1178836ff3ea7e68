package scenarios

import (
	"cmp"
	"slices"
)

// Quick picks few scenarios, in the order of all, that meet each row, each carrier and each kind of fault at least
// once. Of the scenarios of a row it takes one that needs the least of a target.
func Quick(all []Scenario) []Scenario {
	met, picked := map[string]bool{}, map[string]bool{}
	pick := func(s Scenario) {
		picked[s.ID] = true
		for _, f := range featuresOf(s) {
			met[f] = true
		}
	}
	better := func(a, b Scenario) int {
		return cmp.Or(cmp.Compare(len(a.Needs()), len(b.Needs())), cmp.Compare(unmet(met, b), unmet(met, a)))
	}
	for _, row := range AllRows() {
		of := slices.DeleteFunc(slices.Clone(all), func(s Scenario) bool { return s.Row != row.ID })
		if len(of) > 0 {
			pick(slices.MinFunc(of, better))
		}
	}
	for _, s := range all {
		if unmet(met, s) > 0 {
			pick(s)
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(s Scenario) bool { return !picked[s.ID] })
}

// featuresOf lists what of a scenario is to be met once.
func featuresOf(s Scenario) []string {
	return []string{"row " + s.Row, "carrier " + string(s.Carrier()), "fault " + string(s.Fault.Kind)}
}

func unmet(met map[string]bool, s Scenario) int {
	n := 0
	for _, f := range featuresOf(s) {
		if !met[f] {
			n++
		}
	}
	return n
}
