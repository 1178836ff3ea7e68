package world

import (
	"errors"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/large"
)

// A disk is a keeper that waits until it may go on.
type disk struct {
	calls chan int   // the number of writes of each call, when it begins
	goOn  chan error // what the call returns
}

func keptOn(d *disk) *Store {
	d.calls, d.goOn = make(chan int, 1), make(chan error, 1)
	s := NewStore(Terms{})
	s.KeepWith(&Keeper{
		Write:   func(all []Touched) error { d.calls <- len(all); return <-d.goOn },
		Replace: func(*World) error { d.calls <- 0; return nil },
	})
	return s
}

// add appends to an entry of the DNS, so that the order of changes shows.
func add(d *Draft, letter string) error {
	old, _ := d.DNS.Get("entry")
	Set(d, d.DNS, "entry", append(slices.Clone(old), letter))
	return nil
}

func entry(s *Store) (text string) {
	s.View(func(w *World) {
		all, _ := w.DNS.Get("entry")
		text = strings.Join(all, "")
	})
	return text
}

// until waits until so many changes are coming.
func until(s *Store, coming int64) {
	for s.coming.Load() != coming {
		runtime.Gosched()
	}
}

// Changes that come while others are kept are kept together, in one call. When it fails, all of them are undone, and
// each gets the error: none was acknowledged before. So does a change that failed or wrote nothing, if it saw another.
func TestWaitingChangesShareACommit(t *testing.T) {
	refused, full, panicked := errors.New("refused"), errors.New("the disk is full"), errors.New("panicked")
	changes := []struct {
		writes bool
		do     func(*Draft) error
		want   error // when the others are kept
	}{
		{true, func(d *Draft) error { return add(d, "+") }, nil},
		{true, func(d *Draft) error { return add(d, "+") }, nil},
		{false, func(d *Draft) error { return errors.Join(add(d, "x"), refused) }, refused},
		{false, func(d *Draft) error { return nil }, nil},
		{false, func(d *Draft) error { add(d, "x"); panic(panicked) }, panicked},
		{true, func(d *Draft) error { return add(d, "+") }, nil},
	}
	for _, outcome := range []error{nil, full} {
		var d disk
		s := keptOn(&d)
		var all sync.WaitGroup
		var acknowledged atomic.Int64
		all.Go(func() {
			if err := s.Update(func(d *Draft) error { return add(d, "-") }); err != nil {
				t.Errorf("the first: %v", err)
			}
		})
		<-d.calls // changing is held from here on
		for i, c := range changes {
			all.Go(func() {
				err, depends := panicked, c.writes
				defer func() {
					want := c.want
					if fault := recover(); fault == nil && depends && outcome != nil {
						want = outcome
					}
					var lost *NotKept
					if !errors.Is(err, want) || errors.As(err, &lost) != (want == full) {
						t.Errorf("disk: %v; change %d: %v, want %v", outcome, i, err, want)
					}
				}()
				err = s.Update(func(d *Draft) error {
					depends = c.writes || s.commit != nil
					return c.do(d)
				})
				if depends {
					acknowledged.Add(1)
				}
			})
		}
		until(s, int64(len(changes)))
		d.goOn <- nil
		if got := <-d.calls; got != 3 || entry(s) != "-+++" {
			t.Errorf("%d writes are kept at once: %s", got, entry(s))
		}
		for range 1000 {
			runtime.Gosched() // who need not wait goes on
		}
		if got := acknowledged.Load(); got != 0 {
			t.Errorf("%d changes are acknowledged before they are kept", got)
		}
		d.goOn <- outcome
		all.Wait()
		if got := entry(s); got != map[error]string{nil: "-+++", full: "-"}[outcome] {
			t.Errorf("disk: %v; %s", outcome, got)
		}
		d.goOn <- nil
		if err := s.Update(func(d *Draft) error { return add(d, "+") }); err != nil {
			t.Errorf("disk: %v; a change after that: %v", outcome, err)
		}
	}
}

// A world is not replaced before the changes that were made in it are kept.
func TestResetKeepsWhatWaits(t *testing.T) {
	var d disk
	s := keptOn(&d)
	var all sync.WaitGroup
	s.coming.Add(1) // somebody comes, and is slow
	all.Go(func() {
		if err := s.Update(func(d *Draft) error { return add(d, "-") }); err != nil {
			t.Error(err)
		}
	})
	for entry(s) == "" {
		runtime.Gosched()
	}
	all.Go(func() {
		if err := s.Reset(func(*Draft) error { return nil }); err != nil {
			t.Error(err)
		}
	})
	d.goOn <- nil
	if first, second := <-d.calls, <-d.calls; first != 1 || second != 0 {
		t.Errorf("%d writes, then %d", first, second)
	}
	all.Wait()
}

// Nobody waits for more than so many changes, or so many bytes.
func TestFullCommitIsKept(t *testing.T) {
	for _, full := range []struct {
		changes int
		change  func(*Draft) error
	}{
		{mostChanges, func(d *Draft) error { return add(d, "+") }},
		{4, func(d *Draft) error {
			objects, parts := NewOrdered[*Object](), NewOrdered[Part]()
			Set(d, objects, "o", &Object{Data: large.Of(make([]byte, mostBytes/8))})
			Set(d, parts, "p", Part{Data: large.Of(make([]byte, mostBytes/8))})
			return add(d, "+")
		}},
	} {
		var d disk
		s := keptOn(&d)
		var all sync.WaitGroup
		s.coming.Add(1) // somebody comes, and is slow
		for range full.changes {
			all.Go(func() {
				if err := s.Update(full.change); err != nil {
					t.Error(err)
				}
			})
		}
		d.goOn <- nil
		<-d.calls
		if got := len(entry(s)); got != full.changes {
			t.Errorf("%d changes are kept at once, want %d", got, full.changes)
		}
		all.Wait()
	}
}
