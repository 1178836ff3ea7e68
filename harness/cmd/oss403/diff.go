package main

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/reports"
)

type diffCommand struct {
	Before   string `arg:"" help:"conformance.json of the earlier run, or of one target." placeholder:"FILE"`
	After    string `arg:"" help:"conformance.json of the later run, or of another target." placeholder:"FILE"`
	JSON     bool   `name:"json" xor:"form" help:"Print the changes as JSON."`
	Markdown bool   `xor:"form" help:"Print the changes as Markdown."`
}

// Run compares two runs field by field. The exit code is 1 if a scenario broke.
func (c *diffCommand) Run(to output) error {
	before, err := readRun(c.Before)
	if err != nil {
		return err
	}
	after, err := readRun(c.After)
	if err != nil {
		return err
	}
	changes := reports.Compare(before, after)
	switch {
	case c.JSON:
		encoder := json.NewEncoder(to.out)
		encoder.SetIndent("", "  ")
		err = encoder.Encode(append([]reports.Change{}, changes...))
	case c.Markdown:
		err = reports.WriteDiffMarkdown(to.out, changes)
	default:
		err = reports.WriteDiff(to.out, changes)
	}
	if err != nil {
		return err
	}
	if slices.ContainsFunc(changes, func(c reports.Change) bool { return c.Kind == reports.Broken }) {
		return exitCode(exitDeviations)
	}
	return nil
}

// readRun reads the conformance.json at path. A file that is not one is a usage
// error.
func readRun(path string) (run reports.Run, err error) {
	file, err := os.Open(path)
	if err != nil {
		return run, target.Usagef("%v; accepted: a conformance.json that `oss403 run` wrote", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if run, err = reports.ReadJSON(file); err != nil {
		return run, target.Usagef("%s: %v; accepted: a conformance.json that `oss403 run` wrote", path, err)
	}
	return run, nil
}

type reportCommand struct {
	File    string `arg:"" help:"conformance.json of a run." placeholder:"FILE"`
	Reports string `help:"Directory for the reports, rendered anew." default:"reports/out" env:"OSS403_REPORTS" placeholder:"DIR"`
	Publish string `help:"${publish}" placeholder:"DIR"`
	Strict  bool   `help:"NOT-SUPPORTED fails the run too."`
	Lenient bool   `help:"UNTESTABLE does not fail the run."`
}

// Run renders the reports of a run again, prints its summary, and returns its exit
// code.
func (c *reportCommand) Run(to output) error {
	run, err := readRun(c.File)
	if err != nil {
		return err
	}
	summary, policy := run.Summarise(), reports.Gate{Strict: c.Strict, Lenient: c.Lenient}
	statement, err := c.statement(summary)
	if err != nil {
		return err
	}
	if err := reports.WriteTerminal(to.out, summary, isTerminal(to.out)); err != nil {
		return err
	}
	if err := reports.Write(c.Reports, summary, policy); err != nil {
		return fmt.Errorf("rendering %s again: %w", c.File, err)
	}
	if c.Publish != "" {
		file, err := reports.Publish(c.Publish, statement)
		if err != nil {
			return err
		}
		fmt.Fprintf(to.out, "published: %s\n", file)
	}
	if code := summary.ExitCode(policy); code != exitConformant {
		return exitCode(code)
	}
	return nil
}

// statement makes the conformance statement of the run, if it is to be published.
func (c *reportCommand) statement(s reports.Summary) (reports.Statement, error) {
	if c.Publish == "" {
		return reports.Statement{}, nil
	}
	text, err := os.ReadFile(c.File)
	if err != nil {
		return reports.Statement{}, fmt.Errorf("publishing %s: %w", c.File, err)
	}
	statement, err := reports.State(s, fmt.Sprintf("%x", sha256.Sum256(text)))
	if err != nil {
		return reports.Statement{}, target.Usagef("%s makes no statement: %v", c.File, err)
	}
	return statement, nil
}
