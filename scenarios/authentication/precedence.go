package authentication

import (
	"time"

	s "github.com/oss403/oss403/scenarios"
)

// precedence: two faults at once, and whose answer comes. The control has
// neither; each fault alone has a scenario of its own.
func precedence() []s.Scenario {
	object := s.AnObject(s.Private)
	unknown := s.UnderAccessKeyID("LTAI0000unknown0oss403", "under an unknown AccessKeyId")
	pair := func(variant string, carriers []s.Carrier, when s.Request, first, second s.Fault, then s.Expectation, evidence s.Evidence) s.Scenario {
		return s.Scenario{
			ID:       "precedence/{carrier}/" + variant,
			Row:      "X06",
			Title:    "of two faults the first answers: " + first.Sentence + "; " + second.Sentence,
			Carriers: carriers,
			Given:    object,
			When:     when,
			Fault:    first,
			Besides:  second,
			Then:     then.Since(evidence),
		}
	}
	header, v1URL, v4 := []s.Carrier{s.V1Header, s.V4Header}, []s.Carrier{s.V1URL}, []s.Carrier{s.V4Header}
	get, session := s.GetObject(), s.GetObject().By(s.RoleSession)
	return []s.Scenario{
		pair("missing-bucket-before-unknown-access-key", header, get, s.BucketAbsent(), unknown, noSuchBucket(),
			s.Captured(s.SDKTest("aliyun/alibabacloud-oss-go-sdk-v2", "oss/client_integration_test.go:4826"), s.SDKTest("aliyun/alibabacloud-oss-php-sdk-v2", "ClientExtensionTest.php:28"))),
		pair("unknown-access-key-before-signature", header, get, unknown, s.TamperedSignature(), unknownAccessKey(),
			s.Captured(s.PageV1Header, s.SDKTest("aliyun/alibabacloud-oss-go-sdk-v2", "oss/client_integration_test.go:8455"))),
		pair("expiry-before-signature", v1URL, get, s.Expired(time.Minute), s.TamperedSignature(), expired(),
			s.Documented(s.PageV1URL)),
		pair("disabled-access-key-before-signature", header, s.GetObject().By(s.RAMUser), s.AccessKeyDisabled(), s.WrongSecret(), disabledAccessKey(),
			s.Documented(s.PageV1Header)),
		pair("signature-before-acl", header, get, s.WrongSecret(), s.SentBy(s.OtherAccount), doesNotMatch(),
			s.Documented(s.PageAuthorization)),
		pair("missing-token-before-signature", header, session, s.WithoutToken(), s.WrongSecret(), tokenMissing(),
			s.Captured(s.Issue("lucky1213/aliyun_oss#19"))),
		pair("token-lookup-before-signature", header, get, s.WithToken("CAISgarbage0oss403+/="), s.WrongSecret(), unknownTemporary(),
			s.Inferred("SDK tests of three languages get InvalidAccessKeyId for any token")),
		pair("scope-region-before-signature", v4, get, s.ScopeHas("region", "eu-west-9"), s.WrongSecret(),
			badScope("Invalid signing region in Authorization header.", "0002-00000226", s.Inferred("see the next line")),
			s.Inferred("a request rightly signed for another region is refused for the region")),
		pair("day-before-skew", v4, get, s.ClockShifted(-25*time.Hour), s.TamperedSignature(),
			badScope("Invalid signing date in Authorization header.", "0002-00000212", s.Inferred("see the next line")),
			s.Inferred("mobile SDKs take both answers for a wrong clock")),
		pair("date-before-signature", []s.Carrier{s.V1Header}, get, s.DateIs("yesterday"), s.TamperedSignature(), noValidDate(),
			s.Inferred("captured requests were otherwise valid or not, mixed")),
	}
}
