package authentication

import (
	"slices"

	s "github.com/oss403/oss403/scenarios"
)

// everyKind holds a separator, a space, a plus, UTF-8 and the characters that URLs and XML escape.
const everyKind = `a dir/键 + plus & amp=1 %41 <x> "q" 'a'~.txt`

func signatureDoesNotMatch() []s.Scenario {
	read := slices.Concat(s.Signed(), s.SignedHead())
	object := s.AnObject(s.Private)
	return []s.Scenario{
		mismatch("wrong-secret", "a signature made with another secret is refused", read, object, s.GetObject(), s.WrongSecret()),
		mismatch("wrong-secret-put", "an upload signed with another secret is refused and writes nothing",
			s.Signed(), object, s.PutObject(), s.WrongSecret()),
		mismatch("wrong-secret-delete", "a deletion signed with another secret is refused and deletes nothing",
			s.Signed(), object, s.DeleteObject(), s.WrongSecret()),
		mismatch("wrong-secret-list-objects", "a listing signed with another secret is refused", s.Signed(), s.ABucket(s.Private),
			s.ListObjectsV2().WithQuery("prefix", "a b/+&").WithQuery("max-keys", "10"), s.WrongSecret()),
		mismatch("wrong-secret-bucket-acl", "a sub-resource signed with another secret is refused",
			s.Signed(), s.ABucket(s.Private), s.GetBucketACL(), s.WrongSecret()),
		mismatch("wrong-secret-list-buckets", "a service request signed with another secret is refused",
			s.Signed(), s.NoState(), s.ListBuckets(), s.WrongSecret()),
		mismatch("wrong-secret-headers", "x-oss headers stand in the StringToSign, sorted and trimmed",
			s.Signed(), object,
			s.PutObject().With("x-oss-meta-b", "2").With("x-oss-meta-a", "ä & <1>").With("Content-Type", "text/plain; charset=utf-8"),
			s.WrongSecret()),
		mismatch("tampered", "a signature with one character changed is refused", read, object, s.GetObject(), s.TamperedSignature()),
		mismatch("tampered-end", "a signature with one of its last characters changed is refused",
			s.Signed(), object, s.GetObject(), s.TamperedSignatureEnd()),
		mismatch("tampered-utf8-key", "the key stands raw in the StringToSign and escaped in the CanonicalRequest",
			read, object.With(s.ObjectKey, everyKind), s.GetObject(), s.TamperedSignature()),
		mismatch("tampered-utf8-key-put", "an upload under such a key is refused and writes nothing",
			s.Signed(), object.With(s.ObjectKey, everyKind), s.PutObject(), s.TamperedSignature()),
		mismatch("header-added", "a header that is signed by default, added after signing, is refused",
			read, object, s.GetObject(), s.HeaderAdded("x-oss-meta-added", "after signing")),
		mismatch("header-added-content-type", "a Content-Type added after signing is refused and writes nothing",
			s.Signed(), object, s.PutObject(), s.HeaderAdded("Content-Type", "text/html")),
		// The MD5 fits the body, so only the signature is wrong.
		mismatch("header-added-content-md5", "a Content-MD5 added after signing is refused and writes nothing",
			s.Signed(), object, s.PutObject(), s.HeaderAdded("Content-MD5", "GoITFL9cDfY1bfx9Lh+xDw==")),
		mismatch("header-added-acl", "an ACL added to an upload after signing is refused and writes nothing",
			s.Signed(), object, s.PutObject(), s.HeaderAdded("x-oss-object-acl", "private")),
		mismatch("sub-resource-added", "a sub-resource added after signing is refused",
			s.Signed(), object, s.GetObject(), s.QueryAdded("acl", "")),
		mismatch("query-added", "a response header override added after signing is refused",
			read, object, s.GetObject(), s.QueryAdded("response-content-type", "text/html")),
		mismatch("method-changed-head", "a request signed as GET and sent as HEAD is refused",
			s.Signed(), object, s.GetObject(), s.MethodChanged("HEAD")),
		mismatch("method-changed-delete", "a request signed as GET and sent as DELETE is refused and deletes nothing",
			s.Signed(), object, s.GetObject(), s.MethodChanged("DELETE")),
	}
}

func mismatch(variant, title string, carriers []s.Carrier, given s.State, when s.Request, fault s.Fault) s.Scenario {
	if fault.Kind == s.FaultMethod && fault.Value != "HEAD" {
		when.Effect = s.ObjectEffect
	}
	return s.Scenario{
		ID:       "signature-does-not-match/{carrier}/" + variant,
		Row:      "R48",
		Title:    title,
		Carriers: carriers,
		Given:    given,
		When:     when,
		Fault:    fault,
		Then:     doesNotMatch(),
	}
}

// doesNotMatch expects four elements for V1, which were captured. For V4, only CanonicalRequest and
// StringToSign were.
func doesNotMatch() s.Expectation {
	v1 := s.Captured(s.Issue("aliyun/aliyun-oss-python-sdk#186")) // an answer of 2019, before answers had an EC
	v4 := s.Documented(s.ECPage("0002-00000201"))
	unproven := s.Inferred("V1 has it; whether V4 does is not proven")
	live := s.Captured(s.SDKTest("aliyun/aliyun-oss-go-sdk", "oss/bucket_test.go TestSignURLWithSignV4"), s.ECPage("0002-00000201"))
	return s.Denied("SignatureDoesNotMatch", v1).
		Message(s.Exactly(mismatchText), v1).On(s.V1()...).
		Element(s.FieldStatus, s.Exactly("403"), live).On(s.V4()...).
		Element(s.FieldCode, s.Exactly("SignatureDoesNotMatch"), live).On(s.V4()...).
		Message(s.Exactly(mismatchText), v4).On(s.V4()...).
		EC("0002-00000040", s.Documented(s.ECPage("0002-00000040"))).On(s.V1()...).
		EC("0002-00000201", v4).On(s.V4()...).
		Element("OSSAccessKeyId", s.Echo(s.MatchAccessKeyIDSent), v1).On(s.V1()...).
		Element("SignatureProvided", s.Echo(s.MatchSignatureSent), v1).On(s.V1()...).
		Element("StringToSign", s.Echo(s.MatchStringToSign), v1).On(s.V1()...).
		Element("StringToSignBytes", s.HexBytesOf("StringToSign"), v1).On(s.V1()...).
		Element("OSSAccessKeyId", s.Echo(s.MatchAccessKeyIDSent), unproven).On(s.V4()...).
		Element("SignatureProvided", s.Echo(s.MatchSignatureSent), unproven).On(s.V4()...).
		Element("StringToSign", s.Echo(s.MatchStringToSign), v4).On(s.V4()...).
		Element("StringToSignBytes", s.HexBytesOf("StringToSign"), unproven).On(s.V4()...).
		Element("CanonicalRequest", s.HashedIn("StringToSign"), v4).On(s.V4()...)
}
