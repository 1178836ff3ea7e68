package scenarios

// Brought is the capability that does in the place of a control port, where a user
// may have what no customer can bring about: something to read there, by a caller
// who needs no credentials of its owner. Empty: only a control port does.
func (s Scenario) Brought() Capability {
	faulty := s.Fault.In(s.Given)
	caller := s.When.Caller
	stranger := caller == Anonymous || caller == OtherAccount
	only := func(change func(*State)) bool {
		changed := s.Given
		change(&changed)
		return changed == faulty && changed != s.Given
	}
	switch {
	case s.Fault.Kind != FaultState, s.Besides.Kind != "", s.When.ByDomain: // no domain is bound there
		return ""
	case s.When.Effect != NoEffect:
		return "" // nobody could look for it there
	case only(func(state *State) { state.RegionNoSpeed = true }):
		return PlainRegion
	case only(func(state *State) { state.Frozen = true }):
		return FrozenBucket
	case stranger && only(func(state *State) { state.AccountStatus = "overdue" }):
		return OverdueBucket
	case stranger && only(func(state *State) { state.AccountStatus = "deleted" }):
		return DeletedOwner
	case caller == Owner && only(func(state *State) { state.VPCPolicy = faulty.VPCPolicy }):
		return DeniedInVPC
	}
	return ""
}

// withoutVPC: where the user brings a VPC, its callers come through it anyway.
func (s State) withoutVPC() State { s.VPCPolicy = ""; return s }
