// Package fault lets calls fail on demand, for tests of applications. It decides which call a rule strikes, and how
// the answer to it fails. It knows nothing of what the answer looks like.
package fault

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"
)

// A Rule says which calls fail, and how. An empty field of the first four stands for every operation of OSS,
// bucket or caller.
type Rule struct {
	Operation string // name of an operation that is served; empty: those of OSS
	Bucket    string
	Account   string // UID of the account that the caller is of
	AccessKey string // AccessKeyId of the caller; of a session that of its temporary credentials

	Times       int     // the next so many calls; 0: Probability decides
	Probability float64 // of each call: more than 0, at most 1
	Seed        uint64  // of the generator that Probability asks

	Answer Answer
}

// An Answer is one way to fail. Exactly one field is set.
type Answer struct {
	Reason string        // refused for this reason of the catalogue, or with this Code of STS or RAM, without effect
	Status int           // HTTP status from 400 to 599 without a document, and without effect
	Delay  time.Duration // the answer comes so much later than the effect
	Cut    Cut           // the connection is cut instead of an answer
	Slow   int           // bytes of the answer's body in a second
}

// A Cut says when a connection is cut.
type Cut string

// The kinds of cuts.
const (
	Before Cut = "before" // before the effect: nothing is done
	After  Cut = "after"  // after the effect: it is done, and nobody is told
)

// String names the answer.
func (a Answer) String() string {
	switch {
	case a.Reason != "":
		return "reason " + a.Reason
	case a.Status != 0:
		return fmt.Sprintf("status %d", a.Status)
	case a.Delay != 0:
		return "delay " + a.Delay.String()
	case a.Cut != "":
		return "cut " + string(a.Cut) + " the effect"
	}
	return fmt.Sprintf("slow %d bytes a second", a.Slow)
}

// Replaces reports whether the answer takes the place of the effect.
func (a Answer) Replaces() bool { return a.Reason != "" || a.Status != 0 || a.Cut == Before }

// A Call is what rules look at.
type Call struct {
	Operation, Bucket, Account, AccessKey string
	Named                                 bool // only rules that name its operation strike it: it is one of STS or RAM
}

func (r Rule) matches(c Call) bool {
	is := func(wanted, given string) bool { return wanted == "" || wanted == given }
	return (r.Operation != "" || !c.Named) && is(r.Operation, c.Operation) && is(r.Bucket, c.Bucket) &&
		is(r.Account, c.Account) && is(r.AccessKey, c.AccessKey)
}

// A Hit is a call that a rule has struck.
type Hit struct {
	Rule   int // place in the list, from 1 on
	Answer Answer
}

// String names the rule and the answer.
func (h Hit) String() string { return fmt.Sprintf("rule %d: %s", h.Rule, h.Answer) }

// MarshalText shows a hit in the JSON of a trace.
func (h Hit) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// A Count is a rule with what became of it.
type Count struct {
	Rule
	Calls  int // matching calls that no earlier rule has struck
	Struck int // of them, those that have failed
}

// Spent tells whether the rule can strike no more.
func (c Count) Spent() bool { return c.Times > 0 && c.Struck >= c.Times }

// A Set holds the rules that count. The zero value has none. It is safe for concurrent use.
type Set struct {
	lock  sync.Mutex
	rules []armed
	live  atomic.Int32 // rules that can still strike
}

type armed struct {
	Count
	draw *rand.PCG
}

// Arm replaces all rules, and begins to count anew.
func (s *Set) Arm(rules []Rule) {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.rules = nil
	s.live.Store(int32(len(rules)))
	for _, r := range rules {
		s.rules = append(s.rules, armed{Count{Rule: r}, rand.NewPCG(r.Seed, 0)})
	}
}

// List returns the rules in order.
func (s *Set) List() []Count {
	s.lock.Lock()
	defer s.lock.Unlock()
	list := []Count{}
	for _, r := range s.rules {
		list = append(list, r.Count)
	}
	return list
}

// Armed counts the rules that can still strike.
func (s *Set) Armed() int { return int(s.live.Load()) }

// Strike counts a call, and returns the hit of the first rule that strikes it. nil: it succeeds or fails by itself. A
// later rule does not count a call that an earlier one strikes. Thus the seed and the number of calls alone decide.
func (s *Set) Strike(c Call) *Hit {
	s.lock.Lock()
	defer s.lock.Unlock()
	for i := range s.rules {
		r := &s.rules[i]
		if r.Spent() || !r.matches(c) {
			continue
		}
		r.Calls++
		if r.Times > 0 || r.drawn() {
			r.Struck++
			if r.Spent() {
				s.live.Add(-1)
			}
			return &Hit{i + 1, r.Answer}
		}
	}
	return nil
}

// drawn draws the next number of the generator, which depends on the seed and the number of draws alone.
func (r *armed) drawn() bool {
	const bits = 53 // of the fraction of a float64
	return float64(r.draw.Uint64()>>(64-bits))/(1<<bits) < r.Probability
}
