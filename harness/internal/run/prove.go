package run

import (
	"context"
	"slices"

	"github.com/oss403/oss403/harness/internal/stage"
	"github.com/oss403/oss403/scenarios"
)

// A bench holds the controls of a group in one given state. Equal controls are sent once.
type bench struct {
	given  stage.Wanted
	reads  []*provocation // sent at the same time
	writes []*trial       // the state is arranged anew between two that are not sent together
}

// A trial is the control of a write, with the looks around it.
type trial struct {
	*provocation
	parts  []string // of the bucket, where the effect would show
	before stage.Sight
	shown  string // the part in which it shows; empty: in none
	looked bool   // the last look at it succeeded
}

// prove sends the controls of the members that were provoked, those in different buckets at the same time, until the target
// gives no answer or the run is interrupted. A control that proves nothing is sent again when its scenario ends, which
// tells why.
func (g *group) prove(ctx context.Context, s *Session) {
	for benches := spread(g.benches(ctx, s), s.mostApart()); len(benches) > 0; {
		var states []stage.Wanted
		for _, b := range benches {
			states = append(states, b.given)
		}
		picked := s.apart(ctx, states)
		release := s.keepAhead(ctx, at(states, picked))
		answered := g.proveTogether(ctx, s, at(benches, picked))
		release()
		if !answered || ctx.Err() != nil {
			return
		}
		benches = slices.DeleteFunc(benches, func(b *bench) bool { return len(b.reads)+len(b.writes) == 0 })
	}
}

// benches lists the controls to send, by their states.
func (g *group) benches(ctx context.Context, s *Session) (list []*bench) {
	byState, asked := map[string]*bench{}, map[string]bool{}
	for _, member := range g.members {
		key, state := proofKey(member), keyOf(member, member.Given)
		effect := member.When.Effect
		if g.provoked[member.ID] == nil || asked[key] || effect != scenarios.NoEffect && !s.showsInBucket(ctx, member) {
			continue
		}
		asked[key] = true
		p := s.begin(ctx, member)
		if p.result.Verdict != "" {
			continue
		}
		b := byState[state]
		if b == nil {
			b = &bench{given: stage.Wanted{State: member.Given}}
			byState[state], list = b, append(list, b)
		}
		if effect == scenarios.NoEffect {
			b.reads = append(b.reads, p)
		} else {
			b.writes = append(b.writes, &trial{provocation: p})
		}
	}
	return list
}

// writesOfBench is the number of writes that are tried in one bucket, one after the other. If there are more, a twin of the bucket
// is worth its requests: there others are tried at the same time.
const writesOfBench = 12

// spread deals the writes of each bench to as many benches as may be used at the same time, in twins of its bucket.
func spread(list []*bench, most int) (all []*bench) {
	for _, b := range list {
		all = append(all, b)
		benches := max(1, min(most, upTo(len(b.writes), writesOfBench)))
		size := upTo(len(b.writes), benches)
		for twin := 1; len(b.writes) > size; twin++ {
			cut := len(b.writes) - size
			all = append(all, &bench{given: stage.Wanted{State: b.given.State, Twin: twin}, writes: b.writes[cut:]})
			b.writes = b.writes[:cut]
		}
	}
	return all
}

// upTo is how many parts of that size hold all.
func upTo(all, size int) int { return (all + size - 1) / size }

// showsInBucket reports whether the effect of a control shows in the bucket of its state alone. A custom domain is found
// from every bucket.
func (s *Session) showsInBucket(ctx context.Context, one scenarios.Scenario) bool {
	_, alone := s.on.Fixtures.HeldBy(ctx, stage.Wanted{State: one.Given})
	elsewhere := []scenarios.Effect{scenarios.TokenEffect, scenarios.DomainEffect, scenarios.AccountEffect}
	return alone && !slices.Contains(elsewhere, one.When.Effect)
}

// proveTogether sends the reads of all benches, then the next writes of each. It returns false if the target gave no answer.
func (g *group) proveTogether(ctx context.Context, s *Session, benches []*bench) bool {
	var reads []*provocation
	var writes []*trial
	for _, b := range benches {
		trials := b.next(stage.WrittenTogether)
		all := slices.Clone(b.reads)
		for _, t := range trials {
			all = append(all, t.provocation)
		}
		if b.reads = nil; !all[0].arrangeIn(ctx, b.given) {
			if all[0].unanswered {
				return false
			}
			continue
		}
		for _, p := range all {
			if p.place, p.state, p.group = all[0].place, p.scenario.Given, g; p.scenario.When.Effect == scenarios.NoEffect {
				reads = append(reads, p)
			}
		}
		writes = append(writes, trials...)
	}
	answered := sendTogether(ctx, controlStep, reads, noFaults)
	for _, p := range reads {
		if p.result.Verdict == "" && p.answer.Succeeded() && Doubtful(p.scenario.When, p.answer, false) == "" {
			p.share(p.answer)
		}
	}
	return answered && s.tryTogether(ctx, writes)
}

// next takes the writes that come next: one, or several that together allows if each has an effect of its own.
func (b *bench) next(together func(scenarios.Effect) bool) (taken []*trial) {
	effects := map[scenarios.Effect]bool{}
	b.writes = slices.DeleteFunc(b.writes, func(t *trial) bool {
		effect := t.scenario.When.Effect
		take := len(taken) == 0 || together(effect) && !effects[effect] && together(taken[0].scenario.When.Effect)
		if take {
			taken, effects[effect] = append(taken, t), true
		}
		return take
	})
	return taken
}

// noFaults lists the faults of a control.
func noFaults(scenarios.Scenario) []scenarios.Fault { return nil }

// tryTogether sends the controls of writes in different buckets or of different settings, and looks before and after.
func (s *Session) tryTogether(ctx context.Context, trials []*trial) bool {
	for _, t := range trials {
		if part, known := s.shows[t.scenario.When.Operation]; known {
			t.parts = []string{part}
		} else {
			t.parts = t.observed(t.place)
		}
	}
	each(trials, func(t *trial) { t.before, t.looked = t.glance(ctx, t.parts, s.on.Fixtures.Known) })
	all := slices.Clone(trials)
	trials = slices.DeleteFunc(trials, func(t *trial) bool { return !t.looked })
	var sent []*provocation
	for _, t := range trials {
		sent = append(sent, t.provocation)
	}
	sendTogether(ctx, controlStep, sent, noFaults)
	for _, t := range trials {
		s.on.Fixtures.Changed(t.place, t.scenario.When.Effect)
	}
	each(trials, func(t *trial) {
		if t.result.Verdict == "" && t.answer.Succeeded() {
			t.shown, t.looked = t.changeIn(ctx, t.parts, t.before)
		}
	})
	for _, t := range trials {
		operation := t.scenario.When.Operation
		switch {
		case t.result.Verdict != "" || !t.answer.Succeeded():
		case !t.looked || t.shown == "" || Doubtful(t.scenario.When, t.answer, true) != "":
			delete(s.shows, operation) // it shows elsewhere this time
		default:
			s.shows[operation] = t.shown
			t.share(t.answer)
		}
	}
	return !slices.ContainsFunc(all, func(t *trial) bool { return t.unanswered })
}
