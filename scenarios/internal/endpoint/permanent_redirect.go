package endpoint

import s "github.com/oss403/oss403/scenarios"

// permanentRedirect lists an SDK that keeps its default endpoint, while the bucket lies in another
// region. The page has its own Code for this. The service was only seen to answer as at any wrong
// endpoint.
func permanentRedirect() []s.Scenario {
	elsewhere := func(variant, title string, carriers []s.Carrier, given s.State, when s.Request) s.Scenario {
		return s.Scenario{ID: "permanent-redirect/{carrier}/" + variant, Row: "R41", Title: title, Carriers: carriers,
			Given: given.In(s.Elsewhere), When: when, Fault: s.LeftAtDefault(), Then: wrongEndpoint()}
	}
	return []s.Scenario{
		elsewhere("get-object", "a read by an SDK left at its default endpoint is refused and told the right one",
			s.Signed(), s.AnObject(s.Private), s.GetObject()),
		elsewhere("put-object", "an upload by an SDK left at its default endpoint is refused and writes nothing",
			[]s.Carrier{s.V1Header, s.V4Header}, s.AnObject(s.Private), s.PutObject()),
		elsewhere("list-objects", "a listing by an SDK left at its default endpoint is refused",
			[]s.Carrier{s.V1Header, s.V4Header}, s.ABucket(s.Private), s.ListObjectsV2()),
	}
}
