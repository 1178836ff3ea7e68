package run

// What is kept of a budget: for the scenario that begins, with the others of its round and their buckets, and for the
// removal of each bucket.
const (
	keptForRound  = 100
	keptForBucket = 6
)

// spent reports whether the budget of this process leaves too little for one more scenario and the clean-up.
func (s *Session) spent() bool {
	if s.on.Target.Budget == 0 {
		return false
	}
	used := s.Usage()
	return used.Requests+used.Repeated+keptForRound+int64(keptForBucket*s.on.Fixtures.Standing()) > int64(s.on.Target.Budget)
}
