package bench

import (
	"net/http"
	"strconv"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// QuotaBody is a request for a storage quota in bytes.
func QuotaBody(bytes, mode string) string {
	return "<QuotaConfiguration><StorageQuota>" + bytes + "</StorageQuota><Mode>" + mode + "</Mode></QuotaConfiguration>"
}

// CapacityBody is a request for a storage capacity in GB.
func CapacityBody(gb string) string {
	return "<BucketUserQos><StorageCapacity>" + gb + "</StorageCapacity></BucketUserQos>"
}

// full leaves no space in a bucket.
func full(host string) func(*Bench) {
	return func(b *Bench) { b.Set(host, "quota", QuotaBody("0", "Strict")) }
}

// quotaProvocations lists refusals of and by storage quotas.
func quotaProvocations() []Provocation {
	quota := func(bytes, mode string) func(*Bench) *http.Request {
		return byOwner("PUT", Private, "/?quota", QuotaBody(bytes, mode))
	}
	capacity := func(gb string) func(*Bench) *http.Request { return byOwner("PUT", Private, "/?qos", CapacityBody(gb)) }
	const source = "x-oss-copy-source: /private-bucket/key"
	part := func(headers ...string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			id := b.Upload("private-bucket", "multi")
			full(Private)(b)
			return b.Owner(b.Raw("PUT", Private, "/multi?partNumber=1&uploadId="+id, "a", headers...))
		}
	}
	return []Provocation{
		{deny.BucketFull, given(full(Private), byOwner("PUT", Private, "/new", "a"))},
		{deny.BucketFull, given(full(Private), byOwner("POST", Private, "/new?append&position=0", "a"))},
		{deny.BucketFull, given(full(Private), byOwner("PUT", Private, "/copy", "", source))},
		{deny.BucketFull, part()},
		{deny.BucketFull, part(source)},
		{deny.BucketFull, given(full(Open), func(b *Bench) *http.Request { return b.Form(Open, ToKey()) })},
		{deny.BucketFull, given(func(b *Bench) { b.Set(Private, "qos", CapacityBody("0")) }, byOwner("PUT", Private, "/new", "a"))},
		{deny.QuotaInvalid, quota("-1", "Strict")},
		{deny.QuotaInvalid, quota("much", "Strict")},
		{deny.QuotaInvalid, quota("1", "strict")},
		{deny.NoQuota, byOwner("GET", Private, "/?quota", "")},
		{deny.NoQuota, given(full(Private), func(b *Bench) *http.Request {
			b.Must(b.Owner(b.Raw("DELETE", Private, "/?quota", "")))
			return b.Owner(b.Raw("GET", Private, "/?quota", ""))
		})},
		{deny.CapacityInvalid, capacity("-2")},
		{deny.CapacityInvalid, capacity(strconv.Itoa(1<<32 + 1))},
		{deny.CapacityInvalid, capacity("many")},
	}
}

// quotaPrecedences says that permission comes before the quota.
func quotaPrecedences() []Precedence {
	return []Precedence{
		{"ACL of the bucket before its quota", deny.ByBucketACL, given(full(Private), ByStranger("PUT", Private, "/new", "a"))},
	}
}
