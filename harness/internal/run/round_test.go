package run

import (
	"slices"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/harness/internal/stage"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// sharing returns the members of a round, all of them writes that are refused at one object.
func sharing(t *testing.T) []scenarios.Scenario {
	t.Helper()
	groups, _ := Groups(catalogue.All())
	for _, group := range groups {
		rounds := roundsOf(group)
		for _, s := range group {
			r := rounds[s.ID]
			if r == nil || len(r.members) < 3 || s.When.Operation != "PutObject" || s.ChangesState() {
				continue
			}
			if !slices.ContainsFunc(r.members, func(s scenarios.Scenario) bool { return s.When.Effect == scenarios.NoEffect }) {
				return r.members
			}
		}
	}
	t.Fatal("no round has three writes at an object")
	return nil
}

func onEmulator(t *testing.T) *Session {
	t.Helper()
	s, err := Open(t.Context(), target.Spec{Target: "emulator:"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close(t.Context()) })
	return s
}

// An effect that shows once, and not when each write runs by itself, is not lost.
func TestAnEffectThatDoesNotComeAgainFailsARound(t *testing.T) {
	s, members := onEmulator(t), sharing(t)
	s.group = groupOf(members)
	deed := stage.Deeds()[len(stage.Deeds())-1] // writes a neighbouring key
	once := false
	defer s.hiding(members[1].ID, func(p *provocation) {
		if !once {
			once = true
			if err := p.doAsOwner(t.Context(), deed); err != nil {
				t.Error(err)
			}
		}
	})()
	var failed []verdict.Result
	for _, one := range members {
		if r := s.Run(t.Context(), one); r.Verdict != verdict.Pass {
			failed = append(failed, r)
		}
	}
	if len(failed) != 1 || !strings.Contains(failed[0].Reason, "not again when each ran alone") {
		t.Errorf("%s once: %d verdicts are not PASS: %+v", deed, len(failed), failed)
	}
}

// In a round, one control counts for all scenarios with the same request and the same given state, and says whose it was.
func TestAControlOfARoundCountsOnce(t *testing.T) {
	s, members := onEmulator(t), sharing(t)
	s.group = groupOf(members)
	own := map[string]bool{}
	for _, one := range members {
		r := s.Run(t.Context(), one)
		if r.Verdict != verdict.Pass || len(r.Exchanges) != 2 {
			t.Fatalf("%s: %s %s, %d exchanges", one.ID, r.Verdict, r.Reason, len(r.Exchanges))
		}
		key := proofKey(one)
		if own[key] == (r.ControlOf == "") {
			t.Errorf("%s: the control is said to be of %q; a control of this request succeeded before: %t", one.ID, r.ControlOf, own[key])
		}
		own[key] = true
	}
}

// Scenarios that change the whole account share their rounds too. A refused one that is done all the same is found among the others.
func TestAChangeOfTheAccountIsFoundInItsRound(t *testing.T) {
	_, alone := Groups(catalogue.All())
	rounds := roundsOf(alone)
	for _, write := range alone {
		if write.When.Effect == scenarios.NoEffect || write.Done() {
			continue
		}
		if len(rounds[write.ID].members) == 1 {
			t.Errorf("%s has a round of its own", write.ID)
		}
		s := onEmulator(t)
		s.group = groupOf(alone)
		s.hiding(write.ID, func(p *provocation) { p.writeAsOwner(t.Context()) })
		for _, one := range alone {
			want := verdict.Pass
			if one.ID == write.ID {
				want = verdict.Fail
			}
			if r := s.Run(t.Context(), one); r.Verdict != want {
				t.Errorf("the target does %s all the same: %s is %s %s, want %s", write.ID, one.ID, r.Verdict, r.Reason, want)
			}
		}
	}
}

// A control comes after the refusals for which it counts: a target that refuses everything by then proves nothing.
func TestAControlComesAfterWhatItCountsFor(t *testing.T) {
	requests := map[string]bool{}
	var reads []scenarios.Scenario
	for _, one := range catalogue.All() {
		if strings.HasPrefix(one.ID, "signature-does-not-match/v4-header/") && one.When.Effect == scenarios.NoEffect {
			reads, requests[proofKey(one)] = append(reads, one), true
		}
	}
	for _, turns := range []bool{false, true} {
		s := onEmulator(t)
		s.group = groupOf(reads)
		defer s.hiding(reads[len(reads)-1].ID, func(*provocation) {
			if turns {
				s.on.Target.Callers[scenarios.Owner] = caller.Credentials{AccessKeyID: "LTAIunknown", AccessKeySecret: "unknown"}
			}
		})()
		want, controls := verdict.Pass, 0
		if turns {
			want = verdict.Untestable
		}
		for _, one := range reads {
			r := s.Run(t.Context(), one)
			if r.ControlOf == "" {
				controls++
			}
			if r.Verdict != want {
				t.Errorf("the target refuses everything after the last refusal: %t; %s: %s %s, want %s", turns, one.ID, r.Verdict, r.Reason, want)
			}
		}
		if !turns && controls != len(requests) {
			t.Errorf("%d controls for %d refusals of %d requests", controls, len(reads), len(requests))
		}
	}
}

// What the look of a round has shown fails its last member, whatever became of that one. A member that failed by itself
// explains it.
func TestWhatARoundHasSeenIsNotLost(t *testing.T) {
	for _, c := range []struct{ first, last, want verdict.Verdict }{
		{verdict.Pass, verdict.Pass, verdict.Fail},
		{verdict.Pass, verdict.Untestable, verdict.Fail},
		{verdict.Pass, verdict.NotSupported, verdict.Fail},
		{verdict.Error, verdict.Error, verdict.Fail},
		{verdict.Fail, verdict.Pass, verdict.Pass},
		{verdict.Fail, verdict.Untestable, verdict.Untestable},
	} {
		r := round{members: make([]scenarios.Scenario, 2), changes: []string{"objects 1 -> 2"}}
		first, last := verdict.Result{Verdict: c.first}, verdict.Result{Verdict: c.last}
		r.end(&first)
		r.end(&last)
		if first.Verdict != c.first || last.Verdict != c.want {
			t.Errorf("%s, then %s: became %s, then %s, want %s", c.first, c.last, first.Verdict, last.Verdict, c.want)
		}
	}
}

// A member that the run does not even try counts too, so that the round has a last one.
func TestAMemberThatIsNotTriedEndsItsRound(t *testing.T) {
	s, members := onEmulator(t), sharing(t)
	r := &round{members: members[:2], played: true, changes: []string{"objects 1 -> 2"}}
	rounds := func() map[string]*round { return map[string]*round{members[0].ID: r, members[1].ID: r} }
	s.group = &group{played: true, rounds: rounds()}
	var told []verdict.Verdict
	s.Record(func(of Told) { told = append(told, of.Result.Verdict) })
	first := s.Run(t.Context(), members[0])
	s.on.Target.Budget = 1 // spent
	last := s.Run(t.Context(), members[1])
	if first.Verdict != verdict.Pass || last.Verdict != verdict.Fail {
		t.Errorf("%s %s, then %s %s", first.Verdict, first.Reason, last.Verdict, last.Reason)
	}
	s.on.Target.Budget = 0
	r.ended, s.group.rounds = 1, rounds()
	if again := s.Run(t.Context(), members[1]); again.Verdict != verdict.Fail || told[len(told)-1] != verdict.Fail {
		t.Errorf("%s %s; recorded as %s", again.Verdict, again.Reason, told[len(told)-1])
	}
}
