package scenarios

import (
	"slices"
	"sync"
)

// TraitKind names a kind of state.
type TraitKind int

// Whatever stands for every value in a table of values.
const Whatever = "*"

// trait is what is known of a kind of state.
type trait struct {
	kind        TraitKind
	name        string                  // of the kind
	stands      string                  // how a trait of it is said; {} stands for its value
	says        map[string]string       // the sentence of a value that has one of its own; of the empty value: that it does not stand
	values      []string                // that it may have; nil: any
	names       bool                    // its document may name callers: {owner}, {other}, {user}
	needs       map[string][]Capability // what its values need of a target
	cost        Cost                    // of what it needs Billed for
	closesOwner bool                    // while it stands, the owner is refused whatever the request
	forGood     []string                // values that the bucket can't be brought out of
}

// TraitKinds lists every kind of state.
func TraitKinds() []TraitKind {
	all := make([]TraitKind, kinds)
	for i := range all {
		all[i] = TraitKind(i)
	}
	return all
}

// tabled has traits by kind.
var tabled = sync.OnceValue(func() *[kinds]trait {
	var table [kinds]trait
	for _, row := range traits() {
		table[row.kind] = row
	}
	return &table
})

// row is what is known of the kind.
func (k TraitKind) row() *trait { return &tabled()[k] }

// String is the name of the kind.
func (k TraitKind) String() string { return k.row().name }

// takes says that a trait of the kind may have that value.
func (k TraitKind) takes(value string) bool {
	values := k.row().values
	return values == nil || value == "" || slices.Contains(values, value)
}

// NamesCallers says that a document of that kind may name callers: {owner}, {other}, {user}.
func (k TraitKind) NamesCallers() bool { return k.row().names }
