package check_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/op"
)

// A deny refuses every operation except the preflight. A caller without an allow gets none of them.
func TestNoOperationEscapes(t *testing.T) {
	const all = "AliyunOSSFullAccess"
	callers := []struct {
		name string
		sign func(b *bench.Bench, r *http.Request) *http.Request
		want func(o op.Operation) deny.Reason // empty: any 403, or the 409 of a bucket that exists
	}{
		{"anonymous", func(_ *bench.Bench, r *http.Request) *http.Request { return r }, anyRefusal},
		{"a user without policies", func(b *bench.Bench, r *http.Request) *http.Request { return b.By(b.User("alice"), r) }, anyRefusal},
		{"another account", func(b *bench.Bench, r *http.Request) *http.Request { return b.Stranger(r) }, anyRefusal},
		{"a role without policies", func(b *bench.Bench, r *http.Request) *http.Request {
			b.Role("idle")
			return b.By(b.Session("idle", "one", "", time.Hour), r)
		}, anyRefusal},
		{"a session outside its policy", func(b *bench.Bench, r *http.Request) *http.Request {
			b.Role("reader", "AdministratorAccess")
			return b.By(b.Session("reader", "one", bench.Statement("Allow", "ram:*", bench.Everything), time.Hour), r)
		}, func(op.Operation) deny.Reason { return deny.BySessionPolicy }},
		{"a user whom RAM denies", func(b *bench.Bench, r *http.Request) *http.Request {
			return b.By(b.User("alice", all, bench.Statement("Deny", "*", bench.Everything)), r)
		}, func(o op.Operation) deny.Reason { return inBatch(o, deny.ByRAMDeny) }},
		{"a user whom the bucket denies", func(b *bench.Bench, r *http.Request) *http.Request {
			b.Set(bench.Private, "policy", bench.BucketPolicy(bench.Grant("Deny", "oss:*", "*", "")))
			return b.By(b.User("alice", all), r)
		}, func(o op.Operation) deny.Reason { return inBatch(o, deny.ByBucketPolicy) }},
	}
	cells := 0
	for _, o := range op.Table() {
		for _, c := range callers {
			if o.Kind == op.Open || o.Form || o.Level == op.Service && (c.name == "another account" || c.name == "a user whom the bucket denies") {
				continue // forms are signed in another way; every account has the service
			}
			b := bench.New(t)
			bench.Stage(b)
			w, got := b.Send(c.sign(b, bench.RequestOf(b, o)))
			want := c.want(o)
			cells++
			if w.Code != 403 && w.Code != 409 || want != "" && got != string(want) {
				t.Errorf("%s by %s: %d %q, want %q", o.Name, c.name, w.Code, got, want)
			}
		}
	}
	t.Logf("%d cells", cells)
}

func anyRefusal(op.Operation) deny.Reason { return "" }

func inBatch(o op.Operation, why deny.Reason) deny.Reason {
	if o.Name == "DeleteMultipleObjects" {
		return deny.ByDenyInBatch
	}
	return why
}
