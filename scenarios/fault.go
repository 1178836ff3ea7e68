package scenarios

import "time"

// Fault is the one difference between control and provocation. The zero value
// is no fault; Lint refuses it.
type Fault struct {
	Kind     FaultKind
	Sentence string // completes "the same request, but …"
	Name     string
	Value    string
	Shift    time.Duration
	Caller   Caller
	Traits   []Trait // of a fault in the state: the traits of the provocation that differ
}

// In returns the state s with the fault in it. A fault in the request does not change s.
func (f Fault) In(s State) State {
	for _, t := range f.Traits {
		s = s.With(t.Kind, t.Value)
	}
	return s
}
