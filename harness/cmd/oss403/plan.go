package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/suites/conformance"
)

type planCommand struct {
	Target       string        `help:"What is tested: ${kinds}." default:"emulator:" env:"OSS403_TARGET"`
	Profile      string        `help:"${profile}" env:"OSS403_PROFILE" placeholder:"FILE"`
	Focus        string        `help:"${focus}" env:"OSS403_FOCUS" placeholder:"WORDS"`
	Allow        string        `help:"${allow}" env:"OSS403_ALLOW" placeholder:"WORDS"`
	Timeout      time.Duration `help:"${timeout}" placeholder:"DURATION"`
	JSON         bool          `name:"json" help:"Print a JSON object."`
	WriteProfile string        `help:"Write a draft of a profile for the target into a new file." placeholder:"FILE"`
}

// Run examines the target with read requests only, rehearses the run on the carried
// emulator, and prints the plan.
func (c *planCommand) Run(to output) error {
	o := conformance.Options{Target: c.Target, Profile: c.Profile, Focus: c.Focus, Allow: c.Allow, Timeout: c.Timeout}
	if err := o.Check(); err != nil {
		return target.Usagef("%v", err)
	}
	picked, err := o.Scenarios()
	if err != nil {
		return err
	}
	if err := checkNew("--write-profile", c.WriteProfile, "a new file"); err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	plan, err := harness.Survey(ctx, o.Spec(), picked, rehearsing(to, len(picked)))
	if ctx.Err() != nil {
		return errors.New("interrupted; the target was only read")
	}
	if err != nil {
		return err
	}
	if c.WriteProfile != "" {
		if err := writeProfile(c.WriteProfile, plan, c.Profile); err != nil {
			return err
		}
	}
	if c.JSON {
		encoder := json.NewEncoder(to.out)
		encoder.SetIndent("", "  ")
		return encoder.Encode(plan)
	}
	if err := printPlan(to, plan); err != nil {
		return err
	}
	if c.WriteProfile != "" {
		fmt.Fprintf(to.out, "\nprofile drafted: %s\n", c.WriteProfile)
	}
	return nil
}

// rehearsing returns a function that shows the progress of the rehearsal.
func rehearsing(to output, of int) func(int) {
	show := counting(to.err, "rehearsing on the carried emulator", "scenarios")
	return func(done int) {
		if done%25 == 0 || done == of {
			show(done, of)
		}
	}
}

func printPlan(to output, p harness.Plan) error {
	table := tabwriter.NewWriter(to.out, 0, 4, 2, ' ', 0)
	fmt.Fprintf(table, "oss403 · plan for %s · region %s · its clock is %s ahead of this machine's\n", p.Target, p.Region,
		time.Duration(p.ClockAheadMs)*time.Millisecond)
	learnt, err := scenarios.ReadLearnt()
	if err != nil {
		return err
	}
	fmt.Fprintln(table, "\nTHE TARGET HAS")
	for _, c := range p.Capabilities {
		says := "yes"
		switch {
		case !c.Has:
			says = "no: " + c.Why
		case c.Why != "":
			says = "not known: " + c.Why
		}
		if c.Why != "" {
			says += elsewhere(learnt.Capabilities, c.Name)
		}
		fmt.Fprintf(table, "  %s\t%s\n", c.Name, says)
	}
	whole, lacking := 0, []harness.RowPlan{}
	for _, r := range p.Rows {
		if r.Can == r.Of {
			whole++
		} else {
			lacking = append(lacking, r)
		}
	}
	fmt.Fprintf(table, "\nROWS\n  %d of %d can run whole\n", whole, len(p.Rows))
	for _, r := range lacking {
		fmt.Fprintf(table, "  %s\t%d of %d scenarios; needed: %s\n", r.Row, r.Can, r.Of, strings.Join(words(r.Needs), ", "))
	}
	fmt.Fprintln(table, "\nA RUN IN ONE PROCESS")
	fmt.Fprintf(table, "  scenarios\t%d of %d\n", p.Scenarios, p.Asked)
	fmt.Fprintf(table, "  requests\t%d\n", p.Forecast.Requests)
	fmt.Fprintf(table, "  calls to RAM and STS\t%d\n", p.Forecast.Calls)
	fmt.Fprintf(table, "  buckets\t%d, at most %d at once\n", p.Forecast.Buckets, p.Forecast.AtOnce)
	for _, cost := range slices.Sorted(maps.Keys(p.Costs)) {
		fmt.Fprintf(table, "  cost\t%s: %d scenarios\n", cost, p.Costs[cost])
	}
	fmt.Fprintf(table, "  can't be taken back\t%s\n", locks(p.Irreversible))
	fmt.Fprintf(table, "  leaves behind\t%s\n", p.LeavesBehind)
	return table.Flush()
}

// elsewhere says what recordings of the service have shown of a capability, which may be otherwise for another account.
func elsewhere(found []scenarios.LearntCapability, name scenarios.Capability) (says string) {
	for _, c := range found {
		if c.Name == string(name) {
			says += "; seen elsewhere: " + c.Told()
		}
	}
	return says
}

// locks describes the scenarios that do something irreversible. They lock the
// retention policy of an empty bucket, replicate one, change its redundancy, or enable object-level retention.
func locks(ids []string) string {
	if len(ids) == 0 {
		return "nothing"
	}
	return fmt.Sprintf(
		"%d scenarios lock the retention policy of an empty bucket, replicate one, change its redundancy, or enable object-level retention; "+
			"the buckets can be deleted all the same (--json lists them)", len(ids))
}

func words(list []scenarios.Capability) []string {
	var all []string
	for _, c := range list {
		all = append(all, string(c))
	}
	return all
}
