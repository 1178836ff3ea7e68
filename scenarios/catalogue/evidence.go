package catalogue

import (
	"cmp"
	"slices"
	"strings"

	"github.com/oss403/oss403/scenarios"
)

// Evidence counts how sure the catalogue is: by rows of the official page, and by fields that a
// scenario expects.
type Evidence struct {
	Rows         int                     `json:"rows"`         // rows of the official page
	RowsCaptured int                     `json:"rowsCaptured"` // rows whose Code and Message were seen from the service
	Fields       map[scenarios.Level]int `json:"fields"`       // expected fields of all scenarios, by their surest level
	OneSource    int                     `json:"oneSource"`    // fields with a single source that a reader can follow
	RowEvidence  []FieldEvidence         `json:"rowEvidence"`
	Orders       []OrderEvidence         `json:"orders"`    // of two faults, by sources
	Unordered    int                     `json:"unordered"` // pairs of faults that no source orders
}

// OrderEvidence lists the pairs of faults whose order rests on the same sources.
type OrderEvidence struct {
	Level     scenarios.Level  `json:"level"`
	Sources   []SourceEvidence `json:"sources"`
	Scenarios []string         `json:"scenarios"` // ids
}

// FieldEvidence lists the sources of one field of a row at one level. Scenarios of the same row may
// have different evidence.
type FieldEvidence struct {
	Row     string           `json:"row"`
	Field   string           `json:"field"`
	Level   scenarios.Level  `json:"level"`
	Sources []SourceEvidence `json:"sources"`
}

// SourceEvidence is one source of a field.
type SourceEvidence struct {
	Source  scenarios.Source     `json:"source"`
	Kind    scenarios.SourceKind `json:"kind"`
	Date    string               `json:"date,omitempty"`
	Address string               `json:"address,omitempty"`
}

// EvidenceOf collects the evidence of scenarios by row and field. The fields that every refusal has
// are listed once, under the row "every".
func EvidenceOf(all []scenarios.Scenario) Evidence {
	e := Evidence{Orders: []OrderEvidence{}, Rows: len(scenarios.OfficialRows()),
		Fields: map[scenarios.Level]int{scenarios.LevelCaptured: 0, scenarios.LevelDocumented: 0, scenarios.LevelInferred: 0}}
	type place struct {
		row, field string
		level      scenarios.Level
	}
	at := map[place]*FieldEvidence{}
	for _, s := range all {
		e.addOrder(s)
		for _, field := range s.Then.Fields {
			e.Fields[field.Level()]++
			if followed(field) == 1 {
				e.OneSource++
			}
			row := s.Row
			if scenarios.InEveryRefusal(field.Field) {
				row = "every"
			}
			for _, answer := range field.Answers {
				key := place{row, field.Field, answer.Evidence.Level}
				if at[key] == nil {
					at[key] = &FieldEvidence{Row: row, Field: field.Field, Level: answer.Evidence.Level}
				}
				at[key].add(answer.Evidence.Sources)
			}
		}
	}
	for _, f := range at {
		e.RowEvidence = append(e.RowEvidence, *f)
	}
	slices.SortFunc(e.RowEvidence, func(a, b FieldEvidence) int {
		return cmp.Or(strings.Compare(a.Row, b.Row), strings.Compare(a.Field, b.Field), strings.Compare(string(a.Level), string(b.Level)))
	})
	slices.SortStableFunc(e.Orders, func(a, b OrderEvidence) int { return strings.Compare(string(a.Level), string(b.Level)) })
	for _, row := range scenarios.OfficialRows() {
		seen := func(field string) bool { return at[place{row.ID, field, scenarios.LevelCaptured}] != nil }
		if seen(scenarios.FieldCode) && seen(scenarios.FieldMessage) {
			e.RowsCaptured++
		}
	}
	return e
}

func (f *FieldEvidence) add(sources []scenarios.Source) { f.Sources = withSources(f.Sources, sources) }

func withSources(all []SourceEvidence, sources []scenarios.Source) []SourceEvidence {
	for _, s := range sources {
		if !slices.ContainsFunc(all, func(known SourceEvidence) bool { return known.Source == s }) {
			all = append(all, SourceEvidence{s, s.Kind(), s.Date(), s.Address()})
		}
	}
	return all
}

// addOrder counts a pair of faults.
func (e *Evidence) addOrder(s scenarios.Scenario) {
	if s.Besides.Kind == "" {
		return
	}
	if s.Order.Level == "" {
		e.Unordered++
		return
	}
	sources := withSources(nil, s.Order.Sources)
	i := slices.IndexFunc(e.Orders, func(o OrderEvidence) bool { return o.Level == s.Order.Level && slices.Equal(o.Sources, sources) })
	if i < 0 {
		i, e.Orders = len(e.Orders), append(e.Orders, OrderEvidence{Level: s.Order.Level, Sources: sources})
	}
	e.Orders[i].Scenarios = append(e.Orders[i].Scenarios, s.ID)
}

// followed counts the sources of a field that a reader can follow.
func followed(field scenarios.Expected) int {
	addresses := map[string]bool{}
	for _, a := range field.Answers {
		for _, s := range a.Evidence.Sources {
			if s.Address() != "" {
				addresses[string(s)] = true
			}
		}
	}
	return len(addresses)
}
