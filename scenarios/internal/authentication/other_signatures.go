package authentication

import (
	"slices"
	"time"

	s "github.com/oss403/oss403/scenarios"
)

// otherSignatures lists the refusals of requests with signature V2 of OSS, or with an S3-compatible
// signature. The pages of their ECs name the cause. Other fields are as with V1 and V4, unless an answer shows them.
func otherSignatures() []s.Scenario {
	every := slices.Concat(s.V2(), s.S3())
	return slices.Concat(
		signedWrongly(every), chunksSignedWrongly(), formsOfS3(), limitedURLs(), otherSyntax(),
		underAnotherKey(every), lateOrExpired(), tokensOfOtherSignatures(), s3Closed(), s3PathStyle())
}

// The forms whose signature stands in the header, and those whose URL can be signed with an Expires that
// has passed: no SDK makes such a URL of V2.
func otherHeaders() []s.Carrier { return []s.Carrier{s.V2Header, s.S3V4Header, s.S3V2Header} }
func otherURLs() []s.Carrier    { return []s.Carrier{s.S3V4URL, s.S3V2URL} }

func signedWrongly(every []s.Carrier) []s.Scenario {
	object := s.AnObject(s.Private)
	scenario := func(variant, title string, carriers []s.Carrier, when s.Request, fault s.Fault) s.Scenario {
		return s.Scenario{ID: "signature-does-not-match/{carrier}/" + variant, Row: "R48", Title: title, Carriers: carriers,
			Given: object, When: when, Fault: fault, Then: otherMismatch()}
	}
	return []s.Scenario{
		scenario("wrong-secret", "a signature made with another secret is refused", every, s.GetObject(), s.WrongSecret()),
		scenario("wrong-secret-put", "an upload signed with another secret is refused and writes nothing", every, s.PutObject(),
			s.WrongSecret()),
		scenario("wrong-secret-delete", "a deletion signed with another secret is refused and deletes nothing", every, s.DeleteObject(),
			s.WrongSecret()),
		scenario("tampered", "a changed signature is refused", every, s.GetObject(), s.TamperedSignature()),
		scenario("wrong-secret-list-objects", "a listing signed with another secret is refused", otherHeaders(),
			s.ListObjectsV2().WithQuery("prefix", "a b/+&").WithQuery("max-keys", "10"), s.WrongSecret()),
		{ID: "signature-does-not-match/{carrier}/amz-header-added", Row: "R48",
			Title:    "an x-amz header that the signature leaves out is refused, and writes nothing",
			Carriers: []s.Carrier{s.S3V4Header}, Given: object, When: s.PutObject(), Fault: s.HeaderAdded("x-amz-meta-a", "1"),
			Then: s.Denied("SignatureDoesNotMatch", s.Documented(s.ECPage("0002-00000431"))).
				Message(s.Exactly(mismatchText), s.Inferred("the text of the Code")).
				EC("0002-00000431", s.Documented(s.ECPage("0002-00000431")))},
	}
}

const mismatchText = "The request signature we calculated does not match the signature you provided. Check your key and signing method."

// Answers to S3-compatible signatures that do not match.
var (
	mismatchOfS3V2 = s.Issue("vastsa/FileCodeBox#137").Of("2024-02-24")
	mismatchOfS3V4 = s.Issue("pig-mesh/oss-spring-boot-starter#12")
)

func otherMismatch() s.Expectation {
	seen, like := s.Captured(mismatchOfS3V2, mismatchOfS3V4), s.Inferred("as with V1 and V4")
	v4s := []s.Carrier{s.S3V4Header, s.S3V4URL}
	v2s := []s.Carrier{s.S3V2Header, s.S3V2URL}
	page := func(ec string) s.Evidence { return s.Documented(s.ECPage(ec)) }
	return s.Denied("SignatureDoesNotMatch", seen).
		Message(s.Exactly(mismatchText), seen).
		EC("0002-00000101", page("0002-00000101")).On(s.V2()...).
		EC("0002-00000429", page("0002-00000429")).On(v4s...).
		EC("0002-00000307", s.Captured(mismatchOfS3V2)).On(v2s...).
		Element("OSSAccessKeyId", s.Echo(s.MatchAccessKeyIDSent), like).
		Element("SignatureProvided", s.Echo(s.MatchSignatureSent), seen).On(s.S3()...).
		Element("SignatureProvided", s.Echo(s.MatchSignatureSent), like).On(s.V2()...).
		Element("StringToSign", s.Echo(s.MatchStringToSign), seen).On(s.S3()...).
		Element("StringToSign", s.Echo(s.MatchStringToSign), like).On(s.V2()...).
		Element("StringToSignBytes", s.HexBytesOf("StringToSign"), seen).On(s.S3()...).
		Element("StringToSignBytes", s.HexBytesOf("StringToSign"), like).On(s.V2()...)
}

func underAnotherKey(every []s.Carrier) []s.Scenario {
	const unknownID = "LTAI0000unknown0oss403"
	unknown := s.UnderAccessKeyID(unknownID, "signed under an AccessKeyId that does not exist")
	scenario := func(id, row, title string, when s.Request, fault s.Fault, then s.Expectation) s.Scenario {
		like := s.Inferred("as with V1 and V4: the AccessKey is looked up before anything is verified")
		return s.Scenario{ID: "invalid-access-key-id/" + id, Row: row, Title: title, Carriers: every, Given: s.AnObject(s.Private),
			When: when, Fault: fault, Then: then.NoSurerThan(like)}
	}
	return []s.Scenario{
		scenario("unknown/{carrier}/get-object", "R33", "an AccessKey that does not exist is refused", s.GetObject(), unknown,
			unknownAccessKey()),
		scenario("unknown/{carrier}/put-object", "R33", "an AccessKey that does not exist is refused and writes nothing", s.PutObject(), unknown,
			unknownAccessKey()),
		scenario("disabled/{carrier}/get", "R34", "an AccessKey that is disabled is refused", s.GetObject().By(s.RAMUser),
			s.With(s.KeyDisabled, s.On), disabledAccessKey()),
	}
}

// lateOrExpired: https://help.aliyun.com/zh/oss/user-guide/0002-00000501 is about the clock of
// whoever signs as S3 does.
func lateOrExpired() []s.Scenario {
	object := s.AnObject(s.Private)
	like := s.Inferred("as with V1 and V4")
	skewed := func(variant string, when s.Request, shift time.Duration) s.Scenario {
		then := s.Denied("RequestTimeTooSkewed", like).
			Message(s.Exactly("The difference between the request time and the current time is too large."), like).
			EC("0002-00000501", s.Documented(s.ECPage("0002-00000501"))).On(s.S3()...).
			EC("0002-00000504", like).On(s.V2()...)
		return s.Scenario{ID: "request-time-too-skewed/{carrier}/" + variant, Row: "R42",
			Title:    "a request signed more than 15 minutes from the server's time is refused: " + variant,
			Carriers: otherHeaders(), Given: object, When: when, Fault: s.ClockShifted(shift), Then: then}
	}
	expired := func(variant, title string, when s.Request) s.Scenario {
		then := s.Denied("AccessDenied", s.Documented(s.ECPage("0002-00000069"))).
			Message(s.Pattern("[Ee]xpired"), like).
			EC("0002-00000069", s.Documented(s.ECPage("0002-00000069"))).On(s.S3V2URL).
			EC("0002-00000418", s.Documented(s.ECPage("0002-00000418"))).On(s.S3V4URL)
		return s.Scenario{ID: "access-denied/expired-url/{carrier}/" + variant, Row: "R15", Title: title,
			Carriers: otherURLs(), Given: object, When: when, Fault: s.Expired(time.Hour), Then: then}
	}
	return []s.Scenario{
		skewed("late", s.GetObject(), -16*time.Minute),
		skewed("early", s.GetObject(), 16*time.Minute),
		skewed("late-put", s.PutObject(), -16*time.Minute),
		expired("get", "a signed URL is refused once it has expired", s.GetObject()),
		expired("put", "an upload by a signed URL that has expired is refused and writes nothing", s.PutObject()),
	}
}

// tokensOfOtherSignatures: sessions sign in these forms too.
func tokensOfOtherSignatures() []s.Scenario {
	carriers := []s.Carrier{s.V2Header, s.S3V4Header, s.S3V4URL, s.S3V2Header}
	scenario := func(id, row, title string, fault s.Fault, then s.Expectation) s.Scenario {
		like := s.Inferred("as with V1 and V4: the token is looked up alike")
		return s.Scenario{ID: id, Row: row, Title: title, Carriers: carriers, Given: s.AnObject(s.Private),
			When: s.GetObject().By(s.RoleSession), Fault: fault, Then: then.NoSurerThan(like)}
	}
	return []s.Scenario{
		scenario("security-token-expired/{carrier}/get", "R45", "a session past its Expiration is refused", s.SessionExpired(), tokenExpired()),
		scenario("invalid-security-token/{carrier}/altered", "R36", "a changed token is refused", s.AlteredToken(), invalidToken()),
	}
}

// s3Closed: https://help.aliyun.com/zh/oss/user-guide/0002-00000032 and -00000033 name the switch; the
// pages print neither Code nor Message.
func s3Closed() []s.Scenario {
	every := s3ClosedAtAll()
	closed := func(kind s.TraitKind, ec string, carriers ...s.Carrier) s.Scenario {
		page := s.Documented(s.ECPage(ec))
		return s.Scenario{ID: "access-denied/s3-closed/{carrier}/get", Row: "X28",
			Title:    "an S3-compatible signature is refused where it is not enabled for the account",
			Carriers: carriers, Given: s.AnObject(s.Private), When: s.GetObject(), Fault: s.With(kind, s.On),
			Then: s.Denied("AccessDenied", s.Inferred("the Code of most refusals; the page prints none")).
				Message(s.Pattern("."), s.Inferred("the page prints none")).
				EC(ec, page)}
	}
	return append(every,
		closed(s.S3V2Closed, "0002-00000032", s.S3V2Header, s.S3V2URL),
		closed(s.S3V4Closed, "0002-00000033", s.S3V4Header, s.S3V4URL),
	)
}

// s3ClosedAtAll: https://help.aliyun.com/zh/oss/user-guide/0002-00000031 is about every S3-compatible signature,
// and prints neither Code nor Message.
func s3ClosedAtAll() []s.Scenario {
	page := s.Documented(s.ECPage("0002-00000031"))
	then := s.Denied("AccessDenied", s.Inferred("the Code of most refusals; the page prints none")).
		Message(s.Pattern("."), s.Inferred("the page prints none")).
		EC("0002-00000031", page)
	closed := func(variant, title string, when s.Request) s.Scenario {
		return s.Scenario{ID: "access-denied/s3-closed-at-all/{carrier}/" + variant, Row: "X28", Title: title,
			Carriers: s.S3(), Given: s.AnObject(s.Private), When: when, Fault: s.With(s.S3Closed, s.On), Then: then}
	}
	return []s.Scenario{
		closed("get", "no S3-compatible signature is taken where none is enabled for the account", s.GetObject()),
		closed("put", "no S3-compatible signature is taken where none is enabled for the account, and nothing is written", s.PutObject()),
	}
}

// s3PathStyle is the most reported refusal of all: S3 clients put the bucket in the path, unless they are told.
func s3PathStyle() []s.Scenario {
	vector := s.Captured(s.Issue("vectordotdev/vector#20746"))
	seen := s.Captured(s.Issue("vectordotdev/vector#20746"), s.Issue("treeverse/lakeFS#3490"), s.Issue("fluent/fluent-bit#10390"))
	then := s.Denied("SecondLevelDomainForbidden", seen).
		Message(s.Exactly("Please use virtual hosted style to access."), seen).
		Or(s.Exactly("The bucket you are attempting to access must be addressed using OSS third level domain."),
			s.Captured(s.Quoted("https://opendal.apache.org/docs/rust/opendal/services/struct.S3.html").Of("2022"))).
		EC("0003-00001401", vector)
	var all []s.Scenario
	for _, sent := range []struct {
		name string
		when s.Request
	}{{"get", s.GetObject()}, {"put", s.PutObject()}, {"list", s.ListObjectsV2()}} {
		all = append(all, s.Scenario{ID: "second-level-domain-forbidden/{carrier}/" + sent.name, Row: "R43",
			Title:    "whoever signs as S3 does and puts the bucket in the path is refused: " + sent.name,
			Carriers: s.S3(), Given: s.AnObject(s.Private), When: sent.when, Fault: s.PathStyle(), Then: then})
	}
	return all
}
