// Package parts holds what an emulator decides with, as one value: the questions in
// their order, what refusals look like, and the rules. Whoever hurts a copy of it
// (package mutant) gets an emulator that is wrong in one place.
package parts

import (
	"github.com/oss403/oss403/harness/emulator/internal/check"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// Parts are what an emulator decides with.
type Parts struct {
	Order       []check.Check  // the questions, and their order
	Dialect     deny.Dialect   // that the Catalogue speaks
	Catalogue   deny.Catalogue // what refusals look like
	check.Rules                // what the questions are decided with
}

// Default returns a fresh copy of the whole parts, as observed.
func Default() Parts { return In(deny.AsObserved) }

// In returns a fresh copy of the whole parts in a dialect.
func In(d deny.Dialect) Parts {
	return Parts{Order: check.Order(), Dialect: d, Catalogue: deny.In(d), Rules: check.DefaultRules()}
}
