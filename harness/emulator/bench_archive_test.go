package emulator_test

import (
	"net/http"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// archive creates an object of the open bucket in a storage class.
func (b *bench) archive(key, class string) {
	b.t.Helper()
	b.must(b.owner(b.raw("PUT", open, "/"+key, "content", "x-oss-storage-class: "+class)))
}

// archived creates an object of the open bucket in a storage class.
func archived(key, class string) func(*bench) { return func(b *bench) { b.archive(key, class) } }

// restoring is a request to restore an object of the open bucket.
func (b *bench) restoring(key, body string) *http.Request {
	b.t.Helper()
	return b.owner(b.raw("POST", open, "/"+key+"?restore", body))
}

// restore is the body of that request. An empty tier names no priority.
func restore(days, tier string) string {
	if tier != "" {
		tier = "<JobParameters><Tier>" + tier + "</Tier></JobParameters>"
	}
	return "<RestoreRequest><Days>" + days + "</Days>" + tier + "</RestoreRequest>"
}

func readDirectly(on string) string {
	return "<ArchiveDirectReadConfiguration><Enabled>" + on + "</Enabled></ArchiveDirectReadConfiguration>"
}

// restoreTimes sets the times of a restore of an object in the open bucket, counted from now.
func (b *bench) restoreTimes(key string, ready, expires time.Duration) {
	b.t.Helper()
	body := `{"restore":{"ready":"` + b.now.Add(ready).Format(time.RFC3339) + `","expires":"` + b.now.Add(expires).Format(time.RFC3339) + `"}}`
	if status, answer := b.control("PATCH", "/v1/buckets/open-bucket/objects/"+key, body); status != 204 {
		b.t.Fatalf("%d %s", status, answer)
	}
}

// archiveProvocations lists refusals of archived objects and their restores.
func archiveProvocations() []provocation {
	again := func(class, first, then string, later time.Duration) func(*bench) *http.Request {
		return func(b *bench) *http.Request {
			b.archive("cold", class)
			b.must(b.restoring("cold", first))
			b.now = b.now.Add(later)
			return b.restoring("cold", then)
		}
	}
	asked := func(class, body string) func(*bench) *http.Request {
		return given(archived("cold", class), byOwner("POST", open, "/cold?restore", body))
	}
	times := func(ready, expires time.Duration) func(*bench) {
		return func(b *bench) { b.archive("cold", "ColdArchive"); b.restoreTimes("cold", ready, expires) }
	}
	get, clean := byNobody("GET", open, "/cold"), byOwner("POST", open, "/cold?cleanRestoredObject", "")
	out := []provocation{
		{deny.ObjectFrozen, given(times(time.Hour, day), get)},
		{deny.ObjectFrozen, given(times(-day, 0), get)},
		{deny.ObjectFrozen, given(archived("cold", "Archive"), byNobody("GET", open, "/cold?x-oss-process=image/info"))},
		{deny.ObjectFrozen, given(archived("cold", "Archive"), byOwner("GET", open, "/cold", "", "Range: bytes=0-1"))},
		{deny.ObjectFrozen, func(b *bench) *http.Request {
			b.archive("cold", "ColdArchive")
			b.set(open, "bucketArchiveDirectRead", readDirectly("true"))
			return get(b)
		}},
		{deny.ObjectFrozen, func(b *bench) *http.Request {
			b.must(b.owner(b.raw("PUT", "cold-bucket."+hangzhou, "/",
				"<CreateBucketConfiguration><StorageClass>DeepColdArchive</StorageClass></CreateBucketConfiguration>")))
			b.must(b.owner(b.raw("PUT", "cold-bucket."+hangzhou, "/cold", "content")))
			return b.owner(b.raw("GET", "cold-bucket."+hangzhou, "/cold", ""))
		}},
		{deny.SourceFrozen, given(archived("cold", "Archive"), byOwner("PUT", open, "/warm", "", "x-oss-copy-source: /open-bucket/cold"))},
		{deny.SourceFrozen, given(archived("cold", "Archive"),
			byOwner("PUT", open, "/cold", "", "x-oss-copy-source: /open-bucket/cold", "x-oss-storage-class: Standard"))},
		{deny.NotArchived, byOwner("POST", private, "/key?restore", "")},
		{deny.NotArchived, asked("IA", restore("1", ""))},
		{deny.NoSuchKey, byOwner("POST", private, "/absent?restore", "")},
		{deny.NoSuchKey, byOwner("POST", private, "/absent?cleanRestoredObject", "")},
		{deny.RestoreOngoing, again("Archive", "", "", time.Minute-time.Second)},
		{deny.RestoreOngoing, again("ColdArchive", restore("1", "Expedited"), restore("1", "Expedited"), time.Minute)},
		{deny.RestoreOngoing, given(times(time.Hour, day), byOwner("POST", open, "/cold?restore", ""))},
		{deny.RestoreSlower, again("ColdArchive", "", restore("1", "Bulk"), time.Minute)},
		{deny.RestoreSlower, again("DeepColdArchive", restore("1", "Expedited"), "", time.Minute)},
		{deny.RestoreTier, asked("ColdArchive", restore("1", "Test"))},
		{deny.RestoreTier, asked("ColdArchive", "<RestoreRequest><JobParameters><Tier></Tier></JobParameters></RestoreRequest>")},
		{deny.RestoreTier, asked("DeepColdArchive", restore("1", "Bulk"))},
		{deny.RestoreDays, asked("ColdArchive", restore("-1", ""))},
		{deny.RestoreDays, asked("ColdArchive", restore("366", ""))},
		{deny.RestoreDays, asked("Archive", restore("8", ""))},
		{deny.RestoreDays, asked("Archive", restore("one", ""))},
		{deny.MalformedXML, asked("Archive", restore("1", "Standard"))},
		{deny.RestoreStale, given(archived("cold", "ColdArchive"), clean)},
		{deny.RestoreStale, given(times(-day, 0), clean)},
		{deny.RestoreStale, byOwner("POST", private, "/key?cleanRestoredObject", "")},
		{deny.RestoreNotFinished, given(times(time.Hour, day), clean)},
		{deny.InvalidArgument, byOwner("PUT", private, "/?bucketArchiveDirectRead", readDirectly("maybe"))},
	}
	for _, class := range []string{"Archive", "ColdArchive", "DeepColdArchive"} {
		out = append(out, provocation{deny.ObjectFrozen, given(archived("cold", class), get)})
	}
	return out
}

// archivePrecedences says that permission comes before the state of an object.
func archivePrecedences() []precedence {
	return []precedence{
		{"ACL of the bucket before a frozen object", deny.ByBucketACL, func(b *bench) *http.Request {
			b.must(b.owner(b.raw("PUT", private, "/cold", "content", "x-oss-storage-class: Archive")))
			return b.stranger(b.raw("GET", private, "/cold", ""))
		}},
		{"ACL of the object before its state", deny.ByObjectACLRead, func(b *bench) *http.Request {
			b.must(b.owner(b.raw("PUT", open, "/cold", "content", "x-oss-storage-class: Archive", "x-oss-object-acl: private")))
			return b.raw("GET", open, "/cold", "")
		}},
		{"deny of the bucket policy before a frozen object", deny.ByBucketPolicy, func(b *bench) *http.Request {
			b.archive("cold", "Archive")
			b.set(open, "policy", bucketPolicy(grant("Deny", "oss:GetObject", "*", "")))
			return b.raw("GET", open, "/cold", "")
		}},
	}
}
