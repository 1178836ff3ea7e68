package authentication

import (
	"time"

	s "github.com/oss403/oss403/scenarios"
)

// precedence is a pair that package precedence can't compose: one fault triggers both checks. A
// clock that is off by a day breaks the day of the scope and the time.
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
