package run

import (
	"context"

	"github.com/oss403/oss403/scenarios"
)

// upcoming makes buckets ahead for the states that scenarios of a group need next, since settings take effect late.
type upcoming struct {
	of   func(scenarios.Scenario) scenarios.State // the state in which a scenario is provoked, or has its control
	made map[string]bool                          // by the key of the state
}

// reach makes the buckets of the next states, beginning with that of the first of the scenarios.
func (u *upcoming) reach(ctx context.Context, s *Session, next []scenarios.Scenario) {
	if u.made[u.of(next[0]).Key()] || s.spent() {
		return
	}
	var states []scenarios.State
	for _, one := range next {
		key := u.of(one).Key()
		if u.made[key] || one.Brought() != "" || one.ChangesAccount() || s.lacks(ctx, one) != "" {
			continue
		}
		if len(states) == s.on.Fixtures.Window() {
			break
		}
		u.made[key] = true
		states = append(states, u.of(one))
	}
	if len(states) > 1 && s.on.Fixtures.Normalise(ctx) == nil {
		s.on.Fixtures.Ahead(ctx, states)
	}
}

func provokedIn() *upcoming {
	return &upcoming{scenarios.Scenario.Faulty, map[string]bool{}}
}

func provenIn() *upcoming {
	return &upcoming{func(s scenarios.Scenario) scenarios.State { return s.Given }, map[string]bool{}}
}
