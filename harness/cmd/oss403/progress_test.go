package main

import (
	"bytes"
	"testing"
	"time"
)

// A log gets a line every ten seconds, and no line for a short run. A terminal gets one
// line, which is overwritten, and removed at the end.
func TestProgress(t *testing.T) {
	for terminal, want := range map[bool]string{
		false: "100 of 1000 scenarios, 10 a second, about 1m30s left\n",
		true: "\r\x1b[Kpreflight: is the target fit for a run? …\r\x1b[K30 of 1000 scenarios, 10 a second, about 1m37s left" +
			"\r\x1b[K100 of 1000 scenarios, 10 a second, about 1m30s left\r\x1b[K",
	} {
		var said bytes.Buffer
		start := time.Now()
		p := &progress{to: &said, terminal: terminal, of: 1000, started: start, said: start}
		for _, step := range []struct {
			after time.Duration
			done  int
		}{{time.Second, 0}, {2 * time.Second, 0}, {3 * time.Second, 30}, {10 * time.Second, 100}, {10*time.Second + time.Millisecond, 100}} {
			p.tell(step.done, start.Add(step.after))
		}
		p.end()
		if said.String() != want {
			t.Errorf("terminal %v:\n%q\nwant\n%q", terminal, said.String(), want)
		}
	}
}
