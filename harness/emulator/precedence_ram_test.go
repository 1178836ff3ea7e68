package emulator_test

import (
	"net/http"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// identityPrecedences lists the known orders around tokens, AccessKeys of users and policies.
func identityPrecedences() []precedence {
	const all = "AliyunOSSFullAccess"
	key := func(b *bench) *http.Request { return b.raw("GET", private, "/key", "") }
	return []precedence{
		{"lookup of the AccessKey before the token", deny.UnknownTemporary, func(b *bench) *http.Request {
			return b.by(identity{ownerKey, ownerSecret, "garbage"}, key(b))
		}},
		{"lookup of the AccessKey before the token of a session", deny.UnknownTemporary, func(b *bench) *http.Request {
			return b.by(identity{ownerKey, ownerSecret, reader(b).token}, key(b))
		}},
		{"disabled AccessKey before signature", deny.KeyDisabled, func(b *bench) *http.Request {
			u := b.user("alice", all)
			b.ram("UpdateAccessKey", "UserName", "alice", "UserAccessKeyId", u.id, "Status", "Inactive")
			return b.by(identity{u.id, "wrong", ""}, key(b))
		}},
		{"session policy before explicit deny", deny.BySessionPolicy, func(b *bench) *http.Request {
			b.role("reader", statement("Deny", "oss:*", everything))
			return b.by(b.session("reader", "one", statement("Allow", "oss:PutObject", everything), time.Hour), key(b))
		}},
		{"session policy before the ACL of the object", deny.BySessionPolicy, func(b *bench) *http.Request {
			b.role("reader", all)
			s := b.session("reader", "one", statement("Allow", "oss:PutObject", everything), time.Hour)
			return b.by(s, b.raw("GET", open, "/closed", ""))
		}},
		{"explicit deny before an ACL that allows", deny.ByRAMDeny, func(b *bench) *http.Request {
			return b.by(b.user("alice", statement("Deny", "oss:PutObject", everything)), b.raw("PUT", open, "/new", ""))
		}},
		{"signature before policies", deny.SignatureV1, func(b *bench) *http.Request {
			return b.by(identity{b.user("alice").id, "wrong", ""}, key(b))
		}},
		{"missing bucket before a disabled AccessKey", deny.NoSuchBucket, func(b *bench) *http.Request {
			u := b.user("alice", all)
			b.ram("UpdateAccessKey", "UserName", "alice", "UserAccessKeyId", u.id, "Status", "Inactive")
			return b.by(u, b.raw("GET", "absent-bucket."+hangzhou, "/", ""))
		}},
	}
}
