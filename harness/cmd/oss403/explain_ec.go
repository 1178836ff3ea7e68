package main

import (
	"encoding/json"

	"github.com/oss403/oss403/harness/internal/explain"
	"github.com/oss403/oss403/harness/internal/explain/lang"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// printListed prints what the list knows of an EC.
func (c *explainCommand) printListed(to output, ec catalogue.EC, in lang.Language) error {
	ids := catalogue.Covered().Scenarios[ec.Number]
	if !c.JSON {
		return explain.WriteListed(to.out, ec, ids, in)
	}
	listed := ecOf(ec, ids)
	listed.About = in.Say(ec.About)
	encoder := json.NewEncoder(to.out)
	encoder.SetIndent("", "  ")
	return encoder.Encode(listed)
}
