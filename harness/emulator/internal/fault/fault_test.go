package fault_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/fault"
)

// The seed and the number of matching calls alone decide: other calls in between change nothing.
func TestTheSeedDecides(t *testing.T) {
	struck := func(seed uint64, noise int) []int {
		var s fault.Set
		s.Arm([]fault.Rule{{Operation: "GetObject", Probability: 0.3, Seed: seed, Answer: fault.Answer{Status: 500}}})
		var which []int
		for i := range 1000 {
			for range noise {
				s.Strike(fault.Call{Operation: "PutObject"})
			}
			if s.Strike(fault.Call{Operation: "GetObject"}) != nil {
				which = append(which, i)
			}
		}
		return which
	}
	first := struck(7, 0)
	if len(first) < 250 || len(first) > 350 {
		t.Errorf("%d of 1000 calls failed", len(first))
	}
	if !slices.Equal(first, struck(7, 3)) {
		t.Error("other calls change which calls fail")
	}
	if slices.Equal(first, struck(8, 0)) {
		t.Error("the seed changes nothing")
	}
	if got := fmt.Sprint(first[:5]); got != "[0 1 2 3 11]" {
		t.Errorf("the generator is another one: %s", got)
	}
}

// The first rule that strikes answers; a later one counts only what is left. A spent rule is not armed.
func TestTheFirstRuleAnswers(t *testing.T) {
	var s fault.Set
	s.Arm([]fault.Rule{
		{Bucket: "b", Times: 1, Answer: fault.Answer{Status: 500}},
		{Times: 1, Answer: fault.Answer{Status: 501}},
	})
	for i, want := range []string{"rule 1: status 500", "rule 2: status 501", "<nil>"} {
		if armed := s.Armed(); armed != 2-i {
			t.Errorf("before call %d, %d rules are armed", i+1, armed)
		}
		if hit := s.Strike(fault.Call{Bucket: "b"}); fmt.Sprint(hit) != want {
			t.Errorf("call %d: %v", i+1, hit)
		}
	}
	if list := s.List(); list[0].Calls != 1 || list[1].Calls != 1 {
		t.Errorf("%+v", list)
	}
}

// A rule that names what is not there, or contradicts itself, is refused.
func TestRulesThatCannotHold(t *testing.T) {
	at := fault.Service{
		Serves:    func(name string) bool { return name == "GetObject" || name == "ListBuckets" },
		OfBuckets: func(name string) bool { return name == "GetObject" },
		Refuses:   func(_, reason string) bool { return reason == "internal-error" },
	}
	good := fault.Rule{Operation: "GetObject", Bucket: "b", Account: "1", Times: 1, Answer: fault.Answer{Reason: "internal-error"}}
	if err := fault.Valid([]fault.Rule{good}, at); err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]func(*fault.Rule){
		"is not served":           func(r *fault.Rule) { r.Operation = "Sing" },
		"is about no bucket":      func(r *fault.Rule) { r.Operation = "ListBuckets" },
		"exclude each other":      func(r *fault.Rule) { r.AccessKey = "id" },
		"times is 1 or more":      func(r *fault.Rule) { r.Times = -1 },
		"probability more than 0": func(r *fault.Rule) { r.Times, r.Probability = 0, 1.1 },
		"and at most 1":           func(r *fault.Rule) { r.Times, r.Probability = 0, math.NaN() },
		"exactly one of times":    func(r *fault.Rule) { r.Probability = 0.5 },
		"one of times":            func(r *fault.Rule) { r.Times = 0 },
		"a seed is for":           func(r *fault.Rule) { r.Seed = 1 },
		"exactly one of reason":   func(r *fault.Rule) { r.Answer.Status = 500 },
		"one of reason":           func(r *fault.Rule) { r.Answer = fault.Answer{} },
		"no reason of an error":   func(r *fault.Rule) { r.Answer.Reason = "whim" },
		"status 200 is not":       func(r *fault.Rule) { r.Answer = fault.Answer{Status: 200} },
		"delay 1h0m0s is not":     func(r *fault.Rule) { r.Answer = fault.Answer{Delay: time.Hour} },
		`cut "now" is neither`:    func(r *fault.Rule) { r.Answer = fault.Answer{Cut: "now"} },
		"slow -1 is no number":    func(r *fault.Rule) { r.Answer = fault.Answer{Slow: -1} },
	} {
		bad := good
		change(&bad)
		if err := fault.Valid([]fault.Rule{good, bad}, at); err == nil || !strings.Contains(err.Error(), "rule 2: ") ||
			!strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if err := fault.Valid(slices.Repeat([]fault.Rule{good}, fault.MaxRules+1), at); err == nil {
		t.Error("too many rules are accepted")
	}
}
