package run

import (
	"context"
	"net/http"
	"slices"

	"github.com/oss403/oss403/harness/internal/judge"
	"github.com/oss403/oss403/harness/internal/stage"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// A round is what several writes of a group share that are refused in one state: they are sent one after the other, and
// one look after the last shows whether any was done all the same. Two that are done do not hide each other: each write
// leaves something else than the state of the round, as its control shows, and nothing comes after the last of them. If
// anything but a refusal without an effect comes of it, the round is over, and each of its scenarios runs by itself, so
// that the one that did it is found.
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
		if s.When.Effect == scenarios.NoEffect || s.Done() || s.ChangesAccount() || s.Brought() != "" {
			continue
		}
		key := s.Faulty().Key()
		if s.Faulty().Has(scenarios.OperationNoTokens) { // which names the operation
			key += operationOf(s)
		}
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

// play sends the write of each member, and looks once. If it shows no effect, the members of the group wait for their
// controls. It returns false if the target gave no answer.
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
	for _, p := range members {
		p.place, p.state = first.place, first.state
	}
	before, ok := r.look(ctx, first, members, s.on.Fixtures.Known)
	if !ok {
		return !first.unanswered
	}
	refused := true
	for _, p := range members {
		p.timed(ctx, func(p *provocation, ctx context.Context) { refused = p.refuse(ctx) })
		if !refused {
			s.on.Fixtures.Changed(p.place, p.scenario.When.Effect) // it may have had its effect
			break
		}
	}
	slowest := slices.IndexFunc(members, func(p *provocation) bool { return p.scenario.When.Effect.OfBucket() })
	if slowest >= 0 && s.on.Fixtures.LetSettle(ctx, members[slowest].scenario.When.Effect) != nil {
		return true
	}
	after, ok := r.look(ctx, first, members, s.on.Fixtures.Look)
	if ok && before.Same(after) {
		for _, p := range members {
			if refused {
				g.wait(p)
			}
		}
		return !slices.ContainsFunc(members, func(p *provocation) bool { return p.unanswered })
	}
	for _, p := range members {
		s.on.Fixtures.Disturbed(p.place, p.scenario.When.Effect)
	}
	if ok {
		r.changes = before.Changes(after)
	}
	return !first.unanswered
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

// refuse sends the write of a member with its fault and judges the answer. false: it was not refused, or it can't be judged.
func (p *provocation) refuse(ctx context.Context) bool {
	answer, ok := p.send(ctx, "provocation", p.scenario.When, p.scenario.Fault, p.scenario.Besides)
	if !ok || answer.Succeeded() || answer.Status >= http.StatusInternalServerError {
		return false
	}
	p.hide()
	findings, err := p.judged(answer)
	if err != nil {
		return false
	}
	p.findings = append(findings, p.session.freshRequestID(answer), judge.NoEffect(nil))
	p.refused = answer
	return true
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
