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

// checkBaseline returns a usage error if the file of --write-baseline exists already,
// because somebody may have edited it, or if its folder does not exist.
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
