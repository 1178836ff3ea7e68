package authorization

import (
	"slices"

	s "github.com/oss403/oss403/scenarios"
)

// The values of the settings in these scenarios.
const (
	onlyExampleCom = `<RefererConfiguration><AllowEmptyReferer>false</AllowEmptyReferer>` +
		`<AllowTruncateQueryString>true</AllowTruncateQueryString><TruncatePath>true</TruncatePath>` +
		`<RefererList><Referer>http://*.example.com</Referer></RefererList>` +
		`<RefererBlacklist><Referer>http://bad.example.com</Referer></RefererBlacklist></RefererConfiguration>`

	onlyOnePage = `<RefererConfiguration><AllowEmptyReferer>false</AllowEmptyReferer>` +
		`<AllowTruncateQueryString>true</AllowTruncateQueryString><TruncatePath>false</TruncatePath>` +
		`<RefererList><Referer>http://www.example.com/page</Referer></RefererList></RefererConfiguration>`

	vpcAllows = `{"Version":"1","Statement":[{"Effect":"Allow","Action":["oss:*"],"Resource":["*"]}]}`
	vpcDenies = `{"Version":"1","Statement":[{"Effect":"Allow","Action":["oss:*"],"Resource":["acs:oss:*:*:another-bucket/*"]}]}`

	allowOtherToList = `{"Version":"1","Statement":[{"Effect":"Allow","Principal":["{other}"],"Action":["oss:ListObjects"],` +
		`"Resource":["acs:oss:*:{owner}:{bucket}"]}]}`

	ramAllowKMS = `{"Version":"1","Statement":[{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*"}]}`
	ramDenyKMS  = `{"Version":"1","Statement":[{"Effect":"Deny","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*"}]}`
)

// settingsDeny lists refusals by a setting: hotlink protection, requester pays, a VPC endpoint or
// KMS.
func settingsDeny() []s.Scenario {
	asked := []s.Carrier{s.Unsigned, s.UnsignedHead, s.V1URL, s.V4URL} // OSS does not check the Referer of signed headers
	protected := s.AnObject(s.PublicRead).With(s.RefererList, onlyExampleCom)
	paid := s.AnObject(s.PublicRead).With(s.RequesterPays, s.On)
	header, url := []s.Carrier{s.V1Header, s.V4Header}, []s.Carrier{s.V1URL, s.V4URL}
	scenario := func(id, row, title string, carriers []s.Carrier,
		given s.State, when s.Request, fault s.Fault, then s.Expectation) s.Scenario {
		return s.Scenario{ID: "access-denied/" + id, Row: row, Title: title, Carriers: carriers,
			Given: given, When: when, Fault: fault, Then: then}
	}
	referred := func(carriers []s.Carrier) s.Request {
		get := s.GetObject().With("Referer", "http://www.example.com/page?x=1")
		if slices.Contains(carriers, s.Unsigned) {
			return get.By(s.Anonymous)
		}
		return get
	}
	var all []s.Scenario
	for _, carriers := range [][]s.Carrier{asked[:2], asked[2:]} {
		when := referred(carriers)
		all = append(all,
			scenario("referer/{carrier}/empty", "R19", "a request without Referer is refused where none may be empty",
				carriers, protected, when, s.HeaderLeftOut("Referer"), refererDenied("0003-00000501")),
			scenario("referer/{carrier}/blacklist", "R19", "a Referer of the blacklist is refused, though the whitelist has it",
				carriers, protected, when, s.HeaderIs("Referer", "http://bad.example.com/"), refererDenied("0003-00000502")),
			scenario("referer/{carrier}/whitelist", "R19", "a Referer that the whitelist does not have is refused",
				carriers, protected, when, s.HeaderIs("Referer", "http://other.test/"), refererDenied("0003-00000503")),
			scenario("referer/{carrier}/wildcard", "R19", "a wildcard for a label does not stand for none",
				carriers, protected, when, s.HeaderIs("Referer", "http://example.com/"), refererDenied("0003-00000503")),
		)
	}
	return append(all,
		scenario("referer/{carrier}/other-page", "R19", "without truncation of the path another page of the same site is refused",
			asked[:1], s.AnObject(s.PublicRead).With(s.RefererList, onlyOnePage), referred(asked[:1]),
			s.HeaderIs("Referer", "http://www.example.com/other"), refererDenied("0003-00000503")),
		scenario("referer/{carrier}/put", "R19", "an upload by signed URL is asked for its Referer too, and writes nothing",
			asked[2:], protected, s.PutObject().With("Referer", "http://www.example.com/page"),
			s.HeaderIs("Referer", "http://other.test/"), refererDenied("0003-00000503")),
		scenario("requester-pays/{carrier}/put", "X10", "another account that does not say that it pays writes nothing",
			header, s.AnObject(s.PublicReadWrite).With(s.RequesterPays, s.On),
			s.PutObject().By(s.OtherAccount).With("x-oss-request-payer", "requester"),
			s.HeaderLeftOut("x-oss-request-payer"), requesterPays("0003-00000703", s.Documented(s.ECPage("0003-00000703")))),
		scenario("requester-pays/{carrier}/anonymous", "X10", "an anonymous caller, who cannot pay, is refused",
			unsignedRead(), paid, s.GetObject(), s.SentBy(s.Anonymous),
			requesterPays("0003-00000701", s.Documented(s.ECPage("0003-00000701"))).
				Message(s.Exactly("Access denied for requester pay bucket"), s.Inferred("the words for other callers")).For("")),
		scenario("vpc-endpoint-policy/{carrier}/put", "R04", "through a VPC endpoint that does not allow the bucket nothing is written",
			header, s.AnObject(s.Private).With(s.VPCPolicy, vpcAllows), s.PutObject(),
			s.With(s.VPCPolicy, vpcDenies, "allows another bucket only"), vpcDenied()),
		scenario("vpc-endpoint-policy/{carrier}/ram-user-get", "R04", "the policy of a VPC endpoint binds RAM users with full access",
			header, s.AnObject(s.Private).With(s.VPCPolicy, vpcAllows), s.GetObject().By(s.RAMUser),
			s.With(s.VPCPolicy, vpcDenies, "allows another bucket only"), vpcDenied()),
		scenario("requester-pays/{carrier}/header", "X10", "another account that does not say that it pays is refused",
			header, paid, s.GetObject().By(s.OtherAccount).With("x-oss-request-payer", "requester"), s.HeaderLeftOut("x-oss-request-payer"),
			requesterPays("0003-00000703", s.Captured(
				s.SDKTest("aliyun/alibabacloud-oss-go-sdk-v2", "oss/client_integration_test.go:5978")))),
		scenario("requester-pays/{carrier}/other-value", "X10", "another account that says that the owner pays is refused",
			header, paid, s.GetObject().By(s.OtherAccount).With("x-oss-request-payer", "requester"),
			s.HeaderIs("x-oss-request-payer", "bucketOwner"),
			requesterPays("0003-00000703", s.Captured(
				s.SDKTest("aliyun/aliyun-oss-go-sdk", "TestReqerPaymentWithRequester")))),
		scenario("requester-pays/{carrier}/list", "X10", "another account that may list must say that it pays",
			header, s.ABucket(s.Private).With(s.RequesterPays, s.On).With(s.BucketPolicy, allowOtherToList),
			s.ListObjectsV2().By(s.OtherAccount).With("x-oss-request-payer", "requester"),
			s.HeaderLeftOut("x-oss-request-payer"), requesterPays("0003-00000703", s.Documented(s.ECPage("0003-00000703")))),
		scenario("requester-pays/{carrier}/header-beside-url", "X10", "a URL says who pays in its query; a header beside it does not count",
			url, paid, s.GetObject().By(s.OtherAccount).With("x-oss-request-payer", "requester").WithQuery("x-oss-request-payer", "requester"),
			s.QueryLeftOut("x-oss-request-payer"), requesterPays("0003-00000702", s.Documented(s.ECPage("0003-00000702")))),
		scenario("requester-pays/{carrier}/url", "X10", "a URL of another account that does not say that it pays is refused",
			url, paid, s.GetObject().By(s.OtherAccount).WithQuery("x-oss-request-payer", "requester"),
			s.QueryLeftOut("x-oss-request-payer"), requesterPays("0003-00000702", s.Documented(s.ECPage("0003-00000702")))),

		scenario("vpc-endpoint-policy/{carrier}/get", "R04", "a VPC endpoint whose policy does not allow the bucket refuses",
			s.Signed(), s.AnObject(s.Private).With(s.VPCPolicy, vpcAllows), s.GetObject(),
			s.With(s.VPCPolicy, vpcDenies, "allows another bucket only"), vpcDenied()),

		scenario("kms/{carrier}/ram-user-get", "R18", "a RAM user without the right to decrypt may not read an encrypted object",
			header, s.AnObject(s.Private).With(s.ObjectKMS, s.On).With(s.UserPolicy, ramAllowKMS), s.GetObject().By(s.RAMUser),
			s.With(s.UserPolicy, ramDenyKMS, "is denied the KMS key"), kmsForbids()),
		scenario("kms/{carrier}/ram-user-put", "R18",
			"a RAM user without the right to a data key may not write an encrypted object, and writes none",
			header, s.AnObject(s.Private).With(s.UserPolicy, ramAllowKMS), s.PutObject().By(s.RAMUser).With("x-oss-server-side-encryption", "KMS"),
			s.With(s.UserPolicy, ramDenyKMS, "is denied the KMS key"), kmsForbids()),
	)
}

func refererDenied(ec string) s.Expectation {
	seen := s.Documented(s.Page403)
	return s.Denied("AccessDenied", seen).
		Message(s.Exactly("You are denied by bucket referer policy."), seen).
		EC(ec, s.Documented(s.ECPage(ec))).
		Element("BucketName", s.Echo(s.MatchBucketName), s.Inferred("error bodies with this text, which cannot be followed"))
}

func requesterPays(ec string, evidence s.Evidence) s.Expectation {
	seen := s.Captured(s.SDKTest("aliyun/alibabacloud-oss-go-sdk-v2", "oss/client_integration_test.go:5978"),
		s.SDKTest("aliyun/aliyun-oss-python-sdk", "test_object_request_payment.py"))
	return s.Denied("AccessDenied", seen).
		Message(s.Exactly("Access denied for requester pay bucket"), seen).
		EC(ec, evidence)
}

func vpcDenied() s.Expectation {
	page := s.Documented(s.Page403, s.ECPage("0003-00000401"))
	return s.Denied("AccessDenied", page).
		Message(s.Exactly("Access denied by VPC endpoint policy."), page).
		EC("0003-00000401", page)
}

func kmsForbids() s.Expectation {
	page := s.Documented(s.Page403, "https://help.aliyun.com/zh/oss/user-guide/server-side-encryption-8")
	return s.Denied("AccessDenied", page).
		Message(s.Exactly("This request is forbidden by kms."), page).
		Element(s.FieldEC, s.Pattern(`^0005-\d{8}$`), s.Inferred("only the family is known"))
}
