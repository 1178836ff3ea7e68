package harness

import (
	"context"
	"net/http"
	"time"

	"github.com/oss403/oss403/harness/internal/judge"
	"github.com/oss403/oss403/harness/internal/mutate"
	"github.com/oss403/oss403/harness/internal/plan"
	"github.com/oss403/oss403/harness/internal/run"
	"github.com/oss403/oss403/harness/internal/stage"
	"github.com/oss403/oss403/harness/internal/sweep"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// What the suites and the command need of the rooms within, under the names that it has there.
type (
	Spec     = target.Spec    // which target to open, and what may be done there
	Target   = target.Target  // an opened one
	Baseline = judge.Baseline // the deviations that are known
	Session  = run.Session    // one run against one target
	Plan     = plan.Plan      // what a run would be
	RowPlan  = plan.RowPlan   // one row of it
	Has      = plan.Has       // a capability, and whether the target has it
	Sweep    = sweep.Sweep    // finds and removes what dead runs have left
	Found    = sweep.Found    // what it has found
	Leftover = sweep.Leftover // one thing of it
)

// Open opens a target and sees whether a run can begin there. through may put a transport
// of its own around the target's; nil leaves it as it is. The error of a target that can't
// be run on names the cause and the remedy.
func Open(ctx context.Context, spec Spec, through func(http.RoundTripper) http.RoundTripper) (*Session, error) {
	return run.Open(ctx, spec, through)
}

// Groups puts scenarios beside each other that need the same states, and cuts them into
// groups for the processes of a run. In alone is what no other may run beside.
func Groups(picked []scenarios.Scenario) (groups [][]scenarios.Scenario, alone []scenarios.Scenario) {
	return run.Groups(picked)
}

// Planned is the result of a scenario before it has run: no verdict yet.
func Planned(s scenarios.Scenario) verdict.Result { return run.Planned(s) }

// Unopened is the result of a scenario whose target could not be opened.
func Unopened(s scenarios.Scenario, err error) verdict.Result { return run.Unopened(s, err) }

// Deeds names what Session.RunAsIfItDid can do.
func Deeds() []string { return stage.Deeds() }

// Survey opens the target and says what a run would be there, without changing anything.
// progress is told how many scenarios are rehearsed.
func Survey(ctx context.Context, spec Spec, picked []scenarios.Scenario, progress func(done int)) (Plan, error) {
	return plan.Survey(ctx, spec, picked, progress)
}

// BeginSweep opens the target, which must be an endpoint, to find what dead runs have left
// there; older is how old must be what no journal knows. Close gives it back.
func BeginSweep(ctx context.Context, spec Spec, older time.Duration) (*Sweep, error) {
	return sweep.Begin(ctx, spec, older)
}

// TargetKinds says in one line what a target string may be.
const TargetKinds = target.Kinds

// DefaultTimeout bounds each request where nothing else is said.
const DefaultTimeout = target.DefaultTimeout

// FieldEffect is the finding that a refused write had an effect.
const FieldEffect = judge.FieldEffect

// Dialects names the dialects of the carried emulator, for help and errors.
func Dialects() string { return target.Dialects() }

// Permissions names what a run may be allowed to do beside what is free and can be taken back.
func Permissions() string { return target.Permissions() }

// ReadBaseline reads the deviations that are known; an empty path: there are none.
func ReadBaseline(path string) (Baseline, error) { return judge.ReadBaseline(path) }

// OpenTarget opens a target without running anything on it.
func OpenTarget(ctx context.Context, spec Spec) (*Target, error) { return target.Open(ctx, spec) }

// The falsified refusals of the self-test.
type (
	Mutant = mutate.Mutant // one way to falsify a refusal
	Fate   = mutate.Fate   // what a judge must make of it
	Proxy  = mutate.Proxy  // falsifies the refusals of scenarios as the armed mutant says
)

// The fates of a mutant, which its level of evidence decides.
const (
	Killed   = mutate.Killed   // the scenario fails
	Warned   = mutate.Warned   // it passes with a warning
	Recorded = mutate.Recorded // a deviation is recorded
)

// MutantsOf derives the mutants of a scenario from what it expects.
func MutantsOf(s scenarios.Scenario) []Mutant { return mutate.All(s) }

// FalsifyingProxy stands in front of base, unarmed.
func FalsifyingProxy(base http.RoundTripper) *Proxy { return mutate.Through(base) }
