package bench

import (
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// Shut closes the public endpoints of mainland China for the data of the owner.
const Shut = `{"mainlandPublicEndpointClosed":true}`

// ShutOut closes the public endpoints of the mainland to the owner.
func ShutOut(b *Bench) { b.Account(0, Shut) }

// publicEndpointProvocations lists refusals of data at public endpoints.
func publicEndpointProvocations() []Provocation {
	return []Provocation{
		{deny.PublicEndpointClosed, given(ShutOut, byOwner("GET", Private, "/key", ""))},
		{deny.PublicEndpointClosed, given(ShutOut, byOwner("PUT", Private, "/key", ""))},
		{deny.PublicEndpointClosed, given(ShutOut, byOwner("GET", Private, "/?list-type=2", ""))},
		{deny.PublicEndpointClosed, given(ShutOut, ByNobody("GET", Open, "/key"))},
		{deny.PublicEndpointClosed, given(ShutOut, ByStranger("HEAD", Open, "/key", ""))},
		{deny.PublicEndpointClosed, given(ShutOut, ByNobody("GET", "nowhere-bucket.oss-rg-china-mainland.aliyuncs.com", "/key"))},
		{deny.PublicEndpointClosed, given(ShutOut, ByNobody("GET", "private-bucket.cn-hangzhou.oss.aliyuncs.com", "/key"))},
		{deny.PublicEndpointClosed, given(ShutOut, ByNobody("GET", "private-bucket.oss.aliyuncs.com", "/key"))},
		{deny.PublicEndpointClosed, given(func(b *Bench) {
			ShutOut(b)
			b.Control("PATCH", "/v1/buckets/private-bucket", `{"pathStyle":true}`)
		}, byOwner("GET", Hangzhou, "/private-bucket/key", ""))},
	}
}
