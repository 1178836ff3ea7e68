package authentication

import (
	"time"

	s "github.com/oss403/oss403/scenarios"
)

// precedence is the one pair that no two faults compose: a clock that is a day wrong is
// wrong for the day of the scope and for the time. All others: scenarios/precedence.
func precedence() []s.Scenario {
	first, second := s.ClockShifted(-25*time.Hour), s.TamperedSignature()
	both := s.Inferred("mobile SDKs take both answers for a wrong clock")
	return []s.Scenario{{
		ID:       "precedence/{carrier}/day-before-skew",
		Row:      "X06",
		Title:    "of two faults the first answers: " + first.Sentence + "; " + second.Sentence,
		Carriers: []s.Carrier{s.V4Header},
		Given:    s.AnObject(s.Private),
		When:     s.GetObject(),
		Fault:    first,
		Besides:  second,
		Then:     badScope("Invalid signing date in Authorization header.", "0002-00000212", both).Since(both),
	}}
}
