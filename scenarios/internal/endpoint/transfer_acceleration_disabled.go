package endpoint

import s "github.com/oss403/oss403/scenarios"

// transferAccelerationDisabled lists two causes: the region does not offer acceleration, or the
// switch of the bucket is off at an acceleration endpoint. No answer was found for the second.
func transferAccelerationDisabled() []s.Scenario {
	header := []s.Carrier{s.V1Header, s.V4Header}
	off := s.ABucket(s.Private).With(s.Acceleration, s.False)
	scenario := func(variant, row, title string, carriers []s.Carrier,
		given s.State, when s.Request, fault s.Fault, then s.Expectation) s.Scenario {
		return s.Scenario{ID: "transfer-acceleration-disabled/{carrier}/" + variant, Row: row, Title: title, Carriers: carriers,
			Given: given, When: when, Fault: fault, Then: then}
	}
	return []s.Scenario{
		scenario("get", "R49", "where transfer acceleration is not offered its switch is not read",
			s.Signed(), off, s.GetBucketTransferAcceleration(), s.With(s.RegionNoAcceleration, s.On), accelerationDisabled()),
		scenario("put", "R49", "where transfer acceleration is not offered it is not turned on",
			header, off, s.PutBucketTransferAcceleration(), s.With(s.RegionNoAcceleration, s.On), accelerationDisabled()),
		scenario("endpoint", "X18", "an acceleration endpoint does not serve a bucket whose switch is off",
			header, s.AnObject(s.Private).With(s.Acceleration, s.True), s.GetObject().Through("oss-accelerate.aliyuncs.com"),
			s.With(s.Acceleration, s.False), switchedOff()),
	}
}

func accelerationDisabled() s.Expectation {
	page := s.Documented(s.Page403, s.ECPage("0028-00000001"))
	return s.Denied("TransferAccelerationDisabled", page).
		Message(s.Exactly("Transfer acceleration is disabled."), page).
		EC("0028-00000001", page)
}

func switchedOff() s.Expectation {
	return accelerationDisabled().Since(s.Inferred("one of two candidates, the other being the answer to a wrong endpoint"))
}
