package emulator_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/parts"
)

// formBy is a form signed by an identity, with its token in a field.
func (b *bench) formBy(who identity, fields ...field) *http.Request {
	b.t.Helper()
	credentials := v1FormBy(who.id, who.secret, base64Of(policyOf(b, anyKey)))
	if who.token != "" {
		credentials = append(credentials, field{"x-oss-security-token", who.token})
	}
	return b.form(private, append(append(credentials, toKey...), fields...))
}

// formRAMProvocations lists refusals of forms by tokens, AccessKey states and policies. They are
// those of every other carrier.
func formRAMProvocations() []provocation {
	const all = "AliyunOSSFullAccess"
	session := func(life time.Duration, change func(b *bench, s *identity)) func(*bench) *http.Request {
		return func(b *bench) *http.Request {
			b.role("writer", all)
			s := b.session("writer", "one", "", life)
			change(b, &s)
			return b.formBy(s)
		}
	}
	same := func(*bench, *identity) {}
	return []provocation{
		{deny.TokenExpired, session(-time.Second, same)},
		{deny.TokenInvalid, session(time.Hour, func(_ *bench, s *identity) { s.token = s.token[1:] })},
		{deny.TokenOfAnother, session(time.Hour, func(b *bench, s *identity) { s.token = b.session("writer", "two", "", time.Hour).token })},
		{deny.TokenMissing, session(time.Hour, func(_ *bench, s *identity) { s.token = "" })},
		{deny.FormSignature, session(time.Hour, func(_ *bench, s *identity) { s.secret = "wrong" })},
		{deny.FieldTooLong, session(time.Hour, func(_ *bench, s *identity) { s.token = strings.Repeat("t", 64<<10) })},
		{deny.V1Closed, session(time.Hour, func(b *bench, _ *identity) { b.closed(`{"v1Closed":true}`) })},
		{deny.KeyDisabled, func(b *bench) *http.Request {
			u := b.user("alice", all)
			b.ram("UpdateAccessKey", "UserName", "alice", "UserAccessKeyId", u.id, "Status", "Inactive")
			return b.formBy(u)
		}},
		{deny.ByBucketACL, func(b *bench) *http.Request { return b.formBy(b.user("alice", "AliyunOSSReadOnlyAccess")) }},
		{deny.ByRAMDeny, func(b *bench) *http.Request {
			return b.formBy(b.user("alice", all, statement("Deny", "oss:PutObject", everything)))
		}},
		{deny.BySessionPolicy, func(b *bench) *http.Request {
			b.role("writer", all)
			return b.formBy(b.session("writer", "one", statement("Allow", "oss:GetObject", everything), time.Hour))
		}},
	}
}

// A user, and a session with its token in the form, may post what their policies allow. The
// resource is the key after ${filename} is replaced.
func TestPostObjectByUserAndSession(t *testing.T) {
	b := newBench(t)
	stage(b)
	const inside = `"Resource":"acs:oss:*:*:private-bucket/in/dir/*"`
	b.role("writer", statement("Allow", "oss:PutObject", inside))
	for name, who := range map[string]identity{
		"user": b.user("alice", statement("Allow", "oss:PutObject", inside)), "session": b.session("writer", "one", "", time.Hour),
	} {
		credentials := v1FormBy(who.id, who.secret, base64Of(policyOf(b, `["starts-with","$key",""]`)))
		if who.token != "" {
			credentials = v1FormBy(who.id, who.secret, base64Of(policyOf(b, `{"x-oss-security-token":"`+who.token+`"}`)))
			credentials = append(credentials, field{"x-oss-security-token", who.token})
		}
		b.must(b.form(private, append(credentials, field{"key", "in/${filename}"})))
		if _, why := b.send(b.form(private, append(credentials, field{"key", "out/${filename}"}))); why != string(deny.ByBucketACL) {
			t.Errorf("%s: outside: %q", name, why)
		}
	}
}

// A file over the limit is refused, whatever the policy says.
func TestPostObjectFileLimit(t *testing.T) {
	b := newBench(t)
	stage(b)
	smaller := parts.Default()
	smaller.Limits.File = 6
	b.e.Hurt(smaller)
	for name, fields := range map[string][]field{
		"anonymous": nil, "with a range": v1Form(policyOf(b, anyKey, `["content-length-range",0,100]`)),
	} {
		if w, why := b.send(b.form(open, append(fields, toKey...))); why != string(deny.EntityTooLarge) || w.Code != 400 {
			t.Errorf("%s: %d %q", name, w.Code, why)
		}
	}
}
