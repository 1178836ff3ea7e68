package world

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// A Store guards one World. Readers run in parallel; a change runs alone, and is undone completely
// if it fails.
type Store struct {
	changing sync.Mutex   // held by each change while it is made, and while a commit is kept
	coming   atomic.Int64 // changes that wait for changing, or hold it
	commit   *commit      // the changes that are made and not yet kept; nil: there are none

	mu     sync.RWMutex
	world  *World
	keeper *Keeper // nil: the world is in memory only
}

// NewStore returns a store with an empty world. The terms stay the same.
func NewStore(terms Terms) *Store { return &Store{world: New(terms)} }

// View lets read look at the world. It may keep values from it: objects, buckets and accounts are
// never edited in place.
func (s *Store) View(read func(*World)) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	read(s.world)
}

// Update lets change write to the world through a Draft. If change returns an error or panics,
// every write is undone. The error is returned unchanged. A change that can't be kept is undone too,
// with a NotKept. Readers may see a change before it is kept.
func (s *Store) Update(change func(*Draft) error) error {
	c, err := s.join(change)
	if c == nil {
		return err
	}
	<-c.over
	if c.lost != nil {
		return &NotKept{c.lost}
	}
	return err
}

// join makes a change, and returns the commit that it is kept with. Also a change that failed, or wrote nothing, waits
// for the commit: it has seen what the others wrote.
func (s *Store) join(change func(*Draft) error) (*commit, error) {
	s.coming.Add(1)
	s.changing.Lock()
	defer s.changing.Unlock()
	defer s.leave()
	draft, err := s.apply(change)
	if draft != nil && len(draft.touched) > 0 {
		s.add(draft)
	}
	return s.commit, err
}

func (s *Store) apply(change func(*Draft) error) (*Draft, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	draft := &Draft{World: s.world, noting: s.keeper != nil}
	done := false
	defer func() {
		if !done {
			draft.undoAll()
		}
	}()
	if err := change(draft); err != nil {
		return nil, err
	}
	done = true
	return draft, nil
}

// Reset replaces this world with one that begin fills. Nobody sees the new one empty. If begin
// returns an error, or the new world can't be kept (NotKept), this world stays.
func (s *Store) Reset(begin func(*Draft) error) error {
	s.changing.Lock()
	defer s.changing.Unlock()
	s.keep()
	next := New(s.terms())
	if err := begin(&Draft{World: next}); err != nil {
		return err
	}
	if s.keeper != nil {
		if err := s.keeper.Replace(next); err != nil {
			return &NotKept{err}
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.world = next
	return nil
}

func (s *Store) terms() (t Terms) {
	s.View(func(w *World) { t = w.Terms })
	return t
}

// A Draft is a world that is being changed. Each write remembers how to undo it.
type Draft struct {
	*World
	At   time.Time // the time of the change, if it counts late; zero: it counts at once
	undo []func()

	noting  bool // somebody keeps the world
	touched []Touched
}

func (d *Draft) undoAll() {
	d.changes++
	for i := len(d.undo) - 1; i >= 0; i-- {
		d.undo[i]()
	}
}

// Set stores a value under a key, in a map of the draft.
func Set[V any](d *Draft, in *Ordered[V], key string, v V) {
	d.undo = append(d.undo, in.mark(key))
	d.touch(in, key)
	in.end(key, d.At)
	in.set(key, v)
}

// Remove removes a key from a map of the draft.
func Remove[V any](d *Draft, in *Ordered[V], key string) {
	if _, known := in.Get(key); !known {
		return
	}
	d.undo = append(d.undo, in.mark(key))
	d.touch(in, key)
	in.end(key, d.At)
	in.remove(key)
}

// PutAccount creates an account with its AccessKeys, or replaces those of an existing account. It
// fails if an AccessKey ID belongs to another account.
func (d *Draft) PutAccount(a *Account) error {
	d.dropKeys(a.UID)
	if old, known := d.Accounts.Get(a.UID); known {
		a.Users, a.Roles, a.Policies, a.KMSKeys, a.Closed, a.Standing = old.Users, old.Roles, old.Policies, old.KMSKeys, old.Closed, old.Standing
	} else {
		keep := d.Terms.Propagation
		a.Users, a.Roles, a.Policies = NewRemembering[*User](keep), NewRemembering[*Role](keep), NewRemembering[*RAMPolicy](keep)
		a.KMSKeys = NewOrdered[KeyState]()
	}
	for i := range a.Keys {
		if other, taken := d.Keys.Get(a.Keys[i].ID); taken {
			return &KeyTaken{ID: other.ID, UID: other.UID}
		}
		a.Keys[i].UID = a.UID
		Set(d, d.Keys, a.Keys[i].ID, a.Keys[i])
	}
	Set(d, d.Accounts, a.UID, a)
	return nil
}

// RemoveAccount removes an account with its AccessKeys, users, roles,
// sessions and buckets.
func (d *Draft) RemoveAccount(uid string) {
	d.dropKeys(uid)
	d.dropUserKeys(uid)
	d.dropSessions(uid)
	var owned []string
	for name, b := range d.Buckets.From("") {
		if b.Owner == uid {
			owned = append(owned, name)
		}
	}
	for _, name := range owned {
		Remove(d, d.Buckets, name)
	}
	Remove(d, d.Accounts, uid)
}

func (d *Draft) dropKeys(uid string) {
	if a, known := d.Accounts.Get(uid); known {
		for _, k := range a.Keys {
			Remove(d, d.Keys, k.ID)
		}
	}
}

// KeyTaken is the error for an AccessKey ID that belongs to another account.
type KeyTaken struct{ ID, UID string }

func (e *KeyTaken) Error() string {
	return fmt.Sprintf("AccessKey %s belongs to account %s", e.ID, e.UID)
}

// PartKey makes a key that orders parts by number.
func PartKey(number int) string { return fmt.Sprintf("%05d", number) }

// UploadKey makes a key that orders uploads by object key, then by upload id.
func UploadKey(key, id string) string { return key + "\x00" + id }

// SplitUploadKey is the inverse of UploadKey. For a common prefix, id is empty.
func SplitUploadKey(ordering string) (key, id string) {
	at := strings.LastIndexByte(ordering, 0)
	if at < 0 {
		return ordering, ""
	}
	return ordering[:at], ordering[at+1:]
}
