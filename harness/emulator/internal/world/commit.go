package world

import "slices"

// A commit that has so much is kept, whoever comes: nobody waits for more, and what writes it needs no more memory.
const (
	mostChanges = 256
	mostBytes   = 64 << 20
)

// A commit is changes that are kept together: all of them, or none.
type commit struct {
	changes []*Draft
	bytes   int           // of content in memory
	over    chan struct{} // closed when they are kept or undone
	lost    error         // why they were undone; valid after over
}

// add adds a change to the commit of those that wait.
func (s *Store) add(d *Draft) {
	if s.commit == nil {
		s.commit = &commit{over: make(chan struct{})}
	}
	s.commit.changes = append(s.commit.changes, d)
	s.commit.bytes += d.bytes()
}

// bytes returns the size of the contents in memory of what a change has written.
func (d *Draft) bytes() (size int) {
	for _, t := range d.touched {
		now, _ := t.In.Value(t.Key)
		switch v := now.(type) {
		case *Object:
			size += v.Data.InMemory()
		case Part:
			size += v.Data.InMemory()
		}
	}
	return size
}

// full reports whether nothing more is to be added.
func (c *commit) full() bool {
	return c != nil && (len(c.changes) >= mostChanges || c.bytes >= mostBytes)
}

// leave ends the turn of a change. The last one, behind which nobody comes, keeps the changes of all. While it does,
// others come, and make the next commit.
func (s *Store) leave() {
	if s.coming.Add(-1) == 0 || s.commit.full() {
		s.keep()
	}
}

// keep keeps the changes that wait, in their order, or undoes them all. The caller holds changing.
func (s *Store) keep() {
	c := s.commit
	if c == nil {
		return
	}
	s.commit = nil
	defer close(c.over)
	var touched []Touched
	for _, d := range c.changes {
		touched = append(touched, d.touched...)
	}
	if c.lost = s.keeper.Write(touched); c.lost == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range slices.Backward(c.changes) {
		d.undoAll()
	}
}
