package emulator_test

import (
	"net/http"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
)

const end = "--" + boundary + "--\r\n"

var toKey = []field{{"key", "a"}}

// formSyntaxProvocations lists forms that can't be read.
func formSyntaxProvocations() []provocation {
	body := func(text string) func(*bench) *http.Request {
		return func(b *bench) *http.Request { return b.post(open, text) }
	}
	anonymous := func(fields ...field) func(*bench) *http.Request {
		return func(b *bench) *http.Request { return b.form(open, fields) }
	}
	key := formText(toKey)
	return []provocation{
		{deny.FormContentType, func(b *bench) *http.Request {
			return b.raw("POST", open, "/", key, "Content-Type: multipart/form-data;")
		}},
		{deny.FormContentType, func(b *bench) *http.Request {
			return b.raw("POST", open, "/", "key=a", "Content-Type: application/x-www-form-urlencoded")
		}},
		{deny.FormMalformed, body("")},
		{deny.FormMalformed, body("key=a")},
		{deny.FormMalformed, body(key)},
		{deny.FormMalformed, body(key + filePart("content"))},
		{deny.FormMalformed, body(key + strings.TrimSuffix(filePart("content"), "\r\n"))},
		{deny.FormMalformed, func(b *bench) *http.Request { return b.post(open, key+filePart("content")+end, "Content-Length: 9999") }},
		{deny.FormDisposition, body("--" + boundary + "\r\nContent: form-data; name=\"key\"\r\n\r\na\r\n" + end)},
		{deny.FormDisposition, body("--" + boundary + "\r\nContent-Disposition: form-data\r\n\r\na\r\n" + end)},
		{deny.FileMissing, body(key + end)},
		{deny.FileNotLast, body(key + filePart("content") + formText([]field{{"x-oss-meta-a", "b"}}) + end)},
		{deny.TwoFiles, body(key + filePart("one") + filePart("two") + end)},
		{deny.FieldNameTooLong, anonymous(field{strings.Repeat("n", 8<<10+1), ""})},
		{deny.FieldTooLong, anonymous(field{"x-oss-meta-a", strings.Repeat("v", 4<<10+1)})},
		{deny.FieldsTooLong, body(key + strings.Repeat(formText([]field{{"f", strings.Repeat("v", 4<<10)}}), 2<<10) + filePart("content") + end)},
		{deny.FieldsTooLong, body(strings.Repeat(key, 10_001) + filePart("content") + end)},
		{deny.FormKeyMissing, anonymous()},
		{deny.FormKeyMissing, anonymous(field{"key", ""})},
		{deny.ObjectNameTooLong, anonymous(field{"key", strings.Repeat("k", 1024)})},
		{deny.ObjectNameNotUTF8, anonymous(field{"key", "\xFF"})},
		{deny.ObjectNameBegin, anonymous(field{"key", "/${filename}"})},
		{deny.FormKeyMissing, body(filePart("content") + key + end)}, // the order may be the cause
		{deny.FormPolicyAbsent, anonymous(toKey[0], field{"x-amz-algorithm", "AWS4-HMAC-SHA256"})},
		{deny.ObjectACLUnknown, anonymous(toKey[0], field{"x-oss-object-acl", "open"})},
		{deny.FileAlreadyExists, func(b *bench) *http.Request {
			b.must(b.form(open, toKey))
			return b.form(open, []field{toKey[0], {"x-oss-forbid-overwrite", "true"}})
		}},
		{deny.NotImplemented, anonymous(toKey[0], field{"callback", "e30="})},
		{deny.NotImplemented, anonymous(toKey[0], field{"x-oss-server-side-encryption-context", "e30="})},
	}
}

// formIdentityProvocations lists forms with a refused sender.
func formIdentityProvocations() []provocation {
	v1 := func(change func(fields []field) []field) func(*bench) *http.Request {
		return func(b *bench) *http.Request {
			return b.form(private, append(change(v1Form(policyOf(b, anyKey))), toKey...))
		}
	}
	changed := func(changes ...field) func(*bench) *http.Request {
		return v1(func(fields []field) []field { return with(fields, changes...) })
	}
	left := func(names ...string) func(*bench) *http.Request {
		return v1(func(fields []field) []field { return without(fields, names...) })
	}
	by := func(id, secret string, more ...field) func(*bench) *http.Request {
		return func(b *bench) *http.Request {
			return b.form(private, append(append(v1FormBy(id, secret, base64Of(policyOf(b, anyKey))), toKey...), more...))
		}
	}
	v4 := func(change func(*sign.Scope), changes ...field) func(*bench) *http.Request {
		return func(b *bench) *http.Request {
			scope := b.scope()
			change(&scope)
			return b.form(private, append(with(v4Form(b, policyOf(b, anyKey), scope), changes...), toKey...))
		}
	}
	same := func(*sign.Scope) {}
	credential := func(text string) field { return field{"x-oss-credential", text} }
	return []provocation{
		{deny.FormVersion, changed(field{"x-oss-signature-version", "2"})},
		{deny.FormVersion, changed(field{"x-oss-signature-version", "oss2"})},
		{deny.FormPolicyAbsent, left("policy")},
		{deny.FormPolicyAbsent, changed(field{"policy", ""})},
		{deny.FormPolicyAbsent, left("policy", "Signature")},
		{deny.FormSignatureAbsent, left("Signature")},
		{deny.FormSignatureAbsent, left("Signature", "OSSAccessKeyId")},
		{deny.FormSignatureEmpty, changed(field{"Signature", ""})},
		{deny.FormKeyAbsent, left("OSSAccessKeyId")},
		{deny.FormKeyEmpty, changed(field{"OSSAccessKeyId", ""})},
		{deny.FormKeyCharacters, changed(field{"OSSAccessKeyId", "LTAI\tx"})},
		{deny.FormKeyCharacters, changed(field{"OSSAccessKeyId", "LTAI/x"})},
		{deny.UnknownKey, by("LTAInobody", "sk")},
		{deny.TokenMissing, by("STS.NUabc", "sk")},
		{deny.UnknownTemporary, by(ownerKey, ownerSecret, field{"x-oss-security-token", "token"})},
		{deny.FormSignature, by(ownerKey, "wrong")},
		{deny.FormSignature, changed(field{"policy", base64Of(`{"expiration":"2099-01-01T00:00:00Z","conditions":[{"key":"a"}]}`)})},
		{deny.FormSignature, v4(same, field{"x-oss-signature", strings.Repeat("0", 64)})},
		{deny.FormKeyAbsent, func(b *bench) *http.Request {
			return b.form(private, without(v4Form(b, policyOf(b, anyKey), b.scope()), "x-oss-credential"))
		}},
		{deny.FormKeyEmpty, v4(same, credential(""))},
		{deny.FormKeyCharacters, v4(same, credential("LT\tAI/20260305/cn-hangzhou/oss/aliyun_v4_request"))},
		{deny.FormKeyCharacters, v4(same, credential("/20260305/cn-hangzhou/oss/aliyun_v4_request"))},
		{deny.FormCredential, v4(same, credential("LTAI/20260305/cn-hangzhou/oss/aws4_request"))},
		{deny.FormCredential, v4(same, credential("LTAI"))},
		{deny.FormRegion, v4(func(s *sign.Scope) { s.Region = "cn-beijing" })},
		{deny.FormProduct, v4(func(s *sign.Scope) { s.Product = "oss-cloudbox" })},
		{deny.FormDay, v4(func(s *sign.Scope) { s.Day = "2026-03-05" }, field{"x-oss-date", "20260305T120000Z"})},
		{deny.FormDay, v4(func(s *sign.Scope) { s.Day = "20260306" })},
		{deny.FormDay, v4(func(s *sign.Scope) { s.Day = "20260225" })},
		{deny.FormDay, v4(same, field{"x-oss-date", "20260304T120000Z"})},
		{deny.FormDay, v4(same, field{"x-oss-date", "today"})},
		{deny.ByBucketACL, func(b *bench) *http.Request { return b.form(private, toKey) }},
		{deny.ByBucketACL, by(strangerKey, strangerSecret)},
		{deny.ByObjectACLWrite, func(b *bench) *http.Request { return b.form(open, []field{{"key", "closed"}}) }},
		{deny.PublicObjectACL, func(b *bench) *http.Request {
			return b.form(blocked, append(v1Form(policyOf(b, anyKey)), toKey[0], field{"x-oss-object-acl", "public-read"}))
		}},
		{deny.NoSuchBucket, func(b *bench) *http.Request { return b.form("absent-bucket."+hangzhou, toKey) }},
		{deny.PathStyle, func(b *bench) *http.Request {
			return b.raw("POST", hangzhou, "/open-bucket", formText(toKey), multipartType)
		}},
	}
}

// policyProvocations lists signed forms whose policy can't be read or is not met.
func policyProvocations() []provocation {
	encoded := func(text string) func(*bench) *http.Request {
		return func(b *bench) *http.Request {
			return b.form(private, append(v1FormBy(ownerKey, ownerSecret, text), toKey...))
		}
	}
	policy := func(text string) func(*bench) *http.Request { return encoded(base64Of(text)) }
	condition := func(text string) func(*bench) *http.Request {
		return func(b *bench) *http.Request { return b.form(private, append(v1Form(policyOf(b, text)), toKey...)) }
	}
	expiration := func(text string) func(*bench) *http.Request {
		return policy(`{"expiration":` + text + `,"conditions":[` + anyKey + `]}`)
	}
	size := func(text string) func(*bench) *http.Request {
		return condition(`["content-length-range",` + text + `]`)
	}
	conditions := func(text string) func(*bench) *http.Request {
		return policy(`{"expiration":"2027-01-01T00:00:00.000Z","conditions":` + text + `}`)
	}
	return []provocation{
		{deny.PolicyBase64, encoded("{}")},
		{deny.PolicyUTF8, policy("{\"a\":\"\xFF\"}")},
		{deny.PolicyJSON, policy(`{"expiration":e}`)},
		{deny.PolicyJSON, policy(`{"conditions":[1 2]}`)},
		{deny.PolicyJSON, policy(`{"expiration":"2099-01-01T00:00:00Z","expiration":"2099-01-01T00:00:00Z","conditions":[` + anyKey + `]}`)},
		{deny.PolicyJSON, policy(strings.Repeat("[", 1000))},
		{deny.PolicyJSON, policy(`{}{}`)},
		{deny.PolicyNotObject, policy(`[]`)},
		{deny.PolicyEmpty, policy(`{}`)},
		{deny.PolicyNoConditions, policy(`{"expiration":"2027-01-01T00:00:00.000Z"}`)},
		{deny.PolicyNoExpiration, policy(`{"conditions":[` + anyKey + `]}`)},
		{deny.ExpirationType, expiration(`123`)},
		{deny.ExpirationEmpty, expiration(`""`)},
		{deny.ExpirationFormat, expiration(`"2027-01-01 00:00:00"`)},
		{deny.ExpirationFormat, expiration(`"2027-01-01T00:00:00+08:00"`)},
		{deny.PolicyExpired, expiration(`"2026-03-05T11:59:59.000Z"`)},
		{deny.PolicyExpired, func(b *bench) *http.Request {
			return b.form(private, append(v4Form(b, policyUntil(b.now.Add(-time.Second), anyKey), b.scope()), toKey...))
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
		{deny.FieldNotInPolicy, func(b *bench) *http.Request {
			return b.form(private, append(v4FormAsIs(b, policyOf(b, anyKey), b.scope()), toKey...))
		}},
		{deny.FileTooLarge, size(`0,6`)},
		{deny.FileTooSmall, size(`8,100`)},
	}
}

// formPrecedences lists the known orders of forms. The place of the policy among them is not known.
func formPrecedences() []precedence {
	return []precedence{
		{"missing bucket before the key of a form", deny.NoSuchBucket, func(b *bench) *http.Request {
			return b.form("absent-bucket."+hangzhou, append(v1FormBy("ak", "sk", base64Of(policyOf(b, anyKey))), toKey...))
		}},
		{"unknown key before the signature of a form", deny.UnknownKey, func(b *bench) *http.Request {
			return b.form(private, append(with(v1Form(policyOf(b, anyKey)), field{"OSSAccessKeyId", "ak"}), toKey...))
		}},
		{"signature of a form before permission", deny.FormSignature, func(b *bench) *http.Request {
			return b.form(private, append(v1FormBy(strangerKey, "wrong", base64Of(policyOf(b, anyKey))), toKey...))
		}},
		{"region of a form before its signature", deny.FormRegion, func(b *bench) *http.Request {
			scope := b.scope()
			scope.Region = "cn-beijing"
			return b.form(private, append(with(v4Form(b, policyOf(b, anyKey), scope), field{"x-oss-signature", "0"}), toKey...))
		}},
	}
}
