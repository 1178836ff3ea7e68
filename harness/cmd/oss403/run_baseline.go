package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/oss403/oss403/harness/internal/judge"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/verdict"
)

// checkBaseline: a file that is there already is somebody's work.
func (c *runCommand) checkBaseline() error {
	if c.WriteBaseline == "" {
		return nil
	}
	if _, err := os.Lstat(c.WriteBaseline); err == nil {
		return target.Usagef("--write-baseline=%s: it is there already; accepted: a new file, or --baseline=%s to run by it",
			c.WriteBaseline, c.WriteBaseline)
	}
	if folder, err := os.Stat(filepath.Dir(c.WriteBaseline)); err != nil || !folder.IsDir() {
		return target.Usagef("--write-baseline=%s: there is no folder %s; accepted: a new file in one that is there", c.WriteBaseline,
			filepath.Dir(c.WriteBaseline))
	}
	return nil
}

// writeBaseline drafts a baseline of what the run found, and says what is to be done with
// it. A run that judged nothing would only stand in the way of the next.
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
	text, err := judge.DraftBaseline(results, time.Now())
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
