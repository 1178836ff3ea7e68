package authentication

import (
	"time"

	s "github.com/oss403/oss403/scenarios"
)

// The clock shifts on both sides of MaxAllowedSkewMilliseconds, with room for a slow network.
const (
	inside  = 890 * time.Second
	outside = 910 * time.Second
)

func requestTimeTooSkewed() []s.Scenario {
	read := []s.Carrier{s.V1Header, s.V1HeaderHead, s.V4Header, s.V4HeaderHead}
	write := []s.Carrier{s.V1Header, s.V4Header}
	skewed := func(variant string, carriers []s.Carrier, when s.Request, shift time.Duration) s.Scenario {
		return s.Scenario{
			ID:       "request-time-too-skewed/{carrier}/" + variant,
			Row:      "R42",
			Title:    "a request signed more than 15 minutes from the server's time is refused: " + variant,
			Carriers: carriers,
			Given:    s.AnObject(s.Private),
			When:     when,
			Fault:    s.ClockShifted(shift),
			Then:     tooSkewed(),
		}
	}
	return []s.Scenario{
		skewed("late", read, s.GetObject(), -16*time.Minute),
		skewed("early", read, s.GetObject(), 16*time.Minute),
		skewed("late-put", write, s.PutObject(), -16*time.Minute),
		skewed("early-put", write, s.PutObject(), 16*time.Minute),
		// The controls lie just inside the 900 s, the provocations just outside.
		skewed("edge-late", write, s.GetObject().At(-inside), inside-outside),
		skewed("edge-early", write, s.GetObject().At(inside), outside-inside),
	}
}

func tooSkewed() s.Expectation {
	seen := s.Captured(
		s.SDKTest("aliyun/aliyun-oss-java-sdk", "ErrorTest.java testRequestTimeTooSkewedErrWithV1 and WithV4"),
		s.Issue("aliyun/aliyun-oss-android-sdk#167"))
	return s.Denied("RequestTimeTooSkewed", seen).
		Message(s.Exactly("The difference between the request time and the current time is too large."), seen).
		EC("0002-00000504", seen).
		Element("MaxAllowedSkewMilliseconds", s.Exactly("900000"), seen).
		Element("RequestTime", s.Echo(s.MatchRequestTime), seen).
		Element("ServerTime", s.Echo(s.MatchServerTime), seen)
}
