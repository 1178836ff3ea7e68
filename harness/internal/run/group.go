package run

import (
	"context"
	"slices"

	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// A group is what a process runs together. First its scenarios are provoked, one after the other or in rounds, then the
// controls are sent. So a control comes after every refusal for which it counts: a target that refuses everything by
// then, whatever its reason, refuses the control too. Scenarios that change the whole account run one by one.
type group struct {
	members  []scenarios.Scenario
	rounds   map[string]*round       // by the id of a member
	provoked map[string]*provocation // by id; those whose control is still to come
	proofs   map[string]proof        // controls that succeeded, by proofKey
	played   bool
	givens   *upcoming // states of controls
}

func groupOf(members []scenarios.Scenario) *group {
	return &group{members: members, rounds: roundsOf(members), provoked: map[string]*provocation{},
		proofs: map[string]proof{}, givens: provenIn()}
}

// play provokes the members, and sends the controls of reads. It stops where the target gives no answer or the run is
// interrupted. The members that it has not come to run by themselves, which tells why.
func (g *group) play(ctx context.Context, s *Session) {
	ahead := provokedIn()
	for i, member := range g.members {
		if ctx.Err() == nil {
			ahead.reach(ctx, s, g.members[i:])
		}
		r, answered := g.rounds[member.ID], true
		switch {
		case ctx.Err() != nil:
			return
		case member.ChangesAccount(): // and what it leaves is no state of its neighbours
		case r == nil || len(r.members) == 1:
			answered = g.provoke(ctx, s.begin(ctx, member))
		case !r.played:
			answered = r.play(ctx, s, g)
		}
		if !answered {
			return
		}
	}
	g.proveReads(ctx, s)
}

// proveReads sends the controls of the reads that were provoked, those in one state at the same time, until the target
// gives no answer. A control that proves nothing is sent again when its scenario ends, which tells why.
func (g *group) proveReads(ctx context.Context, s *Session) {
	var firsts []scenarios.Scenario // of each state
	controls, asked := map[string][]*provocation{}, map[string]bool{}
	for _, member := range g.members {
		key, state := proofKey(member), keyOf(member, member.Given)
		if member.When.Effect != scenarios.NoEffect || g.provoked[member.ID] == nil || asked[key] {
			continue
		}
		asked[key] = true
		if p := s.begin(ctx, member); p.result.Verdict == "" {
			if controls[state] == nil {
				firsts = append(firsts, member)
			}
			controls[state] = append(controls[state], p)
		}
	}
	for i, first := range firsts {
		if ctx.Err() != nil {
			return
		}
		g.givens.reach(ctx, s, firsts[i:])
		together := controls[keyOf(first, first.Given)]
		if !together[0].arrange(ctx, first.Given) {
			if together[0].unanswered {
				return
			}
			continue
		}
		for _, p := range together {
			p.place, p.state, p.group = together[0].place, together[0].state, g
		}
		answered := sendTogether(ctx, controlStep, together, func(scenarios.Scenario) []scenarios.Fault { return nil })
		for _, p := range together {
			if p.result.Verdict == "" && p.answer.Succeeded() && Doubtful(p.scenario.When, p.answer, false) == "" {
				p.share(p.answer)
			}
		}
		if !answered {
			return
		}
	}
}

// provoke provokes a member, unless it has a verdict already. It returns false if the target gave no answer.
func (g *group) provoke(ctx context.Context, p *provocation) bool {
	if p.result.Verdict != "" {
		return true
	}
	p.timed(ctx, (*provocation).provoke)
	if !p.unanswered {
		g.wait(p)
	}
	return !p.unanswered
}

// wait notes a member whose control is still to come.
func (g *group) wait(p *provocation) { p.group, g.provoked[p.scenario.ID] = g, p }

// Run brings one scenario to its verdict: with its group, if Prepare was told of one, and by itself when it runs again.
func (s *Session) Run(ctx context.Context, scenario scenarios.Scenario) verdict.Result {
	if s.group == nil {
		return s.alone(ctx, scenario, (*provocation).run)
	}
	if !s.group.played {
		s.group.played = true
		s.group.play(ctx, s)
	}
	return s.inGroup(ctx, scenario, s.group)
}

// inGroup brings a scenario to its verdict whose group was provoked.
func (s *Session) inGroup(ctx context.Context, scenario scenarios.Scenario, g *group) verdict.Result {
	p, r, rest := g.provoked[scenario.ID], g.rounds[scenario.ID], (*provocation).close
	delete(g.provoked, scenario.ID)
	delete(g.rounds, scenario.ID)
	if p == nil {
		p, rest = s.begin(ctx, scenario), (*provocation).run
	}
	if p.group != nil {
		at := slices.IndexFunc(g.members, func(s scenarios.Scenario) bool { return s.ID == scenario.ID })
		g.givens.reach(ctx, s, g.members[at:])
	}
	tried := p.group != nil || p.result.Verdict == ""
	if tried {
		p.timed(ctx, rest)
	}
	if r != nil {
		r.end(p.result)
	}
	if tried {
		s.ended(p)
	}
	return *p.result
}
