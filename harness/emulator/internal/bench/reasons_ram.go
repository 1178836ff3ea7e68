package bench

import (
	"net/http"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// Statement is a policy of one statement. rest follows the action.
func Statement(effect, action, rest string) string {
	return `{"Version":"1","Statement":[{"Effect":"` + effect + `","Action":"` + action + `",` + rest + `}]}`
}

// Everything is the part of a statement that names every resource.
const Everything = `"Resource":"*"`

// Reader returns a session of a role that may read.
func Reader(b *Bench) Identity {
	b.Role("reader", "AliyunOSSReadOnlyAccess")
	return b.Session("reader", "one", "", time.Hour)
}

func tokenProvocations() []Provocation {
	key := func(b *Bench) *http.Request { return b.Raw("GET", Private, "/key", "") }
	session := func(change func(b *Bench, s *Identity)) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			s := Reader(b)
			change(b, &s)
			return b.By(s, key(b))
		}
	}
	closed := func(body string) func(*Bench) *http.Request {
		return session(func(b *Bench, _ *Identity) { b.Closed(body) })
	}
	return []Provocation{
		{deny.TwoTokens, func(b *Bench) *http.Request {
			return b.By(Reader(b), b.Raw("GET", Private, "/key?security-token=t", ""))
		}},
		{deny.TwoTokens, func(b *Bench) *http.Request {
			return b.By(Reader(b), b.Raw("GET", Private, "/key?x-oss-security-token=t", ""))
		}},
		{deny.KeyDisabled, func(b *Bench) *http.Request {
			u := b.User("alice", "AliyunOSSFullAccess")
			b.RAM("UpdateAccessKey", "UserName", "alice", "UserAccessKeyId", u.ID, "Status", "Inactive")
			return b.By(u, key(b))
		}},
		{deny.KeyNetwork, func(b *Bench) *http.Request {
			b.Closed(`{"accessKeySources":{"*":["198.51.100.0/24","2001:db8::1"]}}`)
			return b.Owner(key(b))
		}},
		{deny.KeyNetwork, func(b *Bench) *http.Request {
			u := b.User("alice", "AliyunOSSFullAccess")
			b.Closed(`{"accessKeySources":{"*":["192.0.2.1"],"` + u.ID + `":[]}}`)
			return b.By(u, key(b))
		}},
		{deny.V1Closed, func(b *Bench) *http.Request { b.Closed(`{"v1Closed":true}`); return b.Owner(key(b)) }},
		{deny.V1Closed, closed(`{"v1Closed":true}`)},
		{deny.V1Closed, func(b *Bench) *http.Request {
			b.Closed(`{"v1NewBucketsClosed":true}`)
			b.Must(b.Owner(b.Raw("PUT", "a-new-bucket."+Hangzhou, "/", "")))
			return b.Owner(b.Raw("GET", "a-new-bucket."+Hangzhou, "/?acl", ""))
		}},
		{deny.V1InBucketURL, func(b *Bench) *http.Request {
			b.Closed(`{"v1BucketURLsClosed":true}`)
			return b.V1URL(b.Raw("GET", Private, "/?acl", ""), Soon)
		}},
		{deny.TokenRegion, closed(`{"regionsWithoutTokens":["cn-hangzhou"]}`)},
		{deny.TokenOperation, closed(`{"operationsWithoutTokens":["GetObject"]}`)},
		{deny.TokenOfAnother, session(func(b *Bench, s *Identity) { s.Token = b.Session("reader", "two", "", time.Hour).Token })},
		{deny.TokenInvalid, session(func(_ *Bench, s *Identity) { s.Token = s.Token[1:] })},
		{deny.TokenInvalid, session(func(_ *Bench, s *Identity) { s.Token = strings.Repeat("\xff\x80é", 16<<10) })},
		{deny.TokenExpired, session(func(b *Bench, s *Identity) { *s = b.Session("reader", "two", "", -time.Second) })},
		{deny.UnknownTemporary, session(func(_ *Bench, s *Identity) { s.ID += "0" })},
		{deny.TokenMissing, session(func(_ *Bench, s *Identity) { s.Token = "" })},
		{deny.KeyCharactersV4URL,
			get("/key?x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-expires=60&x-oss-signature=0&x-oss-date=20260305T120000Z" +
				"&x-oss-credential=a%09b/20260305/cn-hangzhou/oss/aliyun_v4_request")},
	}
}

func ramProvocations() []Provocation {
	user := func(method, host, target, body string, policies ...string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			return b.By(b.User("alice", policies...), b.Raw(method, host, target, body, "Content-MD5: "+MD5Of(body)))
		}
	}
	narrowed := func(policy string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			b.Role("reader", "AliyunOSSFullAccess")
			return b.By(b.Session("reader", "one", policy, time.Hour), b.Raw("GET", Private, "/key", ""))
		}
	}
	const all = "AliyunOSSFullAccess"
	batch := "<Delete><Object><Key>key</Key></Object></Delete>"
	return []Provocation{
		{deny.BySessionPolicy, narrowed(Statement("Allow", "oss:PutObject", Everything))},
		{deny.BySessionPolicy, narrowed(Statement("Deny", "oss:*", Everything))},
		{deny.ByRAMDeny, user("GET", Private, "/key", "", all, Statement("Deny", "oss:GetObject", Everything))},
		{deny.ByRAMDeny, user("GET", Hangzhou, "/", "", all, Statement("Deny", "oss:ListBuckets", Everything))},
		{deny.ByDenyInBatch, user("POST", Private, "/?delete", batch, all, Statement("Deny", "oss:DeleteObject", Everything))},
		{deny.NotGranted, user("PUT", "fresh-bucket."+Hangzhou, "/", "")},
		{deny.ListingNotGranted, user("GET", Hangzhou, "/", "")},
		{deny.NotYourBucket, user("GET", Private, "/?acl", "")},
		{deny.ByBucketACL, user("GET", Private, "/key", "")},
		{deny.SignedMultipart, user("POST", Private, "/key?uploads", "")},
		{deny.ReadACL, user("GET", Private, "/key?acl", "")},
		{deny.WriteACL, user("PUT", Private, "/key?acl", "")},
		{deny.ByObjectACLRead, user("GET", Open, "/closed", "")},
		{deny.ByBucketACL, func(b *Bench) *http.Request { // a policy counts only in the user's own account
			b.Must(b.Stranger(b.Raw("PUT", "strange-bucket."+Hangzhou, "/", "")))
			return b.By(b.User("alice", all), b.Raw("GET", "strange-bucket."+Hangzhou, "/key", ""))
		}},
		{deny.ByBucketACL, func(b *Bench) *http.Request { // a role without policies
			b.Role("idle")
			return b.By(b.Session("idle", "one", "", time.Hour), b.Raw("GET", Private, "/key", ""))
		}},
	}
}
