package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/internal/explain"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// listedAlone finds an EC that the list of ECs has, and that no row is known by.
func listedAlone(word string, known explain.Known) (listedEC, bool) {
	if _, ok := known.Word(word); ok {
		return listedEC{}, false
	}
	covered := catalogue.Covered()
	i := slices.IndexFunc(covered.ECs, func(ec catalogue.EC) bool { return ec.Number == word })
	if i < 0 {
		return listedEC{}, false
	}
	return ecOf(covered.ECs[i], covered.Scenarios[word]), true
}

// printListed prints what the list knows of an EC.
func (c *explainCommand) printListed(to output, ec listedEC) error {
	if c.JSON {
		encoder := json.NewEncoder(to.out)
		encoder.SetIndent("", "  ")
		return encoder.Encode(ec)
	}
	why := cmp.Or(string(ec.Reason), strings.Join(ec.Scenarios, ", "))
	_, err := fmt.Fprintf(to.out, "EC %s: %s\n\nprints     %s\nprovoked   %s\nsource     %s %s\n", ec.EC, ec.About,
		cmp.Or(strings.TrimSpace(ec.Code+" "+ec.Message), "not published"), why, ec.Source, ec.Date)
	return err
}
