package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/oss403/oss403/reports"
)

// How often the progress is shown, on a terminal and in the log of a CI job.
const (
	onTerminal = 200 * time.Millisecond
	inLog      = 5 * time.Second
)

// A progress shows how far a run is. A terminal gets one line that is overwritten. The log of a CI job gets a new line
// at each interval. Anything else gets nothing: it may be a pipe to a program.
type progress struct {
	to       io.Writer
	terminal bool
	log      bool
	of       int // number of scenarios
	started  time.Time
	said     time.Time // when the progress was shown last
	open     bool      // the terminal shows an unfinished line
}

func newProgress(to io.Writer, of int) *progress {
	now := time.Now()
	return &progress{to: to, terminal: isDevice(to), log: inCI(), of: of, started: now, said: now}
}

// inCI reports whether this is a job of a CI system, by the variables that these set.
func inCI() bool {
	return slices.ContainsFunc([]string{"CI", "JENKINS_URL", "TEAMCITY_VERSION", "TF_BUILD"}, func(name string) bool {
		value := os.Getenv(name)
		return value != "" && value != "false"
	})
}

// tell shows how many scenarios are done, and what the run waits for, if the interval has passed.
func (p *progress) tell(done int, waits reports.Waiting, now time.Time) {
	every := inLog
	if p.terminal {
		every = onTerminal
	}
	if !p.terminal && !p.log || now.Sub(p.started) < patience || now.Sub(p.said) < every {
		return
	}
	p.said = now
	text := p.line(done, now) + waitingText(waits, now)
	if !p.terminal {
		fmt.Fprintln(p.to, text)
		return
	}
	const unwrapped, wrapped = "\x1b[?7l", "\x1b[?7h" // what is too long for the terminal is cut there
	fmt.Fprintf(p.to, "\r\x1b[K%s%s%s", unwrapped, text, wrapped)
	p.open = true
}

// line returns the count, the rate and the remaining time at that rate.
func (p *progress) line(done int, now time.Time) string {
	if done == 0 {
		return "preflight: is the target fit for a run? …"
	}
	rate := float64(done) / now.Sub(p.started).Seconds()
	text := fmt.Sprintf("%d of %d scenarios, %.0f a second", done, p.of, rate)
	if done < p.of {
		text += fmt.Sprintf(", about %s left", time.Duration(float64(p.of-done)/rate)*time.Second)
	}
	return text
}

// waitingText says what is waited for; empty: nothing.
func waitingText(w reports.Waiting, now time.Time) string {
	if w.For == "" {
		return ""
	}
	return fmt.Sprintf("; waiting %s for %s", max(0, now.Sub(w.Since)).Truncate(time.Second), w.For)
}

// end removes the line from the terminal.
func (p *progress) end() {
	if p.open {
		fmt.Fprint(p.to, "\r\x1b[K")
	}
}

// counting returns a function that shows how many things are done, on one line of a terminal, once patience has passed.
// Anything else gets nothing: it may be a pipe to a program.
func counting(to io.Writer, what, things string) func(done, of int) {
	if !isDevice(to) {
		return func(int, int) {}
	}
	started := time.Now()
	return func(done, of int) {
		if time.Since(started) < patience {
			return
		}
		fmt.Fprintf(to, "\r%s: %d of %d %s", what, done, of, things)
		if done == of {
			fmt.Fprintln(to)
		}
	}
}
