package authentication

import (
	"slices"
	"time"

	s "github.com/oss403/oss403/scenarios"
)

// throughDomain lists refusals at a custom domain of the bucket. They are those of the endpoint,
// with the domain as HostId. Most public reports of expired and mismatching URLs are about such a
// domain.
func throughDomain() []s.Scenario {
	bound := s.AnObject(s.Private).With(s.CustomDomain, s.Bound)
	get, put := s.GetObject().ThroughDomain(), s.PutObject().ThroughDomain()
	scenario := func(id, row, title string, carriers []s.Carrier, when s.Request, fault s.Fault, then s.Expectation) s.Scenario {
		return s.Scenario{ID: id, Row: row, Title: title, Carriers: carriers, Given: bound, When: when, Fault: fault, Then: then}
	}
	url, header := []s.Carrier{s.V1URL, s.V1URLHead}, []s.Carrier{s.V1Header, s.V1HeaderHead, s.V4Header, s.V4HeaderHead}
	return []s.Scenario{
		scenario("access-denied/request-expired/{carrier}/custom-domain", "R15",
			"a URL at a custom domain whose Expires has passed is refused",
			url, get, s.Expired(time.Minute), expired()),
		scenario("access-denied/request-expired/{carrier}/custom-domain-put", "R15",
			"an upload URL at a custom domain whose Expires has passed is refused and writes nothing",
			url[:1], put, s.Expired(time.Minute), expired()),
		scenario("request-time-too-skewed/{carrier}/custom-domain", "R42",
			"a request to a custom domain that was signed too long ago is refused",
			header, get, s.ClockShifted(-16*time.Minute), tooSkewed()),
		scenario("request-time-too-skewed/{carrier}/custom-domain-put", "R42",
			"an upload to a custom domain that was signed too long ago is refused and writes nothing",
			[]s.Carrier{s.V1Header, s.V4Header}, put, s.ClockShifted(-16*time.Minute), tooSkewed()),
		scenario("signature-does-not-match/{carrier}/custom-domain", "R48", "at a custom domain the bucket is signed all the same",
			slices.Concat(s.Signed(), s.SignedHead()), get, s.WrongSecret(), doesNotMatch()),
		scenario("signature-does-not-match/{carrier}/custom-domain-put", "R48",
			"an upload to a custom domain with another secret is refused and writes nothing",
			s.Signed(), put, s.WrongSecret(), doesNotMatch()),
		scenario("signature-does-not-match/{carrier}/custom-domain-for-bucket", "R48",
			"who takes the custom domain for the bucket's name and signs it is refused",
			s.Signed(), get, s.SignedForBucket("www.example.com"), doesNotMatch()),
	}
}
