package emulator

import (
	"cmp"
	"fmt"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/mutant"
	"github.com/oss403/oss403/harness/emulator/internal/parts"
)

// A Dialect is a form of the refusals.
type Dialect = deny.Dialect

// The dialects.
const (
	AsObserved = deny.AsObserved // as the service was seen to answer, if it was seen
	AsPrinted  = deny.AsPrinted  // as the official page of 403 errors prints them
)

// Dialects lists the dialects. The first is the default.
func Dialects() []Dialect { return deny.Dialects() }

// Mutants lists the deliberate errors that an emulator can have, by family.
// Options.Mutant takes one of the names.
func Mutants() map[string][]string {
	families := map[string][]string{}
	for _, m := range mutant.All(parts.Default()) {
		families[m.Family] = append(families[m.Family], m.Name)
	}
	return families
}

// Hurt replaces the parts of an emulator whose world is already set up. Only packages
// of the emulator can call it, as with Change.
func (e *Emulator) Hurt(p parts.Parts) { e.parts = p }

// partsOf returns the checks, rules and texts for an emulator with these options.
func partsOf(o Options) (parts.Parts, error) {
	d := cmp.Or(o.Dialect, AsObserved)
	if !d.Known() {
		return parts.Parts{}, fmt.Errorf("dialect %q is none of %v", d, Dialects())
	}
	if o.Mutant == "" {
		return parts.In(d), nil
	}
	m, ok := mutant.Named(o.Mutant)
	if !ok {
		return parts.Parts{}, fmt.Errorf("there is no mutant %q", o.Mutant)
	}
	return *m.Of(parts.In(d)), nil
}
