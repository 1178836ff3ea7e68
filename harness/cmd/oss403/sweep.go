package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/signal"
	"time"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/target"
)

type sweepCommand struct {
	Target  string        `help:"Where to look: http://ENDPOINT or https://ENDPOINT." required:"" env:"OSS403_TARGET" placeholder:"URL"`
	Profile string        `help:"YAML file with what the target string can't say." env:"OSS403_PROFILE" placeholder:"FILE"`
	Older   time.Duration `help:"How old what no journal of this machine knows must be." default:"24h" placeholder:"DURATION"`
	DryRun  bool          `help:"List only."`
	JSON    bool          `name:"json" help:"Print one JSON object a line."`
}

// Run removes what dead runs have left, one after the other, and tells of each.
func (c *sweepCommand) Run(to output) error {
	spec := target.Spec{Target: c.Target, Profile: c.Profile}
	if err := spec.Check(); err != nil {
		return err
	}
	if c.Older < 0 {
		return target.Usagef("--older=%s; accepted: 0 or more, such as 24h", c.Older)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	sweep, err := harness.BeginSweep(ctx, spec)
	if err != nil {
		return err
	}
	defer sweep.Close(context.Background())
	found, err := sweep.Leftovers(ctx, c.Older)
	if err != nil {
		return err
	}
	var remaining []harness.Leftover
	for _, left := range found {
		says, failed := "left over", error(nil)
		if !c.DryRun {
			says, failed = "removed", sweep.Remove(ctx, left)
		}
		if c.DryRun || failed != nil {
			remaining = append(remaining, left)
		}
		if err := c.tell(to, left, says, failed); err != nil {
			return err
		}
	}
	if !c.JSON {
		fmt.Fprintf(to.out, "%d left over by dead runs, %d removed\n", len(found), len(found)-len(remaining))
	}
	if c.DryRun {
		return nil
	}
	if err := sweep.Forget(remaining); err != nil {
		return err
	}
	if len(remaining) > 0 {
		return exitCode(exitNoVerdict)
	}
	return nil
}

func (c *sweepCommand) tell(to output, left harness.Leftover, says string, failed error) error {
	if failed != nil {
		says = "not removed: " + failed.Error()
	}
	if c.JSON {
		return json.NewEncoder(to.out).Encode(struct {
			harness.Leftover
			Outcome string `json:"outcome"`
		}{left, says})
	}
	_, err := fmt.Fprintf(to.out, "%-10s  %-40s  made %s, known by its %s: %s\n", left.Kind, left.Name, left.Made.UTC().Format(time.DateTime), left.KnownBy, says)
	return err
}
