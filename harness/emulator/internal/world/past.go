package world

import (
	"slices"
	"time"
)

// A Past holds the former values of a thing, the oldest first.
type Past[V any] []was[V]

type was[V any] struct {
	value V
	until time.Time
}

// At returns the value at a moment. False means that the present value counts.
func (p Past[V]) At(t time.Time) (V, bool) {
	for _, w := range p {
		if t.Before(w.until) {
			return w.value, true
		}
	}
	var none V
	return none, false
}

// And adds the value that counted until a moment. It drops values that ended more than keep before
// that moment.
func (p Past[V]) And(value V, until time.Time, keep time.Duration) Past[V] {
	oldest := until.Add(-keep)
	recent := slices.DeleteFunc(slices.Clone(p), func(w was[V]) bool { return !w.until.After(oldest) })
	return append(recent, was[V]{value, until})
}

// ended reports whether all former values had ended at a moment.
func (p Past[V]) ended(t time.Time) bool {
	return !slices.ContainsFunc(p, func(w was[V]) bool { return w.until.After(t) })
}
