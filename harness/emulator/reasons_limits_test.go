package emulator_test

import (
	"net/http"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

func limitProvocations() []provocation {
	return []provocation{
		{deny.TooManyRequests, func(b *bench) *http.Request {
			b.on(emulator.Terms{QPS: 1})
			b.must(b.owner(b.raw("GET", hangzhou, "/", "")))
			return b.owner(b.raw("GET", hangzhou, "/", ""))
		}},
		{deny.TooManyBuckets, func(b *bench) *http.Request {
			b.on(emulator.Terms{BucketQuota: 1})
			b.must(b.owner(b.raw("PUT", private, "/", "")))
			return b.owner(b.raw("PUT", "fresh-bucket."+hangzhou, "/", ""))
		}},
	}
}
