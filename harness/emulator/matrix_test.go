package emulator_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/op"
)

// requestOf is a request for an operation on the private bucket and its key.
func requestOf(b *bench, o op.Operation) *http.Request {
	host, target, body := private, "/", ""
	switch o.Level {
	case op.Service:
		host = hangzhou
	case op.Object:
		target = "/key"
	}
	if o.Sub != "" {
		target += "?" + o.Sub
	}
	switch o.Name {
	case "UploadPart", "UploadPartCopy", "CompleteMultipartUpload", "AbortMultipartUpload", "ListParts":
		target += "=0&partNumber=1"
	case "PutCname", "CreateCnameToken", "GetCnameToken", "DeleteCname":
		target += "&comp=" + o.Comp
	case "ListObjectsV2":
		target += "=2"
	case "DeleteMultipleObjects":
		body = "<Delete><Object><Key>key</Key></Object></Delete>"
	}
	var headers []string
	if o.Name == "Rename" {
		headers = append(headers, "x-oss-rename-source: key")
	}
	if o.Header != "" {
		headers = append(headers, o.Header+": /private-bucket/key")
	}
	return b.raw(o.Method, host, target, body, append(headers, "Content-MD5: "+md5Of(body))...)
}

// A deny refuses every operation except the preflight. A caller without an allow gets none of them.
func TestNoOperationEscapes(t *testing.T) {
	const all = "AliyunOSSFullAccess"
	callers := []struct {
		name string
		sign func(b *bench, r *http.Request) *http.Request
		want func(o op.Operation) deny.Reason // empty: any 403, or the 409 of a bucket that exists
	}{
		{"anonymous", func(_ *bench, r *http.Request) *http.Request { return r }, anyRefusal},
		{"a user without policies", func(b *bench, r *http.Request) *http.Request { return b.by(b.user("alice"), r) }, anyRefusal},
		{"another account", func(b *bench, r *http.Request) *http.Request { return b.stranger(r) }, anyRefusal},
		{"a role without policies", func(b *bench, r *http.Request) *http.Request {
			b.role("idle")
			return b.by(b.session("idle", "one", "", time.Hour), r)
		}, anyRefusal},
		{"a session outside its policy", func(b *bench, r *http.Request) *http.Request {
			b.role("reader", "AdministratorAccess")
			return b.by(b.session("reader", "one", statement("Allow", "ram:*", everything), time.Hour), r)
		}, func(op.Operation) deny.Reason { return deny.BySessionPolicy }},
		{"a user whom RAM denies", func(b *bench, r *http.Request) *http.Request {
			return b.by(b.user("alice", all, statement("Deny", "*", everything)), r)
		}, func(o op.Operation) deny.Reason { return inBatch(o, deny.ByRAMDeny) }},
		{"a user whom the bucket denies", func(b *bench, r *http.Request) *http.Request {
			b.set(private, "policy", bucketPolicy(grant("Deny", "oss:*", "*", "")))
			return b.by(b.user("alice", all), r)
		}, func(o op.Operation) deny.Reason { return inBatch(o, deny.ByBucketPolicy) }},
	}
	cells := 0
	for _, o := range op.Table() {
		for _, c := range callers {
			if o.Kind == op.Open || o.Form || o.Level == op.Service && (c.name == "another account" || c.name == "a user whom the bucket denies") {
				continue // forms are signed in another way; every account has the service
			}
			b := newBench(t)
			stage(b)
			w, got := b.send(c.sign(b, requestOf(b, o)))
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
