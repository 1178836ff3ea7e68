package catalogue

import (
	"cmp"
	"slices"
	"strings"

	"github.com/oss403/oss403/scenarios"
)

// Evidence is how sure the catalogue is: over the rows of the page, and over every field
// that a scenario expects.
type Evidence struct {
	Rows         int                     `json:"rows"`         // of the official page
	RowsCaptured int                     `json:"rowsCaptured"` // whose Code and Message were seen from the service
	Fields       map[scenarios.Level]int `json:"fields"`       // expected fields of all scenarios, by their surest level
	OneSource    int                     `json:"oneSource"`    // of those, the ones that rest on one source alone
	RowEvidence  []FieldEvidence         `json:"rowEvidence"`
}

// FieldEvidence is where one field of a row is known from.
type FieldEvidence struct {
	Row     string           `json:"row"`
	Field   string           `json:"field"`
	Level   scenarios.Level  `json:"level"` // the surest
	Sources []SourceEvidence `json:"sources"`
}

// SourceEvidence is one source of a field.
type SourceEvidence struct {
	Source  scenarios.Source     `json:"source"`
	Kind    scenarios.SourceKind `json:"kind"`
	Date    string               `json:"date,omitempty"`
	Address string               `json:"address,omitempty"`
}

// EvidenceOf collects the evidence of scenarios, row by row and field by field. What every
// refusal has stands once, under the row "every".
func EvidenceOf(all []scenarios.Scenario) Evidence {
	e := Evidence{Rows: len(scenarios.OfficialRows()),
		Fields: map[scenarios.Level]int{scenarios.LevelCaptured: 0, scenarios.LevelDocumented: 0, scenarios.LevelInferred: 0}}
	at := map[[2]string]*FieldEvidence{}
	for _, s := range all {
		for _, field := range s.Then.Fields {
			e.Fields[field.Level()]++
			sources := sourcesOf(field)
			if len(sources) == 1 {
				e.OneSource++
			}
			key := [2]string{s.Row, field.Field}
			if scenarios.InEveryRefusal(field.Field) {
				key[0] = "every"
			}
			if at[key] == nil {
				at[key] = &FieldEvidence{Row: key[0], Field: key[1], Level: field.Level()}
			}
			at[key].add(field.Level(), sources)
		}
	}
	for _, f := range at {
		e.RowEvidence = append(e.RowEvidence, *f)
	}
	slices.SortFunc(e.RowEvidence, func(a, b FieldEvidence) int {
		return cmp.Or(strings.Compare(a.Row, b.Row), strings.Compare(a.Field, b.Field))
	})
	for _, row := range scenarios.OfficialRows() {
		if seen(at[[2]string{row.ID, scenarios.FieldCode}]) && seen(at[[2]string{row.ID, scenarios.FieldMessage}]) {
			e.RowsCaptured++
		}
	}
	return e
}

func seen(f *FieldEvidence) bool { return f != nil && f.Level == scenarios.LevelCaptured }

func (f *FieldEvidence) add(level scenarios.Level, sources []scenarios.Source) {
	if level == scenarios.LevelCaptured || level == scenarios.LevelDocumented && f.Level == scenarios.LevelInferred {
		f.Level = level
	}
	for _, s := range sources {
		if !slices.ContainsFunc(f.Sources, func(known SourceEvidence) bool { return known.Source == s }) {
			f.Sources = append(f.Sources, SourceEvidence{s, s.Kind(), s.Date(), s.Address()})
		}
	}
}

func sourcesOf(field scenarios.Expected) []scenarios.Source {
	var all []scenarios.Source
	for _, a := range field.Answers {
		all = append(all, a.Evidence.Sources...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
