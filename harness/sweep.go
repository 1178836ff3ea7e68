package harness

import (
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"time"

	"github.com/oss403/oss403/harness/caller"
	"github.com/oss403/oss403/harness/fixture"
	"github.com/oss403/oss403/harness/journal"
	"github.com/oss403/oss403/harness/target"
	"github.com/oss403/oss403/harness/wire"
	"github.com/oss403/oss403/scenarios"
)

// Leftover is one thing that a dead run has left on a target.
type Leftover struct {
	Kind     journal.Kind `json:"kind"`
	Name     string       `json:"name"`
	Run      string       `json:"run"`
	Made     time.Time    `json:"made"`
	KnownBy  string       `json:"knownBy"` // journal, or tag and age, or name and age
	standing fixture.Standing
}

// How a leftover is known.
const (
	byJournal = "journal" // of a run on this machine whose process is gone
	byTag     = "tag and age"
	byName    = "name and age" // RAM has no tags that its lists tell
)

// ownEntity is how the RAM users, roles and policies of runs are called.
var ownEntity = regexp.MustCompile(`^` + fixture.Prefix + `([0-9a-f]{8})-`)

// A Sweep finds and removes what dead runs have left on a target.
type Sweep struct {
	session *Session
	dead    []journal.Left
	alive   []journal.Left
}

// BeginSweep opens the target, which must be somebody's. Close gives it back.
func BeginSweep(ctx context.Context, spec target.Spec) (*Sweep, error) {
	t, err := opened(ctx, spec)
	if err != nil {
		return nil, err
	}
	if !t.Guest {
		return nil, errors.Join(target.Usagef("target %s forgets what a run made when it ends; accepted: http://ENDPOINT or https://ENDPOINT", spec.Target), t.Close(ctx))
	}
	offset, err := wire.Probe(ctx, t.Transport, t.Endpoint, t.Timeout)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("preflight: %w", unreachable(err, t)), t.Close(ctx))
	}
	w := &Sweep{session: sessionOn(t, t.Transport, offset, "sweep", nil)}
	folder, err := journal.Folder()
	if err != nil {
		return nil, errors.Join(err, t.Close(ctx))
	}
	journals, err := journal.Read(folder)
	if err != nil {
		return nil, errors.Join(err, t.Close(ctx))
	}
	for _, j := range journals {
		switch {
		case j.Alive:
			w.alive = append(w.alive, j)
		case j.Target == t.Endpoint.URL:
			w.dead = append(w.dead, j)
		}
	}
	return w, nil
}

// Close gives the target back.
func (w *Sweep) Close(ctx context.Context) error { return w.session.target.Close(ctx) }

// Leftovers lists what is left: what the journal of a dead run has and the target too,
// and what carries the name and the tag of a run and is older than that. Buckets come
// first, then users, roles and policies, so that each can be removed when its turn comes.
func (w *Sweep) Leftovers(ctx context.Context, older time.Duration) ([]Leftover, error) {
	all, err := w.buckets(ctx, older)
	if err != nil || !w.session.target.Cloud.Known() {
		return all, err
	}
	made, err := w.session.target.Cloud.Standing(ctx, w.session.target.Callers[scenarios.Owner], fixture.Prefix)
	if err != nil {
		return nil, fmt.Errorf("listing what stands in RAM: %w", err)
	}
	for _, m := range made {
		named := ownEntity.FindStringSubmatch(m.Name)
		if named == nil || among(w.alive, named[1]) {
			continue
		}
		left := Leftover{Kind: m.Kind, Name: m.Name, Run: named[1], Made: m.Created, KnownBy: byJournal}
		if !journaled(w.dead, m.Kind, m.Name) {
			if w.age(m.Created) < older {
				continue
			}
			left.KnownBy = byName
		}
		all = append(all, left)
	}
	return all, nil
}

func (w *Sweep) buckets(ctx context.Context, older time.Duration) ([]Leftover, error) {
	var all []Leftover
	for _, c := range []scenarios.Caller{scenarios.Owner, scenarios.OtherAccount} {
		who, ok := w.session.target.Callers.Of(c)
		if !ok {
			continue
		}
		standing, err := w.session.fixtures.Prefixed(ctx, who)
		if err != nil {
			return nil, w.session.explained(err, "the buckets of the "+string(c)+" can't be listed")
		}
		for _, b := range standing {
			left, ok, err := w.leftBucket(ctx, b, older)
			if err != nil {
				return nil, w.session.explained(err, "the tags of bucket "+b.Name+" can't be read")
			}
			if ok {
				all = append(all, left)
			}
		}
	}
	return all, nil
}

// leftBucket says whether a dead run has left the bucket. One that was made and not
// yet tagged when its run died is known by the journal alone.
func (w *Sweep) leftBucket(ctx context.Context, b fixture.Standing, older time.Duration) (Leftover, bool, error) {
	named := ownName.FindStringSubmatch(b.Name)
	if named == nil || among(w.alive, named[1]) {
		return Leftover{}, false, nil
	}
	tag, err := w.session.fixtures.RunOf(ctx, b, w.session.target.EndpointIn(b.Region))
	if err != nil {
		return Leftover{}, false, err
	}
	left := Leftover{journal.Bucket, b.Name, named[1], b.Created, byJournal, b}
	switch {
	case journaled(w.dead, journal.Bucket, b.Name):
		return left, tag == named[1] || tag == "", nil
	case tag == named[1] && w.age(b.Created) >= older:
		left.KnownBy = byTag
		return left, true, nil
	}
	return Leftover{}, false, nil
}

// age is how old something is by the target's clock.
func (w *Sweep) age(made time.Time) time.Duration { return w.session.client.Now().Sub(made) }

// Remove removes one leftover.
func (w *Sweep) Remove(ctx context.Context, left Leftover) error {
	t := w.session.target
	if left.Kind == journal.Bucket {
		return w.session.fixtures.RemoveWhole(ctx, left.standing, t.EndpointIn(left.standing.Region))
	}
	return t.Cloud.Remove(ctx, t.Callers[scenarios.Owner], caller.Made{Kind: left.Kind, Name: left.Name, Created: left.Made})
}

// Forget removes the journals of dead runs on this target that have nothing left there.
func (w *Sweep) Forget(remaining []Leftover) error {
	var failures []error
	for _, j := range w.dead {
		if !slices.ContainsFunc(remaining, func(l Leftover) bool { return l.Run == j.Run }) {
			failures = append(failures, os.Remove(j.File))
		}
	}
	return errors.Join(failures...)
}

func among(journals []journal.Left, run string) bool {
	return slices.ContainsFunc(journals, func(j journal.Left) bool { return j.Run == run })
}

func journaled(journals []journal.Left, kind journal.Kind, name string) bool {
	return slices.ContainsFunc(journals, func(j journal.Left) bool {
		return slices.ContainsFunc(j.Things, func(t journal.Thing) bool { return t.Kind == kind && t.Name == name })
	})
}
