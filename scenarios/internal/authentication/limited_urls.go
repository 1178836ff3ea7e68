package authentication

import s "github.com/oss403/oss403/scenarios"

// limitedURLs lists signed URLs that are limited to an address, or to a VPC, and that are used from
// elsewhere. The address is one for documentation (RFC 5737), from which nobody sends, and nobody
// has the VPC. The same URL without the limit is good.
// https://help.aliyun.com/zh/oss/user-guide/0002-00000602
func limitedURLs() []s.Scenario {
	const address, vpc = "203.0.113.7", "vpc-oss403elsewhere"
	limited := func(to, title string, carrier s.Carrier, when s.Request, fault s.Fault, then s.Expectation) s.Scenario {
		return s.Scenario{ID: "signature-does-not-match/limited-to-" + to, Row: "R48", Title: title, Carriers: []s.Carrier{carrier},
			Given: s.AnObject(s.Private), When: when, Fault: fault, Then: then}
	}
	reads := "a URL that is limited to another address is refused"
	return []s.Scenario{
		limited("address/{carrier}/get", reads, s.V1URL, s.GetObject(), s.LimitedToAddress(address), limitedTo("0002-00000602", true)),
		limited("address/{carrier}/get", reads, s.V2URL, s.GetObject(), s.LimitedToAddress(address), limitedTo("0002-00000119", false)),
		limited("address/{carrier}/get", reads, s.V4URL, s.GetObject(), s.LimitedToAddress(address), limitedTo("0002-00000225", false)),
		limited("forwarded-address/{carrier}/get", "a URL that is limited to another address, also behind proxies, is refused",
			s.V1URL, s.GetObject(), s.LimitedToForwarded(address), limitedTo("0002-00000604", false)),
		limited("forwarded-address/{carrier}/put", "an upload by a URL that is limited so is refused and writes nothing",
			s.V1URL, s.PutObject(), s.LimitedToForwarded(address), limitedTo("0002-00000604", false)),
		limited("address/{carrier}/put", "an upload by a URL that is limited to another address is refused and writes nothing",
			s.V1URL, s.PutObject(), s.LimitedToAddress(address), limitedTo("0002-00000602", true)),
		limited("vpc/{carrier}/get", "a URL that is limited to another VPC is refused", s.V1URL, s.GetObject(), s.LimitedToVPC(vpc),
			limitedTo("0002-00000603", false)),
	}
}

// limitedTo: the page of 0002-00000602 names the Code. Those of 0603, of V2 and of V4 say that the signature
// does not match, and print none. The example of 0604 allows proxies; that this tells it from 0602 is inferred.
func limitedTo(ec string, named bool) s.Expectation {
	page := s.Documented(s.ECPage(ec))
	code := s.Inferred("the Code of a signature that does not match, which its page says")
	if named {
		code = page
	}
	return s.Denied("SignatureDoesNotMatch", code).
		Message(s.Exactly(mismatchText), s.Inferred("the text of the Code")).
		EC(ec, page)
}
