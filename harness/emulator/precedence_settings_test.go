package emulator_test

import (
	"net/http"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// settingPrecedences lists the known orders among policies, ACLs and settings.
func settingPrecedences() []precedence {
	const all = "AliyunOSSFullAccess"
	denied := func(b *bench) { b.set(open, "policy", bucketPolicy(grant("Deny", "oss:GetObject", "*", ""))) }
	return []precedence{
		{"control policy before session policy", deny.ByControlPolicy, func(b *bench) *http.Request {
			b.account(0, `{"controlPolicy":`+quote(statement("Allow", "oss:PutObject", everything))+`}`)
			b.role("reader", all)
			s := b.session("reader", "one", statement("Allow", "oss:PutObject", everything), time.Hour)
			return b.by(s, b.raw("GET", private, "/key", ""))
		}},
		{"deny of the bucket policy before the ACL of the object", deny.ByBucketPolicy, given(denied, byNobody("GET", open, "/closed"))},
		{"deny of the bucket policy before an ACL that allows", deny.ByBucketPolicy, given(denied, byStranger("GET", open, "/key", ""))},
		{"deny of the bucket policy before the absent object", deny.ByBucketPolicy, given(denied, byStranger("GET", open, "/absent", ""))},
		{"preflight before the signature", deny.NoCORSRules, func(b *bench) *http.Request {
			return b.v1(b.raw("OPTIONS", private, "/key", "", "Origin: http://a.example", "Access-Control-Request-Method: PUT"), "ak", "sk")
		}},
		{"signature before the standing of the account", deny.SignatureV1, func(b *bench) *http.Request {
			b.account(0, `{"status":"overdue"}`)
			return b.v1(b.raw("GET", private, "/key", ""), ownerKey, "wrong")
		}},
		{"standing of the account before permission", deny.InArrears, func(b *bench) *http.Request {
			u := b.user("alice")
			b.account(0, `{"status":"overdue"}`)
			return b.by(u, b.raw("GET", private, "/key", ""))
		}},
		{"permission before a public bucket policy", deny.NotYourBucket,
			byStranger("PUT", blocked, "/?policy", bucketPolicy(grant("Allow", "oss:*", "*", "")))},
	}
}
