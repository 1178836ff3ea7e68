package check_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// The rights to an object, for every pair of ACLs. The owner has every right. R: may read, W: may
// write; otherwise the reasons for a read and for a write.
func TestObjectPermissions(t *testing.T) {
	byBucket, byRead, byWrite := deny.ByBucketACL, deny.ByObjectACLRead, deny.ByObjectACLWrite
	for _, c := range []struct {
		bucket, object string
		read, write    deny.Reason
	}{
		{"private", "default", byBucket, byBucket},
		{"private", "private", byRead, byWrite},
		{"private", "public-read", "", byWrite},
		{"private", "public-read-write", "", ""},
		{"public-read", "default", "", byBucket},
		{"public-read", "private", byRead, byWrite},
		{"public-read", "public-read", "", byWrite},
		{"public-read-write", "default", "", ""},
		{"public-read-write", "private", byRead, byWrite},
		{"public-read-write", "public-read", "", byWrite},
	} {
		t.Run(c.bucket+" "+c.object, func(t *testing.T) {
			b := bench.New(t)
			b.Bucket("the-bucket", c.bucket)
			host := "the-bucket." + bench.Hangzhou
			anonymous := func(r *http.Request) *http.Request { return r }
			for _, op := range []struct {
				method, target string
				want           deny.Reason
				headers        []string
			}{
				{"GET", "/key", c.read, nil}, {"HEAD", "/key", c.read, nil}, {"HEAD", "/key?objectMeta", c.read, nil},
				{"PUT", "/key", c.write, nil}, {"DELETE", "/key", c.write, nil},
				{"GET", "/key?acl", deny.ReadACL, nil}, {"PUT", "/key?acl", deny.WriteACL, nil},
			} {
				for who, sign := range map[string]func(*http.Request) *http.Request{"anonymous": anonymous, "stranger": b.Stranger, "owner": b.Owner} {
					b.Object("the-bucket", "key", c.object)
					want := op.want
					if who == "owner" {
						want = ""
					}
					if _, got := b.Send(sign(b.Raw(op.method, host, op.target, "", op.headers...))); got != string(want) {
						t.Errorf("%s %s by %s: got %q, want %q", op.method, op.target, who, got, want)
					}
				}
			}
			b.Object("the-bucket", "key", c.object)
			part := "/key?partNumber=1&uploadId=" + b.Upload("the-bucket", "key")
			for _, by := range []struct {
				sign func(*http.Request) *http.Request
				want deny.Reason
			}{{anonymous, deny.AnonymousMultipart}, {b.Stranger, deny.SignedMultipart}} {
				if c.write == "" {
					by.want = ""
				}
				if _, got := b.Send(by.sign(b.Raw("PUT", host, part, "content"))); got != string(by.want) {
					t.Errorf("a part of an upload: got %q, want %q", got, by.want)
				}
			}
		})
	}
}

// Every 403 has a control that differs in one fact. The fact changes the answer.
func TestFactsFlipTheAnswer(t *testing.T) {
	b := bench.New(t)
	b.Bucket("the-bucket", "public-read")
	b.Object("the-bucket", "key", "default")
	host := "the-bucket." + bench.Hangzhou
	read := func() string {
		_, why := b.Send(b.Raw("GET", host, "/key", ""))
		return why
	}
	block := func(on bool) {
		b.Must(b.Owner(b.Raw("PUT", host, "/?publicAccessBlock",
			fmt.Sprintf("<PublicAccessBlockConfiguration><BlockPublicAccess>%v</BlockPublicAccess></PublicAccessBlockConfiguration>", on))))
	}
	for i, step := range []struct {
		change func()
		want   deny.Reason
	}{
		{func() {}, ""},
		{func() { block(true) }, deny.ByBucketACL},
		{func() { block(false) }, ""},
		{func() { b.Must(b.Owner(b.Raw("PUT", host, "/?acl", "", "x-oss-acl: private"))) }, deny.ByBucketACL},
		{func() { b.Must(b.Owner(b.Raw("PUT", host, "/key?acl", "", "x-oss-object-acl: public-read"))) }, ""},
	} {
		step.change()
		if got := read(); got != string(step.want) {
			t.Errorf("step %d: got %q, want %q", i, got, step.want)
		}
	}
}

// Copy and batch delete need the right to everything that they touch.
func TestAccessesAreAllChecked(t *testing.T) {
	b := bench.New(t)
	b.Bucket("from-bucket", "public-read")
	b.Bucket("to-bucket", "public-read-write")
	b.Object("from-bucket", "hidden", "private")
	b.Object("from-bucket", "shown", "default")
	b.Object("to-bucket", "kept", "public-read")
	b.Object("to-bucket", "free", "default")
	from, to := "from-bucket."+bench.Hangzhou, "to-bucket."+bench.Hangzhou
	batch := "<Delete><Object><Key>free</Key></Object><Object><Key>kept</Key></Object></Delete>"
	for _, c := range []struct {
		name string
		r    *http.Request
		want deny.Reason
	}{
		{"source may be read, target written", b.Raw("PUT", to, "/copy", "", "x-oss-copy-source: /from-bucket/shown"), ""},
		{"source may not be read", b.Raw("PUT", to, "/copy", "", "x-oss-copy-source: /from-bucket/hidden"), deny.ByObjectACLRead},
		{"target may not be written", b.Raw("PUT", from, "/copy", "", "x-oss-copy-source: /from-bucket/shown"), deny.ByBucketACL},
		{"one key of the batch may not", b.Raw("POST", to, "/?delete", batch, "Content-MD5: x"), deny.ByObjectACLWrite},
	} {
		if _, got := b.Send(b.Stranger(c.r)); got != string(c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	b.Must(b.Owner(b.Raw("HEAD", to, "/free", ""))) // the refused batch did not delete it
}

// Block Public Access refuses a public ACL only in requests that set one.
func TestBlockedIsWhatSetsAnACL(t *testing.T) {
	const public = "x-oss-object-acl: public-read"
	b := bench.New(t)
	bench.Stage(b)
	b.Object("blocked-bucket", "key", "default")
	id := b.Upload("blocked-bucket", "new")
	for target, want := range map[string]deny.Reason{
		"PUT /new": deny.PublicObjectACL, "PUT /key?acl": deny.PublicObjectACL, "POST /new?uploads": deny.PublicObjectACL,
		"POST /new?uploadId=" + id: deny.PublicObjectACL,
		"GET /key?acl":             "", "PUT /new?partNumber=1&uploadId=" + id: "", "DELETE /key?tagging": "", "DELETE /absent": "",
	} {
		method, target, _ := strings.Cut(target, " ")
		if w, got := b.Send(b.Owner(b.Raw(method, bench.Blocked, target, "", public))); got != string(want) {
			t.Errorf("%s %s: got %q, want %q\n%s", method, target, got, want, w.Body)
		}
	}
}
