package main

import (
	"bytes"
	"testing"
	"testing/synctest"
	"time"

	"github.com/oss403/oss403/reports"
)

// The log of a CI job gets a line every five seconds, and no line for a short run. A terminal gets one line, which is
// overwritten, and removed at the end. Anything else gets nothing.
func TestProgress(t *testing.T) {
	start := time.Now()
	waits := reports.Waiting{For: "rights to count", Since: start.Add(8 * time.Second)}
	for want, shown := range map[string]progress{
		"100 of 1000 scenarios, 10 a second, about 1m30s left; waiting 2s for rights to count\n" +
			"1000 of 1000 scenarios, 62 a second; waiting 8s for rights to count\n": {log: true},
		"\r\x1b[K\x1b[?7lpreflight: is the target fit for a run? …\x1b[?7h" +
			"\r\x1b[K\x1b[?7l30 of 1000 scenarios, 10 a second, about 1m37s left\x1b[?7h" +
			"\r\x1b[K\x1b[?7l100 of 1000 scenarios, 10 a second, about 1m30s left; waiting 2s for rights to count\x1b[?7h" +
			"\r\x1b[K\x1b[?7l1000 of 1000 scenarios, 62 a second; waiting 8s for rights to count\x1b[?7h\r\x1b[K": {terminal: true, log: true},
		"": {},
	} {
		var said bytes.Buffer
		p := &shown
		p.to, p.of, p.started, p.said = &said, 1000, start, start
		for _, step := range []struct {
			after time.Duration
			done  int
			waits reports.Waiting
		}{
			{time.Second, 0, waits}, {2 * time.Second, 0, reports.Waiting{}}, {3 * time.Second, 30, reports.Waiting{}},
			{10 * time.Second, 100, waits}, {10*time.Second + time.Millisecond, 100, waits}, {16 * time.Second, 1000, waits},
		} {
			p.tell(step.done, step.waits, start.Add(step.after))
		}
		p.end()
		if said.String() != want {
			t.Errorf("%+v:\n%q\nwant\n%q", shown, said.String(), want)
		}
	}
}

// The variables of CI systems make a log of the standard error.
func TestInCI(t *testing.T) {
	for _, name := range []string{"CI", "JENKINS_URL", "TEAMCITY_VERSION", "TF_BUILD"} {
		t.Setenv(name, "")
	}
	if inCI() {
		t.Error("nothing is set")
	}
	for value, want := range map[string]bool{"true": true, "1": true, "false": false} {
		if t.Setenv("CI", value); inCI() != want {
			t.Errorf("CI=%s: %v", value, !want)
		}
	}
}

// What plan and sweep count is for a terminal alone.
func TestAPipeGetsNoCount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var said bytes.Buffer
		show := counting(&said, "looking", "buckets")
		time.Sleep(2 * patience)
		if show(2, 2); said.Len() > 0 {
			t.Errorf("%q", said.String())
		}
	})
}
