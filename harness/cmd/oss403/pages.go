package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/scenarios/pages"
)

type pagesCommand struct {
	Old  string `arg:"" optional:"" help:"Edition as listed, or a file of the schema oss403/page/1; none: list them." placeholder:"OLD"`
	New  string `arg:"" optional:"" help:"Edition or file that it is compared with." placeholder:"NEW"`
	JSON bool   `name:"json" help:"Print JSON: the editions with their facts, or the changes with every scenario that they touch."`
}

// Run lists the editions of the documentation pages, or compares two.
func (c *pagesCommand) Run(to output) error {
	known, err := pages.Editions()
	if err != nil {
		return err
	}
	if c.Old == "" && c.JSON {
		return printPagesJSON(to.out, known)
	}
	if c.Old == "" {
		return printEditions(to.out, known)
	}
	if c.New == "" {
		return target.Usagef("one edition; accepted: two, to compare them: %s", acceptedEditions(known))
	}
	before, err := editionOf(c.Old, known)
	if err != nil {
		return err
	}
	after, err := editionOf(c.New, known)
	if err != nil {
		return err
	}
	if before.Page != after.Page {
		return target.Usagef("%s is of the page %s, %s of %s; accepted: two editions of one page", c.Old, before.Page, c.New, after.Page)
	}
	compared := compareEditions(before, after)
	if c.JSON {
		return printPagesJSON(to.out, compared)
	}
	return compared.writeText(to.out)
}

// editionOf finds the edition of that name, or reads it from the file of that name. Neither is a usage error.
func editionOf(name string, known []pages.Edition) (edition pages.Edition, err error) {
	if i := slices.IndexFunc(known, func(e pages.Edition) bool { return e.Name() == name }); i >= 0 {
		return known[i], nil
	}
	file, err := os.Open(name)
	if err != nil {
		return edition, target.Usagef("no edition %q, and as a file: %v; accepted: %s", name, err, acceptedEditions(known))
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if edition, err = pages.Read(file); err != nil {
		return edition, target.Usagef("%s: %v; accepted: %s", name, err, acceptedEditions(known))
	}
	return edition, nil
}

func acceptedEditions(known []pages.Edition) string {
	var names []string
	for _, e := range known {
		names = append(names, e.Name())
	}
	return strings.Join(names, ", ") + ", or a file of the schema " + pages.Schema + ", as in scenarios/pages"
}

func printEditions(to io.Writer, known []pages.Edition) error {
	table := tabwriter.NewWriter(to, 0, 4, 2, ' ', 0)
	fmt.Fprintln(table, "EDITION\tDATE\tREAD\tFACTS\tKNOWN\tADDRESS")
	for _, e := range known {
		date, extent := e.Date, "in part"
		if date == "" {
			date = "–"
		}
		if e.Complete {
			extent = "whole"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%d\t%s\t%s\n", e.Name(), date, e.Read, len(e.Facts), extent, e.Address)
	}
	return table.Flush()
}

func printPagesJSON(to io.Writer, value any) error {
	encoder := json.NewEncoder(to)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}

// editionWords are the editions that are known, each with where it was read.
func editionWords() []word {
	known, err := pages.Editions()
	if err != nil {
		return nil
	}
	var all []word
	for _, e := range known {
		all = append(all, word{e.Name(), e.Address})
	}
	return all
}
