package emulator_test

import (
	"net/http"
	"strconv"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

func retentionBody(root, days string) string {
	return "<" + root + "><RetentionPeriodInDays>" + days + "</RetentionPeriodInDays></" + root + ">"
}

// retain creates a retention policy for a bucket of the owner, and returns its id.
func (b *bench) retain(host string, days int) string {
	b.t.Helper()
	w := b.must(b.owner(b.raw("POST", host, "/?worm", retentionBody("InitiateWormConfiguration", strconv.Itoa(days)))))
	return w.Header()["x-oss-worm-id"][0]
}

// lock creates a retention policy and locks it.
func (b *bench) lock(host string, days int) string {
	b.t.Helper()
	id := b.retain(host, days)
	b.must(b.owner(b.raw("POST", host, "/?wormId="+id, "")))
	return id
}

// retained sets a policy that keeps the objects of a bucket for a day.
func retained(host string) func(*bench) { return func(b *bench) { b.retain(host, 1) } }

// retentionProvocations lists refusals of retention policies, and by them.
func retentionProvocations() []provocation {
	initiate := func(days string) func(*bench) *http.Request {
		return byOwner("POST", private, "/?worm", retentionBody("InitiateWormConfiguration", days))
	}
	extend := func(locked bool, days string) func(*bench) *http.Request {
		return func(b *bench) *http.Request {
			make := b.retain
			if locked {
				make = b.lock
			}
			return b.owner(b.raw("POST", private, "/?wormId="+make(private, 2)+"&wormExtend", retentionBody("ExtendWormConfiguration", days)))
		}
	}
	batch := "<Delete><Object><Key>absent</Key></Object><Object><Key>key</Key></Object></Delete>"
	return []provocation{
		{deny.ObjectRetained, given(retained(private), byOwner("DELETE", private, "/key", ""))},
		{deny.ObjectRetained, given(retained(private), byOwner("PUT", private, "/key", "other"))},
		{deny.ObjectRetained, given(func(b *bench) { b.lock(private, 1) }, byOwner("PUT", private, "/key", "other"))},
		{deny.ObjectRetained, given(retained(private), byOwner("PUT", private, "/key", "", "x-oss-copy-source: /private-bucket/key"))},
		{deny.ObjectRetained, given(retained(private), byOwner("POST", private, "/?delete", batch, "Content-MD5: "+md5Of(batch)))},
		{deny.ObjectRetained, given(retained(private), func(b *bench) *http.Request {
			return b.owner(b.raw("POST", private, "/key?uploadId="+b.upload("private-bucket", "key"), ""))
		})},
		{deny.ObjectRetained, given(retained(open), func(b *bench) *http.Request {
			b.object("open-bucket", "a", "default")
			return b.form(open, toKey)
		})},
		{deny.BucketNotEmpty, given(func(b *bench) { b.lock(private, 1) }, byOwner("DELETE", private, "/", ""))},
		{deny.RetentionLocked, given(func(b *bench) { b.lock(private, 1) }, byOwner("DELETE", private, "/?worm", ""))},
		{deny.NoRetention, byOwner("GET", private, "/?worm", "")},
		{deny.NoRetention, byOwner("DELETE", private, "/?worm", "")},
		{deny.NoRetention, given(retained(private), func(b *bench) *http.Request {
			b.now = b.now.Add(24 * 3600e9)
			return b.owner(b.raw("GET", private, "/?worm", ""))
		})},
		{deny.RetentionUnknown, byOwner("POST", private, "/?wormId=0", "")},
		{deny.RetentionUnknown, given(retained(private), byOwner("POST", private, "/?wormId=0", ""))},
		{deny.RetentionUnknown,
			given(retained(private), byOwner("POST", private, "/?wormExtend", retentionBody("ExtendWormConfiguration", "2")))},
		{deny.RetentionExists, given(retained(private), initiate("1"))},
		{deny.RetentionExists, given(func(b *bench) { b.lock(private, 1); b.now = b.now.Add(48 * 3600e9) }, initiate("1"))},
		{deny.RetentionInvalid, extend(false, "3")},
		{deny.RetentionInvalid, extend(true, "1")},
		{deny.RetentionRange, initiate("0")},
		{deny.RetentionRange, initiate("-32")},
		{deny.RetentionRange, initiate("25551")},
		{deny.RetentionRange, extend(true, "25551")},
		{deny.RetentionDays, initiate("test")},
		{deny.RetentionDays, extend(true, "")},
		{deny.NotImplemented, byOwner("GET", private, "/?worm&acl", "")},
		{deny.NotImplemented, byOwner("POST", private, "/?wormId=0&worm", "")},
	}
}

// retentionPrecedences says that permission comes before retention.
func retentionPrecedences() []precedence {
	return []precedence{
		{"ACL of the bucket before its retention policy", deny.ByBucketACL, given(retained(private), byStranger("DELETE", private, "/key", ""))},
		{"ACL of the object before the retention policy", deny.ByObjectACLWrite, given(retained(open), byNobody("DELETE", open, "/closed"))},
		{"deny of the bucket policy before the retention policy", deny.ByBucketPolicy, given(func(b *bench) {
			b.retain(open, 1)
			b.set(open, "policy", bucketPolicy(grant("Deny", "oss:DeleteObject", "*", "")))
		}, byNobody("DELETE", open, "/closed"))},
	}
}
