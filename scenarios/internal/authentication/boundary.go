package authentication

import (
	"strings"
	"time"

	s "github.com/oss403/oss403/scenarios"
)

const page400 s.Source = "https://www.alibabacloud.com/help/en/oss/user-guide/http-400-error-code"

var twoCarriersSeen = s.Captured(s.Issue("aliyun/aliyun-oss-go-sdk#244"))

// boundary lists the neighbours of these 403s that are HTTP 400 or 404.
func boundary() []s.Scenario {
	object := s.AnObject(s.Private)
	scenario := func(id, row, title string, carriers []s.Carrier, when s.Request, fault s.Fault, then s.Expectation) s.Scenario {
		return s.Scenario{ID: "boundary/" + id, Row: row, Title: title, Carriers: carriers, Given: object, When: when, Fault: fault, Then: then}
	}
	get, post := s.GetObject(), s.PostObject(nil)
	v1, v4, v4URL := []s.Carrier{s.V1Header}, []s.Carrier{s.V4Header, s.V4HeaderHead}, []s.Carrier{s.V4URL}
	malformed := "a malformed Authorization header is HTTP 400: "
	return []s.Scenario{
		scenario("authorization/{carrier}/no-access-key-id", "B01", malformed+"no AccessKeyId", v1, get, s.AuthorizationIs("OSS :c2lnbmF0dXJl"),
			badArgument("0002-00000063", s.Documented(s.ECPage("0002-00000063"))).
				Message(s.Exactly("Authorization header is invalid."), s.Documented(s.ECPage("0002-00000063"))).
				Element("Authorization", s.Echo(s.MatchAuthorizationSent), s.Captured(s.Issue("aliyun/alibabacloud-jindodata#127")))),
		scenario("authorization/{carrier}/other-scheme", "B01", malformed+"another scheme",
			v1, get, s.AuthorizationIs("Basic YTpi"), badHeader("0002-00000061")),
		scenario("authorization/{carrier}/no-colon", "B01", malformed+"no colon",
			v1, get, s.AuthorizationIs("OSS {id}"), badHeader("0002-00000062")),
		scenario("authorization/{carrier}/no-signature", "B01", malformed+"no signature",
			v1, get, s.AuthorizationIs("OSS {id}:"), badHeader("0002-00000065")),
		scenario("authorization/{carrier}/one-item", "B01", malformed+"one item",
			v4, get, s.AuthorizationIs("OSS4-HMAC-SHA256 Signature=00"), badHeader("0002-00000202")),
		scenario("authorization/{carrier}/no-credential", "B01", malformed+"no Credential",
			v4, get, s.AuthorizationIs("OSS4-HMAC-SHA256 AdditionalHeaders=host,Signature=00"),
			badHeader("0002-00000205").
				EC("0002-00000205", s.Documented(s.ECPage("0002-00000205"))).Or(s.Exactly("0002-00000204"), s.Documented(s.ECPage("0002-00000204")))),
		scenario("authorization/{carrier}/no-v4-signature", "B01", malformed+"no Signature", v4, get,
			s.AuthorizationIs("OSS4-HMAC-SHA256 Credential={id}/{scope},AdditionalHeaders=host"), badHeader("0002-00000207")),

		scenario("scope/{carrier}/region", "B02", "a V4 scope of another region is HTTP 400",
			v4, get, s.ScopeHas("region", "eu-west-9"),
			badScope("Invalid signing region in Authorization header.", "0002-00000226",
				s.Captured(s.SDKTest("aliyun/aliyun-oss-python-sdk", "tests/test_exception_ec.py"), s.Issue("aliyun/alibabacloud-oss-go-sdk-v2#29")))),
		scenario("scope/{carrier}/product", "B02", "a V4 scope of another product is HTTP 400",
			v4, get, s.ScopeHas("product", "oss-cloudbox"),
			badScope("Invalid signing product in Authorization header.", "0002-00000227",
				s.Captured(s.SDKTest("aliyun/aliyun-oss-java-sdk", "ErrorTest.java testErr")))),
		scenario("scope/{carrier}/day", "B02", "a V4 scope of yesterday is HTTP 400, not a skewed clock",
			v4, get, s.ClockShifted(-24*time.Hour),
			badScope("Invalid signing date in Authorization header.", "0002-00000212",
				s.Documented(s.ECPage("0002-00000212"), s.InSDK("aliyun/aliyun-oss-ios-sdk", "OSSURLRequestRetryHandler.m:49")))),
		scenario("scope/{carrier}/region", "B02", "a V4 URL of another region is HTTP 400",
			v4URL, get, s.ScopeHas("region", "eu-west-9"),
			badScope("The signing region in credential is invalid.", "0002-00000228",
				s.Documented(s.SDKTest("aliyun/aliyun-oss-python-sdk", "tests/test_sign.py:308"), s.ECPage("0002-00000228")))),
		scenario("scope/{carrier}/region", "B02", "a V4 form of another region is HTTP 400",
			[]s.Carrier{s.PostV4}, post, s.ScopeHas("region", "eu-west-9"),
			badScope("The signing region in credential is invalid.", "0002-00000715", s.Documented(s.ECPage("0002-00000715"))).
				Element("ArgumentName", s.Exactly("x-oss-credential"), s.Inferred("error body of 2025, which cannot be followed"))),

		scenario("two-carriers/{carrier}/get", "B03", "a signature in the header beside the one in the URL is HTTP 400",
			[]s.Carrier{s.V1URL, s.V4URL}, get, s.SignedTwice(),
			s.Refused(400, "InvalidArgument", s.Documented(s.PageV1URL, s.ECPage("0002-00000039"))).
				Message(s.Exactly("Either the Signature query string parameter or the Authorization header should be specified, not both."),
					twoCarriersSeen).
				Element("Authorization", s.Echo(s.MatchAuthorizationSent), twoCarriersSeen).
				EC("0002-00000039", s.Documented(s.ECPage("0002-00000039")))),
		scenario("lifetime/{carrier}/negative", "B04", "a V4 URL that is good for less than a second is an argument error",
			v4URL, get, s.Lifetime(-10*time.Second), badLifetime()),
		scenario("lifetime/{carrier}/zero", "B04", "a V4 URL that is good for no time is an argument error",
			v4URL, get, s.Lifetime(0), badLifetime()),
		scenario("lifetime/{carrier}/over-a-week", "B04", "a V4 URL that is good for more than 604800 seconds is an argument error",
			v4URL, get, s.Lifetime(604801*time.Second), badLifetime()),

		scenario("post-policy/{carrier}/no-json", "B05", "a Post policy that is no JSON is HTTP 400",
			s.Post(), post, s.PolicyIs("expiration"), badPolicy("0006-00000204")),
		scenario("post-policy/{carrier}/no-expiration", "B05", "a Post policy without expiration is HTTP 400",
			s.Post(), post, s.PolicyIs(`{"conditions":[{"bucket":"b"}]}`), badPolicy("0006-00000208")),
		scenario("post-policy/{carrier}/no-conditions", "B05", "a Post policy without conditions is HTTP 400",
			s.Post(), post, s.PolicyIs(`{"expiration":"2099-01-01T00:00:00.000Z"}`), badPolicy("0006-00000207")),
		scenario("post-policy/{carrier}/empty", "B05", "a Post policy with neither is HTTP 400",
			s.Post(), post, s.PolicyIs(`{}`), badPolicy("0006-00000209")),
		scenario("post-form/{carrier}/no-access-key-id", "B06", "a form without AccessKeyId is HTTP 400",
			[]s.Carrier{s.PostV1}, post, s.FieldRemoved("OSSAccessKeyId"), badForm("0002-00000706")),
		scenario("post-form/{carrier}/no-signature", "B06", "a form without signature is HTTP 400",
			[]s.Carrier{s.PostV1}, post, s.FieldRemoved("Signature"), badForm("0002-00000703")),
		scenario("post-form/{carrier}/no-policy", "B06", "a form without policy is HTTP 400",
			s.Post(), post, s.FieldRemoved("policy"), badForm("0002-00000702")),
		scenario("post-form/{carrier}/too-large", "B07", "a file over the content-length-range is HTTP 400, not 403",
			s.Post(), s.PostObject([]string{`["content-length-range",1,100]`}),
			s.FileIs(strings.Repeat("x", 101)), badSize("EntityTooLarge", "0006-00000003")),
		scenario("post-form/{carrier}/too-small", "B07", "a file under the content-length-range is HTTP 400, not 403", s.Post(),
			s.PostObject([]string{`["content-length-range",2,100]`}), s.FileIs("x"), badSize("EntityTooSmall", "0006-00000004")),

		scenario("no-such-bucket/{carrier}/get", "B08", "a missing bucket is HTTP 404", s.Signed(), get, s.BucketAbsent(), noSuchBucket()),
		scenario("token-twice/{carrier}/get", "B09", "a token in the header beside the one in the URL is HTTP 400",
			v4URL, get.By(s.RoleSession), s.TokenTwice(),
			s.Refused(400, "InvalidArgument", s.Inferred("the page names neither status nor Code")).
				Message(s.Pattern("."), s.Inferred("no text is published")).
				EC("0002-00000010", s.Documented(s.ECPage("0002-00000010")))),
	}
}

func badArgument(ec string, evidence s.Evidence) s.Expectation {
	return s.Refused(400, "InvalidArgument", evidence).EC(ec, evidence)
}

// badHeader accepts each of the published texts. The page does not say which of them comes.
func badHeader(ec string) s.Expectation {
	return badArgument(ec, s.Documented(page400, s.ECPage(ec))).
		Message(s.Pattern("^(Authorization header|Unknown parameter in Authorization|AccessKeyId or Signature is missing)"),
			s.Documented(page400))
}

func badScope(message, ec string, evidence s.Evidence) s.Expectation {
	return badArgument(ec, evidence).Message(s.Exactly(message), evidence)
}

func badLifetime() s.Expectation {
	seen := s.Captured(s.SDKTest("aliyun/aliyun-oss-cpp-sdk", "test/src/Object/ObjectSignedUrlTest.cc:147"))
	return s.Refused(400, "AuthorizationArgumentError", seen).
		Element(s.FieldStatus, s.Exactly("400"), s.Inferred("an argument error")).
		Message(s.Pattern("."), s.Inferred("no text is published")).
		EC("0002-00000232", s.Documented(s.ECPage("0002-00000232")))
}

func badPolicy(ec string) s.Expectation {
	return s.Refused(400, "InvalidPolicyDocument", s.Documented(page400, pagePost, s.ECPage(ec))).
		Message(s.Pattern("^Invalid Policy"), s.Documented(page400, pagePost)).
		EC(ec, s.Documented(s.ECPage(ec)))
}

func badForm(ec string) s.Expectation {
	return badArgument(ec, s.Documented(page400, pagePost, s.ECPage(ec))).
		Message(s.Pattern("."), s.Inferred("texts are published for two of the three, of older forms"))
}

func badSize(code, ec string) s.Expectation {
	page := s.Documented(s.ECPage(ec), pagePost)
	return s.Refused(400, code, page).Message(s.Pattern("."), s.Inferred("no text is published")).EC(ec, page)
}

func noSuchBucket() s.Expectation {
	seen := s.Captured(s.SDKTest("aliyun/alibabacloud-oss-go-sdk-v2", "oss/client_integration_test.go:4826"),
		s.SDKTest("aliyun/alibabacloud-oss-python-sdk-v2", "tests/integration/test_client.py:2562"))
	return s.Refused(404, "NoSuchBucket", seen).
		Message(s.Exactly("The specified bucket does not exist."), seen).
		EC("0015-00000101", seen)
}
