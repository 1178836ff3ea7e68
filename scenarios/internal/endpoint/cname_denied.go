package endpoint

import s "github.com/oss403/oss403/scenarios"

// cnameDenied lists bindings of a domain that the caller may not bind. OSS asks for the proof of
// ownership first.
func cnameDenied() []s.Scenario {
	header := []s.Carrier{s.V1Header, s.V4Header}
	proven := s.ABucket(s.Private).With(s.CustomDomain, s.Proven)
	scenario := func(id, row, title string, fault s.Fault, then s.Expectation) s.Scenario {
		return s.Scenario{ID: id, Row: row, Title: title, Carriers: header, Given: proven, When: s.PutCname(), Fault: fault, Then: then}
	}
	return []s.Scenario{
		scenario("cname-denied/{carrier}/bound-by-another", "R30", "a domain that another account has bound is not bound again, proven as it is",
			s.With(s.CustomDomain, s.BoundByAnother), belongsToAnother()),
		scenario("need-verify-domain-ownership/{carrier}/unproven", "X17", "a domain that nobody has proven is not bound",
			s.Without(s.CustomDomain), ownershipUnproven()),
		scenario("cname-is-forbidden/{carrier}/reserved", "X19", "a domain of the service itself is not bound",
			s.BodyIs("<BucketCnameConfiguration><Cname><Domain>oss403.aliyuncs.com</Domain></Cname></BucketCnameConfiguration>",
				"the domain is one of the service itself"),
			reservedDomain()),
	}
}

const pagePutCname s.Source = "https://help.aliyun.com/zh/oss/developer-reference/putcname"

func belongsToAnother() s.Expectation {
	page := s.Documented(s.Page403, pagePutCname)
	return s.Denied("CnameDenied", page).
		Message(s.Exactly("The cname belongs to another user."), page).
		Element(s.FieldEC, s.Pattern(`^0018-\d{8}$`), s.Inferred("only the family is known"))
}

func ownershipUnproven() s.Expectation {
	seen := s.Captured(s.SDKTest("aliyun/alibabacloud-oss-go-sdk-v2", "oss/client_integration_test.go TestCname"),
		s.Issue("usual2970/certimate#1042"))
	return s.Denied("NeedVerifyDomainOwnership", seen).
		Message(s.Exactly("Please verify domain ownership by CreateCnameToken and try again."), seen).
		EC("0018-00000115", seen)
}

// reservedDomain expects the Code of the API page. It is not known whether OSS asks for ownership
// first.
func reservedDomain() s.Expectation {
	page := s.Documented(pagePutCname)
	return s.Denied("CnameIsForbidden", page).
		Element(s.FieldCode, s.Exactly("CnameIsForbidden"), page).
		Or(s.Exactly("NeedVerifyDomainOwnership"), s.Inferred("ownership is asked of every domain")).
		Message(s.Pattern("."), s.Inferred("no text is published")).
		Element(s.FieldEC, s.Pattern(`^0018-\d{8}$`), s.Inferred("only the family is known"))
}
