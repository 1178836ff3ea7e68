package run

import (
	"context"

	"github.com/oss403/oss403/scenarios"
)

// upcoming makes buckets ahead for the states in which scenarios of a group are provoked next, since settings take effect
// late. It holds the keys of the states for which it has done so.
type upcoming map[string]bool

// reach makes the buckets of the next states, beginning with that of the first of the scenarios.
func (u upcoming) reach(ctx context.Context, s *Session, next []scenarios.Scenario) {
	if u[next[0].Faulty().Key()] || s.spent() {
		return
	}
	var states []scenarios.State
	for _, one := range next {
		key := one.Faulty().Key()
		if u[key] || one.Brought() != "" || one.ChangesAccount() || s.lacks(ctx, one) != "" {
			continue
		}
		if len(states) == s.on.Fixtures.Window() {
			break
		}
		u[key] = true
		states = append(states, one.Faulty())
	}
	s.makeAhead(ctx, states)
}

// makeAhead makes the buckets of these states at the same time, if there are several.
func (s *Session) makeAhead(ctx context.Context, states []scenarios.State) {
	if len(states) > 1 && s.on.Fixtures.Normalise(ctx) == nil {
		s.on.Fixtures.Ahead(ctx, states)
	}
}
