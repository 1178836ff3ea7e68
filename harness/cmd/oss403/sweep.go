package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/internal/journal"
	"github.com/oss403/oss403/harness/internal/target"
)

type sweepCommand struct {
	Target  string        `help:"Where to look: http://ENDPOINT or https://ENDPOINT." required:"" env:"OSS403_TARGET" placeholder:"URL"`
	Profile string        `help:"${runs_profile}" env:"OSS403_PROFILE" placeholder:"FILE"`
	Older   time.Duration `help:"${older}; ${default} if not given." default:"24h" placeholder:"DURATION"`
	Timeout time.Duration `help:"${timeout}" placeholder:"DURATION"`
	DryRun  bool          `help:"List only."`
	JSON    bool          `name:"json" help:"Print one line of JSON for each thing."`
}

var errUnswept = errors.New("interrupted before anything was removed; sweep again")

// Run finds the leftovers of dead runs, removes them, and reports each of them.
func (c *sweepCommand) Run(to output) error {
	if c.Older < 0 {
		return target.Usagef("--older=%s; accepted: 0s or more, such as 24h", c.Older)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	sweep, err := harness.BeginSweep(ctx, target.Spec{Target: c.Target, Profile: c.Profile, Timeout: c.Timeout}, c.Older)
	if ctx.Err() != nil {
		return errUnswept
	}
	if err != nil {
		return err
	}
	defer sweep.Close(context.Background())
	found, err := sweep.Find(ctx, counting(to.err, "looking at what stands there", "buckets"))
	if ctx.Err() != nil {
		return errUnswept
	}
	if err != nil {
		return err
	}
	if !c.JSON {
		fmt.Fprintf(to.out, "oss403 · sweep of %s · account %s\n", c.Target, sweep.Account)
	}
	if c.DryRun {
		for _, left := range found.Leftovers {
			c.tell(to, left, "left over", "")
		}
		c.conclude(to, sweep, found,
			fmt.Sprintf("%s left over by dead runs; without --dry-run, sweep removes them", things(len(found.Leftovers))))
		return nil
	}
	return c.remove(ctx, to, sweep, found)
}

// remove removes the leftovers and reports each of them.
func (c *sweepCommand) remove(ctx context.Context, to output, sweep *harness.Sweep, found harness.Found) error {
	callOff := sayLater(to, "removing "+things(len(found.Leftovers))+" …")
	defer callOff()
	remaining := sweep.Remove(ctx, found.Leftovers, func(left harness.Leftover, err error) {
		callOff() // from here on each leftover is reported
		switch {
		case err == nil && left.Kind == journal.Setting:
			c.tell(to, left, "restored", "")
		case err == nil:
			c.tell(to, left, "removed", "")
		case ctx.Err() == nil:
			c.tell(to, left, "not removed", err.Error())
		case c.JSON:
			c.tell(to, left, "left over", "interrupted")
		}
	})
	says := fmt.Sprintf("%s left over by dead runs: all removed", things(len(found.Leftovers)))
	switch {
	case ctx.Err() != nil:
		says = fmt.Sprintf("interrupted: %d of %s still left over; sweep again", len(remaining), things(len(found.Leftovers)))
	case len(remaining) > 0:
		says = fmt.Sprintf("%s left over by dead runs: %d not removed; do what is said of each, then sweep again",
			things(len(found.Leftovers)), len(remaining))
	}
	c.conclude(to, sweep, found, says)
	if err := sweep.Forget(remaining); err != nil {
		return fmt.Errorf("removing the journals of runs that have nothing left: %w", err)
	}
	if len(remaining) > 0 {
		return exitCode(exitNoVerdict)
	}
	return nil
}

// tell prints the outcome of one leftover.
func (c *sweepCommand) tell(to output, left harness.Leftover, outcome, why string) {
	if c.JSON {
		json.NewEncoder(to.out).Encode(struct {
			harness.Leftover
			Outcome string `json:"outcome"`
			Why     string `json:"why,omitempty"`
		}{left, outcome, why})
		return
	}
	about := "made " + left.Made.UTC().Format(time.DateTime)
	switch {
	case left.Kind == journal.Setting:
		about = "was " + left.Was + " before run " + left.Run
	case left.Made.IsZero():
		about = "of run " + left.Run
	}
	fmt.Fprintf(to.out, "%-11s  %-15s  %-31s  %s, known by %s\n", outcome, left.Kind, left.Name, about, left.KnownBy)
	if why == "" {
		why = left.Stays
	}
	if why != "" {
		fmt.Fprintf(to.out, "             %s\n", why)
	}
}

// conclude prints the result, what was left alone, and which other targets have
// leftovers.
func (c *sweepCommand) conclude(to output, sweep *harness.Sweep, found harness.Found, says string) {
	if c.JSON {
		return
	}
	if len(found.Leftovers) == 0 {
		says = "nothing is left over by dead runs"
	}
	fmt.Fprintln(to.out, says)
	if found.Alive > 0 {
		fmt.Fprintf(to.out, "left alone: %s of runs that go on\n", things(found.Alive))
	}
	if found.Young > 0 {
		fmt.Fprintf(to.out,
			"left alone: %s of runs that no journal here lists, younger than %s; if no run is going on, --older=0s removes them\n",
			things(found.Young), c.Older)
	}
	for _, j := range sweep.Elsewhere() {
		fmt.Fprintf(to.out, "elsewhere: run %s has %s at %s, account %s, in its journal\n", j.Run, things(len(j.Things)), j.Target, j.Account)
	}
}

func things(n int) string {
	if n == 1 {
		return "1 thing"
	}
	return fmt.Sprint(n, " things")
}
