package scenarios

import "slices"

// broughtState is what a user may have that no customer can bring about: something to read
// there, by a caller who needs no credentials of its owner.
type broughtState struct {
	trait   Trait // that is the whole fault
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

// Brought is the capability that does in the place of a control port, where a user
// may have what no customer can bring about. Empty: only a control port does.
func (s Scenario) Brought() Capability {
	if s.Besides.Kind != "" || s.When.ByDomain || len(s.Fault.Traits) != 1 { // no domain is bound there
		return ""
	}
	if s.When.Effect != NoEffect {
		return "" // nobody could look for it there
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
