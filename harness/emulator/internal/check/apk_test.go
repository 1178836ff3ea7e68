package check_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// Programs can be read with a signature in the header, at other names, and from old buckets.
// Uploads are not restricted.
func TestAppsAreServedOtherwise(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	bench.WithApps(b)
	for name, r := range map[string]*http.Request{
		"signed in the header": b.Owner(b.Raw("GET", bench.Open, "/app.apk", "")),
		"a custom domain":      b.Raw("GET", bench.Domain, "/app.apk", ""),
		"an IP address":        b.Raw("GET", "127.0.0.1", "/open-bucket/app", ""),
		"the internal name":    b.Raw("GET", "open-bucket.oss-cn-hangzhou-internal.aliyuncs.com", "/app.apk", ""),
		"written by a link":    b.V1URL(b.Raw("PUT", bench.Open, "/more.ipa", "content"), bench.Soon),
	} {
		if _, why := b.Send(r); why != "" {
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
		b := bench.New(t)
		at, err := time.Parse(time.RFC3339, made)
		if err != nil {
			t.Fatal(err)
		}
		b.Now = at
		bench.Stage(b)
		b.Object("open-bucket", "app.apk", "default")
		b.Must(b.Owner(b.Raw("PUT", bench.Open, "/app", "content", bench.ApkType)))
		for i, target := range []string{"/app.apk", "/app"} {
			if _, why := b.Send(b.Raw("GET", bench.Open, target, "")); why != string(want[i]) {
				t.Errorf("made at %s, %s: %q", made, target, why)
			}
		}
	}
}
