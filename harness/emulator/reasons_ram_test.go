package emulator_test

import (
	"net/http"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// statement is a policy of one statement. rest follows the action.
func statement(effect, action, rest string) string {
	return `{"Version":"1","Statement":[{"Effect":"` + effect + `","Action":"` + action + `",` + rest + `}]}`
}

const everything = `"Resource":"*"`

// reader returns a session of a role that may read.
func reader(b *bench) identity {
	b.role("reader", "AliyunOSSReadOnlyAccess")
	return b.session("reader", "one", "", time.Hour)
}

func tokenProvocations() []provocation {
	key := func(b *bench) *http.Request { return b.raw("GET", private, "/key", "") }
	session := func(change func(b *bench, s *identity)) func(*bench) *http.Request {
		return func(b *bench) *http.Request {
			s := reader(b)
			change(b, &s)
			return b.by(s, key(b))
		}
	}
	closed := func(body string) func(*bench) *http.Request {
		return session(func(b *bench, _ *identity) { b.closed(body) })
	}
	return []provocation{
		{deny.TwoTokens, func(b *bench) *http.Request {
			return b.by(reader(b), b.raw("GET", private, "/key?security-token=t", ""))
		}},
		{deny.TwoTokens, func(b *bench) *http.Request {
			return b.by(reader(b), b.raw("GET", private, "/key?x-oss-security-token=t", ""))
		}},
		{deny.KeyDisabled, func(b *bench) *http.Request {
			u := b.user("alice", "AliyunOSSFullAccess")
			b.ram("UpdateAccessKey", "UserName", "alice", "UserAccessKeyId", u.id, "Status", "Inactive")
			return b.by(u, key(b))
		}},
		{deny.KeyNetwork, func(b *bench) *http.Request {
			b.closed(`{"accessKeySources":{"*":["198.51.100.0/24","2001:db8::1"]}}`)
			return b.owner(key(b))
		}},
		{deny.KeyNetwork, func(b *bench) *http.Request {
			u := b.user("alice", "AliyunOSSFullAccess")
			b.closed(`{"accessKeySources":{"*":["192.0.2.1"],"` + u.id + `":[]}}`)
			return b.by(u, key(b))
		}},
		{deny.V1Closed, func(b *bench) *http.Request { b.closed(`{"v1Closed":true}`); return b.owner(key(b)) }},
		{deny.V1Closed, closed(`{"v1Closed":true}`)},
		{deny.V1Closed, func(b *bench) *http.Request {
			b.closed(`{"v1NewBucketsClosed":true}`)
			b.must(b.owner(b.raw("PUT", "a-new-bucket."+hangzhou, "/", "")))
			return b.owner(b.raw("GET", "a-new-bucket."+hangzhou, "/?acl", ""))
		}},
		{deny.V1InBucketURL, func(b *bench) *http.Request {
			b.closed(`{"v1BucketURLsClosed":true}`)
			return b.v1URL(b.raw("GET", private, "/?acl", ""), soon)
		}},
		{deny.TokenRegion, closed(`{"regionsWithoutTokens":["cn-hangzhou"]}`)},
		{deny.TokenOperation, closed(`{"operationsWithoutTokens":["GetObject"]}`)},
		{deny.TokenOfAnother, session(func(b *bench, s *identity) { s.token = b.session("reader", "two", "", time.Hour).token })},
		{deny.TokenInvalid, session(func(_ *bench, s *identity) { s.token = s.token[1:] })},
		{deny.TokenInvalid, session(func(_ *bench, s *identity) { s.token = strings.Repeat("\xff\x80é", 16<<10) })},
		{deny.TokenExpired, session(func(b *bench, s *identity) { *s = b.session("reader", "two", "", -time.Second) })},
		{deny.UnknownTemporary, session(func(_ *bench, s *identity) { s.id += "0" })},
		{deny.TokenMissing, session(func(_ *bench, s *identity) { s.token = "" })},
		{deny.KeyCharactersV4URL,
			get("/key?x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-expires=60&x-oss-signature=0&x-oss-date=20260305T120000Z" +
				"&x-oss-credential=a%09b/20260305/cn-hangzhou/oss/aliyun_v4_request")},
	}
}

func ramProvocations() []provocation {
	user := func(method, host, target, body string, policies ...string) func(*bench) *http.Request {
		return func(b *bench) *http.Request {
			return b.by(b.user("alice", policies...), b.raw(method, host, target, body, "Content-MD5: "+md5Of(body)))
		}
	}
	narrowed := func(policy string) func(*bench) *http.Request {
		return func(b *bench) *http.Request {
			b.role("reader", "AliyunOSSFullAccess")
			return b.by(b.session("reader", "one", policy, time.Hour), b.raw("GET", private, "/key", ""))
		}
	}
	const all = "AliyunOSSFullAccess"
	batch := "<Delete><Object><Key>key</Key></Object></Delete>"
	return []provocation{
		{deny.BySessionPolicy, narrowed(statement("Allow", "oss:PutObject", everything))},
		{deny.BySessionPolicy, narrowed(statement("Deny", "oss:*", everything))},
		{deny.ByRAMDeny, user("GET", private, "/key", "", all, statement("Deny", "oss:GetObject", everything))},
		{deny.ByRAMDeny, user("GET", hangzhou, "/", "", all, statement("Deny", "oss:ListBuckets", everything))},
		{deny.ByDenyInBatch, user("POST", private, "/?delete", batch, all, statement("Deny", "oss:DeleteObject", everything))},
		{deny.NotGranted, user("PUT", "fresh-bucket."+hangzhou, "/", "")},
		{deny.ListingNotGranted, user("GET", hangzhou, "/", "")},
		{deny.NotYourBucket, user("GET", private, "/?acl", "")},
		{deny.ByBucketACL, user("GET", private, "/key", "")},
		{deny.SignedMultipart, user("POST", private, "/key?uploads", "")},
		{deny.ReadACL, user("GET", private, "/key?acl", "")},
		{deny.WriteACL, user("PUT", private, "/key?acl", "")},
		{deny.ByObjectACLRead, user("GET", open, "/closed", "")},
		{deny.ByBucketACL, func(b *bench) *http.Request { // a policy counts only in the user's own account
			b.must(b.stranger(b.raw("PUT", "strange-bucket."+hangzhou, "/", "")))
			return b.by(b.user("alice", all), b.raw("GET", "strange-bucket."+hangzhou, "/key", ""))
		}},
		{deny.ByBucketACL, func(b *bench) *http.Request { // a role without policies
			b.role("idle")
			return b.by(b.session("idle", "one", "", time.Hour), b.raw("GET", private, "/key", ""))
		}},
	}
}
