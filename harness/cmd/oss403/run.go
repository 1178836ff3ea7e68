package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/reports"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/suites/conformance"
)

type runCommand struct {
	Target        string        `aliases:"oss.target" help:"${target}" default:"emulator:" env:"OSS403_TARGET"`
	Profile       string        `aliases:"oss.profile" help:"${profile}" env:"OSS403_PROFILE" placeholder:"FILE"`
	Dialect       string        `aliases:"oss.dialect" help:"${dialect}" env:"OSS403_DIALECT" placeholder:"DIALECT"`
	Focus         string        `aliases:"oss.focus" help:"${focus}" env:"OSS403_FOCUS" placeholder:"WORDS"`
	Quick         bool          `aliases:"oss.quick" help:"${quick}"`
	Since         string        `aliases:"oss.since" help:"${since}" placeholder:"DAY"`
	Budget        int           `aliases:"oss.budget" help:"${budget}" placeholder:"N"`
	Shard         string        `aliases:"oss.shard" help:"${shard}" placeholder:"I/N"`
	Baseline      string        `aliases:"oss.baseline" help:"${baseline}" env:"OSS403_BASELINE" placeholder:"FILE"`
	WriteBaseline string        `help:"${draft}" placeholder:"FILE"`
	Record        string        `help:"${record}" placeholder:"FILE"`
	Allow         string        `aliases:"oss.allow" help:"${allow}" env:"OSS403_ALLOW" placeholder:"WORDS"`
	Timeout       time.Duration `aliases:"oss.timeout" help:"${timeout}" placeholder:"DURATION"`
	Procs         int           `help:"Scenarios at a time; pays off on a target with latency." default:"1"`
	Reports       string        `aliases:"oss.reports" help:"${reports}" default:"reports/out" env:"OSS403_REPORTS" placeholder:"DIR"`
	Strict        bool          `help:"NOT-SUPPORTED fails the run too."`
	Lenient       bool          `help:"UNTESTABLE does not fail the run."`
}

// mostProcs is the largest number of processes of a run. More of them would only wait
// for each other.
const mostProcs = 64

// Run checks the flags, lets the suite judge the target, and writes the reports.
func (c *runCommand) Run(to output) error {
	o, image, err := c.options()
	if err != nil {
		return err
	}
	picked, err := o.Scenarios()
	if err != nil {
		return err
	}
	outdated, err := o.Outdated() // before the run, so that no baseline that can't be read then takes its results
	if err != nil {
		return err
	}
	if err := reports.Prepare(c.Reports); err != nil {
		return target.Usagef("--reports=%s: %v; accepted: a directory to write into, such as reports/out", c.Reports, err)
	}
	interrupts := make(chan os.Signal, 4) // kept until the reports are written
	signal.Notify(interrupts, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(interrupts)
	signal.Ignore(syscall.SIGPIPE) // if the reader of the summary closes the pipe, the reports are still written
	end, err := c.judged(to, o, image, picked, interrupts)
	if err != nil {
		return err
	}
	end.run.Results = append(end.run.Results, outdated...)
	return c.report(to, o.Spec(), end)
}

// options are the options of the suite, checked. image is that of a container to start for the run, if it is not empty.
func (c *runCommand) options() (o conformance.Options, image string, err error) {
	o = conformance.Options{Target: c.Target, Profile: c.Profile, Dialect: c.Dialect, Focus: c.Focus, Quick: c.Quick, Shard: c.Shard,
		Since: c.Since, Budget: c.Budget, Baseline: c.Baseline, Allow: c.Allow, Timeout: c.Timeout, Share: c.Procs,
		Record: c.Record != ""}
	if named, inContainer := target.ImageOf(c.Target); inContainer {
		if named == "" {
			return o, "", target.Usagef("target %q names no image; accepted: %s", c.Target, target.Kinds)
		}
		image, o.Target = named, conformance.DefaultTarget // a container accepts the same options as the carried emulator
	}
	if c.Procs < 1 || c.Procs > mostProcs {
		return o, "", target.Usagef("--procs=%d; accepted: 1 to %d", c.Procs, mostProcs)
	}
	if c.Reports == "" {
		return o, "", target.Usagef("--reports names no directory; accepted: a directory, such as reports/out")
	}
	if err := o.Check(); err != nil {
		return o, "", target.Usagef("%v", err)
	}
	if err := checkNew("--write-baseline", c.WriteBaseline, "a new file, or --baseline="+c.WriteBaseline+" to run by it"); err != nil {
		return o, "", err
	}
	return o, image, checkNew("--record", c.Record, "a new file, such as recording.json.gz")
}

// An ending is what a run has come to.
type ending struct {
	run     reports.Run
	records []json.RawMessage // what the suite told of each scenario, to be recorded
	died    error             // how the suite ended, if not as it should
}

// judged starts the suite and reads the results that it streams. A suite that does not report its end has died, even if
// its exit code is 0.
func (c *runCommand) judged(
	to output, o conformance.Options, image string, picked []scenarios.Scenario, interrupts <-chan os.Signal,
) (end ending, err error) {
	removeDeadFolders(os.TempDir())
	own, err := os.MkdirTemp("", folderPrefix)
	if err != nil {
		return end, fmt.Errorf("making a folder for what the suite tells: %w", err)
	}
	defer os.RemoveAll(own)
	at, leave := place{target: c.Target, dialect: c.Dialect}, func() error { return nil }
	if image != "" {
		started, err := c.container(to, image)
		if err != nil {
			return end, err
		}
		at, leave = started.place(), started.end
	}
	end.run = o.NewRun(picked)
	end.run.Target, end.run.StartedAt = c.Target, time.Now()
	heard := reports.Listen(own)
	said, died, err := c.results(to, o, at, own, heard, picked, interrupts)
	if err != nil {
		return end, err
	}
	left := leave()
	end.records, end.died, end.run.Duration = heard.Records, died, time.Since(end.run.StartedAt)
	end.run.Results, end.run.Usage, end.run.Product, end.run.Trouble = heard.Results, heard.Usage, heard.Product, heard.Trouble
	if !heard.Over {
		end.run.Trouble = append(end.run.Trouble, c.endedEarly(heard, died)...)
		if !errors.Is(died, errInterrupted) {
			fmt.Fprintf(to.err, "oss403: the suite ended before it was done; it said:\n%s\n", said)
		}
	}
	if left != nil {
		end.run.Trouble = append(end.run.Trouble, left.Error())
	}
	return end, nil
}

// container starts a container of the image. An interrupt stops the start.
func (c *runCommand) container(to output, image string) (*contained, error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return startContainer(ctx, to, image, c.Dialect)
}

// endedEarly returns the Trouble of a run whose suite did not reach its end. The
// results before that remain valid; the other scenarios become ERROR.
func (c *runCommand) endedEarly(heard *reports.Listener, died error) []string {
	why := "the suite ended before it was done"
	if len(heard.Results) == 0 {
		why = "the suite told no result, so nothing is judged"
	}
	if died != nil {
		why += ": " + died.Error()
	}
	trouble := []string{why}
	if strings.HasPrefix(c.Target, "http") {
		sweep := "oss403 sweep --target=" + c.Target + ", with the same profile, removes it"
		trouble = append(trouble, "what it may have left on the target: "+sweep)
	}
	return trouble
}
