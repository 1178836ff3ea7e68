package authentication

import s "github.com/oss403/oss403/scenarios"

// chunksSignedWrongly: an upload in chunks has a signature in its header, and one of each chunk over the
// signature before it. The page names the cause, and not which of these signatures is false.
// https://help.aliyun.com/zh/oss/user-guide/0002-00000430
func chunksSignedWrongly() []s.Scenario {
	page := s.Documented(s.ECPage("0002-00000430"))
	like := s.Inferred("as with V1 and V4")
	mismatch := func(variant, title string, fault s.Fault) s.Scenario {
		return s.Scenario{ID: "signature-does-not-match/{carrier}/" + variant, Row: "R48", Title: title,
			Carriers: []s.Carrier{s.S3V4Chunked}, Given: s.AnObject(s.Private), When: s.PutObject(), Fault: fault,
			Then: s.Denied("SignatureDoesNotMatch", page).
				Message(s.Exactly(mismatchText), s.Inferred("the text of the Code")).
				EC("0002-00000430", page)}
	}
	ofHeader := mismatch("wrong-secret-put", "an upload in chunks that is signed with another secret is refused and writes nothing",
		s.WrongSecret())
	ofHeader.Then = ofHeader.Then.
		Or(s.Exactly("0002-00000429"), s.Documented(s.ECPage("0002-00000429"))).
		Element("OSSAccessKeyId", s.Echo(s.MatchAccessKeyIDSent), like).
		Element("SignatureProvided", s.Echo(s.MatchSignatureSent), like).
		Element("StringToSign", s.Echo(s.MatchStringToSign), like).
		Element("StringToSignBytes", s.HexBytesOf("StringToSign"), like)
	return []s.Scenario{
		mismatch("chunk-tampered", "an upload is refused and writes nothing if the signature of one of its chunks was changed",
			s.TamperedChunk()),
		ofHeader,
	}
}
