package world

// A State is the state of a world between two changes. Two are equal only if nothing has changed from one to the other.
type State struct {
	of      *World
	changes int
}

// State returns the state of the world. That of another world is always another one, also if it holds the same.
func (w *World) State() State { return State{w, w.changes} }
