package run

import (
	"context"
	"net/http"
	"slices"

	"golang.org/x/sync/errgroup"

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
	changes   []string // what the look after the last write showed; nil: nothing
	ended     int      // members that have a verdict
	explained bool     // a member that ran by itself failed
}

// roundsOf finds the rounds of a group, by the ids of their members.
func roundsOf(group []scenarios.Scenario) map[string]*round {
	byState, byID := map[string]*round{}, map[string]*round{}
	for _, s := range group {
		if s.Done() || s.ChangesAccount() || s.Brought() != "" {
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

// keyOf names a state in which the scenario is provoked or has its control.
func keyOf(s scenarios.Scenario, state scenarios.State) string {
	if state.Has(scenarios.OperationNoTokens) { // which names the operation
		return state.Key() + operationOf(s)
	}
	return state.Key()
}

// play sends the request of each member, and looks once. It returns false if the target gave no answer.
func (r *round) play(ctx context.Context, s *Session, g *group) bool {
	r.played = true
	members := r.able(ctx, s)
	if len(members) == 0 {
		return true
	}
	first := members[0]
	if len(members) == 1 {
		return g.provoke(ctx, first)
	}
	if !first.arrangeFaulty(ctx) {
		return !first.unanswered
	}
	var reads, writes []*provocation
	for _, p := range members {
		if p.place, p.state = first.place, first.state; p.scenario.When.Effect == scenarios.NoEffect {
			reads = append(reads, p)
		} else {
			writes = append(writes, p)
		}
	}
	answered := sendTogether(ctx, provocationStep, reads, faultsOf)
	for _, p := range reads {
		if p.tell() {
			g.wait(p)
		}
	}
	return answered && (len(writes) == 0 || r.refuseAll(ctx, writes, g))
}

// refuseAll sends the writes, and looks before and after. If all are refused without an effect, they wait for their
// controls. It returns false if the target gave no answer.
func (r *round) refuseAll(ctx context.Context, writes []*provocation, g *group) bool {
	first, fixtures := writes[0], writes[0].session.on.Fixtures
	before, ok := r.look(ctx, first, writes, fixtures.Known)
	if !ok {
		return !first.unanswered
	}
	answered, refused := sendTogether(ctx, provocationStep, writes, faultsOf), true
	for _, p := range writes {
		if !p.tell() || p.answer.Succeeded() || p.answer.Status >= http.StatusInternalServerError {
			fixtures.Changed(p.place, p.scenario.When.Effect) // it may have had its effect
			refused = false
		}
	}
	slowest := slices.IndexFunc(writes, func(p *provocation) bool { return p.scenario.When.Effect.OfBucket() })
	if slowest >= 0 && fixtures.LetSettle(ctx, writes[slowest].scenario.When.Effect) != nil {
		return answered
	}
	after, ok := r.look(ctx, first, writes, fixtures.Look)
	if ok && before.Same(after) {
		for _, p := range writes {
			if refused {
				p.findings = append(p.findings, judge.NoEffect(nil))
				g.wait(p)
			}
		}
		return answered
	}
	for _, p := range writes {
		fixtures.Disturbed(p.place, p.scenario.When.Effect)
	}
	if ok {
		r.changes = before.Changes(after)
	}
	return answered && !first.unanswered
}

// sentAtATime is the number of requests of a round that are sent at the same time.
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

// able makes a provocation of each member that the run tries.
func (r *round) able(ctx context.Context, s *Session) []*provocation {
	var able []*provocation
	for _, member := range r.members {
		if p := s.begin(ctx, member); p.result.Verdict == "" {
			able = append(able, p)
		}
	}
	return able
}

// look looks at the places of all effects, and at the rest of the bucket.
func (r *round) look(ctx context.Context, first *provocation, members []*provocation, how glance) (stage.Sight, bool) {
	var parts []string
	for _, p := range members {
		parts = append(parts, p.session.on.Fixtures.Observed(p.place, p.scenario.When.Effect)...)
		parts = append(parts, p.beside()...)
	}
	slices.Sort(parts)
	parts = slices.Compact(parts)
	return first.glance(ctx, parts, how)
}
