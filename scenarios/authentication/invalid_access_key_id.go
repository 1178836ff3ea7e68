package authentication

import (
	"slices"

	s "github.com/oss403/oss403/scenarios"
)

func invalidAccessKeyID() []s.Scenario {
	const unknownID = "LTAI0000unknown0oss403"
	unknown := s.UnderAccessKeyID(unknownID, "signed under an AccessKeyId that does not exist")
	read := slices.Concat(s.Signed(), s.SignedHead())
	return []s.Scenario{
		{
			ID:       "invalid-access-key-id/unknown/{carrier}/get-object",
			Row:      "R33",
			Title:    "an AccessKey that does not exist is refused",
			Carriers: read,
			Given:    s.AnObject(s.Private),
			When:     s.GetObject(),
			Fault:    unknown,
			Then:     unknownAccessKey(),
		},
		{
			ID:       "invalid-access-key-id/unknown/{carrier}/put-object",
			Row:      "R33",
			Title:    "an AccessKey that does not exist is refused and writes nothing",
			Carriers: s.Signed(),
			Given:    s.AnObject(s.Private),
			When:     s.PutObject(),
			Fault:    unknown,
			Then:     unknownAccessKey(),
		},
		{
			ID:       "invalid-access-key-id/unknown/{carrier}/list-buckets",
			Row:      "R33",
			Title:    "an AccessKey that does not exist is refused at the service too",
			Carriers: s.Signed(),
			Given:    s.NoState(),
			When:     s.ListBuckets(),
			Fault:    unknown,
			Then:     unknownAccessKey(),
		},
		badCharacter("empty", []s.Carrier{s.V4Header, s.V4HeaderHead}, s.GetObject(), ""),
		badCharacter("tab-put", s.Signed(), s.PutObject(), "LTAI0000\tunknown0oss403"),
		badCharacter("tab", read, s.GetObject(), "LTAI0000\tunknown0oss403"),
		badCharacter("exclamation-mark", read, s.GetObject(), "LTAI0000!unknown0oss403"),
	}
}

func unknownAccessKey() s.Expectation {
	seen := s.Captured(
		s.SDKTest("aliyun/alibabacloud-oss-go-sdk-v2", "oss/client_integration_test.go:8455"),
		s.ECPage("0002-00000902"))
	return s.Denied("InvalidAccessKeyId", seen).
		Message(s.Exactly("The OSS Access Key Id you provided does not exist in our records."), seen).
		EC("0002-00000902", seen).
		Element("OSSAccessKeyId", s.Echo(s.MatchAccessKeyIDSent), s.Captured(s.Issue("Molunerfinn/PicGo#488").Of("2020-05-04"), s.Issue("Molunerfinn/PicGo#466").Of("2020-04-19")))
}

func badCharacter(variant string, carriers []s.Carrier, when s.Request, id string) s.Scenario {
	page := s.Documented(s.Page403)
	byPosition := func(ec string) s.Evidence {
		return s.Inferred("the page " + ec + " is about this position; which of it and 0002-00000901 comes is not known")
	}
	then := s.Denied("InvalidAccessKeyId", page).
		// The texts of the page and of the service differ; both hold these words.
		Message(s.Pattern("non-acceptable characters"), s.Documented(s.Page403)).
		EC("0002-00000064", byPosition("0002-00000064")).On(s.V1Header, s.V1HeaderHead).
		EC("0002-00000073", byPosition("0002-00000073")).On(s.V1URL, s.V1URLHead).
		EC("0002-00000206", byPosition("0002-00000206")).On(s.V4Header, s.V4HeaderHead).
		EC("0002-00000901", s.Inferred("the general page; none is known for this position")).
		Or(s.Exactly("0002-00000206"), byPosition("0002-00000206")).On(s.V4URL, s.V4URLHead)
	if id != "" {
		then = then.Element("OSSAccessKeyId", s.Echo(s.MatchAccessKeyIDSent), s.Inferred("as for an unknown AccessKey"))
	}
	return s.Scenario{
		ID:       "invalid-access-key-id/bad-character/{carrier}/" + variant,
		Row:      "R32",
		Title:    "an AccessKeyId with a character outside 0-9 a-z A-Z . _ = is refused: " + variant,
		Carriers: carriers,
		Given:    s.AnObject(s.Private),
		When:     when,
		Fault:    s.UnderAccessKeyID(id, "signed under an AccessKeyId with a bad character: "+variant),
		Then:     then,
	}
}
