package osstest

import "github.com/oss403/oss403/harness/emulator/internal/fault"

// A Fault says which calls fail, and how. It has either Times (the next so many calls) or a Probability with a Seed. Its
// Answer has exactly one field. A call that OSS would refuse anyway is refused, and does not count.
type Fault = fault.Rule

// A FaultAnswer is one way to fail: a Reason of the catalogue (such as "internal-error", or "Throttling.User"
// for an action of STS or RAM), a Status without a document, a
// Delay of the answer, a Cut of the connection, or a Slow body.
type FaultAnswer = fault.Answer

// The moments at which a connection is cut.
const (
	CutBefore = fault.Before // nothing is done
	CutAfter  = fault.After  // it is done, and nobody is told
)

// Fail lets calls fail from now on. It replaces all faults that were set before; without any, no call fails. Each answer
// that was made to fail has the header x-oss403-fault, and Why says it.
func (s *Server) Fail(faults ...Fault) {
	s.tb.Helper()
	if err := s.oss.Arm(faults); err != nil {
		s.tb.Fatalf("osstest: %v", err)
	}
}

// Struck counts the calls that each fault of the last Fail has struck, in order.
func (s *Server) Struck() []int {
	var struck []int
	for _, count := range s.oss.Faults() {
		struck = append(struck, count.Struck)
	}
	return struck
}
