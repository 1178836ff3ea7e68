package authentication

import (
	"slices"

	s "github.com/oss403/oss403/scenarios"
)

// securityToken lists refusals around tokens: the Codes of tokens, AccessKeys with the token of
// another, and temporary AccessKeys without their token.
func securityToken() []s.Scenario {
	read := slices.Concat(s.Signed(), s.SignedHead())
	object := s.AnObject(s.Private)
	scenario := func(id, row, title string, carriers []s.Carrier, when s.Request, fault s.Fault, then s.Expectation) s.Scenario {
		return s.Scenario{ID: id, Row: row, Title: title, Carriers: carriers, Given: object, When: when, Fault: fault, Then: then}
	}
	get, put, post := s.GetObject().By(s.RoleSession), s.PutObject().By(s.RoleSession), s.PostObject(nil).By(s.RoleSession)
	return []s.Scenario{
		scenario("security-token-expired/{carrier}/get", "R45", "a token past its Expiration is refused",
			read, get, s.SessionExpired(), tokenExpired()),
		scenario("security-token-expired/{carrier}/put", "R45", "an upload with a token past its Expiration is refused and writes nothing",
			s.Signed(), put, s.SessionExpired(), tokenExpired()),
		scenario("invalid-security-token/{carrier}/altered", "R36", "a token with one character changed is refused",
			read, get, s.AlteredToken(), invalidToken()),
		scenario("invalid-security-token/{carrier}/altered-put", "R36", "an upload with a changed token is refused and writes nothing",
			s.Signed(), put, s.AlteredToken(), invalidToken()),
		scenario("access-key-id-and-security-token-not-match/{carrier}/another-session", "R27", "the token of another session is refused",
			read, get, s.TokenOfAnotherSession(), tokenOfAnother()),
		scenario("security-token-not-supported/{carrier}/region", "R46", "a token is refused in a region that takes none",
			read, get, s.With(s.RegionNoTokens, s.On), tokenNotSupported("Security token is not supported in this region.")),
		scenario("security-token-not-supported/{carrier}/operation", "R47", "a token is refused by an operation that takes none",
			read, get, s.With(s.OperationNoTokens, s.On), tokenNotSupported("This interface does not support security token.")),
		scenario("invalid-access-key-id/without-token/{carrier}/get", "X01", "a temporary AccessKey without its token is refused",
			read, get, s.WithoutToken(), tokenMissing()),
		scenario("invalid-access-key-id/with-token/{carrier}/get", "R33",
			"a permanent AccessKey with a token is looked up among temporary ones, and not found",
			read, s.GetObject(), s.WithToken("CAISgarbage0oss403+/="), unknownTemporary()),
		scenario("security-token-expired/{carrier}/post", "R45", "a form with a token past its Expiration is refused and writes nothing",
			s.Post(), post, s.SessionExpired(), likeHeader(tokenExpired())),
		scenario("invalid-security-token/{carrier}/altered-post", "R36", "a form with a changed token is refused and writes nothing",
			s.Post(), post, s.AlteredToken(), likeHeader(invalidToken())),
		scenario("access-key-id-and-security-token-not-match/{carrier}/another-session-put", "R27",
			"an upload with the token of another session is refused and writes nothing",
			s.Signed(), put, s.TokenOfAnotherSession(), tokenOfAnother()),
		scenario("access-key-id-and-security-token-not-match/{carrier}/another-session-post", "R27",
			"a form with the token of another session is refused and writes nothing",
			s.Post(), post, s.TokenOfAnotherSession(), tokenOfAnother()),
		scenario("invalid-access-key-id/without-token/{carrier}/put", "X01",
			"an upload with a temporary AccessKey without its token is refused and writes nothing",
			s.Signed(), put, s.WithoutToken(), tokenMissing()),
		scenario("invalid-access-key-id/without-token/{carrier}/post", "X01",
			"a form with a temporary AccessKey without its token is refused and writes nothing",
			s.Post(), post, s.WithoutToken(), likeHeader(tokenMissing())),
		scenario("invalid-access-key-id/with-token/{carrier}/of-a-session", "R33",
			"a permanent AccessKey with the token of a session is not found",
			s.Signed(), s.GetObject(), s.TokenOfAnotherSession(), unknownTemporary()),
		scenario("invalid-access-key-id/with-token/{carrier}/post", "R33",
			"a form of a permanent AccessKey with a token is refused and writes nothing",
			s.Post(), s.PostObject(nil), s.WithToken("CAISgarbage0oss403+/="), likeHeader(unknownTemporary())),
		scenario("invalid-access-key-id/disabled/{carrier}/post", "R34", "a form of an Inactive AccessKey is refused and writes nothing",
			s.Post(), s.PostObject(nil).By(s.RAMUser), s.With(s.KeyDisabled, s.On), likeHeader(disabledAccessKey())),
		scenario("invalid-access-key-id/disabled/{carrier}/get", "R34", "an AccessKey that is Inactive is refused",
			read, s.GetObject().By(s.RAMUser), s.With(s.KeyDisabled, s.On), disabledAccessKey()),
		scenario("invalid-access-key-id/disabled/{carrier}/put", "R34", "an upload with an Inactive AccessKey is refused and writes nothing",
			s.Signed(), s.PutObject().By(s.RAMUser), s.With(s.KeyDisabled, s.On), disabledAccessKey()),
	}
}

func tokenExpired() s.Expectation {
	seen := s.Captured(s.Issue("jxxghp/MoviePilot#6295"), s.ECPage("0002-00000007"))
	return s.Denied("SecurityTokenExpired", seen).
		Message(s.Exactly("The security token you provided has expired."), seen).
		EC("0002-00000007", seen).
		Element("SecurityToken", s.Echo(s.MatchTokenSent), seen)
}

func invalidToken() s.Expectation {
	seen := s.Captured(s.Issue("matrixorigin/matrixone#12445"))
	return s.Denied("InvalidSecurityToken", seen).
		Message(s.Exactly("The security token you provided is invalid."), seen).
		EC("0002-00000006", seen).
		Or(s.Exactly("0002-00000008"), s.Documented(s.ECPage("0002-00000008"))).
		Element("SecurityToken", s.Echo(s.MatchTokenSent), s.Inferred("an expired token is echoed"))
}

func tokenOfAnother() s.Expectation {
	page := s.Documented(s.Page403)
	return s.Denied("AccessKeyIdAndSecurityTokenNotMatch", page).
		Message(s.Exactly("The OSS access key id and security token you provided does not match."), page).
		EC("0002-00000004", s.Documented(s.ECPage("0002-00000004")))
}

func tokenNotSupported(message string) s.Expectation {
	page := s.Documented(s.Page403)
	return s.Denied("SecurityTokenNotSupported", page).
		Message(s.Exactly(message), page).
		EC("0002-00000001", s.Documented(s.ECPage("0002-00000001")))
}

func tokenMissing() s.Expectation {
	seen := s.Captured(s.Issue("lucky1213/aliyun_oss#19"), s.ECPage("0002-00000003"))
	return s.Denied("InvalidAccessKeyId", seen).
		Message(s.Exactly("The OSS Access Key Id you provided does not exist in our records. "+
			"The Security Token may be lost to specify that it is a STS Access Id."), seen).
		EC("0002-00000003", seen).
		Element("OSSAccessKeyId", s.Echo(s.MatchAccessKeyIDSent), seen)
}

func unknownTemporary() s.Expectation {
	seen := s.Captured(
		s.SDKTest("aliyun/aliyun-oss-csharp-sdk", "AccessKeyTest.cs InvalidSecurityTokenTest"),
		s.SDKTest("aliyun/aliyun-oss-cpp-sdk", "test/src/AccessKey/AccessKeyTest.cc"),
		s.SDKTest("aliyun/aliyun-oss-php-sdk", "tests/OSS/Tests/OssClientTest.php:255"))
	page := s.Documented(s.ECPage("0002-00000002"))
	return s.Denied("InvalidAccessKeyId", seen).
		Message(s.Exactly("The OSS Access Key Id you provided does not exist in our records."), s.Documented(s.Page403)).
		EC("0002-00000002", page).
		Element("OSSAccessKeyId", s.Echo(s.MatchAccessKeyIDSent), s.Inferred("as without a token"))
}

func disabledAccessKey() s.Expectation {
	seen := s.Captured(s.Issue("1Panel-dev/1Panel#12223")) // the answer has no EC
	return s.Denied("InvalidAccessKeyId", seen).
		Message(s.Exactly("The OSS Access Key Id you provided is disabled."), seen).
		EC("0002-00000903", s.Documented(s.ECPage("0002-00000903"))).
		Or(s.Exactly("0002-00000904"), s.Documented(s.ECPage("0002-00000904"))).
		Element("OSSAccessKeyId", s.Echo(s.MatchAccessKeyIDSent), s.Inferred("an AccessKey that is not known is named"))
}

// likeHeader expects of a form the answer that a header or URL was seen to get.
func likeHeader(e s.Expectation) s.Expectation {
	return e.Since(s.Documented(s.Page403, pagePost))
}
