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
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/suites/conformance"
	"github.com/oss403/oss403/suites/options"
)

type runCommand struct {
	Target  string        `help:"What is tested: ${kinds}." default:"emulator:" env:"OSS403_TARGET"`
	Profile string        `help:"YAML file with what the target string can't say." env:"OSS403_PROFILE" placeholder:"FILE"`
	Dialect string        `help:"How the target emulator: refuses: ${dialects}." env:"OSS403_DIALECT" placeholder:"DIALECT"`
	Focus   string        `help:"Only these: rows, Codes or parts of ids, separated by commas." env:"OSS403_FOCUS" placeholder:"WORDS"`
	Timeout time.Duration `help:"Bound on each request; that of the profile if not given, else 10s." placeholder:"DURATION"`
	Procs   int           `help:"Scenarios at a time; pays off on a target with latency." default:"1"`
	Reports string        `help:"Directory for conformance.json and junit.xml." default:"reports/out" env:"OSS403_REPORTS" placeholder:"DIR"`
	Strict  bool          `help:"NOT-SUPPORTED fails the run too."`
	Lenient bool          `help:"UNTESTABLE does not fail the run."`
}

// Run checks what it was asked for, starts the suite and reads its report: a
// suite that leaves none has died, whatever it said.
func (c *runCommand) Run(to output) error {
	o := options.Options{Target: c.Target, Profile: c.Profile, Dialect: c.Dialect, Focus: c.Focus, Timeout: c.Timeout}
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
	if err := reports.Clear(c.Reports); err != nil {
		return err
	}
	own, err := os.MkdirTemp("", "oss403-run-")
	if err != nil {
		return fmt.Errorf("making a folder for the suite's report: %w", err)
	}
	defer os.RemoveAll(own)
	said, died := c.suite(to, own, len(picked))
	result, err := readReport(filepath.Join(own, reports.ConformanceFile))
	if err != nil {
		result = c.nothing(picked, errors.Join(died, err))
		fmt.Fprintf(to.err, "oss403: the suite left no report; it said:\n%s\n", said)
	}
	summary, policy := result.Summarise(), reports.Policy{Strict: c.Strict, Lenient: c.Lenient}
	if died != nil && summary.ExitCode(policy) == exitConformant {
		result.Trouble = append(result.Trouble, fmt.Sprintf("the suite ended with %v", died))
		summary = result.Summarise()
	}
	if err := reports.WriteTerminal(to.out, summary, isTerminal(to.out)); err != nil {
		return err
	}
	if err := reports.Write(c.Reports, summary, policy); err != nil {
		return err
	}
	if code := summary.ExitCode(policy); code != exitConformant {
		return exitCode(code)
	}
	return nil
}

func readReport(path string) (reports.Run, error) {
	file, err := os.Open(path)
	if err != nil {
		return reports.Run{}, err
	}
	defer file.Close()
	return reports.ReadJSON(file)
}

// nothing is the run of a suite that left no report.
func (c *runCommand) nothing(picked []scenarios.Scenario, why error) reports.Run {
	run := conformance.NewRun(c.Target, picked)
	run.StartedAt = time.Now()
	run.Trouble = []string{fmt.Sprintf("the suite left no report, so nothing is judged: %v", why)}
	return run
}

func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok || os.Getenv("NO_COLOR") != "" {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
