package run

import (
	"context"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/oss403/oss403/harness/internal/stage"
)

// A wave is rounds in different buckets. Each of its steps is taken in all buckets at the same time, so that a wait
// for settings counts for all of them.
type wave []*round

// waveOf takes the first of the rounds, and others whose buckets differ from its own and from one another.
func (s *Session) waveOf(ctx context.Context, rounds []*round) (w wave, release func()) {
	var states []stage.Wanted
	for _, r := range rounds {
		states = append(states, stage.Wanted{State: r.members[0].Faulty()})
	}
	picked := s.apart(ctx, states)
	return at(rounds, picked), s.keepAhead(ctx, at(states, picked))
}

// at picks the elements at these places of a list.
func at[T any](list []T, places []int) (picked []T) {
	for _, i := range places {
		picked = append(picked, list[i])
	}
	return picked
}

// apart picks the first of these states, and others whose buckets differ from its own and from one another, by their
// places in the list.
func (s *Session) apart(ctx context.Context, states []stage.Wanted) (picked []int) {
	var buckets []string
	for i, state := range states {
		bucket, alone := s.on.Fixtures.HeldBy(ctx, state)
		if i == 0 && !alone {
			return []int{0}
		}
		if len(buckets) == s.mostApart() {
			break
		}
		if alone && !slices.Contains(buckets, bucket) {
			picked, buckets = append(picked, i), append(buckets, bucket)
		}
	}
	return picked
}

// mostApart is the number of buckets in which steps may be taken at the same time.
func (s *Session) mostApart() int {
	if s.on.Target.Budget > 0 { // which is counted before each request
		return 1
	}
	return s.on.Fixtures.Window()
}

// keepAhead brings the buckets of these states into them, all at the same time, since settings take effect late. The buckets
// stay until release is called.
func (s *Session) keepAhead(ctx context.Context, states []stage.Wanted) (release func()) {
	release = s.on.Fixtures.Reserve(ctx, states)
	s.makeAhead(ctx, states)
	return release
}

// makeAhead brings the buckets of these states into them at the same time, if there are several.
func (s *Session) makeAhead(ctx context.Context, states []stage.Wanted) {
	if len(states) > 1 && s.on.Fixtures.Normalise(ctx) == nil {
		s.on.Fixtures.Ahead(ctx, states)
	}
}

// play sends the requests of all rounds, the reads first, and looks once before and once after the writes. It returns
// false if the target gave no answer.
func (w wave) play(ctx context.Context, s *Session, g *group) bool {
	for _, r := range w {
		r.begin(ctx, s, g)
	}
	sendTogether(ctx, provocationStep, w.list(func(r *round) []*provocation { return r.reads }), faultsOf)
	for _, r := range w {
		for _, p := range r.reads {
			if p.tell() {
				g.wait(p)
			}
		}
	}
	if w.answered() {
		w.refuse(ctx, s, g)
	}
	g.begun = 0
	return w.answered()
}

// refuse sends the writes and looks whether they are refused without an effect.
func (w wave) refuse(ctx context.Context, s *Session, g *group) {
	each(w.writing(), func(r *round) { r.lookBefore(ctx) })
	writes := w.list(func(r *round) []*provocation { return r.writes })
	sendTogether(ctx, provocationStep, writes, faultsOf)
	for _, r := range w {
		r.hear()
	}
	slowest := slices.IndexFunc(writes, func(p *provocation) bool { return p.scenario.When.Effect.OfBucket() })
	if slowest >= 0 && s.on.Fixtures.LetSettle(ctx, writes[slowest].scenario.When.Effect) != nil {
		return
	}
	each(w.writing(), func(r *round) { r.lookAfter(ctx) })
	for _, r := range w {
		r.close(g)
	}
}

// writing lists the rounds that have writes.
func (w wave) writing() []*round {
	return slices.DeleteFunc(slices.Clone(w), func(r *round) bool { return len(r.writes) == 0 })
}

// each does something for all of a list at the same time.
func each[T any](list []T, do func(T)) {
	var doing errgroup.Group
	for _, one := range list {
		doing.Go(func() error { do(one); return nil })
	}
	doing.Wait()
}

func (w wave) list(of func(*round) []*provocation) (all []*provocation) {
	for _, r := range w {
		all = append(all, of(r)...)
	}
	return all
}

// answered reports whether the target answered each request.
func (w wave) answered() bool {
	return !slices.ContainsFunc(w.list(func(r *round) []*provocation { return r.able }), func(p *provocation) bool { return p.unanswered })
}
