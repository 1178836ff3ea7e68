package run

import (
	"slices"
	"testing"

	"github.com/oss403/oss403/harness/internal/stage"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// A wave has states of different buckets, all known to hold their state alone: what callers may do parts no bucket, and what the
// whole account has keeps a state by itself.
func TestAWaveHasStatesOfDifferentBuckets(t *testing.T) {
	s := onEmulator(t)
	private, public := scenarios.ABucket(scenarios.Private), scenarios.ABucket(scenarios.PublicRead)
	inDebt := private.With(scenarios.AccountStatus, "overdue")
	for _, c := range []struct {
		states []scenarios.State
		budget int
		want   []int
	}{
		{states: []scenarios.State{private, private.With(scenarios.UserPolicy, "{}"), inDebt, public}, want: []int{0, 3}},
		{states: []scenarios.State{inDebt, private, public}, want: []int{0}},
		{states: []scenarios.State{private.With(scenarios.CustomDomain, scenarios.Bound), public}, want: []int{0}},
		{states: []scenarios.State{private.With(scenarios.ObjectRetention, scenarios.Compliance), public}, want: []int{0}},
		{states: []scenarios.State{private, public}, budget: 100_000, want: []int{0}},
	} {
		s.on.Target.Budget = c.budget
		var states []stage.Wanted
		for _, state := range c.states {
			states = append(states, stage.Wanted{State: state})
		}
		picked := s.apart(t.Context(), states)
		if !slices.Equal(picked, c.want) {
			t.Errorf("of %v with a budget of %d: %v, want %v", c.states, c.budget, picked, c.want)
		}
	}
}

// Whatever the members of a wave need is probed before the wave is arranged: a probe arranges a state of its own.
func TestNeedsAreProbedBeforeAWave(t *testing.T) {
	s, probes := onEmulator(t), 0
	groups, _ := Groups(catalogue.All())
	for _, group := range groups {
		s.signatures = SignaturesOn(s.on)
		for _, r := range groupOf(group).unplayed(t.Context(), s, 0) {
			for _, member := range r.members {
				for _, need := range member.Needs() {
					if !slices.ContainsFunc(signatureProbes(), func(p signatureProbe) bool { return p.capability == need }) {
						continue
					}
					probes++
					if _, probed := s.signatures.refusals[need]; !probed {
						t.Errorf("%s is in a wave, and %s is not probed yet", member.ID, need)
					}
				}
			}
		}
	}
	if probes == 0 {
		t.Error("no member of a round needs what is probed")
	}
}

// Writes of one bucket are sent together if each has an effect of its own, and none may let another be refused.
func TestWritesOfOneBucketAreSentTogetherWhereNoneMindsAnother(t *testing.T) {
	for _, c := range []struct {
		writes []scenarios.Effect
		want   []int // how many go together, turn by turn
	}{
		{[]scenarios.Effect{"qosInfo", "responseHeader", "qosInfo", "lifecycle"}, []int{3, 1}},
		{[]scenarios.Effect{"policy", "qosInfo", "responseHeader"}, []int{1, 2}},
		{[]scenarios.Effect{"qosInfo", "policy", "referer", "responseHeader"}, []int{2, 1, 1}},
		{[]scenarios.Effect{scenarios.ObjectEffect, scenarios.BucketEffect, scenarios.RetentionEffect, "objectWorm"}, []int{1, 1, 1, 1}},
	} {
		b := &bench{}
		for _, effect := range c.writes {
			one := scenarios.Scenario{When: scenarios.Request{Effect: effect}}
			b.writes = append(b.writes, &trial{provocation: &provocation{scenario: one}})
		}
		var turns []int
		for len(b.writes) > 0 {
			turns = append(turns, len(b.next(stage.WrittenTogether)))
		}
		if !slices.Equal(turns, c.want) {
			t.Errorf("%v go in turns of %v, want %v", c.writes, turns, c.want)
		}
	}
}

// Many writes of one state are tried in several buckets, as many as may be used at the same time, and each once.
func TestManyWritesAreTriedInTwins(t *testing.T) {
	for _, c := range []struct {
		writes, most int
		want         []int // writes of the benches
	}{
		{0, 16, []int{0}}, {12, 16, []int{12}}, {13, 16, []int{6, 7}}, {37, 16, []int{7, 10, 10, 10}}, {37, 2, []int{18, 19}}, {37, 1, []int{37}},
	} {
		one := &bench{reads: []*provocation{{}}}
		for range c.writes {
			one.writes = append(one.writes, &trial{})
		}
		all, tried, twins := slices.Clone(one.writes), map[*trial]bool{}, map[int]bool{}
		var got []int
		for _, b := range spread([]*bench{one}, c.most) {
			got, twins[b.given.Twin] = append(got, len(b.writes)), true
			for _, write := range b.writes {
				tried[write] = true
			}
		}
		if !slices.Equal(got, c.want) || len(tried) != len(all) || len(twins) != len(got) || len(one.reads) != 1 {
			t.Errorf("%d writes in %d buckets at most: %v, %d writes in %d buckets, want %v", c.writes, c.most, got, len(tried), len(twins), c.want)
		}
	}
}
