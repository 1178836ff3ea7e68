package emulator_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// A meanwhile is a body. Something happens before it is read.
type meanwhile struct {
	io.Reader
	happens func()
}

func (m *meanwhile) Read(p []byte) (int, error) {
	if m.happens != nil {
		m.happens()
		m.happens = nil
	}
	return m.Reader.Read(p)
}

func (m *meanwhile) Close() error { return nil }

func (m *meanwhile) of(r *http.Request, happens func()) *http.Request {
	m.Reader, m.happens = r.Body, happens
	r.Body = m
	return r
}

// alice is a RAM user who may store objects.
func alice(b *bench.Bench) bench.Identity { return b.User("alice", "AliyunOSSFullAccess") }

// An upload that was allowed when it began is refused if the world has changed before its body was read, whatever has
// changed. It stores nothing.
func TestTheWorldChangesWhileABodyComes(t *testing.T) {
	for name, c := range map[string]struct {
		happens func(b *bench.Bench)
		want    deny.Reason
	}{
		"nothing": {func(*bench.Bench) {}, ""},
		"a look":  {func(b *bench.Bench) { b.Must(b.Owner(b.Raw("GET", bench.Private, "/key", ""))) }, ""},
		"another object": {func(b *bench.Bench) {
			b.Must(b.Owner(b.Raw("PUT", bench.Private, "/other", "other")))
		}, ""},
		"a bucket policy that denies": {func(b *bench.Bench) {
			b.Set(bench.Private, "policy", bench.BucketPolicy(bench.Grant("Deny", "oss:PutObject", "*", "")))
		}, deny.ByBucketPolicy},
		"a RAM policy detached": {func(b *bench.Bench) {
			b.RAM("DetachPolicyFromUser", "UserName", "alice", "PolicyName", "AliyunOSSFullAccess", "PolicyType", "System")
		}, deny.ByBucketACL},
		"a retention policy": {func(b *bench.Bench) { b.Retain(bench.Private, 1) }, deny.ObjectRetained},
		"a quota":            {func(b *bench.Bench) { b.Set(bench.Private, "quota", bench.QuotaBody("0", "Strict")) }, deny.BucketFull},
		"a frozen bucket":    {func(b *bench.Bench) { b.Freeze("private-bucket") }, deny.BucketFrozen},
		"debts":              {func(b *bench.Bench) { b.Account(0, `{"status":"overdue"}`) }, deny.InArrears},
		"an ACL": {func(b *bench.Bench) {
			b.Must(b.Owner(b.Raw("PUT", bench.Open, "/?acl", "", "x-oss-acl: private")))
		}, deny.ByBucketACL},
		"the bucket deleted": {func(b *bench.Bench) {
			b.Must(b.Owner(b.Raw("DELETE", bench.Private, "/key", "")))
			b.Must(b.Owner(b.Raw("DELETE", bench.Private, "/", "")))
		}, deny.NoSuchBucket},
		"another world": {func(b *bench.Bench) { b.Control("POST", "/v1/reset", "") }, deny.NoSuchBucket},
	} {
		on := bench.New(t)
		bench.Stage(on)
		r := on.By(alice(on), on.Raw("PUT", bench.Private, "/key", "later"))
		if name == "an ACL" { // a right of alice would come before it
			r = on.Stranger(on.Raw("PUT", bench.Open, "/key", "later"))
		}
		_, got := on.Send(new(meanwhile).of(r, func() { c.happens(on) }))
		if got != string(c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		switch c.want {
		case "", deny.ObjectRetained, deny.BucketFull:
			stored := on.Must(on.Owner(on.Raw("GET", bench.Private, "/key", ""))).Body.String()
			if stored != map[bool]string{true: "later", false: "content"}[c.want == ""] {
				t.Errorf("%s: %q is stored", name, stored)
			}
		}
	}
}

// A right that was taken away and still counts when an upload begins does not count any more when its body has come.
func TestARightEndsWhileABodyComes(t *testing.T) {
	on := bench.New(t)
	on.On(emulator.Terms{Propagation: time.Minute})
	bench.Stage(on)
	by := alice(on)
	on.Later(time.Hour)
	on.RAM("DetachPolicyFromUser", "UserName", "alice", "PolicyName", "AliyunOSSFullAccess", "PolicyType", "System")
	put := func(takes time.Duration) string {
		r := on.By(by, on.Raw("PUT", bench.Private, "/key", strings.Repeat("x", 10)))
		_, got := on.Send(new(meanwhile).of(r, func() { on.Later(takes) }))
		return got
	}
	if got := put(time.Second); got != "" {
		t.Errorf("while it counts: %q", got)
	}
	if got := put(time.Minute); got != string(deny.ByBucketACL) {
		t.Errorf("once it has ended: %q", got)
	}
}
