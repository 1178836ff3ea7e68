package emulator

import (
	"cmp"
	"fmt"

	"github.com/oss403/oss403/harness/emulator/check"
	"github.com/oss403/oss403/harness/emulator/deny"
)

// Parts are what an emulator decides with. They are values: whoever hurts
// them on purpose (package mutant) gets an emulator that is wrong in one
// place, and the server does not know.
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

// parts are what an emulator of these options decides with: those that are
// given, and they bring their dialect; else the whole ones in the dialect
// that is asked for.
func (o Options) parts() (Parts, error) {
	d := cmp.Or(o.Dialect, deny.Dialects()[0])
	switch {
	case !d.Known():
		return Parts{}, fmt.Errorf("dialect %q is none of %v", d, deny.Dialects())
	case o.Parts == nil:
		return In(d), nil
	case o.Dialect != "" && o.Dialect != o.Parts.Dialect:
		return Parts{}, fmt.Errorf("dialect %q is not that of the given parts, %q", d, o.Parts.Dialect)
	}
	return *o.Parts, nil
}
