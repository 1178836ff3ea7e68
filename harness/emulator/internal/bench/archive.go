package bench

import (
	"net/http"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// Archive creates an object of the open bucket in a storage class.
func (b *Bench) Archive(key, class string) {
	b.T.Helper()
	b.Must(b.Owner(b.Raw("PUT", Open, "/"+key, "content", "x-oss-storage-class: "+class)))
}

// archived creates an object of the open bucket in a storage class.
func archived(key, class string) func(*Bench) { return func(b *Bench) { b.Archive(key, class) } }

// Restoring is a request to restore an object of the open bucket.
func (b *Bench) Restoring(key, body string) *http.Request {
	b.T.Helper()
	return b.Owner(b.Raw("POST", Open, "/"+key+"?restore", body))
}

// RestoreBody is the body of that request. An empty tier names no priority.
func RestoreBody(days, tier string) string {
	if tier != "" {
		tier = "<JobParameters><Tier>" + tier + "</Tier></JobParameters>"
	}
	return "<RestoreRequest><Days>" + days + "</Days>" + tier + "</RestoreRequest>"
}

// DirectReadBody is the request to read archived objects directly, or not.
func DirectReadBody(on string) string {
	return "<ArchiveDirectReadConfiguration><Enabled>" + on + "</Enabled></ArchiveDirectReadConfiguration>"
}

// RestoreTimes sets the times of a restore of an object in the open bucket, counted from now.
func (b *Bench) RestoreTimes(key string, ready, expires time.Duration) {
	b.T.Helper()
	body := `{"restore":{"ready":"` + b.Now.Add(ready).Format(time.RFC3339) + `","expires":"` + b.Now.Add(expires).Format(time.RFC3339) + `"}}`
	if status, answer := b.Control("PATCH", "/v1/buckets/open-bucket/objects/"+key, body); status != 204 {
		b.T.Fatalf("%d %s", status, answer)
	}
}

// archiveProvocations lists refusals of archived objects and their restores.
func archiveProvocations() []Provocation {
	again := func(class, first, then string, later time.Duration) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			b.Archive("cold", class)
			b.Must(b.Restoring("cold", first))
			b.Now = b.Now.Add(later)
			return b.Restoring("cold", then)
		}
	}
	asked := func(class, body string) func(*Bench) *http.Request {
		return given(archived("cold", class), byOwner("POST", Open, "/cold?restore", body))
	}
	times := func(ready, expires time.Duration) func(*Bench) {
		return func(b *Bench) { b.Archive("cold", "ColdArchive"); b.RestoreTimes("cold", ready, expires) }
	}
	get, clean := ByNobody("GET", Open, "/cold"), byOwner("POST", Open, "/cold?cleanRestoredObject", "")
	out := []Provocation{
		{deny.ObjectFrozen, given(times(time.Hour, Day), get)},
		{deny.ObjectFrozen, given(times(-Day, 0), get)},
		{deny.ObjectFrozen, given(archived("cold", "Archive"), ByNobody("GET", Open, "/cold?x-oss-process=image/info"))},
		{deny.ObjectFrozen, given(archived("cold", "Archive"), byOwner("GET", Open, "/cold", "", "Range: bytes=0-1"))},
		{deny.ObjectFrozen, func(b *Bench) *http.Request {
			b.Archive("cold", "ColdArchive")
			b.Set(Open, "bucketArchiveDirectRead", DirectReadBody("true"))
			return get(b)
		}},
		{deny.ObjectFrozen, func(b *Bench) *http.Request {
			b.Must(b.Owner(b.Raw("PUT", "cold-bucket."+Hangzhou, "/",
				"<CreateBucketConfiguration><StorageClass>DeepColdArchive</StorageClass></CreateBucketConfiguration>")))
			b.Must(b.Owner(b.Raw("PUT", "cold-bucket."+Hangzhou, "/cold", "content")))
			return b.Owner(b.Raw("GET", "cold-bucket."+Hangzhou, "/cold", ""))
		}},
		{deny.SourceFrozen, given(archived("cold", "Archive"), byOwner("PUT", Open, "/warm", "", "x-oss-copy-source: /open-bucket/cold"))},
		{deny.SourceFrozen, given(archived("cold", "Archive"),
			byOwner("PUT", Open, "/cold", "", "x-oss-copy-source: /open-bucket/cold", "x-oss-storage-class: Standard"))},
		{deny.NotArchived, byOwner("POST", Private, "/key?restore", "")},
		{deny.NotArchived, asked("IA", RestoreBody("1", ""))},
		{deny.NoSuchKey, byOwner("POST", Private, "/absent?restore", "")},
		{deny.NoSuchKey, byOwner("POST", Private, "/absent?cleanRestoredObject", "")},
		{deny.RestoreOngoing, again("Archive", "", "", time.Minute-time.Second)},
		{deny.RestoreOngoing, again("ColdArchive", RestoreBody("1", "Expedited"), RestoreBody("1", "Expedited"), time.Minute)},
		{deny.RestoreOngoing, given(times(time.Hour, Day), byOwner("POST", Open, "/cold?restore", ""))},
		{deny.RestoreSlower, again("ColdArchive", "", RestoreBody("1", "Bulk"), time.Minute)},
		{deny.RestoreSlower, again("DeepColdArchive", RestoreBody("1", "Expedited"), "", time.Minute)},
		{deny.RestoreTier, asked("ColdArchive", RestoreBody("1", "Test"))},
		{deny.RestoreTier, asked("ColdArchive", "<RestoreRequest><JobParameters><Tier></Tier></JobParameters></RestoreRequest>")},
		{deny.RestoreTier, asked("DeepColdArchive", RestoreBody("1", "Bulk"))},
		{deny.RestoreDays, asked("ColdArchive", RestoreBody("-1", ""))},
		{deny.RestoreDays, asked("ColdArchive", RestoreBody("366", ""))},
		{deny.RestoreDays, asked("Archive", RestoreBody("8", ""))},
		{deny.RestoreDays, asked("Archive", RestoreBody("one", ""))},
		{deny.MalformedXML, asked("Archive", RestoreBody("1", "Standard"))},
		{deny.RestoreStale, given(archived("cold", "ColdArchive"), clean)},
		{deny.RestoreStale, given(times(-Day, 0), clean)},
		{deny.RestoreStale, byOwner("POST", Private, "/key?cleanRestoredObject", "")},
		{deny.RestoreNotFinished, given(times(time.Hour, Day), clean)},
		{deny.InvalidArgument, byOwner("PUT", Private, "/?bucketArchiveDirectRead", DirectReadBody("maybe"))},
	}
	for _, class := range []string{"Archive", "ColdArchive", "DeepColdArchive"} {
		out = append(out, Provocation{deny.ObjectFrozen, given(archived("cold", class), get)})
	}
	return out
}

// archivePrecedences says that permission comes before the state of an object.
func archivePrecedences() []Precedence {
	return []Precedence{
		{"ACL of the bucket before a frozen object", deny.ByBucketACL, func(b *Bench) *http.Request {
			b.Must(b.Owner(b.Raw("PUT", Private, "/cold", "content", "x-oss-storage-class: Archive")))
			return b.Stranger(b.Raw("GET", Private, "/cold", ""))
		}},
		{"ACL of the object before its state", deny.ByObjectACLRead, func(b *Bench) *http.Request {
			b.Must(b.Owner(b.Raw("PUT", Open, "/cold", "content", "x-oss-storage-class: Archive", "x-oss-object-acl: private")))
			return b.Raw("GET", Open, "/cold", "")
		}},
		{"deny of the bucket policy before a frozen object", deny.ByBucketPolicy, func(b *Bench) *http.Request {
			b.Archive("cold", "Archive")
			b.Set(Open, "policy", BucketPolicy(Grant("Deny", "oss:GetObject", "*", "")))
			return b.Raw("GET", Open, "/cold", "")
		}},
	}
}

// State returns what HEAD and both listings say about the restore of an object.
func (b *Bench) State(key string) string {
	b.T.Helper()
	head := b.Must(b.Owner(b.Raw("HEAD", Open, "/"+key, ""))).Header()
	said := strings.Join(head["x-oss-restore"], "")
	for _, target := range []string{"/?prefix=" + key, "/?list-type=2&prefix=" + key} {
		list := strings.ReplaceAll(b.Must(b.Owner(b.Raw("GET", Open, target, ""))).Body.String(), "&#34;", `"`)
		if Elements(list, "RestoreInfo") != said || Elements(list, "StorageClass") != head["x-oss-storage-class"][0] {
			b.T.Errorf("%s: HEAD says %v, the listing %s", target, head, list)
		}
	}
	return said
}
