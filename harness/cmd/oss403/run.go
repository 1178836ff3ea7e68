package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/oss403/oss403/harness/target"
	"github.com/oss403/oss403/reports"
	"github.com/oss403/oss403/suites/options"
)

type runCommand struct {
	Target  string        `help:"What is tested: ${kinds}." default:"emulator:" env:"OSS403_TARGET"`
	Profile string        `help:"YAML file with what the target string can't say." env:"OSS403_PROFILE" placeholder:"FILE"`
	Focus   string        `help:"Only these: rows, Codes or parts of ids, separated by commas." env:"OSS403_FOCUS" placeholder:"WORDS"`
	Timeout time.Duration `help:"Bound on each request." default:"10s"`
	Procs   int           `help:"Scenarios at a time; pays off on a target with latency." default:"1"`
	Reports string        `help:"Directory for conformance.json and junit.xml." default:"reports/out" env:"OSS403_REPORTS" placeholder:"DIR"`
	Strict  bool          `help:"NOT-SUPPORTED fails the run too."`
	Lenient bool          `help:"UNTESTABLE does not fail the run."`
}

// Run checks what it was asked for, starts the suite and reads its report: a
// suite that leaves none has died, whatever it said.
func (c *runCommand) Run(to output) error {
	o := options.Options{Target: c.Target, Profile: c.Profile, Focus: c.Focus, Timeout: c.Timeout}
	if err := o.Check(); err != nil {
		return target.Usagef("%v", err)
	}
	if c.Procs < 1 {
		return target.Usagef("--procs=%d; accepted: 1 or more", c.Procs)
	}
	picked, err := o.Scenarios()
	if err != nil {
		return err
	}
	directory, err := filepath.Abs(c.Reports)
	if err != nil {
		return fmt.Errorf("finding the directory of the reports: %w", err)
	}
	report := filepath.Join(directory, "conformance.json")
	if err := os.Remove(report); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("removing the report of an earlier run: %w", err)
	}
	died := c.suite(to, directory, len(picked))
	file, err := os.Open(report)
	if err != nil {
		return fmt.Errorf("the suite left no report, so nothing is judged: %w", errors.Join(died, err))
	}
	defer file.Close()
	run, err := reports.ReadJSON(file)
	if err != nil {
		return fmt.Errorf("reading %s: %w", report, err)
	}
	summary, policy := run.Summarise(), reports.Policy{Strict: c.Strict, Lenient: c.Lenient}
	if err := reports.Write(directory, summary, policy); err != nil {
		return err
	}
	if err := reports.WriteTerminal(to.out, summary, isTerminal(to.out)); err != nil {
		return err
	}
	if code := summary.ExitCode(policy); code != exitConformant {
		return exitCode(code)
	}
	return nil
}

func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok || os.Getenv("NO_COLOR") != "" {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
