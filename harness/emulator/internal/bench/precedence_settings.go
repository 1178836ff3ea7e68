package bench

import (
	"net/http"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// settingPrecedences lists the known orders among policies, ACLs and settings.
func settingPrecedences() []Precedence {
	const all = "AliyunOSSFullAccess"
	denied := func(b *Bench) { b.Set(Open, "policy", BucketPolicy(Grant("Deny", "oss:GetObject", "*", ""))) }
	return []Precedence{
		{"control policy before session policy", deny.ByControlPolicy, func(b *Bench) *http.Request {
			b.Account(0, `{"controlPolicy":`+Quote(Statement("Allow", "oss:PutObject", Everything))+`}`)
			b.Role("reader", all)
			s := b.Session("reader", "one", Statement("Allow", "oss:PutObject", Everything), time.Hour)
			return b.By(s, b.Raw("GET", Private, "/key", ""))
		}},
		{"deny of the bucket policy before the ACL of the object", deny.ByBucketPolicy, given(denied, ByNobody("GET", Open, "/closed"))},
		{"deny of the bucket policy before an ACL that allows", deny.ByBucketPolicy, given(denied, ByStranger("GET", Open, "/key", ""))},
		{"deny of the bucket policy before the absent object", deny.ByBucketPolicy, given(denied, ByStranger("GET", Open, "/absent", ""))},
		{"preflight before the signature", deny.NoCORSRules, func(b *Bench) *http.Request {
			return b.V1(b.Raw("OPTIONS", Private, "/key", "", "Origin: http://a.example", "Access-Control-Request-Method: PUT"), "ak", "sk")
		}},
		{"signature before the standing of the account", deny.SignatureV1, func(b *Bench) *http.Request {
			b.Account(0, `{"status":"overdue"}`)
			return b.V1(b.Raw("GET", Private, "/key", ""), OwnerKey, "wrong")
		}},
		{"standing of the account before permission", deny.InArrears, func(b *Bench) *http.Request {
			u := b.User("alice")
			b.Account(0, `{"status":"overdue"}`)
			return b.By(u, b.Raw("GET", Private, "/key", ""))
		}},
		{"permission before a public bucket policy", deny.NotYourBucket,
			ByStranger("PUT", Blocked, "/?policy", BucketPolicy(Grant("Allow", "oss:*", "*", "")))},
	}
}
