// Package parts holds everything that an emulator decides with, as one value: the checks in their
// order, the looks of refusals, and the rules. Package mutant breaks a copy of it in one place, and
// gets an emulator that is wrong in that place.
package parts

import (
	"github.com/oss403/oss403/harness/emulator/internal/check"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// Parts hold everything that an emulator decides with.
type Parts struct {
	Order       []check.Check  // the checks, in order
	Dialect     deny.Dialect   // the dialect of the Catalogue
	Catalogue   deny.Catalogue // the looks of refusals
	check.Rules                // the rules that the checks apply
}

// Default returns a fresh copy of the parts, as observed.
func Default() Parts { return In(deny.AsObserved) }

// In returns a fresh copy of the parts in a dialect.
func In(d deny.Dialect) Parts {
	return Parts{Order: check.Order(), Dialect: d, Catalogue: deny.In(d), Rules: check.DefaultRules()}
}
