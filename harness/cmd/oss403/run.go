package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/reports"
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

// Run checks the flags, starts the suite, reads the results that the suite streams,
// and writes the reports. A suite that does not report its end has died, even if its
// exit code is 0.
func (c *runCommand) Run(to output) error {
	o := conformance.Options{Target: c.Target, Profile: c.Profile, Dialect: c.Dialect, Focus: c.Focus, Quick: c.Quick, Shard: c.Shard,
		Since: c.Since, Budget: c.Budget, Baseline: c.Baseline, Allow: c.Allow, Timeout: c.Timeout, Share: c.Procs,
		Record: c.Record != ""}
	image, inContainer := target.ImageOf(c.Target)
	if inContainer && image == "" {
		return target.Usagef("target %q names no image; accepted: %s", c.Target, target.Kinds)
	}
	if inContainer {
		o.Target = conformance.DefaultTarget // a container accepts the same options as the carried emulator
	}
	if c.Procs < 1 || c.Procs > mostProcs {
		return target.Usagef("--procs=%d; accepted: 1 to %d", c.Procs, mostProcs)
	}
	if c.Reports == "" {
		return target.Usagef("--reports names no directory; accepted: a directory, such as reports/out")
	}
	if err := o.Check(); err != nil {
		return target.Usagef("%v", err)
	}
	if err := c.checkBaseline(); err != nil {
		return err
	}
	if err := checkRecord(c.Record); err != nil {
		return err
	}
	picked, err := o.Scenarios()
	if err != nil {
		return err
	}
	if err := reports.Prepare(c.Reports); err != nil {
		return err
	}
	interrupts := make(chan os.Signal, 4) // kept until the reports are written
	signal.Notify(interrupts, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(interrupts)
	signal.Ignore(syscall.SIGPIPE) // if the reader of the summary closes the pipe, the reports are still written
	removeDeadFolders(os.TempDir())
	own, err := os.MkdirTemp("", folderPrefix)
	if err != nil {
		return fmt.Errorf("making a folder for what the suite tells: %w", err)
	}
	defer os.RemoveAll(own)
	at, leave := place{target: c.Target, dialect: c.Dialect}, func() error { return nil }
	if inContainer {
		started, err := c.container(to, image)
		if err != nil {
			return err
		}
		at, leave = started.place(), started.end
	}
	result := o.NewRun(picked)
	result.Target, result.StartedAt = c.Target, time.Now()
	heard := reports.Listen(own)
	said, died, err := c.results(to, o, at, own, heard, picked, interrupts)
	if err != nil {
		return err
	}
	left := leave()
	result.Duration = time.Since(result.StartedAt)
	result.Results, result.Usage, result.Product, result.Trouble = heard.Results, heard.Usage, heard.Product, heard.Trouble
	if !heard.Over {
		result.Trouble = append(result.Trouble, c.endedEarly(heard, died)...)
		if !errors.Is(died, errInterrupted) {
			fmt.Fprintf(to.err, "oss403: the suite ended before it was done; it said:\n%s\n", said)
		}
	}
	if left != nil {
		result.Trouble = append(result.Trouble, left.Error())
	}
	outdated, err := o.Outdated()
	if err != nil {
		return err
	}
	result.Results = append(result.Results, outdated...)
	summary, policy := result.Summarise(), reports.Gate{Strict: c.Strict, Lenient: c.Lenient}
	if died != nil && summary.ExitCode(policy) == exitConformant {
		result.Trouble = append(result.Trouble, fmt.Sprintf("the suite ended with %v", died))
		summary = result.Summarise()
	}
	if err := reports.Write(c.Reports, summary, policy); err != nil {
		return errors.Join(err, reports.WriteTerminal(to.out, summary, isTerminal(to.out)))
	}
	if err := reports.WriteTerminal(to.out, summary, isTerminal(to.out)); err != nil {
		return fmt.Errorf("printing the summary, which the reports in %s hold too: %w", c.Reports, err)
	}
	if err := annotate(to.out, summary, policy); err != nil {
		return err
	}
	if err := appendStepSummary(os.Getenv("GITHUB_STEP_SUMMARY"), summary); err != nil {
		return err
	}
	if err := c.writeBaseline(to, summary.Results); err != nil {
		return err
	}
	if err := c.writeRecord(to, o.Spec(), summary, heard.Records); err != nil {
		return err
	}
	if err := reports.WriteNext(to.out, summary, policy, c.Reports); err != nil {
		return err
	}
	if code := summary.ExitCode(policy); code != exitConformant {
		return exitCode(code)
	}
	return nil
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

// annotate writes what fails the run as annotations, if this is a step of GitHub Actions.
func annotate(out io.Writer, s reports.Summary, p reports.Gate) error {
	if os.Getenv("GITHUB_ACTIONS") != "true" {
		return nil
	}
	return reports.WriteAnnotations(out, s, p)
}

// appendStepSummary appends the summary to the page of a GitHub Actions job. It does
// nothing if file is empty, as outside of such a job.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
func appendStepSummary(file string, s reports.Summary) (err error) {
	if file == "" {
		return nil
	}
	page, err := os.OpenFile(file, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return fmt.Errorf("adding to the page of the job: %w", err)
	}
	defer func() { err = errors.Join(err, page.Close()) }()
	return reports.WriteMarkdown(page, s)
}

func isTerminal(w io.Writer) bool { return os.Getenv("NO_COLOR") == "" && isDevice(w) }

// isDevice reports whether somebody may be looking on.
func isDevice(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
