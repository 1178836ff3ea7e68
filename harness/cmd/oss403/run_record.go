package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/internal/learn"
	"github.com/oss403/oss403/harness/internal/recording"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/reports"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
	"github.com/oss403/oss403/suites/conformance"
)

// writeRecord writes what the suite told of each scenario as a recording.
func (c *runCommand) writeRecord(to output, spec target.Spec, s reports.Summary, told []json.RawMessage) error {
	if c.Record == "" {
		return nil
	}
	r := recording.Recording{
		Suite:   recording.Suite{Version: s.Suite.Version, Catalogue: s.Suite.Catalogue},
		Product: s.Product, Day: s.StartedAt.UTC().Format("2006-01-02"), Scenarios: []recording.Entry{},
	}
	var err error
	if r.Origin, r.Region, err = c.origin(spec, s); err != nil {
		return err
	}
	for _, text := range told {
		var e recording.Entry
		if err := json.Unmarshal(text, &e); err != nil {
			return fmt.Errorf("reading what the suite told to record: %w", err)
		}
		r.Scenarios = append(r.Scenarios, e)
	}
	r.Scenarios = append(r.Scenarios, unprovoked(s.Results, r.Scenarios)...)
	if err := recording.Write(c.Record, r); err != nil {
		return err
	}
	size, err := os.Stat(c.Record)
	if err != nil {
		return fmt.Errorf("looking at the recording: %w", err)
	}
	_, err = fmt.Fprintf(to.out, "recorded in %s: %d scenarios, %d KiB, of %s\n",
		c.Record, len(r.Scenarios), (size.Size()+1023)>>10, r.Origin.Text())
	return err
}

// unprovoked makes entries of the scenarios that did not begin, because the target has refused what they need, or does not
// serve it: a recording shows that too.
func unprovoked(results []verdict.Result, told []recording.Entry) (entries []recording.Entry) {
	for _, r := range results {
		begun := slices.ContainsFunc(told, func(e recording.Entry) bool { return e.Scenario == r.ID })
		if !begun && learn.ShowsLack(r) {
			entries = append(entries, recording.Unprovoked(r))
		}
	}
	return entries
}

// origin says who has answered the run.
func (c *runCommand) origin(spec target.Spec, s reports.Summary) (recording.Origin, string, error) {
	emulator := !strings.HasPrefix(c.Target, "http") || s.Product != nil && s.Product.Name == emulatorProduct
	if emulator {
		return recording.OfEmulator, "", nil
	}
	region, genuine, err := spec.Genuine()
	switch {
	case err != nil:
		return "", "", err
	case genuine:
		return recording.OfService, region, nil
	}
	return recording.OfAnother, region, nil
}

// results lets the suite provoke the scenarios, or judges those of a recording again.
func (c *runCommand) results(to output, o conformance.Options, at place, own string, heard *reports.Listener,
	picked []scenarios.Scenario, interrupts <-chan os.Signal) (said string, died, err error) {
	recorded, err := o.Recorded()
	if err != nil {
		return "", nil, err
	}
	if recorded == nil {
		said, died = c.suite(to, at, own, heard, len(picked), interrupts)
		return said, died, nil
	}
	known, err := o.Known()
	if err != nil {
		return "", nil, err
	}
	for _, s := range picked {
		heard.Results = append(heard.Results, known.Judge(recorded.Run(s), time.Now()))
	}
	heard.Product, heard.Over = recorded.Recording.Product, true
	if foreign := recorded.Unknown(catalogue.All()); len(foreign) > 0 {
		fmt.Fprintf(to.err, "%d scenarios of the recording are unknown to this catalogue, such as %s; they are not judged\n",
			len(foreign), foreign[0])
	}
	return "", nil, nil
}
