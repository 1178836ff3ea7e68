package scenarios

import "slices"

// broughtState is a state that no customer can bring about, but that a user may already have.
// The callers can read something there without credentials of its owner.
type broughtState struct {
	trait   Trait // the only trait of the fault
	callers []Caller
	needs   Capability
}

func broughtStates() []broughtState {
	anyone, strangers := []Caller{Owner, OtherAccount, Anonymous, RAMUser, RoleSession}, []Caller{Anonymous, OtherAccount}
	return []broughtState{
		{Trait{RegionNoAcceleration, On}, anyone, PlainRegion},
		{Trait{Frozen, On}, anyone, FrozenBucket},
		{Trait{AccountStatus, "overdue"}, strangers, OverdueBucket},
		{Trait{AccountStatus, "deleted"}, strangers, DeletedOwner},
		{Trait{VPCPolicy, Whatever}, []Caller{Owner}, DeniedInVPC},
	}
}

// Brought is the capability that replaces the control port: the user already has the state
// of the provocation. Empty: only a control port can set that state.
func (s Scenario) Brought() Capability {
	if s.Besides.Kind != "" || s.When.ByDomain || s.When.ByBox || len(s.Fault.Traits) != 1 { // what the user brings has no domain bound to it
		return ""
	}
	if s.When.Effect != NoEffect {
		return "" // nobody could look for the effect there
	}
	fault := s.Fault.Traits[0]
	for _, b := range broughtStates() {
		if b.trait.Kind == fault.Kind && (b.trait.Value == fault.Value || b.trait.Value == Whatever) &&
			slices.Contains(b.callers, s.When.Caller) {
			return b.needs
		}
	}
	return ""
}
