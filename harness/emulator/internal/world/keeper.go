package world

import (
	"fmt"
	"iter"
	"reflect"
	"time"
)

// A Keeper keeps a world where it outlives the process. A Store makes one call at a time. When a call
// returns nil, all that it was given is kept; else nothing of it is.
type Keeper struct {
	Write   func([]Touched) error // keeps what changes have written, in their order
	Replace func(*World) error    // keeps this world in place of the former one
}

// A Touched is a key that a change has written, with its value before that. The map has the value after it.
type Touched struct {
	In  Map
	Key string
	Old any // nil: the key had none
}

// NotKept is the error of a change that was undone because the keeper failed.
type NotKept struct{ Cause error }

func (e *NotKept) Error() string {
	return fmt.Sprintf("the change is undone: it can't be kept: %v", e.Cause)
}

// Unwrap returns the error of the keeper.
func (e *NotKept) Unwrap() error { return e.Cause }

// TooMuch is the error of a world whose contents are too long for one document.
type TooMuch struct{ Bytes, Most int64 }

func (e *TooMuch) Error() string {
	return fmt.Sprintf("the contents of the world have %d bytes; a document holds %d at most", e.Bytes, e.Most)
}

// KeepWith gives the keeper the changes from now on.
func (s *Store) KeepWith(k *Keeper) {
	s.changing.Lock()
	defer s.changing.Unlock()
	s.keep()
	s.keeper = k
}

func (d *Draft) touch(in Map, key string) {
	d.changes++
	if d.noting {
		old, _ := in.Value(key)
		d.touched = append(d.touched, Touched{In: in, Key: key, Old: old})
	}
}

// A Map is an Ordered of any type, for code that treats all types alike.
type Map interface {
	Of() reflect.Type             // the type of the values
	Fresh(keep time.Duration) Map // an empty map of the same type; see NewRemembering
	Put(d *Draft, key string, v any)
	Value(key string) (v any, known bool) // nil if the key has none
	All() iter.Seq2[string, any]          // in byte order
	Len() int
}

// Of is part of Map.
func (o *Ordered[V]) Of() reflect.Type { return reflect.TypeFor[V]() }

// Fresh is part of Map. It works on nil.
func (o *Ordered[V]) Fresh(keep time.Duration) Map { return NewRemembering[V](keep) }

// Put is Set for a value that has the type of the map. It panics for another type.
func (o *Ordered[V]) Put(d *Draft, key string, v any) { Set(d, o, key, v.(V)) }

// Value is Get for any type.
func (o *Ordered[V]) Value(key string) (any, bool) {
	v, known := o.Get(key)
	if !known {
		return nil, false
	}
	return v, true
}

// All is part of Map.
func (o *Ordered[V]) All() iter.Seq2[string, any] {
	return func(yield func(string, any) bool) {
		for key, v := range o.From("") {
			if !yield(key, v) {
				return
			}
		}
	}
}
