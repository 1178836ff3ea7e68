package main

import (
	"fmt"
	"io"
	"time"
)

// How often a person is told how far a run is, and how often a log is.
const (
	onTerminal = 200 * time.Millisecond
	inLog      = 10 * time.Second
)

// A progress says how far a run is: on a terminal in one line that is written over, in a log
// in a line of its own each few seconds.
type progress struct {
	to       io.Writer
	terminal bool
	of       int // scenarios
	started  time.Time
	said     time.Time
	open     bool // a line of a terminal is not ended yet
}

func newProgress(to io.Writer, of int) *progress {
	now := time.Now()
	return &progress{to: to, terminal: isTerminal(to), of: of, started: now, said: now}
}

// tell says how many scenarios are done, if it is time to.
func (p *progress) tell(done int, now time.Time) {
	every := inLog
	if p.terminal {
		every = onTerminal
	}
	if now.Sub(p.started) < patience || now.Sub(p.said) < every {
		return
	}
	p.said = now
	if !p.terminal {
		fmt.Fprintln(p.to, p.line(done, now))
		return
	}
	fmt.Fprintf(p.to, "\r\x1b[K%s", p.line(done, now))
	p.open = true
}

// line is the count, the rate, and how much time is left at that rate.
func (p *progress) line(done int, now time.Time) string {
	if done == 0 {
		return "preflight: is the target fit for a run? …"
	}
	rate := float64(done) / now.Sub(p.started).Seconds()
	left := time.Duration(float64(p.of-done)/rate) * time.Second
	return fmt.Sprintf("%d of %d scenarios, %.0f a second, about %s left", done, p.of, rate, left)
}

// end takes the line of a terminal away.
func (p *progress) end() {
	if p.open {
		fmt.Fprint(p.to, "\r\x1b[K")
	}
}
