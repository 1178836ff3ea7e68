package bench

import (
	"net/http"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// Grow appends to an object of the owner.
func (b *Bench) Grow(host, target, body string, headers ...string) *http.Request {
	return b.Owner(b.Raw("POST", host, target, body, headers...))
}

// log makes an appendable object of five bytes.
func log(host string) func(*Bench) {
	return func(b *Bench) { b.Must(b.Grow(host, "/log?append&position=0", "first")) }
}

// seals grants the owner SealAppendObject.
func seals(b *Bench) { b.Account(0, `{"sealAppendObject":true}`) }

// appendProvocations lists refusals of appendable objects.
func appendProvocations() []Provocation {
	const kms = "x-oss-server-side-encryption: KMS"
	started := func(r func(*Bench) *http.Request) func(*Bench) *http.Request { return given(log(Private), r) }
	return []Provocation{
		{deny.PositionMissing, byOwner("POST", Private, "/log?append", "x")},
		{deny.PositionInvalid, byOwner("POST", Private, "/log?append&position=test", "x")},
		{deny.PositionInvalid, byOwner("POST", Private, "/log?append&position=-1", "x")},
		{deny.PositionInvalid, byOwner("POST", Private, "/log?append&position=", "x")},
		{deny.PositionInvalid, byOwner("POST", Private, "/log?append&position=99999999999999999999", "x")},
		{deny.PositionWrong, byOwner("POST", Private, "/log?append&position=1", "x")},
		{deny.PositionWrong, started(byOwner("POST", Private, "/log?append&position=0", "x"))},
		{deny.PositionWrong, started(byOwner("POST", Private, "/log?append&position=6", "x"))},
		{deny.NotAppendable, byOwner("POST", Private, "/key?append&position=7", "x")},
		{deny.NotAppendable, byOwner("POST", Private, "/key?append&position=0", "x")},
		{deny.AppendClass, byOwner("POST", Private, "/log?append&position=0", "x", "x-oss-storage-class: ColdArchive")},
		{deny.AppendClass, byOwner("POST", Private, "/log?append&position=0", "x", "x-oss-storage-class: DeepColdArchive")},
		{deny.AppendKey, given(func(b *Bench) {
			b.Control("PUT", "/v1/accounts/"+Accounts()[0].UID+"/kms/key-1", `{"state":"Enabled"}`)
		},
			byOwner("POST", Private, "/log?append&position=0", "x", kms, "x-oss-server-side-encryption-key-id: key-1"))},
		{deny.SealNotGranted, started(byOwner("POST", Private, "/log?seal&position=5", ""))},
		{deny.SealOfOther, given(seals, byOwner("POST", Private, "/key?seal&position=7", ""))},
		{deny.PositionWrong, given(seals, started(byOwner("POST", Private, "/log?seal&position=4", "")))},
		{deny.PositionMissing, given(seals, started(byOwner("POST", Private, "/log?seal", "")))},
		{deny.NoSuchKey, given(seals, byOwner("POST", Private, "/log?seal&position=0", ""))},
		{deny.ByBucketACL, given(seals, started(ByStranger("POST", Private, "/log?seal&position=5", "")))},
		{deny.AppendToSealed, given(seals, started(given(
			func(b *Bench) { b.Must(b.Grow(Private, "/log?seal&position=5", "")) },
			byOwner("POST", Private, "/log?append&position=5", "x"))))},
		{deny.CopyAppendable, started(byOwner("PUT", Private, "/copy", "", "x-oss-copy-source: /private-bucket/log"))},
		{deny.InvalidDigest, byOwner("POST", Private, "/log?append&position=0", "x", "Content-MD5: "+MD5Of("y"))},
		{deny.MissingLength, func(b *Bench) *http.Request {
			r := b.Grow(Private, "/log?append&position=0", "")
			r.Header.Del("Content-Length")
			return r
		}},
		{deny.EntityTooLarge, byOwner("POST", Private, "/log?append&position=0", "", "Content-Length: 999999999999")},
		{deny.ByBucketACL, ByStranger("POST", Private, "/log?append&position=0", "x")},
		{deny.ByObjectACLWrite, ByNobody("POST", Open, "/closed?append&position=0")},
		{deny.PublicObjectACL, byOwner("POST", Blocked, "/log?append&position=0", "x", "x-oss-object-acl: public-read")},
		{deny.SecondaryMissing, func(b *Bench) *http.Request {
			u := b.User("alice", Statement("Allow", "oss:PutObject", Everything))
			return b.By(u, b.Raw("POST", Private, "/log?append&position=0", "x", "x-oss-tagging: a=b"))
		}},
		{deny.KMSForbidden, given(func(b *Bench) { b.Must(b.Grow(Private, "/log?append&position=0", "first", kms)) },
			func(b *Bench) *http.Request {
				u := b.User("alice", Statement("Allow", "oss:*", Everything))
				return b.By(u, b.Raw("POST", Private, "/log?append&position=5", "x"))
			})},
		{deny.ObjectRetained, given(func(b *Bench) { log(Private)(b); b.Retain(Private, 1) },
			byOwner("POST", Private, "/log?append&position=5", "x"))},
		{deny.NotImplemented, given((*Bench).Tree, byOwner("POST", Tree, "/log?append&position=0", "x"))},
	}
}
