package main

import (
	"fmt"
	"io"
	"time"
)

// How often the progress is shown, on a terminal and in a log.
const (
	onTerminal = 200 * time.Millisecond
	inLog      = 10 * time.Second
)

// A progress shows how far a run is. A terminal gets one line that is overwritten. A
// log gets a new line at each interval.
type progress struct {
	to       io.Writer
	terminal bool
	of       int // number of scenarios
	started  time.Time
	said     time.Time // when the progress was shown last
	open     bool      // the terminal shows an unfinished line
}

func newProgress(to io.Writer, of int) *progress {
	now := time.Now()
	return &progress{to: to, terminal: isTerminal(to), of: of, started: now, said: now}
}

// tell shows how many scenarios are done, if the interval has passed.
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

// line returns the count, the rate and the remaining time at that rate.
func (p *progress) line(done int, now time.Time) string {
	if done == 0 {
		return "preflight: is the target fit for a run? …"
	}
	rate := float64(done) / now.Sub(p.started).Seconds()
	left := time.Duration(float64(p.of-done)/rate) * time.Second
	return fmt.Sprintf("%d of %d scenarios, %.0f a second, about %s left", done, p.of, rate, left)
}

// end removes the line from the terminal.
func (p *progress) end() {
	if p.open {
		fmt.Fprint(p.to, "\r\x1b[K")
	}
}
