package authentication

import (
	"slices"

	s "github.com/oss403/oss403/scenarios"
)

func invalidAccessKeyID() []s.Scenario {
	return slices.Concat(unknownOrBad(), surroundedByBlanks())
}

func unknownOrBad() []s.Scenario {
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

const unknownText = "The OSS Access Key Id you provided does not exist in our records."

func unknownAccessKey() s.Expectation {
	seen := s.Captured(
		s.SDKTest("aliyun/alibabacloud-oss-go-sdk-v2", "oss/client_integration_test.go:8455"),
		s.ECPage("0002-00000902"))
	return s.Denied("InvalidAccessKeyId", seen).
		Message(s.Exactly(unknownText), seen).
		EC("0002-00000902", seen).
		Element("OSSAccessKeyId", s.Echo(s.MatchAccessKeyIDSent),
			s.Captured(s.Issue("Molunerfinn/PicGo#488").Of("2020-05-04"), s.Issue("Molunerfinn/PicGo#466").Of("2020-04-19")))
}

func badCharacter(variant string, carriers []s.Carrier, when s.Request, id string) s.Scenario {
	page := s.Documented(s.Page403)
	byPosition := func(ec string) s.Evidence {
		return s.Inferred("the page " + ec + " is about this position; which of it and 0002-00000901 comes is not known")
	}
	then := s.Denied("InvalidAccessKeyId", page).
		// The page and the service differ in the text; both texts have these words.
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

// surroundedByBlanks lists AccessKeyIds with a blank before or after them. Such an id is another
// one, which nobody has.
func surroundedByBlanks() []s.Scenario {
	var all []s.Scenario
	for _, blank := range []struct{ variant, id, says string }{
		{"leading-blank", " {id}", "signed under its AccessKeyId with a blank before it"},
		{"trailing-blank", "{id} ", "signed under its AccessKeyId with a blank behind it"},
	} {
		for _, sent := range []struct {
			name     string
			carriers []s.Carrier
			when     s.Request
		}{
			{"get-object", slices.Concat(s.Signed(), s.SignedHead()), s.GetObject()},
			{"put-object", s.Signed(), s.PutObject()},
		} {
			all = append(all, s.Scenario{
				ID:       "invalid-access-key-id/" + blank.variant + "/{carrier}/" + sent.name,
				Row:      "R33",
				Title:    "an AccessKeyId with a blank around it is none that is known",
				Carriers: sent.carriers,
				Given:    s.AnObject(s.Private),
				When:     sent.when,
				Fault:    s.UnderAccessKeyID(blank.id, blank.says),
				Then:     blankRefused(blank.variant),
			})
		}
	}
	return all
}

// blankRefused expects the answer to a blank before the AccessKeyId in a V1 header, which was seen
// twice. For other forms there are two possible causes: an unknown AccessKeyId, or a character that
// no AccessKeyId has.
func blankRefused(variant string) s.Expectation {
	page := s.Documented(s.Page403)
	then := s.Denied("InvalidAccessKeyId", page).
		Message(s.Exactly(unknownText), s.Inferred("as answered to a V1 header with a blank before the AccessKeyId")).
		Or(s.Pattern("non-acceptable characters"), s.Inferred("a blank is not among the characters that the page lists")).
		EC("0002-00000902", s.Inferred("that of an unknown AccessKeyId; the answers that were seen are older than ECs")).
		Element("OSSAccessKeyId", s.Echo(s.MatchAccessKeyIDSent), s.Inferred("as answered to a V1 header with a blank before the AccessKeyId"))
	if variant != "leading-blank" {
		return then
	}
	seen := s.Captured(s.Issue("Molunerfinn/PicGo#466").Of("2020-04-19"), s.Issue("Molunerfinn/PicGo#894").Of("2022-04-29"))
	return then.
		Element(s.FieldStatus, s.Exactly("403"), seen).On(s.V1Header, s.V1HeaderHead).
		Element(s.FieldCode, s.Exactly("InvalidAccessKeyId"), seen).On(s.V1Header, s.V1HeaderHead).
		Message(s.Exactly(unknownText), seen).On(s.V1Header, s.V1HeaderHead).
		Element("OSSAccessKeyId", s.Echo(s.MatchAccessKeyIDSent), seen).On(s.V1Header, s.V1HeaderHead)
}
