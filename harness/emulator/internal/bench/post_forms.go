package bench

import (
	"net/http"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
)

// An OtherForm is a form of version 2 or of S3: its credential fields for a policy, and the field
// for a token.
type OtherForm struct {
	Carrier sign.Carrier
	fields  func(b *Bench, who Identity, policy string) []Field
	token   string
}

// OtherForms lists the forms of signature that are not version 1.
func OtherForms() []OtherForm {
	return []OtherForm{
		{sign.V2Form, func(_ *Bench, who Identity, encoded string) []Field {
			proof := sign.Claim{Carrier: sign.V2Form, Policy: encoded}.Prove(nil, who.Secret)
			return []Field{
				{"x-oss-signature-version", "OSS2"}, {"x-oss-access-key-id", who.ID}, {"policy", encoded}, {"x-oss-signature", proof.Signature},
			}
		}, "x-oss-security-token"},
		{sign.S3V2Form, func(_ *Bench, who Identity, encoded string) []Field {
			proof := sign.Claim{Carrier: sign.S3V2Form, Policy: encoded}.Prove(nil, who.Secret)
			return []Field{{"AWSAccessKeyId", who.ID}, {"policy", encoded}, {"Signature", proof.Signature}}
		}, "x-amz-security-token"},
		{sign.S3V4Form, func(b *Bench, who Identity, encoded string) []Field {
			claim := sign.Claim{Carrier: sign.S3V4Form, Policy: encoded, Scope: s3Scope(b.Now)}
			return []Field{
				{"X-Amz-Algorithm", sign.AlgorithmS3V4}, {"X-Amz-Credential", who.ID + "/" + claim.Scope.InS3()},
				{"X-Amz-Date", b.Now.Format("20060102T150405Z")}, {"policy", encoded}, {"X-Amz-Signature", claim.Prove(nil, who.Secret).Signature},
			}
		}, "x-amz-security-token"},
	}
}

// By is a form of the identity that stores the file under a key.
func (f OtherForm) By(b *Bench, who Identity, more ...Field) *http.Request {
	fields := f.fields(b, who, Base64Of(PolicyOf(b, AnyKey)))
	if who.Token != "" {
		fields = append(fields, Field{f.token, who.Token})
	}
	return b.Form(Private, WithFields(append(fields, ToKey()...), more...))
}

// otherFormProvocations lists refusals of forms of version 2 and of S3.
func otherFormProvocations() []Provocation {
	var all []Provocation
	for _, f := range OtherForms() {
		session := func(life time.Duration, change func(s *Identity)) func(*Bench) *http.Request {
			return func(b *Bench) *http.Request {
				b.Role("writer", "AliyunOSSFullAccess")
				s := b.Session("writer", "one", "", life)
				change(&s)
				return f.By(b, s)
			}
		}
		all = append(all,
			Provocation{deny.UnknownKey, func(b *Bench) *http.Request { return f.By(b, Identity{"nobody", "sk", ""}) }},
			Provocation{deny.FormSignature, func(b *Bench) *http.Request { return f.By(b, Identity{OwnerKey, "wrong", ""}) }},
			Provocation{deny.FormKeyCharacters, func(b *Bench) *http.Request { return f.By(b, Identity{"a\tb", "sk", ""}) }},
			Provocation{deny.TokenInvalid, session(time.Hour, func(s *Identity) { s.Token = s.Token[1:] })},
			Provocation{deny.TokenExpired, session(-time.Second, func(*Identity) {})},
			Provocation{deny.TokenMissing, session(time.Hour, func(s *Identity) { s.Token = "" })},
			Provocation{deny.ByBucketACL, func(b *Bench) *http.Request { return f.By(b, StrangerCredentials()) }},
			Provocation{deny.PolicyExpired, func(b *Bench) *http.Request {
				r := f.By(b, OwnerCredentials())
				b.Now = b.Now.Add(2 * time.Hour)
				return r
			}},
		)
	}
	s3V2, s3V4 := OtherForms()[1], OtherForms()[2]
	changed := func(more ...Field) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request { return s3V4.By(b, OwnerCredentials(), more...) }
	}
	closed := func(f OtherForm, body string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request { b.Closed(body); return f.By(b, OwnerCredentials()) }
	}
	return append(all,
		Provocation{deny.FormS3Credential, changed(Field{"X-Amz-Credential", OwnerKey + "/us-east-1/s3/aws4_request"})},
		Provocation{deny.FormS3Algorithm, changed(Field{"X-Amz-Algorithm", "AWS4-HMAC-SHA1"})},
		Provocation{deny.FormS3DateAbsent, changed(Field{"X-Amz-Date", ""})},
		Provocation{deny.FormDay, changed(Field{"X-Amz-Date", "20260304T120000Z"})},
		Provocation{deny.FormVersion, changed(Field{"x-oss-signature-version", "OSS2"})},
		Provocation{deny.NotImplemented, changed(Field{"tagging", "<Tagging/>"})},
		Provocation{deny.NotImplemented, changed(Field{"x-amz-website-redirect-location", "/"})},
		Provocation{deny.FormS3V2Closed, closed(s3V2, `{"s3V2Closed":true}`)},
		Provocation{deny.S3V4Closed, closed(s3V4, `{"s3V4Closed":true}`)},
		Provocation{deny.S3Closed, closed(s3V2, `{"s3Closed":true}`)},
	)
}
