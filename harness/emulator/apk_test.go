package emulator_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

const apkType = "Content-Type: application/vnd.android.package-archive"

// withApps puts one program by name and one by type into the open bucket. An acceleration endpoint
// and a custom domain lead to the bucket.
func withApps(b *bench) {
	b.object("open-bucket", "app.apk", "default")
	b.must(b.owner(b.raw("PUT", open, "/app", "content", apkType)))
	b.set(open, "transferAcceleration", acceleration("true"))
	b.bind(open, domain)
}

func appProvocations() []provocation {
	const fast = "open-bucket.oss-accelerate.aliyuncs.com"
	return []provocation{
		{deny.AppAtEndpoint, given(withApps, byNobody("GET", open, "/app.apk"))},
		{deny.AppAtEndpoint, given(withApps, func(b *bench) *http.Request { return b.v1URL(b.raw("GET", open, "/app.apk", ""), soon) })},
		{deny.AppAtEndpoint, func(b *bench) *http.Request {
			withApps(b)
			b.object("open-bucket", "APP.IPA", "default")
			return b.raw("GET", open, "/APP.IPA", "")
		}},
		{deny.AppAccelerated, given(withApps, byNobody("GET", fast, "/app.apk"))},
		{deny.AppKindAtEndpoint, given(withApps, byNobody("GET", open, "/app"))},
		{deny.AppKindAccelerated, given(withApps, byNobody("GET", fast, "/app"))},
		{deny.ByBucketACL, given(func(b *bench) { b.object("private-bucket", "app.apk", "default") }, byNobody("GET", private, "/app.apk"))},
	}
}

// Programs can be read with a signature in the header, at other names, and from old buckets.
// Uploads are not restricted.
func TestAppsAreServedOtherwise(t *testing.T) {
	b := newBench(t)
	stage(b)
	withApps(b)
	for name, r := range map[string]*http.Request{
		"signed in the header": b.owner(b.raw("GET", open, "/app.apk", "")),
		"a custom domain":      b.raw("GET", domain, "/app.apk", ""),
		"an IP address":        b.raw("GET", "127.0.0.1", "/open-bucket/app", ""),
		"the internal name":    b.raw("GET", "open-bucket.oss-cn-hangzhou-internal.aliyuncs.com", "/app.apk", ""),
		"written by a link":    b.v1URL(b.raw("PUT", open, "/more.ipa", "content"), soon),
	} {
		if _, why := b.send(r); why != "" {
			t.Errorf("%s: %s", name, why)
		}
	}
}

// A bucket from before the rule serves programs at its public name: by name until 2023-08-15, by
// type until 2024-08-05, Beijing time.
func TestOldBucketsServeApps(t *testing.T) {
	for made, want := range map[string][2]deny.Reason{
		"2023-08-14T15:59:59Z": {"", ""},
		"2023-08-14T16:00:00Z": {deny.AppAtEndpoint, ""},
		"2024-08-04T15:59:59Z": {deny.AppAtEndpoint, ""},
		"2024-08-04T16:00:00Z": {deny.AppAtEndpoint, deny.AppKindAtEndpoint},
	} {
		b := newBench(t)
		at, err := time.Parse(time.RFC3339, made)
		if err != nil {
			t.Fatal(err)
		}
		b.now = at
		stage(b)
		b.object("open-bucket", "app.apk", "default")
		b.must(b.owner(b.raw("PUT", open, "/app", "content", apkType)))
		for i, target := range []string{"/app.apk", "/app"} {
			if _, why := b.send(b.raw("GET", open, target, "")); why != string(want[i]) {
				t.Errorf("made at %s, %s: %q", made, target, why)
			}
		}
	}
}
