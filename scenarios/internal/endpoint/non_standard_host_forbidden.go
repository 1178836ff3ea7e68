package endpoint

import s "github.com/oss403/oss403/scenarios"

// nonStandardHost lists requests for a region-less bucket at the legacy endpoint, which does not
// serve it. No answer was found that a reader can look at.
func nonStandardHost() []s.Scenario {
	const legacy = "oss.aliyuncs.com"
	scenario := func(variant, title string, carriers []s.Carrier, given s.State, when s.Request) s.Scenario {
		return s.Scenario{ID: "non-standard-host-forbidden/{carrier}/" + variant, Row: "R40", Title: title, Carriers: carriers,
			Given: given.In(s.Regionless), When: when, Fault: s.SentToHost(legacy), Then: standardHostWanted()}
	}
	return []s.Scenario{
		scenario("get-object", "a read at the legacy endpoint is refused", s.Signed(), s.AnObject(s.Private), s.GetObject()),
		scenario("put-object", "an upload to the legacy endpoint is refused and writes nothing",
			[]s.Carrier{s.V4Header}, s.AnObject(s.Private), s.PutObject()),
		scenario("list-objects", "a listing at the legacy endpoint is refused", s.Signed(), s.ABucket(s.Private), s.ListObjects()),
		scenario("get-object", "an anonymous read at the legacy endpoint is refused",
			[]s.Carrier{s.Unsigned, s.UnsignedHead}, s.AnObject(s.PublicRead), s.GetObject().By(s.Anonymous)),
	}
}

func standardHostWanted() s.Expectation {
	page := s.Documented(s.Page403)
	note := s.Inferred("a note of August 2026 about a region-less bucket says so, and shows no answer")
	return s.Denied("NonStandardHostForbidden", page).
		Message(s.Exactly("Your host is invalid. Please use Open Storage Service standard host."), page).
		EC("0003-00001402", note).
		Element("Endpoint", s.Echo(s.MatchBucketEndpoint), note).Optionally()
}
