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
	e := Evidence{Rows: len(scenarios.OfficialRows()),
		Fields: map[scenarios.Level]int{scenarios.LevelCaptured: 0, scenarios.LevelDocumented: 0, scenarios.LevelInferred: 0}}
	type place struct {
		row, field string
		level      scenarios.Level
	}
	at := map[place]*FieldEvidence{}
	for _, s := range all {
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
	for _, row := range scenarios.OfficialRows() {
		seen := func(field string) bool { return at[place{row.ID, field, scenarios.LevelCaptured}] != nil }
		if seen(scenarios.FieldCode) && seen(scenarios.FieldMessage) {
			e.RowsCaptured++
		}
	}
	return e
}

func (f *FieldEvidence) add(sources []scenarios.Source) {
	for _, s := range sources {
		if !slices.ContainsFunc(f.Sources, func(known SourceEvidence) bool { return known.Source == s }) {
			f.Sources = append(f.Sources, SourceEvidence{s, s.Kind(), s.Date(), s.Address()})
		}
	}
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
