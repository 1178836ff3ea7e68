package authentication

import s "github.com/oss403/oss403/scenarios"

// signedOtherwise lists requests that differ from the signed one. People report these mismatches
// most: a proxy drops or rewrites a header, or a client escapes a key twice.
func signedOtherwise() []s.Scenario {
	const mixed = "folder/a b.txt"
	object, v4 := s.AnObject(s.Private), []s.Carrier{s.V4Header, s.V4URL}
	typed := s.PutObject().With("Content-Type", "text/plain")
	overridden := s.GetObject().WithQuery("response-content-type", "text/plain").WithQuery("response-cache-control", "no-cache")
	cached := s.GetObject().With("Cache-Control", "no-cache").Signing("cache-control")
	return []s.Scenario{
		mismatch("header-dropped-content-type", "an upload whose Content-Type is lost on the way is refused and writes nothing", s.Signed(),
			object, typed, s.HeaderDropped("Content-Type")),
		mismatch("header-dropped-meta", "an upload whose metadata are lost on the way is refused and writes nothing", s.Signed(), object,
			s.PutObject().With("x-oss-meta-a", "1"), s.HeaderDropped("x-oss-meta-a")),
		mismatch("header-dropped-content-md5", "an upload whose Content-MD5 is lost on the way is refused and writes nothing", s.Signed(), object,
			s.PutObject().With("Content-MD5", "GoITFL9cDfY1bfx9Lh+xDw=="), s.HeaderDropped("Content-MD5")),
		mismatch("header-changed-content-type", "an upload whose Content-Type is rewritten on the way is refused and writes nothing",
			s.Signed(), object, typed, s.HeaderChanged("Content-Type", "text/html")),

		mismatch("other-key", "a signature for another key is refused", s.Signed(), object, s.GetObject(), s.SignedForKey("another.txt")),
		mismatch("other-key-put", "an upload signed for another key is refused and writes nothing", s.Signed(), object, s.PutObject(),
			s.SignedForKey("another.txt")),
		mismatch("other-bucket", "a signature for another bucket is refused", s.Signed(), object, s.GetObject(),
			s.SignedForBucket("another-bucket")),
		mismatch("other-bucket-put", "an upload signed for another bucket is refused and writes nothing", s.Signed(), object, s.PutObject(),
			s.SignedForBucket("another-bucket")),

		mismatch("parameters-reversed", "parameters that are signed in another order than that of their names are refused", s.Signed(),
			object, overridden, s.SignedWith(s.PartParameters)),
		mismatch("parameters-reversed-part", "a part whose uploadId is signed before its partNumber is refused and not there", s.Signed(),
			object.With(s.Upload, s.Started), s.UploadPart(), s.SignedWith(s.PartParameters)),

		mismatch("key-signed-escaped", "a key that is signed escaped once too often is refused", s.Signed(), object.With(s.ObjectKey, mixed),
			s.GetObject(), s.SignedWith(s.KeyEscaped)),
		mismatch("key-signed-escaped-put", "an upload whose key is signed escaped once too often is refused and writes nothing", s.Signed(),
			object.With(s.ObjectKey, mixed), s.PutObject(), s.SignedWith(s.KeyEscaped)),
		mismatch("key-signed-unescaped", "a key that V4 signs unescaped is refused", v4, object.With(s.ObjectKey, mixed), s.GetObject(),
			s.SignedWith(s.KeyUnescaped)),
		mismatch("key-sent-escaped-twice", "a key that is escaped again after signing is another key, and refused", s.Signed(),
			object.With(s.ObjectKey, mixed), s.GetObject(), s.SentWith(s.KeyEscaped)),
		mismatch("key-sent-escaped-twice-put", "an upload whose key is escaped again after signing is refused and writes nothing",
			s.Signed(), object.With(s.ObjectKey, mixed), s.PutObject(), s.SentWith(s.KeyEscaped)),
		mismatch("key-sent-unescaped", "a key whose percent signs are sent bare is another key, and refused", s.Signed(),
			object.With(s.ObjectKey, "a%41.txt"), s.GetObject(), s.SentWith(s.KeyUnescaped)),
		mismatch("key-sent-unescaped-put", "an upload whose percent signs are sent bare is refused and writes nothing", s.Signed(),
			object.With(s.ObjectKey, "a%41.txt"), s.PutObject(), s.SentWith(s.KeyUnescaped)),

		plusIsBlank("plus-sent-bare", "a plus sign of the key that is sent bare is a blank, and refused", s.GetObject()),
		plusIsBlank("plus-sent-bare-put", "an upload whose key has a bare plus sign is refused and writes nothing", s.PutObject()),
		mismatch("signature-sent-bare", "a signature whose plus signs are sent bare is read with blanks, and refused",
			[]s.Carrier{s.V1URL, s.V1URLHead}, object, s.GetObject(), s.SignatureUnescaped()),
		mismatch("signature-sent-bare-put", "an upload URL whose signature has a bare plus sign is refused and writes nothing",
			[]s.Carrier{s.V1URL}, object, s.PutObject(), s.SignatureUnescaped()),

		mismatch("additional-host", "a host among the additional headers that is another one on arrival is refused", v4, object,
			s.GetObject().Signing("host"), s.SignedForHost("proxy.example.com")),
		mismatch("additional-host-put", "an upload by way of a proxy that changes a signed host is refused and writes nothing", v4, object,
			s.PutObject().Signing("host"), s.SignedForHost("proxy.example.com")),
		mismatch("additional-header-changed", "an additional header that is changed on the way is refused", v4, object, cached,
			s.HeaderChanged("Cache-Control", "max-age=0")),
	}
}

// plusIsBlank sends a bare plus sign in the path. OSS reads it as a blank, in the key and in the
// text that V1 signs. It is not known how V4 reads it, so that text is only recorded.
// https://help.aliyun.com/document_detail/32024.html
func plusIsBlank(variant, title string, when s.Request) s.Scenario {
	one := mismatch(variant, title, s.Signed(), s.AnObject(s.Private).With(s.ObjectKey, "p+q.txt"), when, s.SentWith(s.PlusUnescaped))
	refused := s.Captured(s.Issue("aliyun/aliyun-oss-go-sdk#439").Of("2024-05-09"))
	told := s.Documented(s.Issue("ali-sdk/ali-oss#193")) // it describes the blank in an answer
	how := s.Inferred("as V1 reads the path; how V4 makes its text of a bare plus sign is not known")
	one.Then = one.Then.
		Element(s.FieldCode, s.Exactly("SignatureDoesNotMatch"), refused).On(s.V1()...).
		Element(s.FieldStatus, s.Exactly("403"), how).On(s.V4()...).
		Element(s.FieldCode, s.Exactly("SignatureDoesNotMatch"), how).On(s.V4()...).
		Element(s.FieldMessage, one.Then.MessageOf(s.V4Header), how).On(s.V4()...).
		Element(s.FieldEC, s.Exactly("0002-00000201"), how).On(s.V4()...).
		Element("StringToSign", s.Echo(s.MatchStringToSign), told).On(s.V1()...).
		Element("StringToSign", s.Echo(s.MatchStringToSign), how).On(s.V4()...).
		Element("CanonicalRequest", s.HashedIn("StringToSign"), how).On(s.V4()...)
	return one
}
