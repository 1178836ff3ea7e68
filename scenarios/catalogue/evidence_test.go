package catalogue

import (
	"slices"
	"testing"

	"github.com/oss403/oss403/scenarios"
)

// Pairs of faults that the same sources order in the same way are told of together, the surest first; a pair that nothing orders is
// counted, and a scenario of one fault is none.
func TestOrdersAreToldWithTheirSources(t *testing.T) {
	tokyo, osaka := scenarios.Recorded("tokyo.json.gz", "ap-northeast-1", "v1").Of("2026-12-02"), scenarios.Page403
	pair := func(id string, level scenarios.Level, sources ...scenarios.Source) scenarios.Scenario {
		return scenarios.Scenario{ID: id, Besides: scenarios.Fault{Kind: "any"}, Order: scenarios.Evidence{Level: level, Sources: sources}}
	}
	e := EvidenceOf([]scenarios.Scenario{
		pair("a", scenarios.LevelDocumented, osaka), pair("b", scenarios.LevelCaptured, tokyo), pair("c", scenarios.LevelDocumented, osaka),
		pair("d", scenarios.LevelDocumented, osaka, tokyo), pair("e", scenarios.LevelInferred, osaka), pair("f", ""),
		{ID: "one", Order: scenarios.Evidence{Level: scenarios.LevelCaptured, Sources: []scenarios.Source{tokyo}}},
	})
	var got [][]string
	for _, o := range e.Orders {
		row := append([]string{string(o.Level)}, o.Scenarios...)
		for _, s := range o.Sources {
			row = append(row, string(s.Kind), s.Date)
		}
		got = append(got, row)
	}
	recorded, page := []string{string(tokyo.Kind()), "2026-12-02"}, []string{string(osaka.Kind()), osaka.Date()}
	want := [][]string{
		slices.Concat([]string{"captured", "b"}, recorded), slices.Concat([]string{"documented", "a", "c"}, page),
		slices.Concat([]string{"documented", "d"}, page, recorded), slices.Concat([]string{"inferred", "e"}, page),
	}
	if !slices.EqualFunc(got, want, slices.Equal) || e.Unordered != 1 {
		t.Errorf("%q and %d that nothing orders, and not\n%q and 1", got, e.Unordered, want)
	}
}

// Each pair of the catalogue is told of once, and each that is ordered names a source.
func TestEachPairIsToldOf(t *testing.T) {
	pairs, e := 0, EvidenceOf(All())
	for _, s := range All() {
		if s.Besides.Kind != "" {
			pairs++
		}
	}
	told := e.Unordered
	for _, o := range e.Orders {
		told += len(o.Scenarios)
		if len(o.Sources) == 0 {
			t.Errorf("nothing is named that orders %q", o.Scenarios)
		}
	}
	if told != pairs || pairs == 0 {
		t.Errorf("%d pairs are told of, and there are %d", told, pairs)
	}
}
