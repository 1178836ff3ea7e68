package emulator

import (
	"github.com/oss403/oss403/harness/emulator/check"
	"github.com/oss403/oss403/harness/emulator/deny"
)

// Parts are what an emulator decides with. They are values: whoever hurts
// them on purpose (package mutant) gets an emulator that is wrong in one
// place, and the server does not know.
type Parts struct {
	Order       []check.Check  // the questions, and their order
	Catalogue   deny.Catalogue // what refusals look like
	check.Rules                // what the questions are decided with
}

// Default returns a fresh copy of the whole parts.
func Default() Parts {
	return Parts{Order: check.Order(), Catalogue: deny.Default(), Rules: check.DefaultRules()}
}
