package world

import "slices"

// Ordered is a map whose keys can be walked in byte order from any point.
type Ordered[V any] struct {
	keys  []string
	byKey map[string]V
}

// NewOrdered returns an empty map.
func NewOrdered[V any]() *Ordered[V] { return &Ordered[V]{byKey: map[string]V{}} }

// Get returns the value of a key and whether there is one.
func (o *Ordered[V]) Get(key string) (V, bool) {
	v, ok := o.byKey[key]
	return v, ok
}

// Len is the number of keys.
func (o *Ordered[V]) Len() int { return len(o.keys) }

// From yields keys and values in byte order, beginning with the first key
// that is not less than start.
func (o *Ordered[V]) From(start string) func(yield func(string, V) bool) {
	return func(yield func(string, V) bool) {
		first, _ := slices.BinarySearch(o.keys, start)
		for _, key := range o.keys[first:] {
			if !yield(key, o.byKey[key]) {
				return
			}
		}
	}
}

func (o *Ordered[V]) set(key string, v V) {
	if _, known := o.byKey[key]; !known {
		at, _ := slices.BinarySearch(o.keys, key)
		o.keys = slices.Insert(o.keys, at, key)
	}
	o.byKey[key] = v
}

func (o *Ordered[V]) remove(key string) {
	if at, known := slices.BinarySearch(o.keys, key); known {
		o.keys = slices.Delete(o.keys, at, at+1)
		delete(o.byKey, key)
	}
}
