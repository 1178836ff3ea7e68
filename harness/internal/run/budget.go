package run

// What is kept of a budget: for the buckets of a round and the looks at them, for the control of each scenario that was
// provoked or is about to be, with its state and its effect, and for the removal of each bucket.
const (
	keptForRound   = 100
	keptForControl = 6
	keptForBucket  = 6
)

// spent reports whether the budget of this process leaves too little for one more scenario and the clean-up.
func (s *Session) spent() bool {
	if s.on.Target.Budget == 0 {
		return false
	}
	kept := keptForRound + keptForBucket*s.on.Fixtures.Standing()
	if s.group != nil {
		kept += keptForControl * (len(s.group.provoked) + s.group.begun)
	}
	used := s.Usage()
	return used.Requests+used.Repeated+int64(kept) > int64(s.on.Target.Budget)
}
