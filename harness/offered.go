package harness

import (
	"context"
	"net/http"

	"github.com/oss403/oss403/harness/internal/judge"
	"github.com/oss403/oss403/harness/internal/mutate"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/scenarios"
)

// What the suites need of the rooms within, under the names that it has there.
type (
	Spec     = target.Spec    // which target to open, and what may be done there
	Target   = target.Target  // an opened one
	Baseline = judge.Baseline // the deviations that are known
)

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
