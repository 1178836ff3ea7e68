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
	return max(1, min(changedAtATime, f.site.Most/2))
}

// Ahead brings the buckets of the states that come next into these states, all at the same time, so that they wait
// for their settings together. What fails is told when the state itself is arranged.
func (f *Fixtures) Ahead(ctx context.Context, states []scenarios.State) {
	if f.arrangeAccountBlock(ctx, off) != nil {
		return
	}
	f.discardSpoilt(ctx)
	f.held = nil
	places, wanted := []Place{}, map[string]bucketState{}
	for _, state := range states {
		place, want, ok := f.bucketAhead(ctx, state)
		if ok && !slices.Contains(f.held, place.Bucket) {
			f.held, places, wanted[place.Bucket] = append(f.held, place.Bucket), append(places, place), want
		}
	}
	if f.makeRoom(ctx, len(places)) != nil {
		return
	}
	var changes []*change
	for _, place := range places {
		if c, err := f.change(ctx, place, wanted[place.Bucket]); err == nil && c != nil {
			changes = append(changes, c)
		}
	}
	var changing errgroup.Group // only now: what begins a change is guarded by nothing
	for _, c := range changes {
		changing.Go(func() error {
			c.err = c.write(ctx)
			return nil
		})
	}
	changing.Wait()
	for _, c := range changes {
		if err := f.changed(c); err != nil {
			f.failed[c.want] = err
		}
	}
}

// bucketAhead is the bucket of a state that is not as wanted yet. It returns false if there is none, or if it can't be
// made ahead.
func (f *Fixtures) bucketAhead(ctx context.Context, state scenarios.State) (Place, bucketState, bool) {
	place := f.placeOf(state)
	if state.Has(scenarios.FreeName) || !state.Has(scenarios.BucketACL) || state.Has(scenarios.AccountBlock) {
		return place, bucketState{}, false
	}
	want, err := f.stateOfBucket(ctx, state)
	if err != nil {
		return place, want, false
	}
	place.Bucket = f.bucketFor(want)
	have, known := f.buckets[place.Bucket]
	return place, want, !known || have.state != want
}

// HeldBy names the bucket that holds the state. It returns false if the state is more than that bucket: a part of the
// account, of a name that is not taken, or of what other buckets share.
func (f *Fixtures) HeldBy(ctx context.Context, state scenarios.State) (bucket string, alone bool) {
	shared := append(administeredKinds(), scenarios.FreeName, scenarios.AccountBlock, scenarios.ForeignBucket, scenarios.CustomDomain)
	if state.Has(shared...) || !state.Has(scenarios.BucketACL) {
		return "", false
	}
	want, err := f.stateOfBucket(ctx, state)
	if err != nil {
		return "", false
	}
	return f.bucketFor(want), true
}

// Reserve keeps these buckets until release is called, whatever room others need.
func (f *Fixtures) Reserve(buckets []string) (release func()) {
	f.reserved = buckets
	return func() { f.reserved = nil }
}
