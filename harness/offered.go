package harness

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/oss403/oss403/harness/internal/judge"
	"github.com/oss403/oss403/harness/internal/mutate"
	"github.com/oss403/oss403/harness/internal/plan"
	"github.com/oss403/oss403/harness/internal/recording"
	"github.com/oss403/oss403/harness/internal/run"
	"github.com/oss403/oss403/harness/internal/stage"
	"github.com/oss403/oss403/harness/internal/sweep"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/internal/waiting"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// The types of the inner packages that suites and the command need, with the inner names.
type (
	Spec     = target.Spec        // which target to open, and what a run may do there
	Target   = target.Target      // an opened target
	Baseline = judge.Baseline     // the known deviations
	Session  = run.Session        // one run against one target
	Plan     = plan.Plan          // what a run would do
	RowPlan  = plan.RowPlan       // one row of a plan
	Has      = plan.Has           // a capability, and whether the target has it
	Sweep    = sweep.Sweep        // finds and removes what dead runs left
	Found    = sweep.Found        // what a sweep found
	Replayed = recording.Replayed // a recording in the place of a target
	Leftover = sweep.Leftover     // one thing that a dead run left
)

// Open opens a target and checks that a run can begin there. through may wrap the transport of the
// target; nil keeps it as it is. The error names the cause and the remedy.
func Open(ctx context.Context, spec Spec, through func(http.RoundTripper) http.RoundTripper) (*Session, error) {
	return run.Open(ctx, spec, through)
}

// Record lets a session hand on what is recorded of each scenario, sanitised, and say what went wrong with that.
func Record(s *Session, tell func(entry any) error, trouble func(what string)) {
	s.Record(func(told run.Told) {
		entry, left, err := recording.Capture(told)
		if err == nil {
			err = tell(entry)
		}
		if err == nil && left > 0 {
			err = fmt.Errorf("%d private values would be left in what is recorded of %s; only its verdict is kept", left, entry.Scenario)
		}
		if err != nil {
			trouble(err.Error())
		}
	})
}

// ReadRecorded reads the recording of a target recording:FILE; nil: the target is no recording.
func ReadRecorded(target string) (*Replayed, error) {
	file, ok := recording.FileOf(target)
	if !ok {
		return nil, nil
	}
	return recording.Open(file)
}

// Shard picks the scenarios of one of several runs that together run all picked ones: shard 1 to of.
func Shard(picked []scenarios.Scenario, shard, of int) []scenarios.Scenario {
	return run.Shard(picked, shard, of)
}

// Groups sorts scenarios with the same states next to each other, and cuts them into groups for the
// processes of a run. A scenario in alone must run by itself.
func Groups(picked []scenarios.Scenario) (groups [][]scenarios.Scenario, alone []scenarios.Scenario) {
	return run.Groups(picked)
}

// Planned returns the result of a scenario before its run: it has no verdict yet.
func Planned(s scenarios.Scenario) verdict.Result { return run.Planned(s) }

// Unopened returns the result of a scenario whose target could not be opened.
func Unopened(s scenarios.Scenario, err error) verdict.Result { return run.Unopened(s, err) }

// Waits returns a context in which a session tells what it waits for and since when, if that takes longer than a moment.
// An empty text says that it waits no longer.
func Waits(ctx context.Context, tell func(what string, since time.Time)) context.Context {
	return waiting.Listen(ctx, tell)
}

// Deeds lists the deeds that Session.RunAsIfItDid knows.
func Deeds() []string { return stage.Deeds() }

// Survey opens the target and plans a run there, without changing anything. It calls progress with
// the number of scenarios that are rehearsed.
func Survey(ctx context.Context, spec Spec, picked []scenarios.Scenario, progress func(done int)) (Plan, error) {
	return plan.Survey(ctx, spec, picked, progress)
}

// BeginSweep opens an endpoint to find what dead runs left there. older is the least age of a thing
// that no journal lists. Close closes the target.
func BeginSweep(ctx context.Context, spec Spec, older time.Duration) (*Sweep, error) {
	return sweep.Begin(ctx, spec, older)
}

// TargetKinds says in one line what a target string may be.
const TargetKinds = target.Kinds

// DefaultTimeout limits each request, if nothing else is set.
const DefaultTimeout = target.DefaultTimeout

// FieldEffect names the finding that a refused write had an effect.
const FieldEffect = judge.FieldEffect

// Dialects lists the dialects of the carried emulator, for help and errors.
func Dialects() string { return target.Dialects() }

// Permissions lists the steps that need a permission, because they cost money or can't be undone.
func Permissions() string { return target.Permissions() }

// ReadBaseline reads the known deviations. An empty path means that there are none.
func ReadBaseline(path string) (Baseline, error) { return judge.ReadBaseline(path) }

// OpenTarget opens a target without running anything on it.
func OpenTarget(ctx context.Context, spec Spec) (*Target, error) { return target.Open(ctx, spec) }

// The falsified refusals of the self-test.
type (
	Mutant = mutate.Mutant // one way to falsify a refusal
	Fate   = mutate.Fate   // the verdict that a judge must reach
	Proxy  = mutate.Proxy  // falsifies refusals as the armed mutant says
)

// The fates of a mutant. Its level of evidence decides which one.
const (
	Killed   = mutate.Killed   // the scenario fails
	Warned   = mutate.Warned   // the scenario passes with a warning
	Recorded = mutate.Recorded // the deviation is recorded
)

// MutantsOf derives the mutants of a scenario from what it expects.
func MutantsOf(s scenarios.Scenario) []Mutant { return mutate.All(s) }

// FalsifyingProxy puts an unarmed proxy in front of base.
func FalsifyingProxy(base http.RoundTripper) *Proxy { return mutate.Through(base) }
