package bench

import (
	"net/http"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// formBy is a form signed by an identity, with its token in a field.
func (b *Bench) formBy(who Identity, fields ...Field) *http.Request {
	b.T.Helper()
	credentials := V1FormBy(who.ID, who.Secret, Base64Of(PolicyOf(b, AnyKey)))
	if who.Token != "" {
		credentials = append(credentials, Field{"x-oss-security-token", who.Token})
	}
	return b.Form(Private, append(append(credentials, ToKey()...), fields...))
}

// formRAMProvocations lists refusals of forms by tokens, AccessKey states and policies. They are
// those of every other carrier.
func formRAMProvocations() []Provocation {
	const all = "AliyunOSSFullAccess"
	session := func(life time.Duration, change func(b *Bench, s *Identity)) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			b.Role("writer", all)
			s := b.Session("writer", "one", "", life)
			change(b, &s)
			return b.formBy(s)
		}
	}
	same := func(*Bench, *Identity) {}
	return []Provocation{
		{deny.TokenExpired, session(-time.Second, same)},
		{deny.TokenInvalid, session(time.Hour, func(_ *Bench, s *Identity) { s.Token = s.Token[1:] })},
		{deny.TokenOfAnother, session(time.Hour, func(b *Bench, s *Identity) { s.Token = b.Session("writer", "two", "", time.Hour).Token })},
		{deny.TokenMissing, session(time.Hour, func(_ *Bench, s *Identity) { s.Token = "" })},
		{deny.FormSignature, session(time.Hour, func(_ *Bench, s *Identity) { s.Secret = "wrong" })},
		{deny.FieldTooLong, session(time.Hour, func(_ *Bench, s *Identity) { s.Token = strings.Repeat("t", 64<<10) })},
		{deny.V1Closed, session(time.Hour, func(b *Bench, _ *Identity) { b.Closed(`{"v1Closed":true}`) })},
		{deny.KeyDisabled, func(b *Bench) *http.Request {
			u := b.User("alice", all)
			b.RAM("UpdateAccessKey", "UserName", "alice", "UserAccessKeyId", u.ID, "Status", "Inactive")
			return b.formBy(u)
		}},
		{deny.ByBucketACL, func(b *Bench) *http.Request { return b.formBy(b.User("alice", "AliyunOSSReadOnlyAccess")) }},
		{deny.ByRAMDeny, func(b *Bench) *http.Request {
			return b.formBy(b.User("alice", all, Statement("Deny", "oss:PutObject", Everything)))
		}},
		{deny.BySessionPolicy, func(b *Bench) *http.Request {
			b.Role("writer", all)
			return b.formBy(b.Session("writer", "one", Statement("Allow", "oss:GetObject", Everything), time.Hour))
		}},
	}
}
