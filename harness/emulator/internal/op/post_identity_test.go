package op_test

import (
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/parts"
)

// A user, and a session with its token in the form, may post what their policies allow. The
// resource is the key after ${filename} is replaced.
func TestPostObjectByUserAndSession(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	const inside = `"Resource":"acs:oss:*:*:private-bucket/in/dir/*"`
	b.Role("writer", bench.Statement("Allow", "oss:PutObject", inside))
	for name, who := range map[string]bench.Identity{
		"user": b.User("alice", bench.Statement("Allow", "oss:PutObject", inside)), "session": b.Session("writer", "one", "", time.Hour),
	} {
		credentials := bench.V1FormBy(who.ID, who.Secret, bench.Base64Of(bench.PolicyOf(b, `["starts-with","$key",""]`)))
		if who.Token != "" {
			credentials = bench.V1FormBy(who.ID, who.Secret, bench.Base64Of(bench.PolicyOf(b, `{"x-oss-security-token":"`+who.Token+`"}`)))
			credentials = append(credentials, bench.Field{"x-oss-security-token", who.Token})
		}
		b.Must(b.Form(bench.Private, append(credentials, bench.Field{"key", "in/${filename}"})))
		if _, why := b.Send(b.Form(bench.Private, append(credentials, bench.Field{"key", "out/${filename}"}))); why != string(deny.ByBucketACL) {
			t.Errorf("%s: outside: %q", name, why)
		}
	}
}

// A file over the limit is refused, whatever the policy says.
func TestPostObjectFileLimit(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	smaller := parts.Default()
	smaller.Limits.File = 6
	b.Emulator.Hurt(smaller)
	for name, fields := range map[string][]bench.Field{
		"anonymous": nil, "with a range": bench.V1Form(bench.PolicyOf(b, bench.AnyKey, `["content-length-range",0,100]`)),
	} {
		if w, why := b.Send(b.Form(bench.Open, append(fields, bench.ToKey()...))); why != string(deny.EntityTooLarge) || w.Code != 400 {
			t.Errorf("%s: %d %q", name, w.Code, why)
		}
	}
}
