package authorization

import (
	"strings"

	s "github.com/oss403/oss403/scenarios"
)

const (
	corsExample = `<CORSConfiguration>` +
		`<CORSRule><AllowedOrigin>http://first.test</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule>` +
		`<CORSRule><AllowedOrigin>http://*.example.com</AllowedOrigin><AllowedMethod>GET</AllowedMethod><AllowedMethod>PUT</AllowedMethod>` +
		`<AllowedHeader>x-oss-*</AllowedHeader></CORSRule></CORSConfiguration>`
	corsOther = `<CORSConfiguration>` +
		`<CORSRule><AllowedOrigin>http://other.test</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>`
)

// accessForbidden lists preflights that no CORS rule allows. OSS never authenticates a preflight,
// and the object need not exist.
func accessForbidden() []s.Scenario {
	asked := s.Preflight("http://www.example.com", "GET").With("Access-Control-Request-Headers", "x-oss-meta-a")
	cors := func(variant, title string, fault s.Fault, then s.Expectation) s.Scenario {
		return s.Scenario{
			ID: "access-forbidden/{carrier}/" + variant, Row: "R26", Title: title, Carriers: unsigned(),
			Given: s.ABucket(s.Private).With(s.CORSRules, corsExample), When: asked, Fault: fault, Then: then,
		}
	}
	incomplete := func(header, ec string) s.Scenario {
		page := s.Documented(s.ECPage(ec))
		return s.Scenario{
			ID: "boundary/preflight/{carrier}/without-" + strings.ToLower(header), Row: "B10",
			Title: "a preflight without " + header + " is HTTP 400", Carriers: unsigned(),
			Given: s.ABucket(s.Private).With(s.CORSRules, corsExample), When: asked, Fault: s.HeaderLeftOut(header),
			Then: s.Refused(400, "InvalidArgument", s.Inferred("the page names the status only")).
				Element(s.FieldStatus, s.Exactly("400"), page).
				Message(s.Pattern("."), s.Inferred("no text is published")).
				EC(ec, page),
		}
	}
	mixed := cors("mixed-rules", "a preflight is refused where one rule allows its Origin and another its method",
		s.HeaderIs("Origin", "http://first.test"), forbidden("0003-00000602"))
	mixed.When = s.Preflight("http://www.example.com", "PUT")
	noRule := s.Captured(s.SDKTest("aliyun/alibabacloud-oss-python-sdk-v2", "test_bucket_cors_client.py:254"))
	return []s.Scenario{
		incomplete("Origin", "0034-00000101"),
		incomplete("Access-Control-Request-Method", "0034-00000102"),
		{
			ID: "boundary/cors/{carrier}/no-rules", Row: "B11",
			Title: "reading CORS rules that are not there is HTTP 404", Carriers: []s.Carrier{s.V4Header},
			Given: s.ABucket(s.Private).With(s.CORSRules, corsExample), When: s.GetBucketCORS(), Fault: s.Without(s.CORSRules),
			Then: s.Refused(404, "NoSuchCORSConfiguration", s.Documented(s.ECPage("0034-00000001"))).
				Message(s.Pattern("."), s.Inferred("no text is published")).
				EC("0034-00000001", s.Documented(s.ECPage("0034-00000001"))),
		},
		cors("origin", "a preflight of an Origin that no rule allows is refused",
			s.HeaderIs("Origin", "http://evil.test"), forbidden("0003-00000602")),
		cors("method", "a preflight for a method that no rule allows is refused",
			s.HeaderIs("Access-Control-Request-Method", "DELETE"), forbidden("0003-00000602")),
		cors("headers", "a preflight for a header that no rule allows is refused",
			s.HeaderIs("Access-Control-Request-Headers", "x-oss-meta-a,authorization"), forbidden("0003-00000602")),
		mixed,
		cors("other-rules", "a preflight that the rules of the bucket do not allow is refused",
			s.With(s.CORSRules, corsOther, "other CORS rules"), forbidden("0003-00000602")),
		cors("no-rules", "a preflight for a bucket without rules is refused", s.Without(s.CORSRules),
			forbidden("0003-00000601").Element(s.FieldStatus, s.Exactly("403"), noRule).Element(s.FieldCode, s.Exactly("AccessForbidden"), noRule)),
	}
}

// forbidden expects the text with its two misspellings, as the service sends it.
func forbidden(ec string) s.Expectation {
	seen := s.Documented(s.Page403, s.PagePermission)
	return s.Denied("AccessForbidden", seen).
		Message(s.Pattern(`^CORSResponse: This CORS request is not allowed\. `+
			`This is usually because the evalua?tion of Origin, request method / Access-Control-Request-Method or `+
			`Access-Control-Reque?s?t-Headers are not whitelisted by the resource's CORS spec\.$`), seen).
		EC(ec, s.Documented(s.ECPage(ec)))
}
