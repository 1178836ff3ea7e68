package world

import (
	"slices"
	"time"
)

// A Past is what a thing was before it became what it is, oldest first.
type Past[V any] []was[V]

type was[V any] struct {
	value V
	until time.Time
}

// At is what it was at a moment; false: what it is now.
func (p Past[V]) At(t time.Time) (V, bool) {
	for _, w := range p {
		if t.Before(w.until) {
			return w.value, true
		}
	}
	var none V
	return none, false
}

// And is the past with what it was until a moment, without what had ended so
// long before that nobody looks there.
func (p Past[V]) And(value V, until time.Time, keep time.Duration) Past[V] {
	oldest := until.Add(-keep)
	recent := slices.DeleteFunc(slices.Clone(p), func(w was[V]) bool { return !w.until.After(oldest) })
	return append(recent, was[V]{value, until})
}

// ended tells whether all of it was over at a moment.
func (p Past[V]) ended(t time.Time) bool {
	return !slices.ContainsFunc(p, func(w was[V]) bool { return w.until.After(t) })
}
