package run

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/harness/internal/judge"
	"github.com/oss403/oss403/harness/internal/stage"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// A round is what several scenarios of a group share that are provoked in one state: their requests are sent at the same
// time, and one look after the last answer shows whether any of the writes was done all the same. Two that are done do
// not hide each other: each write leaves something else than the state of the round, as its control shows, and nothing
// comes after the last of them. If anything but refusals without an effect comes of the writes, their part of the round
// is over, and each runs by itself, so that the one that did it is found.
type round struct {
	members   []scenarios.Scenario
	played    bool
	able      []*provocation // of the members that the run tries; the first arranges the state
	reads     []*provocation
	writes    []*provocation
	before    stage.Sight
	after     stage.Sight
	looked    bool     // after the writes
	refused   bool     // every write
	changes   []string // what the look after the last write showed; nil: nothing
	ended     int      // members that have a verdict
	explained bool     // a member that ran by itself failed
}

// roundsOf finds the rounds of a group, by the ids of their members.
func roundsOf(group []scenarios.Scenario) map[string]*round {
	byState, byID := map[string]*round{}, map[string]*round{}
	for _, s := range group {
		if s.Done() || s.Brought() != "" {
			continue
		}
		key := keyOf(s, s.Faulty())
		if byState[key] == nil {
			byState[key] = &round{}
		}
		byState[key].members = append(byState[key].members, s)
		byID[s.ID] = byState[key]
	}
	return byID
}

// end notes the verdict of a member. A change that none of them shows alone fails the last, whatever became of it.
func (r *round) end(result *verdict.Result) {
	r.ended++
	r.explained = r.explained || result.Verdict == verdict.Fail
	if r.ended == len(r.members) && len(r.changes) > 0 && !r.explained {
		result.Findings = append(result.Findings, judge.NoEffect(r.changes))
		result.Verdict = verdict.Fail
		result.Reason = "refused as expected, but one of the refused writes in this state was done all the same, " +
			"and not again when each ran alone"
	}
}

// keyOf names what must stand at the target for a scenario in that state. What callers may do is their own, unless a
// document of the bucket names the RAM user.
func keyOf(s scenarios.Scenario, state scenarios.State) string {
	key := state.Without(caller.Kinds()...).Key()
	if strings.Contains(key, "{user}") {
		key = state.Key()
	}
	if state.Has(scenarios.OperationNoTokens) { // which names the operation
		key += operationOf(s)
	}
	return key
}

// begin arranges the state of the round, and picks the requests to send.
func (r *round) begin(ctx context.Context, s *Session, g *group) {
	r.played = true
	if r.able = r.tried(ctx, s, g); len(r.able) == 0 {
		return
	}
	first := r.able[0]
	if !first.arrangeFaulty(ctx) {
		if len(r.able) == 1 && !first.unanswered {
			g.wait(first)
		}
		return
	}
	for _, p := range r.able {
		if p.place, p.state = first.place, p.scenario.Faulty(); p.scenario.When.Effect == scenarios.NoEffect {
			r.reads = append(r.reads, p)
		} else {
			r.writes = append(r.writes, p)
		}
	}
}

// lookBefore looks before the writes are sent. Without that look none is sent: each member runs by itself, which tells why.
func (r *round) lookBefore(ctx context.Context) {
	var ok bool
	if r.before, ok = r.look(ctx, r.writes[0].session.on.Fixtures.Known); !ok {
		r.writes = nil
	}
}

// hear judges the answers to the writes. What is not refused may have had its effect.
func (r *round) hear() {
	r.refused = true
	for _, p := range r.writes {
		if !p.tell() || p.answer.Succeeded() || p.answer.Status >= http.StatusInternalServerError {
			p.session.on.Fixtures.Changed(p.place, p.scenario.When.Effect)
			r.refused = false
		}
	}
}

// lookAfter looks after the writes were answered.
func (r *round) lookAfter(ctx context.Context) {
	r.after, r.looked = r.look(ctx, r.writes[0].session.on.Fixtures.Look)
}

// close lets the writes wait for their controls, if all were refused without an effect.
func (r *round) close(g *group) {
	same := r.looked && r.before.Same(r.after)
	for _, p := range r.writes {
		switch {
		case !same:
			p.session.on.Fixtures.Disturbed(p.place, p.scenario.When.Effect)
		case r.refused:
			p.findings = append(p.findings, judge.NoEffect(nil))
			g.wait(p)
		}
	}
	if r.looked && !same {
		r.changes = r.before.Changes(r.after)
	}
}

// sentAtATime is the number of requests of a wave that are sent at the same time.
const sentAtATime = 8

// faultsOf lists the faults of a provocation.
func faultsOf(s scenarios.Scenario) []scenarios.Fault { return []scenarios.Fault{s.Fault, s.Besides} }

// sendTogether sends the request of each member with these faults of it, and notes the answers. It returns false if one
// got none.
func sendTogether(ctx context.Context, step string, members []*provocation, faults func(scenarios.Scenario) []scenarios.Fault) bool {
	calls := make([]*wire.Call, len(members))
	for i, p := range members { // all before the first is sent: what a call needs of its caller may have to be made
		if call, ok := p.call(ctx, p.scenario.When, faults(p.scenario)...); ok {
			calls[i] = &call
		}
	}
	var sending errgroup.Group
	sending.SetLimit(sentAtATime)
	for i, p := range members {
		if calls[i] == nil {
			continue
		}
		sending.Go(func() error {
			p.timed(ctx, func(p *provocation, ctx context.Context) { p.answer, _ = p.deliver(ctx, step, *calls[i]) })
			return nil
		})
	}
	sending.Wait()
	return !slices.ContainsFunc(members, func(p *provocation) bool { return p.unanswered })
}

// tell judges the answer to the request of a member. false: there is none, or it can't be judged.
func (p *provocation) tell() bool {
	if p.result.Verdict != "" {
		return false
	}
	p.hide()
	findings, err := p.judged(p.answer)
	if err != nil {
		return false
	}
	p.findings = append(findings, p.session.freshRequestID(p.answer))
	return true
}

// tried makes a provocation of each member that the run tries.
func (r *round) tried(ctx context.Context, s *Session, g *group) []*provocation {
	var able []*provocation
	for _, member := range r.members {
		if p := s.begin(ctx, member); p.result.Verdict == "" {
			able = append(able, p)
			g.begun++
		}
	}
	return able
}

// look looks at the places of all effects, and at the rest of the bucket.
func (r *round) look(ctx context.Context, how glance) (stage.Sight, bool) {
	var parts []string
	for _, p := range r.writes {
		parts = append(parts, p.session.on.Fixtures.Observed(p.place, p.scenario.When.Effect)...)
		parts = append(parts, p.beside()...)
	}
	slices.Sort(parts)
	return r.writes[0].glance(ctx, slices.Compact(parts), how)
}
