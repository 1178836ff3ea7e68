package precedence

import (
	"slices"

	s "github.com/oss403/oss403/scenarios"
)

// merged returns the state and the request of both scenarios. It returns false where the two do not
// fit together.
func merged(a, b s.Scenario) (s.State, s.Request, bool) {
	given, together := mergedState(a.Given, b.Given)
	when := a.When
	switch {
	case a.When.Caller == s.Owner:
		when.Caller = b.When.Caller
	case b.When.Caller != s.Owner && b.When.Caller != a.When.Caller:
		together = false
	}
	if sent := a.Fault.Kind == s.FaultCaller || b.Fault.Kind == s.FaultCaller; sent && when.Caller != s.Owner {
		together = false // another caller sends it, so the other fault is lost
	}
	if len(a.When.Headers) == 0 {
		when.Headers = b.When.Headers
	}
	if len(a.When.Query) == 0 {
		when.Query = b.When.Query
	}
	same := a.When.Operation == b.When.Operation && a.When.Host == b.When.Host && a.When.ByBox == b.When.ByBox &&
		compatible(a.When.Headers, b.When.Headers) && compatible(a.When.Query, b.When.Query)
	return given, when, together && same
}

func compatible(a, b []s.Param) bool { return len(a) == 0 || len(b) == 0 || slices.Equal(a, b) }

// mergedState takes, for each kind of trait, the value that differs from the plain state. It
// returns false where both differ from it and from each other.
func mergedState(a, b s.State) (s.State, bool) {
	plain, both := s.AnObject(s.Private), a
	for _, kind := range s.TraitKinds() {
		switch value := b.Of(kind); {
		case value == plain.Of(kind), value == a.Of(kind):
		case a.Of(kind) == plain.Of(kind):
			both = both.With(kind, value)
		default:
			return both, false
		}
	}
	return both, true
}

// exclude reports whether the two faults touch the same thing. Then the checks can't both object.
func exclude(a, b s.Scenario, given s.State) bool {
	mine, its := touched(a, given), touched(b, given)
	return slices.ContainsFunc(mine, func(part string) bool { return slices.Contains(its, part) })
}

// touched names the parts of the request or of the given state that a fault replaces.
func touched(one s.Scenario, given s.State) []string {
	f := one.Fault
	if f.Kind != s.FaultState {
		return f.Touches()
	}
	var parts []string
	faulty := f.In(given)
	for _, kind := range s.TraitKinds() {
		if given.Of(kind) != faulty.Of(kind) {
			parts = append(parts, kind.String())
		}
	}
	if slices.Contains(parts, s.UserOnlyPolicy.String()) { // the fault replaces all policies of the RAM user
		parts = append(parts, s.UserPolicy.String())
	}
	return parts
}
