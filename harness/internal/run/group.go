package run

import (
	"context"
	"slices"

	"github.com/oss403/oss403/harness/internal/stage"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// A group is what a process runs together. First its scenarios are provoked, one after the other or in rounds, then the
// controls are sent. So a control comes after every refusal for which it counts: a target that refuses everything by
// then, whatever its reason, refuses the control too.
type group struct {
	members  []scenarios.Scenario
	rounds   map[string]*round       // by the id of a member
	provoked map[string]*provocation // by id; those whose control is still to come
	begun    int                     // members of the wave that is played
	proofs   map[string]proof        // controls that succeeded, by proofKey
	played   bool
}

func groupOf(members []scenarios.Scenario) *group {
	return &group{members: members, rounds: roundsOf(members), provoked: map[string]*provocation{},
		proofs: map[string]proof{}}
}

// play provokes the members, and sends their controls. It stops where the target gives no answer or the run is
// interrupted. The members that it has not come to run by themselves, which tells why.
func (g *group) play(ctx context.Context, s *Session) {
	s.makeAhead(ctx, g.ofAccount(ctx, s))
	for i, member := range g.members {
		r, answered := g.rounds[member.ID], true
		switch {
		case ctx.Err() != nil:
			return
		case s.lacks(ctx, member) != "":
		case r == nil:
			answered = g.provoke(ctx, s.begin(ctx, member))
		case !r.played:
			w, release := s.waveOf(ctx, g.unplayed(ctx, s, i))
			answered = w.play(ctx, s, g)
			release()
		}
		if !answered {
			return
		}
	}
	g.prove(ctx, s)
}

// ofAccount lists the states of the members that change the whole account, as many as there may be buckets for: their rounds are
// in no wave.
func (g *group) ofAccount(ctx context.Context, s *Session) (states []stage.Wanted) {
	for _, member := range g.members {
		if member.ChangesAccount() && s.lacks(ctx, member) == "" && len(states) < s.on.Fixtures.Window() {
			states = append(states, stage.Wanted{State: member.Faulty()})
		}
	}
	return states
}

// unplayed lists the rounds that are still to come and that the target can run, beginning with that of a member.
func (g *group) unplayed(ctx context.Context, s *Session, from int) (rounds []*round) {
	for _, member := range g.members[from:] {
		r := g.rounds[member.ID]
		if r != nil && !r.played && s.lacks(ctx, member) == "" && !slices.Contains(rounds, r) { // lacks may probe: before any is arranged
			rounds = append(rounds, r)
		}
	}
	return rounds
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
