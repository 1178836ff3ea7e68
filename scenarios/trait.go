package scenarios

import (
	"slices"
	"sync"
)

// TraitKind names a kind of state.
type TraitKind int

// Whatever means every value of a kind.
const Whatever = "*"

// trait describes a kind of state.
type trait struct {
	kind        TraitKind
	name        string                  // the name of the kind
	stands      string                  // the sentence of a trait of the kind; {} stands for its value
	says        map[string]string       // values with a sentence of their own; the empty value: the trait does not stand
	values      []string                // allowed values; nil: any
	names       bool                    // the document may name callers: {owner}, {other}, {user}
	needs       map[string][]Capability // the capabilities that a value needs
	cost        Cost                    // where the trait needs Billed: what it costs
	closesOwner bool                    // while the trait stands, the target refuses every request of the owner
	forGood     []string                // values that can't be undone: the bucket keeps them
}

// TraitKinds lists every kind of state.
func TraitKinds() []TraitKind {
	all := make([]TraitKind, kinds)
	for i := range all {
		all[i] = TraitKind(i)
	}
	return all
}

// tabled holds the rows of traits by kind.
var tabled = sync.OnceValue(func() *[kinds]trait {
	var table [kinds]trait
	for _, row := range traits() {
		table[row.kind] = row
	}
	return &table
})

// row is the description of the kind.
func (k TraitKind) row() *trait { return &tabled()[k] }

// String is the name of the kind.
func (k TraitKind) String() string { return k.row().name }

// takes reports whether a trait of the kind may have that value.
func (k TraitKind) takes(value string) bool {
	values := k.row().values
	return values == nil || value == "" || slices.Contains(values, value)
}

// ForGood reports whether a trait of that kind can't be undone in the same bucket.
func (k TraitKind) ForGood() bool { return k.row().forGood != nil }

// NamesCallers reports whether a document of that kind may name callers: {owner}, {other}, {user}.
func (k TraitKind) NamesCallers() bool { return k.row().names }
