package main

import (
	"fmt"
	"os"
	"time"

	"github.com/oss403/oss403/harness/internal/judge"
	"github.com/oss403/oss403/harness/verdict"
)

// writeBaseline writes a draft of a baseline from the results, and prints what to do
// with it. It writes nothing if no scenario was judged: an empty file would only stop
// the next --write-baseline.
func (c *runCommand) writeBaseline(to output, results []verdict.Result) error {
	if c.WriteBaseline == "" {
		return nil
	}
	unjudged := 0
	for _, r := range results {
		if r.Verdict == verdict.Error {
			unjudged++
		}
	}
	if unjudged == len(results) {
		fmt.Fprintf(to.err, "oss403: %s is not written, for nothing was judged\n", c.WriteBaseline)
		return nil
	}
	known, err := judge.ReadBaseline(c.Baseline)
	if err != nil {
		return err
	}
	text, err := known.Draft(results, time.Now())
	if err != nil {
		return err
	}
	file, err := os.OpenFile(c.WriteBaseline, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("writing the baseline: %w", err)
	}
	if _, err := file.Write(text); err != nil {
		file.Close()
		return fmt.Errorf("writing the baseline: %w", err)
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("writing the baseline: %w", err)
	}
	if unjudged > 0 {
		fmt.Fprintf(to.err, "oss403: %s lacks the %d scenarios that were not judged; mend what hindered them, and draft it anew\n",
			c.WriteBaseline, unjudged)
	}
	fmt.Fprintf(to.err, "oss403: %s holds what deviates; read it, give each entry its reason and link, and run with --baseline=%s\n",
		c.WriteBaseline, c.WriteBaseline)
	return nil
}
