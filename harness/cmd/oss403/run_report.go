package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/reports"
)

// report writes what a run has come to, into the reports and wherever else was asked for. What can't be written keeps
// nothing else from being written: a run of an hour is not repeated for a full disk or a closed pipe.
func (c *runCommand) report(to output, spec target.Spec, end ending) error {
	summary, policy := end.run.Summarise(), reports.Gate{Strict: c.Strict, Lenient: c.Lenient}
	if end.died != nil && summary.ExitCode(policy) == exitConformant {
		end.run.Trouble = append(end.run.Trouble, fmt.Sprintf("the suite ended with %v", end.died))
		summary = end.run.Summarise()
	}
	unwritten := reports.Write(c.Reports, summary, policy)
	if err := reports.WriteTerminal(to.out, summary, isTerminal(to.out)); err != nil {
		unwritten = errors.Join(unwritten, fmt.Errorf("printing the summary, which the reports in %s hold too: %w", c.Reports, err))
	}
	unwritten = errors.Join(unwritten,
		annotate(to.out, summary, policy),
		appendStepSummary(os.Getenv("GITHUB_STEP_SUMMARY"), summary),
		c.writeBaseline(to, summary.Results),
		c.writeRecord(to, spec, summary, end.records))
	if unwritten != nil {
		return unwritten
	}
	if err := reports.WriteNext(to.out, summary, policy, c.Reports); err != nil {
		return err
	}
	if code := summary.ExitCode(policy); code != exitConformant {
		return exitCode(code)
	}
	return nil
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
