package stage

import (
	"context"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/oss403/oss403/scenarios"
)

// changedAtATime is the number of buckets that are brought into their states at the same time.
const changedAtATime = 16

// Window is the number of states whose buckets can be made ahead: the quota may have room for few.
func (f *Fixtures) Window() int {
	if f.site.Most == 0 {
		return changedAtATime
	}
	return max(1, min(changedAtATime, (f.site.Most-1)/2))
}

// Ahead brings the buckets of states and the objects in them into these states, all at the same time, so that they wait for
// their settings together. What fails is told when the state itself is arranged.
func (f *Fixtures) Ahead(ctx context.Context, states []Wanted) {
	if f.arrangeAccountBlock(ctx, off) != nil {
		return
	}
	f.discardSpoilt(ctx)
	f.held = nil
	var places []Place
	wanted, objects := map[string]bucketState{}, map[string]scenarios.State{}
	for _, state := range states {
		place, want, ok := f.bucketAhead(ctx, state)
		if ok && !slices.Contains(f.held, place.Bucket) {
			f.held, places, wanted[place.Bucket] = append(f.held, place.Bucket), append(places, place), want
			objects[place.Bucket] = state.Only(objectKinds()...)
		}
	}
	missing := slices.DeleteFunc(slices.Clone(f.held), func(bucket string) bool {
		return slices.ContainsFunc(f.made, func(m made) bool { return m.name == bucket })
	})
	if f.makeRoom(ctx, len(missing)) != nil {
		return
	}
	f.bucketsAhead(ctx, places, wanted)
	f.objectsAhead(ctx, places, objects)
}

// bucketsAhead brings buckets into their wanted states.
func (f *Fixtures) bucketsAhead(ctx context.Context, places []Place, wanted map[string]bucketState) {
	var changes []*change
	for _, place := range places {
		if c, err := f.change(ctx, place, wanted[place.Bucket]); err == nil && c != nil {
			changes = append(changes, c)
		}
	}
	each(changes, func(c *change) { c.err = c.write(ctx) }) // only now: what begins a change is guarded by nothing
	for _, c := range changes {
		if err := f.changed(c); err != nil {
			f.failed[c.want] = err
		}
	}
}

// objectsAhead brings objects into their wanted states, in buckets that are as wanted. What fails is tried again.
func (f *Fixtures) objectsAhead(ctx context.Context, places []Place, wanted map[string]scenarios.State) {
	var changes []*objectChange
	for _, place := range places {
		if _, there := f.buckets[place.Bucket]; !there || endsByItself(wanted[place.Bucket]) {
			continue
		}
		if c := f.changeObject(place, wanted[place.Bucket]); c != nil {
			changes = append(changes, c)
		}
	}
	each(changes, func(c *objectChange) { c.err = c.write(ctx) })
	for _, c := range changes {
		_ = f.changedObject(c) // it is told when the state is arranged
	}
}

// each does something for all of a list at the same time.
func each[T any](list []T, do func(T)) {
	var doing errgroup.Group
	for _, one := range list {
		doing.Go(func() error {
			do(one)
			return nil
		})
	}
	doing.Wait()
}

// bucketAhead is the bucket of a state, as the state wants it. It returns false if there is none, or if it can't be made ahead.
func (f *Fixtures) bucketAhead(ctx context.Context, state Wanted) (Place, bucketState, bool) {
	place := f.placeOf(state.State)
	if state.Has(scenarios.FreeName) || !state.Has(scenarios.BucketACL) {
		return place, bucketState{}, false
	}
	want, err := f.stateOfBucket(ctx, state)
	if err != nil {
		return place, want, false
	}
	place.Bucket = f.bucketFor(want)
	return place, want, true
}

// HeldBy names the bucket that holds the state. It returns false if the state is more than that bucket: a part of the
// account, of a name that is not taken, or of what other buckets share; or if it ends by itself, so that nothing may delay its use.
func (f *Fixtures) HeldBy(ctx context.Context, state Wanted) (bucket string, alone bool) {
	shared := append(administeredKinds(), scenarios.FreeName, scenarios.AccountBlock, scenarios.ForeignBucket, scenarios.CustomDomain)
	if state.Has(shared...) || !state.Has(scenarios.BucketACL) || endsByItself(state.State) {
		return "", false
	}
	want, err := f.stateOfBucket(ctx, state)
	if err != nil {
		return "", false
	}
	return f.bucketFor(want), true
}

// Reserve keeps the buckets of these states until release is called, and those with the sources of their copies, whatever room
// others need. What failed ahead is forgotten then.
func (f *Fixtures) Reserve(ctx context.Context, states []Wanted) (release func()) {
	for _, state := range states {
		if bucket, alone := f.HeldBy(ctx, state); alone {
			f.reserved = append(f.reserved, bucket)
		}
		if state.Has(scenarios.CopySource) {
			f.reserved = append(f.reserved, f.sourceOf(state.State).Bucket)
		}
	}
	return func() {
		f.reserved = nil
		clear(f.failed)
	}
}
