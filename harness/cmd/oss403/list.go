package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"text/tabwriter"

	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

type listCommand struct {
	Focus string `help:"${focus}" placeholder:"WORDS"`
	listFilter
	JSON     bool `name:"json" help:"${list_json}"`
	Count    bool `xor:"form" help:"Print how many scenarios there are for each carrier."`
	Matrix   bool `xor:"form" help:"${matrix}"`
	Evidence bool `xor:"form" help:"Print the sources of each field of each row: level, kind and date."`
	Markdown bool `xor:"form" help:"Print a page in Markdown: each row with cause, remedy, scenarios and evidence."`
	ECs      bool `name:"ecs" xor:"form" help:"Print the documented ECs of HTTP 403: how many scenarios expect each, or why none does."`
}

type listed struct {
	ID      string                 `json:"id"`
	Row     string                 `json:"row"`
	Code    string                 `json:"code"`
	Title   string                 `json:"title"`
	Area    string                 `json:"area"`
	Carrier scenarios.Carrier      `json:"carrier"`
	Control string                 `json:"control"`
	Fault   string                 `json:"fault"`
	Needs   []scenarios.Capability `json:"needs"`
	Marks   scenarios.Marks        `json:"marks"`
	Sources []scenarios.Source     `json:"sources"`
	Fields  []scenarios.Expected   `json:"fields"`
	Order   *scenarios.Evidence    `json:"order,omitempty"` // of two faults: what says which of them answers
}

func (c *listCommand) Run(to output) error {
	picked, err := scenarios.Select(catalogue.All(), c.Focus)
	if err != nil {
		return target.Usagef("%v", err)
	}
	if picked, err = c.pick(picked); err != nil {
		return err
	}
	if c.JSON && (c.Count || c.Matrix || c.Markdown) {
		return target.Usagef("--json with --count, --matrix or --markdown; accepted: --json alone, or with --evidence or --ecs")
	}
	switch {
	case c.Evidence:
		return c.evidence(to, picked)
	case c.ECs && c.JSON:
		return printECsAsJSON(to)
	case c.JSON:
		return printJSON(to, picked)
	case c.Markdown:
		return printMarkdown(to, picked)
	case c.Count:
		return printCounts(to, picked)
	case c.Matrix:
		return printMatrix(to, catalogue.All())
	case c.ECs:
		return printECs(to)
	}
	table := tabwriter.NewWriter(to.out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(table, "ROW\tCODE\tID\tTHE SAME REQUEST, BUT")
	for _, s := range picked {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", s.Row, s.Code(), s.ID, s.Fault.Sentence)
	}
	return table.Flush()
}

// evidence prints how sure the catalogue and the emulator are, and why.
func (c *listCommand) evidence(to output, picked []scenarios.Scenario) error {
	learnt, err := scenarios.ReadLearnt()
	if err != nil {
		return err
	}
	e, err := evidenceOf(picked, catalogue.All(), learnt.Capabilities)
	if err != nil {
		return err
	}
	return printEvidence(to, e, c.JSON)
}

func printJSON(to output, picked []scenarios.Scenario) error {
	list := []listed{}
	for _, s := range picked {
		needs := s.Needs()
		if needs == nil {
			needs = []scenarios.Capability{}
		}
		var order *scenarios.Evidence
		if s.Order.Level != "" {
			order = &s.Order
		}
		list = append(list, listed{
			ID: s.ID, Row: s.Row, Code: s.Code(), Title: s.Title, Area: s.Area, Carrier: s.Carrier(),
			Control: fmt.Sprintf("%s by %s", s.When.Operation, s.When.Caller),
			Fault:   s.Fault.Sentence, Needs: needs, Marks: s.Marks(), Sources: s.Sources(), Fields: s.Then.Fields, Order: order,
		})
	}
	encoder := json.NewEncoder(to.out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(list)
}

func printCounts(to output, picked []scenarios.Scenario) error {
	counts := map[scenarios.Carrier]int{}
	for _, s := range picked {
		counts[s.Carrier()]++
	}
	table := tabwriter.NewWriter(to.out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(table, "CARRIER\tSCENARIOS")
	for _, carrier := range slices.Sorted(maps.Keys(counts)) {
		fmt.Fprintf(table, "%s\t%d\n", carrier, counts[carrier])
	}
	fmt.Fprintf(table, "all\t%d\n", len(picked))
	return table.Flush()
}
