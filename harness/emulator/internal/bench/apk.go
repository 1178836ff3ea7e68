package bench

import (
	"net/http"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// ApkType is the header with the type of a program.
const ApkType = "Content-Type: application/vnd.android.package-archive"

// WithApps puts one program by name and one by type into the open bucket. An acceleration endpoint
// and a custom domain lead to the bucket.
func WithApps(b *Bench) {
	b.Object("open-bucket", "app.apk", "default")
	b.Must(b.Owner(b.Raw("PUT", Open, "/app", "content", ApkType)))
	b.Set(Open, "transferAcceleration", AccelerationBody("true"))
	b.Bind(Open, Domain)
}

func appProvocations() []Provocation {
	const fast = "open-bucket.oss-accelerate.aliyuncs.com"
	return []Provocation{
		{deny.AppAtEndpoint, given(WithApps, ByNobody("GET", Open, "/app.apk"))},
		{deny.AppAtEndpoint, given(WithApps, func(b *Bench) *http.Request { return b.V1URL(b.Raw("GET", Open, "/app.apk", ""), Soon) })},
		{deny.AppAtEndpoint, func(b *Bench) *http.Request {
			WithApps(b)
			b.Object("open-bucket", "APP.IPA", "default")
			return b.Raw("GET", Open, "/APP.IPA", "")
		}},
		{deny.AppAccelerated, given(WithApps, ByNobody("GET", fast, "/app.apk"))},
		{deny.AppKindAtEndpoint, given(WithApps, ByNobody("GET", Open, "/app"))},
		{deny.AppKindAccelerated, given(WithApps, ByNobody("GET", fast, "/app"))},
		{deny.ByBucketACL, given(func(b *Bench) { b.Object("private-bucket", "app.apk", "default") }, ByNobody("GET", Private, "/app.apk"))},
	}
}
