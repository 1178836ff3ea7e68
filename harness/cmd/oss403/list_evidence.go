package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/oss403/oss403/harness/internal/learn"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// evidence is what the catalogue knows, and what the carried emulator claims of its own.
type evidence struct {
	catalogue.Evidence
	Capabilities []scenarios.LearntCapability `json:"capabilities"` // that recordings of the service show it to have, or to lack
	Emulator     emulatorEvidence             `json:"emulator"`
}

// emulatorEvidence counts the rows of the emulator's catalogue of refusals by level, and names those that the catalogue of
// scenarios knows better.
type emulatorEvidence struct {
	Levels  map[string]int `json:"levels"`
	Lessons []learn.Lesson `json:"lessons"`
}

// evidenceOf collects the evidence of the picked scenarios. The emulator is compared with the whole catalogue.
func evidenceOf(picked, all []scenarios.Scenario, found []scenarios.LearntCapability) (evidence, error) {
	reasons, err := refusalsOfEmulator(context.Background())
	if err != nil {
		return evidence{}, err
	}
	lessons := append([]learn.Lesson{}, learn.OfEmulator(reasons, all)...)
	e := evidence{catalogue.EvidenceOf(picked), append([]scenarios.LearntCapability{}, found...), emulatorEvidence{map[string]int{}, lessons}}
	for _, r := range reasons {
		e.Emulator.Levels[r.Level]++
	}
	return e, nil
}

// printEvidence prints the sources of each field of each row, and their evidence
// level.
func printEvidence(to output, e evidence, asJSON bool) error {
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
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n", row, field, level, s.Kind, cmp.Or(s.Date, "–"), s.Source)
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
	if err != nil {
		return err
	}
	if err := printOrders(to, e.Evidence); err != nil {
		return err
	}
	if err := printFound(to, e.Capabilities); err != nil {
		return err
	}
	return printEmulatorEvidence(to, e.Emulator)
}

// printOrders prints what orders two faults in one request, with one pair for each set of sources.
func printOrders(to output, e catalogue.Evidence) error {
	table := tabwriter.NewWriter(to.out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(table, "\nORDER OF TWO FAULTS\tPAIRS\tLEVEL\tKIND\tDATE\tSOURCE")
	for _, o := range e.Orders {
		first, pairs, level := o.Scenarios[0], strconv.Itoa(len(o.Scenarios)), string(o.Level)
		for _, s := range o.Sources {
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n", first, pairs, level, s.Kind, cmp.Or(s.Date, "–"), s.Source)
			first, pairs, level = "", "", ""
		}
	}
	fmt.Fprintf(table, "no source orders\t%d\n\n", e.Unordered)
	return table.Flush()
}

// printFound prints what recordings have shown the service to have, or to lack.
func printFound(to output, found []scenarios.LearntCapability) error {
	if len(found) == 0 {
		_, err := fmt.Fprintln(to.out, "no recording of the service shows yet which capabilities it has where")
		return err
	}
	table := tabwriter.NewWriter(to.out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(table, "\nCAPABILITY\tTHE SERVICE")
	for _, c := range found {
		fmt.Fprintf(table, "%s\t%s\n", c.Name, c.Told())
	}
	fmt.Fprintln(table)
	return table.Flush()
}

func printEmulatorEvidence(to output, e emulatorEvidence) error {
	var levels []string
	for _, level := range []string{"captured", "documented", "inferred", "assumed"} {
		levels = append(levels, fmt.Sprintf("%d %s", e.Levels[level], level))
	}
	fmt.Fprintf(to.out, "the emulator's own catalogue of refusals: %s · %d of them are known better by now\n",
		strings.Join(levels, ", "), len(e.Lessons))
	return learn.WriteText(to.out, e.Lessons)
}
