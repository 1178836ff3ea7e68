package main

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/oss403/oss403/scenarios"
)

// The cells of the matrix.
const (
	judged   = "judged"   // status, Code and Message are judged
	recorded = "recorded" // only status and Code are judged, because the Message is inferred
	open     = "-"        // no scenario has this cell
)

// printMatrix prints a table with a line for each operation and a column for each
// kind of caller.
func printMatrix(to output, all []scenarios.Scenario) error {
	var callers, operations []string
	cells, counts := map[[2]string]string{}, map[string]int{}
	for _, s := range all {
		parts := strings.Split(s.ID, "/") // matrix, carrier, caller, operation
		if parts[0] != "matrix" {
			continue
		}
		if !slices.Contains(callers, parts[2]) {
			callers = append(callers, parts[2])
		}
		if !slices.Contains(operations, s.When.Operation) {
			operations = append(operations, s.When.Operation)
		}
		cell := recorded
		if message, ok := s.Then.Field(scenarios.FieldMessage); ok && message.Level() != scenarios.LevelInferred {
			cell = judged
		}
		cells[[2]string{s.When.Operation, parts[2]}] = cell
		counts[cell]++
	}
	table := tabwriter.NewWriter(to.out, 0, 4, 2, ' ', 0)
	fmt.Fprintf(table, "OPERATION\t%s\n", strings.ToUpper(strings.Join(callers, "\t")))
	for _, operation := range operations {
		line := operation
		for _, caller := range callers {
			cell, ok := cells[[2]string{operation, caller}]
			if !ok {
				cell = open
			}
			line += "\t" + cell
		}
		fmt.Fprintln(table, line)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(to.out, "%d operations by %d callers: %d cells judged, %d recorded (status and Code are judged all the same)\n",
		len(operations), len(callers), counts[judged], counts[recorded])
	return err
}
