package bench

import (
	"net/http"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

func limitProvocations() []Provocation {
	return []Provocation{
		{deny.TooManyRequests, func(b *Bench) *http.Request {
			b.On(emulator.Terms{QPS: 1})
			b.Must(b.Owner(b.Raw("GET", Hangzhou, "/", "")))
			return b.Owner(b.Raw("GET", Hangzhou, "/", ""))
		}},
		{deny.TooManyBuckets, func(b *Bench) *http.Request {
			b.On(emulator.Terms{BucketQuota: 1})
			b.Must(b.Owner(b.Raw("PUT", Private, "/", "")))
			return b.Owner(b.Raw("PUT", "fresh-bucket."+Hangzhou, "/", ""))
		}},
	}
}
