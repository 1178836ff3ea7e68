package bench

import (
	"net/http"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
)

// FormEnd is the end of the body of a form.
const FormEnd = "--" + Boundary + "--\r\n"

// ToKey is the fields that name the key of the object.
func ToKey() []Field { return []Field{{"key", "a"}} }

// formSyntaxProvocations lists forms that can't be read.
func formSyntaxProvocations() []Provocation {
	body := func(text string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request { return b.Post(Open, text) }
	}
	anonymous := func(fields ...Field) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request { return b.Form(Open, fields) }
	}
	key := FormText(ToKey())
	return []Provocation{
		{deny.FormContentType, func(b *Bench) *http.Request {
			return b.Raw("POST", Open, "/", key, "Content-Type: multipart/form-data;")
		}},
		{deny.FormContentType, func(b *Bench) *http.Request {
			return b.Raw("POST", Open, "/", "key=a", "Content-Type: application/x-www-form-urlencoded")
		}},
		{deny.FormMalformed, body("")},
		{deny.FormMalformed, body("key=a")},
		{deny.FormMalformed, body(key)},
		{deny.FormMalformed, body(key + FilePart("content"))},
		{deny.FormMalformed, body(key + strings.TrimSuffix(FilePart("content"), "\r\n"))},
		{deny.FormMalformed, func(b *Bench) *http.Request {
			return b.Post(Open, key+FilePart("content")+FormEnd, "Content-Length: 9999")
		}},
		{deny.FormDisposition, body("--" + Boundary + "\r\nContent: form-data; name=\"key\"\r\n\r\na\r\n" + FormEnd)},
		{deny.FormDisposition, body("--" + Boundary + "\r\nContent-Disposition: form-data\r\n\r\na\r\n" + FormEnd)},
		{deny.FileMissing, body(key + FormEnd)},
		{deny.FileNotLast, body(key + FilePart("content") + FormText([]Field{{"x-oss-meta-a", "b"}}) + FormEnd)},
		{deny.TwoFiles, body(key + FilePart("one") + FilePart("two") + FormEnd)},
		{deny.FieldNameTooLong, anonymous(Field{strings.Repeat("n", 8<<10+1), ""})},
		{deny.FieldTooLong, anonymous(Field{"x-oss-meta-a", strings.Repeat("v", 4<<10+1)})},
		{deny.FieldsTooLong, body(key + strings.Repeat(FormText([]Field{{"f", strings.Repeat("v", 4<<10)}}), 2<<10) + FilePart("content") +
			FormEnd)},
		{deny.FieldsTooLong, body(strings.Repeat(key, 10_001) + FilePart("content") + FormEnd)},
		{deny.FormKeyMissing, anonymous()},
		{deny.FormKeyMissing, anonymous(Field{"key", ""})},
		{deny.ObjectNameTooLong, anonymous(Field{"key", strings.Repeat("k", 1024)})},
		{deny.ObjectNameNotUTF8, anonymous(Field{"key", "\xFF"})},
		{deny.ObjectNameBegin, anonymous(Field{"key", "/${filename}"})},
		{deny.FormKeyMissing, body(FilePart("content") + key + FormEnd)}, // the order may be the cause
		{deny.FormPolicyAbsent, anonymous(ToKey()[0], Field{"x-amz-algorithm", "AWS4-HMAC-SHA256"})},
		{deny.ObjectACLUnknown, anonymous(ToKey()[0], Field{"x-oss-object-acl", "open"})},
		{deny.FileAlreadyExists, func(b *Bench) *http.Request {
			b.Must(b.Form(Open, ToKey()))
			return b.Form(Open, []Field{ToKey()[0], {"x-oss-forbid-overwrite", "true"}})
		}},
		{deny.NotImplemented, anonymous(ToKey()[0], Field{"x-oss-server-side-encryption-context", "e30="})},
	}
}

// formIdentityProvocations lists forms with a refused sender.
func formIdentityProvocations() []Provocation {
	v1 := func(change func(fields []Field) []Field) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			return b.Form(Private, append(change(V1Form(PolicyOf(b, AnyKey))), ToKey()...))
		}
	}
	changed := func(changes ...Field) func(*Bench) *http.Request {
		return v1(func(fields []Field) []Field { return WithFields(fields, changes...) })
	}
	left := func(names ...string) func(*Bench) *http.Request {
		return v1(func(fields []Field) []Field { return without(fields, names...) })
	}
	by := func(id, secret string, more ...Field) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			return b.Form(Private, append(append(V1FormBy(id, secret, Base64Of(PolicyOf(b, AnyKey))), ToKey()...), more...))
		}
	}
	v4 := func(change func(*sign.Scope), changes ...Field) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			scope := b.Scope()
			change(&scope)
			return b.Form(Private, append(WithFields(V4Form(b, PolicyOf(b, AnyKey), scope), changes...), ToKey()...))
		}
	}
	same := func(*sign.Scope) {}
	credential := func(text string) Field { return Field{"x-oss-credential", text} }
	return []Provocation{
		{deny.FormVersion, changed(Field{"x-oss-signature-version", "2"})},
		{deny.FormVersion, changed(Field{"x-oss-signature-version", "oss2"})},
		{deny.FormPolicyAbsent, left("policy")},
		{deny.FormPolicyAbsent, changed(Field{"policy", ""})},
		{deny.FormPolicyAbsent, left("policy", "Signature")},
		{deny.FormSignatureAbsent, left("Signature")},
		{deny.FormSignatureAbsent, left("Signature", "OSSAccessKeyId")},
		{deny.FormSignatureEmpty, changed(Field{"Signature", ""})},
		{deny.FormKeyAbsent, left("OSSAccessKeyId")},
		{deny.FormKeyEmpty, changed(Field{"OSSAccessKeyId", ""})},
		{deny.FormKeyCharacters, changed(Field{"OSSAccessKeyId", "LTAI\tx"})},
		{deny.FormKeyCharacters, changed(Field{"OSSAccessKeyId", "LTAI/x"})},
		{deny.UnknownKey, by("LTAInobody", "sk")},
		{deny.TokenMissing, by("STS.NUabc", "sk")},
		{deny.UnknownTemporary, by(OwnerKey, OwnerSecret, Field{"x-oss-security-token", "token"})},
		{deny.FormSignature, by(OwnerKey, "wrong")},
		{deny.FormSignature, changed(Field{"policy", Base64Of(`{"expiration":"2099-01-01T00:00:00Z","conditions":[{"key":"a"}]}`)})},
		{deny.FormSignature, v4(same, Field{"x-oss-signature", strings.Repeat("0", 64)})},
		{deny.FormKeyAbsent, func(b *Bench) *http.Request {
			return b.Form(Private, without(V4Form(b, PolicyOf(b, AnyKey), b.Scope()), "x-oss-credential"))
		}},
		{deny.FormKeyEmpty, v4(same, credential(""))},
		{deny.FormKeyCharacters, v4(same, credential("LT\tAI/20260305/cn-hangzhou/oss/aliyun_v4_request"))},
		{deny.FormKeyCharacters, v4(same, credential("/20260305/cn-hangzhou/oss/aliyun_v4_request"))},
		{deny.FormCredential, v4(same, credential("LTAI/20260305/cn-hangzhou/oss/aws4_request"))},
		{deny.FormCredential, v4(same, credential("LTAI"))},
		{deny.FormRegion, v4(func(s *sign.Scope) { s.Region = "cn-beijing" })},
		{deny.FormProduct, v4(func(s *sign.Scope) { s.Product = "oss-cloudbox" })},
		{deny.FormDay, v4(func(s *sign.Scope) { s.Day = "2026-03-05" }, Field{"x-oss-date", "20260305T120000Z"})},
		{deny.FormDay, v4(func(s *sign.Scope) { s.Day = "20260306" })},
		{deny.FormDay, v4(func(s *sign.Scope) { s.Day = "20260225" })},
		{deny.FormDay, v4(same, Field{"x-oss-date", "20260304T120000Z"})},
		{deny.FormDay, v4(same, Field{"x-oss-date", "today"})},
		{deny.ByBucketACL, func(b *Bench) *http.Request { return b.Form(Private, ToKey()) }},
		{deny.ByBucketACL, by(StrangerKey, StrangerSecret)},
		{deny.ByObjectACLWrite, func(b *Bench) *http.Request { return b.Form(Open, []Field{{"key", "closed"}}) }},
		{deny.PublicObjectACL, func(b *Bench) *http.Request {
			return b.Form(Blocked, append(V1Form(PolicyOf(b, AnyKey)), ToKey()[0], Field{"x-oss-object-acl", "public-read"}))
		}},
		{deny.NoSuchBucket, func(b *Bench) *http.Request { return b.Form("absent-bucket."+Hangzhou, ToKey()) }},
		{deny.PathStyle, func(b *Bench) *http.Request {
			return b.Raw("POST", Hangzhou, "/open-bucket", FormText(ToKey()), MultipartType)
		}},
	}
}

// policyProvocations lists signed forms whose policy can't be read or is not met.
func policyProvocations() []Provocation {
	encoded := func(text string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			return b.Form(Private, append(V1FormBy(OwnerKey, OwnerSecret, text), ToKey()...))
		}
	}
	policy := func(text string) func(*Bench) *http.Request { return encoded(Base64Of(text)) }
	condition := func(text string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request { return b.Form(Private, append(V1Form(PolicyOf(b, text)), ToKey()...)) }
	}
	expiration := func(text string) func(*Bench) *http.Request {
		return policy(`{"expiration":` + text + `,"conditions":[` + AnyKey + `]}`)
	}
	size := func(text string) func(*Bench) *http.Request {
		return condition(`["content-length-range",` + text + `]`)
	}
	conditions := func(text string) func(*Bench) *http.Request {
		return policy(`{"expiration":"2027-01-01T00:00:00.000Z","conditions":` + text + `}`)
	}
	return []Provocation{
		{deny.PolicyBase64, encoded("{}")},
		{deny.PolicyUTF8, policy("{\"a\":\"\xFF\"}")},
		{deny.PolicyJSON, policy(`{"expiration":e}`)},
		{deny.PolicyJSON, policy(`{"conditions":[1 2]}`)},
		{deny.PolicyJSON, policy(`{"expiration":"2099-01-01T00:00:00Z","expiration":"2099-01-01T00:00:00Z","conditions":[` + AnyKey + `]}`)},
		{deny.PolicyJSON, policy(strings.Repeat("[", 1000))},
		{deny.PolicyJSON, policy(`{}{}`)},
		{deny.PolicyNotObject, policy(`[]`)},
		{deny.PolicyEmpty, policy(`{}`)},
		{deny.PolicyNoConditions, policy(`{"expiration":"2027-01-01T00:00:00.000Z"}`)},
		{deny.PolicyNoExpiration, policy(`{"conditions":[` + AnyKey + `]}`)},
		{deny.ExpirationType, expiration(`123`)},
		{deny.ExpirationEmpty, expiration(`""`)},
		{deny.ExpirationFormat, expiration(`"2027-01-01 00:00:00"`)},
		{deny.ExpirationFormat, expiration(`"2027-01-01T00:00:00+08:00"`)},
		{deny.PolicyExpired, expiration(`"2026-03-05T11:59:59.000Z"`)},
		{deny.PolicyExpired, func(b *Bench) *http.Request {
			return b.Form(Private, append(V4Form(b, policyUntil(b.Now.Add(-time.Second), AnyKey), b.Scope()), ToKey()...))
		}},
		{deny.ConditionsType, conditions(`123`)},
		{deny.ConditionsEmpty, conditions(`[]`)},
		{deny.ConditionKind, condition(`123`)},
		{deny.ConditionMode, condition(`["$key"]`)},
		{deny.ConditionMode, condition(`[]`)},
		{deny.ConditionUnsupported, condition(`["ends-with","$key","user/user1"]`)},
		{deny.ConditionUnsupported, condition(`[1,"$key","user/user1"]`)},
		{deny.ConditionLength, condition(`["starts-with","$key","user/user1","test"]`)},
		{deny.ConditionSimple, condition(`{}`)},
		{deny.ConditionSimple, condition(`{"key":"a","bucket":"b"}`)},
		{deny.ConditionType, condition(`["not-in","cache-control","no-cache"]`)},
		{deny.ConditionType, condition(`["in","$key",[1]]`)},
		{deny.ConditionType, condition(`["eq","$key",1]`)},
		{deny.ConditionType, condition(`["eq",1,"a"]`)},
		{deny.ConditionType, condition(`{"key":null}`)},
		{deny.RangeOrder, size(`20,10`)},
		{deny.RangeMinimum, size(`"test",10`)},
		{deny.RangeMinimum, size(`-1,10`)},
		{deny.RangeMaximum, size(`10,"test"`)},
		{deny.RangeMaximum, size(`1,1.5`)},
		{deny.RangeMaximum, size(`1,99999999999999999999`)},
		{deny.RangeType, size(`[1],"test"`)},
		{deny.ConditionField, condition(`["eq","success_action_status","200"]`)},
		{deny.ConditionField, condition(`["not-in","$cache-control",["no-cache"]]`)},
		{deny.ConditionFailed, condition(`{"key":"b"}`)},
		{deny.FieldNotInPolicy, func(b *Bench) *http.Request {
			return b.Form(Private, append(v4FormAsIs(b, PolicyOf(b, AnyKey), b.Scope()), ToKey()...))
		}},
		{deny.FileTooLarge, size(`0,6`)},
		{deny.FileTooSmall, size(`8,100`)},
	}
}

// formPrecedences lists the known orders of forms. The place of the policy among them is not known.
func formPrecedences() []Precedence {
	return []Precedence{
		{"missing bucket before the key of a form", deny.NoSuchBucket, func(b *Bench) *http.Request {
			return b.Form("absent-bucket."+Hangzhou, append(V1FormBy("ak", "sk", Base64Of(PolicyOf(b, AnyKey))), ToKey()...))
		}},
		{"unknown key before the signature of a form", deny.UnknownKey, func(b *Bench) *http.Request {
			return b.Form(Private, append(WithFields(V1Form(PolicyOf(b, AnyKey)), Field{"OSSAccessKeyId", "ak"}), ToKey()...))
		}},
		{"signature of a form before permission", deny.FormSignature, func(b *Bench) *http.Request {
			return b.Form(Private, append(V1FormBy(StrangerKey, "wrong", Base64Of(PolicyOf(b, AnyKey))), ToKey()...))
		}},
		{"region of a form before its signature", deny.FormRegion, func(b *Bench) *http.Request {
			scope := b.Scope()
			scope.Region = "cn-beijing"
			return b.Form(Private, append(WithFields(V4Form(b, PolicyOf(b, AnyKey), scope), Field{"x-oss-signature", "0"}), ToKey()...))
		}},
	}
}
