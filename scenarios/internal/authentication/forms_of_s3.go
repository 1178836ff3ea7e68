package authentication

import s "github.com/oss403/oss403/scenarios"

// formsOfS3 lists PostObject forms that are signed as S3 does. The page of 0002-00000705 names the fields
// of both versions; an answer to one was not seen.
// https://help.aliyun.com/zh/oss/user-guide/0002-00000705
func formsOfS3() []s.Scenario {
	form := func(id, row, title string, carriers []s.Carrier, fault s.Fault, then s.Expectation) s.Scenario {
		return s.Scenario{ID: id, Row: row, Title: title, Carriers: carriers,
			Given: s.AnObject(s.Private), When: s.PostObject(nil), Fault: fault, Then: then}
	}
	return []s.Scenario{
		form("access-denied/s3-closed/{carrier}/post", "X28",
			"a form with an S3-compatible V2 signature is refused and writes nothing where that is not enabled for the account",
			[]s.Carrier{s.PostS3V2}, s.With(s.S3V2Closed, s.On), formOfS3Closed()),
		form("signature-does-not-match/{carrier}/wrong-secret", "R48", "a form signed with another secret is refused and writes nothing",
			s.PostS3(), s.WrongSecret(), formOfS3DoesNotMatch()),
		form("signature-does-not-match/{carrier}/tampered", "R48",
			"a form whose signature has one character changed is refused and writes nothing",
			s.PostS3(), s.TamperedSignature(), formOfS3DoesNotMatch()),
	}
}

// formOfS3Closed: https://help.aliyun.com/zh/oss/user-guide/0002-00000714 prints neither Code nor Message.
func formOfS3Closed() s.Expectation {
	return s.Denied("AccessDenied", s.Inferred("the Code of most refusals; the page prints none")).
		Message(s.Pattern("."), s.Inferred("the page prints none")).
		EC("0002-00000714", s.Documented(s.ECPage("0002-00000714")))
}

func formOfS3DoesNotMatch() s.Expectation {
	page := s.Documented(s.ECPage("0002-00000705"))
	like := s.Inferred("a header signed as S3 does has it; whether a form does is not proven")
	return s.Denied("SignatureDoesNotMatch", page).
		Message(s.Exactly(mismatchText), s.Inferred("the text of the Code")).
		EC("0002-00000705", page).
		Element("OSSAccessKeyId", s.Echo(s.MatchAccessKeyIDSent), like).
		Element("SignatureProvided", s.Echo(s.MatchSignatureSent), like).
		Element("StringToSign", s.Echo(s.MatchStringToSign), like).
		Element("StringToSignBytes", s.HexBytesOf("StringToSign"), like)
}
