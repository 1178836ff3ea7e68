package main

import (
	"encoding/json"
	"fmt"
	"text/tabwriter"

	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// printEvidence prints the sources of each field of each row, and their evidence
// level.
func printEvidence(to output, picked []scenarios.Scenario, asJSON bool) error {
	e := catalogue.EvidenceOf(picked)
	if asJSON {
		encoder := json.NewEncoder(to.out)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		return encoder.Encode(e)
	}
	table := tabwriter.NewWriter(to.out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(table, "ROW\tFIELD\tLEVEL\tKIND\tDATE\tSOURCE")
	for _, f := range e.RowEvidence {
		row, field, level := f.Row, f.Field, string(f.Level)
		for _, s := range f.Sources {
			date := s.Date
			if date == "" {
				date = "–"
			}
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n", row, field, level, s.Kind, date, s.Source)
			row, field, level = "", "", ""
		}
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(to.out, "%d of the page's %d rows have Code and Message captured, in one scenario or more · "+
		"expected fields: %d captured, %d documented, %d inferred · %d rest on one source alone that can be followed\n",
		e.RowsCaptured, e.Rows, e.Fields[scenarios.LevelCaptured], e.Fields[scenarios.LevelDocumented], e.Fields[scenarios.LevelInferred],
		e.OneSource)
	return err
}
