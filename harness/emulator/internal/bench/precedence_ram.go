package bench

import (
	"net/http"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// identityPrecedences lists the known orders around tokens, AccessKeys of users and policies.
func identityPrecedences() []Precedence {
	const all = "AliyunOSSFullAccess"
	key := func(b *Bench) *http.Request { return b.Raw("GET", Private, "/key", "") }
	return []Precedence{
		{"lookup of the AccessKey before the token", deny.UnknownTemporary, func(b *Bench) *http.Request {
			return b.By(Identity{OwnerKey, OwnerSecret, "garbage"}, key(b))
		}},
		{"lookup of the AccessKey before the token of a session", deny.UnknownTemporary, func(b *Bench) *http.Request {
			return b.By(Identity{OwnerKey, OwnerSecret, Reader(b).Token}, key(b))
		}},
		{"disabled AccessKey before signature", deny.KeyDisabled, func(b *Bench) *http.Request {
			u := b.User("alice", all)
			b.RAM("UpdateAccessKey", "UserName", "alice", "UserAccessKeyId", u.ID, "Status", "Inactive")
			return b.By(Identity{u.ID, "wrong", ""}, key(b))
		}},
		{"session policy before explicit deny", deny.BySessionPolicy, func(b *Bench) *http.Request {
			b.Role("reader", Statement("Deny", "oss:*", Everything))
			return b.By(b.Session("reader", "one", Statement("Allow", "oss:PutObject", Everything), time.Hour), key(b))
		}},
		{"session policy before the ACL of the object", deny.BySessionPolicy, func(b *Bench) *http.Request {
			b.Role("reader", all)
			s := b.Session("reader", "one", Statement("Allow", "oss:PutObject", Everything), time.Hour)
			return b.By(s, b.Raw("GET", Open, "/closed", ""))
		}},
		{"explicit deny before an ACL that allows", deny.ByRAMDeny, func(b *Bench) *http.Request {
			return b.By(b.User("alice", Statement("Deny", "oss:PutObject", Everything)), b.Raw("PUT", Open, "/new", ""))
		}},
		{"signature before policies", deny.SignatureV1, func(b *Bench) *http.Request {
			return b.By(Identity{b.User("alice").ID, "wrong", ""}, key(b))
		}},
		{"missing bucket before a disabled AccessKey", deny.NoSuchBucket, func(b *Bench) *http.Request {
			u := b.User("alice", all)
			b.RAM("UpdateAccessKey", "UserName", "alice", "UserAccessKeyId", u.ID, "Status", "Inactive")
			return b.By(u, b.Raw("GET", "absent-bucket."+Hangzhou, "/", ""))
		}},
	}
}
