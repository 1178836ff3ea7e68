package endpoint

import s "github.com/oss403/oss403/scenarios"

// boundary lists the neighbours of these 403s that are no 403.
func boundary() []s.Scenario {
	bucket, object := s.ABucket(s.Private), s.AnObject(s.Private)
	scenario := func(id, row, title string, given s.State, when s.Request, fault s.Fault, then s.Expectation) s.Scenario {
		return s.Scenario{ID: "boundary/" + id, Row: row, Title: title, Carriers: []s.Carrier{s.V4Header},
			Given: given, When: when, Fault: fault, Then: then}
	}
	return []s.Scenario{
		scenario("cname/{carrier}/bound-already", "B21", "a domain that is bound already is not bound again: HTTP 409",
			bucket.With(s.CustomDomain, s.Proven), s.PutCname(), s.With(s.CustomDomain, s.Bound), boundAlready()),
		scenario("cname/{carrier}/no-token", "B22", "a token is made before it is read: HTTP 404",
			bucket.With(s.CustomDomain, s.Tokened), s.GetCnameToken(), s.Without(s.CustomDomain), noToken()),
		scenario("public-endpoint/{carrier}/get", "B25", "a public endpoint of mainland China serves newer accounts no objects: HTTP 400",
			object, s.GetObject(), s.With(s.PublicEndpointsClosed, s.On), publicEndpointClosed()),
		scenario("public-endpoint/{carrier}/put", "B25", "a public endpoint of mainland China takes no objects of newer accounts: HTTP 400",
			object, s.PutObject(), s.With(s.PublicEndpointsClosed, s.On), publicEndpointClosed()),
		scenario("public-endpoint/{carrier}/list", "B25", "a public endpoint of mainland China lists newer accounts no objects: HTTP 400",
			bucket, s.ListObjectsV2(), s.With(s.PublicEndpointsClosed, s.On), publicEndpointClosed()),
		scenario("put-bucket/{carrier}/acceleration-endpoint", "B23", "no bucket is made at an acceleration endpoint: HTTP 400",
			s.AFreeName(), s.PutBucket(), s.SentToHost("oss-accelerate.aliyuncs.com"), invalidHost()),
	}
}

func boundAlready() s.Expectation {
	page := s.Documented(pagePutCname, "https://www.alibabacloud.com/help/en/oss/user-guide/http-status-code-409")
	return s.Refused(409, "CnameAlreadyExists", page).
		Message(s.Exactly("The cname has been attatched to your other bucket already."), page).
		Element(s.FieldEC, s.Pattern(`^0018-\d{8}$`), s.Inferred("only the family is known")).
		Element("CnameType", s.Pattern("^CNAME_(OSS|IMG)$"), page)
}

func noToken() s.Expectation {
	page := s.Documented("https://help.aliyun.com/zh/oss/developer-reference/getcnametoken")
	return s.Refused(404, "CnameTokenNotFound", page).
		Message(s.Pattern("."), s.Inferred("no text is published")).
		Element(s.FieldEC, s.Pattern(`^0018-\d{8}$`), s.Inferred("only the family is known"))
}

func invalidHost() s.Expectation {
	page := s.Documented("https://help.aliyun.com/zh/oss/developer-reference/putbucket")
	return s.Refused(400, "InvalidHostPutBucket", page).
		Message(s.Exactly("Your host is invalid. Please put bucket use Open Storage Service standard host."), page).
		Element(s.FieldEC, s.Pattern(`^00(03|15)-\d{8}$`), s.Inferred("of hosts or of buckets"))
}

// publicEndpointClosed is for accounts that activated OSS after March 20, 2025.
func publicEndpointClosed() s.Expectation {
	seen := s.Inferred("an answer to ossutil of September 2026, with its EC, which cannot be followed")
	return s.Refused(400, "PublicEndpointForbidden", seen).
		Message(s.Exactly("Not allowed using the OSS public endpoint, please use CNAME instead."), seen).
		EC("0048-00000401", seen)
}
