package emulator_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
)

// An otherForm is a form of version 2 or of S3: its credential fields for a policy, and the field
// for a token.
type otherForm struct {
	carrier sign.Carrier
	fields  func(b *bench, who identity, policy string) []field
	token   string
}

func otherForms() []otherForm {
	return []otherForm{
		{sign.V2Form, func(_ *bench, who identity, encoded string) []field {
			proof := sign.Claim{Carrier: sign.V2Form, Policy: encoded}.Prove(nil, who.secret)
			return []field{
				{"x-oss-signature-version", "OSS2"}, {"x-oss-access-key-id", who.id}, {"policy", encoded}, {"x-oss-signature", proof.Signature},
			}
		}, "x-oss-security-token"},
		{sign.S3V2Form, func(_ *bench, who identity, encoded string) []field {
			proof := sign.Claim{Carrier: sign.S3V2Form, Policy: encoded}.Prove(nil, who.secret)
			return []field{{"AWSAccessKeyId", who.id}, {"policy", encoded}, {"Signature", proof.Signature}}
		}, "x-amz-security-token"},
		{sign.S3V4Form, func(b *bench, who identity, encoded string) []field {
			claim := sign.Claim{Carrier: sign.S3V4Form, Policy: encoded, Scope: s3Scope(b.now)}
			return []field{
				{"X-Amz-Algorithm", sign.AlgorithmS3V4}, {"X-Amz-Credential", who.id + "/" + claim.Scope.InS3()},
				{"X-Amz-Date", b.now.Format("20060102T150405Z")}, {"policy", encoded}, {"X-Amz-Signature", claim.Prove(nil, who.secret).Signature},
			}
		}, "x-amz-security-token"},
	}
}

// by is a form of the identity that stores the file under a key.
func (f otherForm) by(b *bench, who identity, more ...field) *http.Request {
	fields := f.fields(b, who, base64Of(policyOf(b, anyKey)))
	if who.token != "" {
		fields = append(fields, field{f.token, who.token})
	}
	return b.form(private, with(append(fields, toKey...), more...))
}

// otherFormProvocations lists refusals of forms of version 2 and of S3.
func otherFormProvocations() []provocation {
	var all []provocation
	for _, f := range otherForms() {
		session := func(life time.Duration, change func(s *identity)) func(*bench) *http.Request {
			return func(b *bench) *http.Request {
				b.role("writer", "AliyunOSSFullAccess")
				s := b.session("writer", "one", "", life)
				change(&s)
				return f.by(b, s)
			}
		}
		all = append(all,
			provocation{deny.UnknownKey, func(b *bench) *http.Request { return f.by(b, identity{"nobody", "sk", ""}) }},
			provocation{deny.FormSignature, func(b *bench) *http.Request { return f.by(b, identity{ownerKey, "wrong", ""}) }},
			provocation{deny.FormKeyCharacters, func(b *bench) *http.Request { return f.by(b, identity{"a\tb", "sk", ""}) }},
			provocation{deny.TokenInvalid, session(time.Hour, func(s *identity) { s.token = s.token[1:] })},
			provocation{deny.TokenExpired, session(-time.Second, func(*identity) {})},
			provocation{deny.TokenMissing, session(time.Hour, func(s *identity) { s.token = "" })},
			provocation{deny.ByBucketACL, func(b *bench) *http.Request { return f.by(b, strangerCredentials) }},
			provocation{deny.PolicyExpired, func(b *bench) *http.Request {
				r := f.by(b, ownerCredentials)
				b.now = b.now.Add(2 * time.Hour)
				return r
			}},
		)
	}
	s3V2, s3V4 := otherForms()[1], otherForms()[2]
	changed := func(more ...field) func(*bench) *http.Request {
		return func(b *bench) *http.Request { return s3V4.by(b, ownerCredentials, more...) }
	}
	closed := func(f otherForm, body string) func(*bench) *http.Request {
		return func(b *bench) *http.Request { b.closed(body); return f.by(b, ownerCredentials) }
	}
	return append(all,
		provocation{deny.FormS3Credential, changed(field{"X-Amz-Credential", ownerKey + "/us-east-1/s3/aws4_request"})},
		provocation{deny.FormS3Algorithm, changed(field{"X-Amz-Algorithm", "AWS4-HMAC-SHA1"})},
		provocation{deny.FormS3DateAbsent, changed(field{"X-Amz-Date", ""})},
		provocation{deny.FormDay, changed(field{"X-Amz-Date", "20260304T120000Z"})},
		provocation{deny.FormVersion, changed(field{"x-oss-signature-version", "OSS2"})},
		provocation{deny.NotImplemented, changed(field{"tagging", "<Tagging/>"})},
		provocation{deny.NotImplemented, changed(field{"x-amz-website-redirect-location", "/"})},
		provocation{deny.FormS3V2Closed, closed(s3V2, `{"s3V2Closed":true}`)},
		provocation{deny.S3V4Closed, closed(s3V4, `{"s3V4Closed":true}`)},
		provocation{deny.S3Closed, closed(s3V2, `{"s3Closed":true}`)},
	)
}

// A form of version 2 or of S3 stores the file, with and without a token. The fields of an S3 form
// are headers of S3, and its answer is one of S3.
func TestOtherForms(t *testing.T) {
	for _, f := range otherForms() {
		b := newBench(t)
		stage(b)
		b.role("writer", "AliyunOSSFullAccess")
		for name, who := range map[string]identity{"owner": ownerCredentials, "session": b.session("writer", "one", "", time.Hour)} {
			more := []field{{"x-oss-meta-color", "red"}, {"x-oss-storage-class", "IA"}, {"x-oss-object-acl", "private"}}
			if f.carrier.IsS3() {
				more = []field{{"x-amz-meta-color", "red"}, {"x-amz-storage-class", "STANDARD_IA"}, {"acl", "private"}}
			}
			w := b.must(f.by(b, who, append(more, field{"key", name})...))
			if rec := b.trace(requestID(w)); rec.Carrier != string(f.carrier) || (w.Header()["x-amz-request-id"] != nil) != f.carrier.IsS3() {
				t.Errorf("%s: %s %v", f.carrier, rec.Carrier, w.Header())
			}
			got := b.must(b.owner(b.raw("GET", private, "/"+name, ""))).Header()
			acl := b.must(b.owner(b.raw("GET", private, "/"+name+"?acl", ""))).Body.String()
			if got["x-oss-meta-color"][0] != "red" || got["x-oss-storage-class"][0] != "IA" || !strings.Contains(acl, ">private<") {
				t.Errorf("%s: %v %s", f.carrier, got, acl)
			}
		}
	}
}
