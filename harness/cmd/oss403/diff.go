package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

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
	File    []string `arg:"" help:"conformance.json of a run; with --merge, of each of its shards." placeholder:"FILE"`
	Merge   bool     `help:"The files are the shards of one run: put them together."`
	Reports string   `help:"Directory for the reports, rendered anew." default:"reports/out" env:"OSS403_REPORTS" placeholder:"DIR"`
	Publish string   `help:"${publish}" placeholder:"DIR"`
	Strict  bool     `help:"NOT-SUPPORTED fails the run too."`
	Lenient bool     `help:"UNTESTABLE does not fail the run."`
}

// Run renders the reports of a run again, prints its summary, and returns its exit
// code.
func (c *reportCommand) Run(to output) error {
	run, err := c.run()
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
		return fmt.Errorf("rendering %s again: %w", strings.Join(c.File, " "), err)
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

// run reads the run, or puts it together from its shards.
func (c *reportCommand) run() (reports.Run, error) {
	var runs []reports.Run
	for _, file := range c.File {
		run, err := readRun(file)
		if err != nil {
			return run, err
		}
		runs = append(runs, run)
	}
	if c.Merge {
		merged, err := reports.Merge(runs)
		if err != nil {
			return merged, target.Usagef("%v; accepted: one conformance.json of each shard of one run", err)
		}
		return merged, nil
	}
	if len(runs) != 1 {
		return reports.Run{}, target.Usagef("%d files; accepted: one, or the shards of one run with --merge", len(runs))
	}
	return runs[0], nil
}

// statement makes the conformance statement of the run, if it is to be published.
func (c *reportCommand) statement(s reports.Summary) (reports.Statement, error) {
	if c.Publish == "" {
		return reports.Statement{}, nil
	}
	var text bytes.Buffer
	if err := reports.WriteJSON(&text, s); err != nil {
		return reports.Statement{}, err
	}
	statement, err := reports.State(s, fmt.Sprintf("%x", sha256.Sum256(text.Bytes())))
	if err != nil {
		return reports.Statement{}, target.Usagef("%s makes no statement: %v", strings.Join(c.File, " "), err)
	}
	return statement, nil
}
