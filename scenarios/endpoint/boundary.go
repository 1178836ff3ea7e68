package endpoint

import s "github.com/oss403/oss403/scenarios"

// boundary: the neighbours of the 403s of endpoints and domains that are no 403.
func boundary() []s.Scenario {
	bucket := s.ABucket(s.Private)
	scenario := func(id, row, title string, given s.State, when s.Request, fault s.Fault, then s.Expectation) s.Scenario {
		return s.Scenario{ID: "boundary/" + id, Row: row, Title: title, Carriers: []s.Carrier{s.V4Header}, Given: given, When: when, Fault: fault, Then: then}
	}
	return []s.Scenario{
		scenario("cname/{carrier}/bound-already", "B21", "a domain that is bound already is not bound again: HTTP 409", bucket.WithDomain(s.Proven), s.PutCname(), s.DomainIs(s.Bound), boundAlready()),
		scenario("cname/{carrier}/no-token", "B22", "a token is made before it is read: HTTP 404", bucket.WithDomain(s.Tokened), s.GetCnameToken(), s.DomainIs(s.Unproven), noToken()),
		scenario("put-bucket/{carrier}/acceleration-endpoint", "B23", "no bucket is made at an acceleration endpoint: HTTP 400", s.AFreeName(), s.PutBucket(), s.SentToHost("oss-accelerate.aliyuncs.com"), invalidHost()),
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
