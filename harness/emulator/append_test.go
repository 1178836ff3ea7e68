package emulator_test

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
	v1 "github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// grow appends to an object of the owner.
func (b *bench) grow(host, target, body string, headers ...string) *http.Request {
	return b.owner(b.raw("POST", host, target, body, headers...))
}

// log makes an appendable object of five bytes.
func log(host string) func(*bench) {
	return func(b *bench) { b.must(b.grow(host, "/log?append&position=0", "first")) }
}

// appendProvocations lists refusals of appendable objects.
func appendProvocations() []provocation {
	const kms = "x-oss-server-side-encryption: KMS"
	started := func(r func(*bench) *http.Request) func(*bench) *http.Request { return given(log(private), r) }
	return []provocation{
		{deny.PositionMissing, byOwner("POST", private, "/log?append", "x")},
		{deny.PositionInvalid, byOwner("POST", private, "/log?append&position=test", "x")},
		{deny.PositionInvalid, byOwner("POST", private, "/log?append&position=-1", "x")},
		{deny.PositionInvalid, byOwner("POST", private, "/log?append&position=", "x")},
		{deny.PositionInvalid, byOwner("POST", private, "/log?append&position=99999999999999999999", "x")},
		{deny.PositionWrong, byOwner("POST", private, "/log?append&position=1", "x")},
		{deny.PositionWrong, started(byOwner("POST", private, "/log?append&position=0", "x"))},
		{deny.PositionWrong, started(byOwner("POST", private, "/log?append&position=6", "x"))},
		{deny.NotAppendable, byOwner("POST", private, "/key?append&position=7", "x")},
		{deny.NotAppendable, byOwner("POST", private, "/key?append&position=0", "x")},
		{deny.AppendClass, byOwner("POST", private, "/log?append&position=0", "x", "x-oss-storage-class: ColdArchive")},
		{deny.AppendClass, byOwner("POST", private, "/log?append&position=0", "x", "x-oss-storage-class: DeepColdArchive")},
		{deny.AppendKey, given(func(b *bench) { b.control("PUT", "/v1/accounts/"+accounts[0].UID+"/kms/key-1", `{"state":"Enabled"}`) },
			byOwner("POST", private, "/log?append&position=0", "x", kms, "x-oss-server-side-encryption-key-id: key-1"))},
		{deny.CopyAppendable, started(byOwner("PUT", private, "/copy", "", "x-oss-copy-source: /private-bucket/log"))},
		{deny.InvalidDigest, byOwner("POST", private, "/log?append&position=0", "x", "Content-MD5: "+md5Of("y"))},
		{deny.MissingLength, func(b *bench) *http.Request {
			r := b.grow(private, "/log?append&position=0", "")
			r.Header.Del("Content-Length")
			return r
		}},
		{deny.EntityTooLarge, byOwner("POST", private, "/log?append&position=0", "", "Content-Length: 999999999999")},
		{deny.ByBucketACL, byStranger("POST", private, "/log?append&position=0", "x")},
		{deny.ByObjectACLWrite, byNobody("POST", open, "/closed?append&position=0")},
		{deny.PublicObjectACL, byOwner("POST", blocked, "/log?append&position=0", "x", "x-oss-object-acl: public-read")},
		{deny.SecondaryMissing, func(b *bench) *http.Request {
			u := b.user("alice", statement("Allow", "oss:PutObject", everything))
			return b.by(u, b.raw("POST", private, "/log?append&position=0", "x", "x-oss-tagging: a=b"))
		}},
		{deny.KMSForbidden, given(func(b *bench) { b.must(b.grow(private, "/log?append&position=0", "first", kms)) },
			func(b *bench) *http.Request {
				u := b.user("alice", statement("Allow", "oss:*", everything))
				return b.by(u, b.raw("POST", private, "/log?append&position=5", "x"))
			})},
		{deny.ObjectRetained, given(func(b *bench) { log(private)(b); b.retain(private, 1) },
			byOwner("POST", private, "/log?append&position=5", "x"))},
		{deny.NotImplemented, given((*bench).tree, byOwner("POST", tree, "/log?append&position=0", "x"))},
	}
}

// A refused append changes nothing, and says where to append.
func TestAppend(t *testing.T) {
	b := newBench(t)
	stage(b)
	b.must(b.grow(open, "/log?append&position=0", "one", "Content-Type: text/plain", "x-oss-meta-a: b",
		"x-oss-tagging: c=d", "x-oss-object-acl: public-read"))
	w, why := b.send(b.grow(open, "/log?append&position=4", "x"))
	if next := w.Header()["x-oss-next-append-position"]; why != string(deny.PositionWrong) || len(next) != 1 || next[0] != "3" {
		t.Errorf("%s %v", why, w.Header())
	}
	w = b.must(b.grow(open, "/log?append&position=3", ", two", "Content-Type: image/png"))
	sum := w.Header()["x-oss-hash-crc64ecma"][0]
	b.must(b.owner(b.raw("PUT", open, "/whole", "one, two")))
	whole := b.must(b.raw("HEAD", open, "/whole", "")).Header()
	w = b.must(b.raw("GET", open, "/log", ""))
	for name, want := range map[string]string{
		"x-oss-object-type": "Appendable", "x-oss-next-append-position": "8", "Content-Type": "text/plain", "x-oss-meta-a": "b",
		"x-oss-tagging-count": "1", "x-oss-hash-crc64ecma": whole["x-oss-hash-crc64ecma"][0],
	} {
		if got := w.Header()[name]; len(got) != 1 || got[0] != want {
			t.Errorf("%s: %v, want %s", name, got, want)
		}
	}
	if w.Body.String() != "one, two" || sum != whole["x-oss-hash-crc64ecma"][0] || w.Header()["Content-MD5"] != nil ||
		whole["x-oss-next-append-position"] != nil {
		t.Errorf("%q %s %v", w.Body, sum, whole)
	}
	listed := b.must(b.owner(b.raw("GET", open, "/?prefix=log", ""))).Body.String()
	if elements(listed, "Type") != "Appendable" || elements(listed, "Size") != "8" {
		t.Error(listed)
	}
	if _, why := b.send(b.grow(open, "/log?append&position=8", "", "x-oss-object-acl: open")); why != string(deny.ObjectACLUnknown) {
		t.Error(why)
	}
	b.must(b.grow(open, "/log?append&position=8", ".", "x-oss-object-acl: private", "x-oss-meta-a: c", "x-oss-meta-b: c",
		"x-oss-tagging: e=f&g=h", "x-oss-storage-class: IA"))
	w = b.must(b.owner(b.raw("HEAD", open, "/log", "")))
	for name, want := range map[string]string{
		"x-oss-meta-a": "b", "x-oss-meta-b": "", "x-oss-tagging-count": "1", "x-oss-storage-class": "Standard",
	} {
		if got := strings.Join(w.Header()[name], " "); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	if now := b.must(b.owner(b.raw("GET", open, "/log?acl", ""))).Body.String(); elements(now, "Grant") != "private" {
		t.Error(now)
	}
	b.must(b.owner(b.raw("PUT", open, "/log", "normal again")))
	if _, why := b.send(b.grow(open, "/log?append&position=12", "x")); why != string(deny.NotAppendable) {
		t.Error(why)
	}
}

// SDK v1 and v2 append in turns, and check the sums of their content.
func TestAppendBySDKs(t *testing.T) {
	s := serveReal(t)
	ctx, key := context.Background(), oss.Ptr("dir/log")
	two := clientV2(s, "cn-hangzhou", oss.SignatureVersionV4, func(*oss.Config) {})
	ok := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	_, err := two.PutBucket(ctx, &oss.PutBucketRequest{Bucket: oss.Ptr("log-bucket")})
	ok("PutBucket", err)
	client, err := v1.New("http://"+hangzhou, ownerKey, ownerSecret, v1.HTTPClient(dialing(s)))
	ok("New", err)
	one, err := client.Bucket("log-bucket")
	ok("Bucket", err)
	first, err := one.DoAppendObject(&v1.AppendObjectRequest{ObjectKey: *key, Reader: strings.NewReader("one, ")}, []v1.Option{v1.InitCRC(0)})
	ok("AppendObject", err)
	second, err := two.AppendObject(ctx, &oss.AppendObjectRequest{
		Bucket: oss.Ptr("log-bucket"), Key: key, Position: oss.Ptr(first.NextPosition),
		InitHashCRC64: oss.Ptr(strconv.FormatUint(first.CRC, 10)), Body: strings.NewReader("two"),
	})
	ok("AppendObject", err)
	if second.NextPosition != 8 {
		t.Errorf("%+v", second)
	}
	_, err = two.AppendObject(ctx, &oss.AppendObjectRequest{
		Bucket: oss.Ptr("log-bucket"), Key: key, Position: oss.Ptr(int64(3)), Body: strings.NewReader("x"),
	})
	refusedV2(t, "AppendObject", err, 409, "PositionNotEqualToLength", "Position is not equal to file length", "0026-00000016")
	file, err := two.AppendFile(ctx, "log-bucket", *key)
	ok("AppendFile", err)
	_, err = file.Write([]byte(", three"))
	ok("Write", err)
	ok("Close", file.Close())
	body, err := one.GetObject(*key)
	ok("GetObject", err)
	if content, _ := io.ReadAll(body); string(content) != "one, two, three" {
		t.Errorf("%q", content)
	}
}
