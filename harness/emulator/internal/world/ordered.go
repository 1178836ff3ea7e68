package world

import (
	"maps"
	"time"

	"github.com/tidwall/btree"
)

// Ordered is a map with its keys in byte order. A walk can begin at any key. Each step takes a time
// that grows with the logarithm of the number of keys. It must not change during a walk.
type Ordered[V any] struct {
	tree btree.Map[string, V]
	keep time.Duration // the time for which former values are remembered
	past map[string]Past[stood[V]]

	changes int // number of changes so far
}

// A stood is the former value of a key. known is false if there was none.
type stood[V any] struct {
	value V
	known bool
}

// NewOrdered returns an empty map.
func NewOrdered[V any]() *Ordered[V] { return &Ordered[V]{} }

// NewRemembering returns an empty map that remembers former values for some time.
func NewRemembering[V any](keep time.Duration) *Ordered[V] {
	return &Ordered[V]{keep: keep, past: map[string]Past[stood[V]]{}}
}

// Get returns the value of a key, and whether there is one.
func (o *Ordered[V]) Get(key string) (V, bool) { return o.tree.Get(key) }

// At returns the value that a key had at a moment, and whether there was one. The zero moment means
// now.
func (o *Ordered[V]) At(key string, t time.Time) (V, bool) {
	if !t.IsZero() {
		if s, past := o.past[key].At(t); past {
			return s.value, s.known
		}
	}
	return o.Get(key)
}

// Len returns the number of keys.
func (o *Ordered[V]) Len() int { return o.tree.Len() }

// From yields keys and values in byte order, from the first key that is not less than start.
func (o *Ordered[V]) From(start string) func(yield func(string, V) bool) {
	return func(yield func(string, V) bool) { o.tree.Ascend(start, yield) }
}

func (o *Ordered[V]) set(key string, v V) {
	o.changes++
	o.tree.Set(key, v)
}

func (o *Ordered[V]) remove(key string) {
	o.changes++
	o.tree.Delete(key)
}

// end remembers the value that a key has until a moment, and drops values that are too old. A
// change without a time counts at once and leaves no past.
func (o *Ordered[V]) end(key string, at time.Time) {
	switch {
	case o.keep == 0:
	case at.IsZero():
		delete(o.past, key)
	default:
		v, known := o.Get(key)
		maps.DeleteFunc(o.past, func(_ string, p Past[stood[V]]) bool { return p.ended(at.Add(-o.keep)) })
		o.past[key] = o.past[key].And(stood[V]{v, known}, at, o.keep)
	}
}

// mark returns a function that restores a key as it is now.
func (o *Ordered[V]) mark(key string) (back func()) {
	old, known := o.Get(key)
	past := o.past[key]
	return func() {
		if known {
			o.set(key, old)
		} else {
			o.remove(key)
		}
		if o.keep > 0 {
			o.past[key] = past
		}
	}
}
