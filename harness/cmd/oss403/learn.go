package main

import (
	"encoding/json"
	"fmt"

	"github.com/oss403/oss403/harness/internal/learn"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/reports"
	"github.com/oss403/oss403/scenarios/catalogue"
)

type learnCommand struct {
	File []string `arg:"" help:"conformance.json of a run on the service; several to compare them." placeholder:"FILE"`
	JSON bool     `name:"json" help:"Print what was learnt as JSON, with every scenario."`
}

// emulatorProduct is the name of the carried emulator as it tells it.
const emulatorProduct = "oss403-emulator"

// Run says what runs on the service teach beyond their verdicts.
func (c *learnCommand) Run(to output) error {
	var runs []learn.Run
	for _, file := range c.File {
		run, err := readRun(file)
		if err != nil {
			return err
		}
		if run.Suite.Catalogue != "" && run.Suite.Catalogue != catalogue.Digest() {
			fmt.Fprintf(to.err, "%s: another catalogue judged this run (%s, here %s); levels are those of that one\n",
				file, run.Suite.Catalogue, catalogue.Digest())
		}
		if run.Product != nil && run.Product.Name == emulatorProduct {
			fmt.Fprintf(to.err, "%s: the emulator answered, which is evidence of nothing about the service\n", file)
		}
		runs = append(runs, learn.Run{Name: file, Results: run.Results})
		if !c.JSON {
			fmt.Fprintln(to.out, headOf(file, run))
		}
	}
	lessons := learn.From(runs, knownEC())
	if c.JSON {
		encoder := json.NewEncoder(to.out)
		encoder.SetIndent("", "  ")
		return encoder.Encode(append([]learn.Lesson{}, lessons...))
	}
	if len(lessons) == 0 {
		return target.Usagef("the runs teach nothing; accepted: runs that got answers")
	}
	return learn.WriteText(to.out, lessons)
}

func headOf(file string, run reports.Run) string {
	return fmt.Sprintf("%s · %s · %s · %d scenarios", file, run.Target, run.StartedAt.UTC().Format("2006-01-02"), len(run.Results))
}

// knownEC says whether the list of ECs or a scenario has an EC.
func knownEC() func(ec string) bool {
	covered := catalogue.Covered()
	listed := map[string]bool{}
	for _, ec := range covered.ECs {
		listed[ec.Number] = true
	}
	return func(ec string) bool { return listed[ec] || len(covered.Scenarios[ec]) > 0 }
}
