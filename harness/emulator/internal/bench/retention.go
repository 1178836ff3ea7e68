package bench

import (
	"net/http"
	"strconv"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// RetentionBody is a request about the retention policy of a bucket.
func RetentionBody(root, days string) string {
	return "<" + root + "><RetentionPeriodInDays>" + days + "</RetentionPeriodInDays></" + root + ">"
}

// Retain creates a retention policy for a bucket of the owner, and returns its id.
func (b *Bench) Retain(host string, days int) string {
	b.T.Helper()
	w := b.Must(b.Owner(b.Raw("POST", host, "/?worm", RetentionBody("InitiateWormConfiguration", strconv.Itoa(days)))))
	return w.Header()["x-oss-worm-id"][0]
}

// Lock creates a retention policy and locks it.
func (b *Bench) Lock(host string, days int) string {
	b.T.Helper()
	id := b.Retain(host, days)
	b.Must(b.Owner(b.Raw("POST", host, "/?wormId="+id, "")))
	return id
}

// retained sets a policy that keeps the objects of a bucket for a day.
func retained(host string) func(*Bench) { return func(b *Bench) { b.Retain(host, 1) } }

// retentionProvocations lists refusals of retention policies, and by them.
func retentionProvocations() []Provocation {
	initiate := func(days string) func(*Bench) *http.Request {
		return byOwner("POST", Private, "/?worm", RetentionBody("InitiateWormConfiguration", days))
	}
	extend := func(locked bool, days string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			make := b.Retain
			if locked {
				make = b.Lock
			}
			return b.Owner(b.Raw("POST", Private, "/?wormId="+make(Private, 2)+"&wormExtend", RetentionBody("ExtendWormConfiguration", days)))
		}
	}
	batch := "<Delete><Object><Key>absent</Key></Object><Object><Key>key</Key></Object></Delete>"
	return []Provocation{
		{deny.ObjectRetained, given(retained(Private), byOwner("DELETE", Private, "/key", ""))},
		{deny.ObjectRetained, given(retained(Private), byOwner("PUT", Private, "/key", "other"))},
		{deny.ObjectRetained, given(func(b *Bench) { b.Lock(Private, 1) }, byOwner("PUT", Private, "/key", "other"))},
		{deny.ObjectRetained, given(retained(Private), byOwner("PUT", Private, "/key", "", "x-oss-copy-source: /private-bucket/key"))},
		{deny.ObjectRetained, given(retained(Private), byOwner("POST", Private, "/?delete", batch, "Content-MD5: "+MD5Of(batch)))},
		{deny.ObjectRetained, given(retained(Private), func(b *Bench) *http.Request {
			return b.Owner(b.Raw("POST", Private, "/key?uploadId="+b.Upload("private-bucket", "key"), ""))
		})},
		{deny.ObjectRetained, given(retained(Open), func(b *Bench) *http.Request {
			b.Object("open-bucket", "a", "default")
			return b.Form(Open, ToKey())
		})},
		{deny.BucketNotEmpty, given(func(b *Bench) { b.Lock(Private, 1) }, byOwner("DELETE", Private, "/", ""))},
		{deny.RetentionLocked, given(func(b *Bench) { b.Lock(Private, 1) }, byOwner("DELETE", Private, "/?worm", ""))},
		{deny.NoRetention, byOwner("GET", Private, "/?worm", "")},
		{deny.NoRetention, byOwner("DELETE", Private, "/?worm", "")},
		{deny.NoRetention, given(retained(Private), func(b *Bench) *http.Request {
			b.Now = b.Now.Add(24 * 3600e9)
			return b.Owner(b.Raw("GET", Private, "/?worm", ""))
		})},
		{deny.RetentionUnknown, byOwner("POST", Private, "/?wormId=0", "")},
		{deny.RetentionUnknown, given(retained(Private), byOwner("POST", Private, "/?wormId=0", ""))},
		{deny.RetentionUnknown,
			given(retained(Private), byOwner("POST", Private, "/?wormExtend", RetentionBody("ExtendWormConfiguration", "2")))},
		{deny.RetentionExists, given(retained(Private), initiate("1"))},
		{deny.RetentionExists, given(func(b *Bench) { b.Lock(Private, 1); b.Now = b.Now.Add(48 * 3600e9) }, initiate("1"))},
		{deny.RetentionInvalid, extend(false, "3")},
		{deny.RetentionInvalid, extend(true, "1")},
		{deny.RetentionRange, initiate("0")},
		{deny.RetentionRange, initiate("-32")},
		{deny.RetentionRange, initiate("25551")},
		{deny.RetentionRange, extend(true, "25551")},
		{deny.RetentionDays, initiate("test")},
		{deny.RetentionDays, extend(true, "")},
		{deny.NotImplemented, byOwner("GET", Private, "/?worm&acl", "")},
		{deny.NotImplemented, byOwner("POST", Private, "/?wormId=0&worm", "")},
	}
}

// retentionPrecedences says that permission comes before retention.
func retentionPrecedences() []Precedence {
	return []Precedence{
		{"ACL of the bucket before its retention policy", deny.ByBucketACL, given(retained(Private), ByStranger("DELETE", Private, "/key", ""))},
		{"ACL of the object before the retention policy", deny.ByObjectACLWrite, given(retained(Open), ByNobody("DELETE", Open, "/closed"))},
		{"deny of the bucket policy before the retention policy", deny.ByBucketPolicy, given(func(b *Bench) {
			b.Retain(Open, 1)
			b.Set(Open, "policy", BucketPolicy(Grant("Deny", "oss:DeleteObject", "*", "")))
		}, ByNobody("DELETE", Open, "/closed"))},
	}
}

// Day is a day.
const Day = 24 * time.Hour

// At moves the clock of a bench to a time after its start, and then runs more.
func (b *Bench) At(after time.Duration, more ...func()) func() {
	start := b.Now
	return func() {
		b.Now = start.Add(after)
		for _, f := range more {
			f()
		}
	}
}
