package bench

import (
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// NotOffered closes transfer acceleration to the buckets of two regions.
const NotOffered = `{"regionsWithoutAcceleration":["eu-central-1","cn-hangzhou"]}`

// accelerationProvocations lists refusals by the switch of a bucket.
func accelerationProvocations() []Provocation {
	const nowhere, sub = "nowhere-bucket.oss-rg-china-mainland.aliyuncs.com", "/?transferAcceleration"
	withheld := func(b *Bench) { b.Account(0, NotOffered) }
	return []Provocation{
		{deny.NoAcceleration, byOwner("GET", Private, sub, "")},
		{deny.AccelerationNotOffered, byOwner("GET", nowhere, sub, "")},
		{deny.AccelerationNotOffered, byOwner("PUT", nowhere, sub, AccelerationBody("true"))},
		{deny.AccelerationNotOffered, given(withheld, byOwner("GET", Private, sub, ""))},
		{deny.AccelerationNotOffered, given(withheld, byOwner("PUT", Private, sub, AccelerationBody("false")))},
		{deny.MalformedXML, byOwner("PUT", Private, sub, AccelerationBody("on"))},
		{deny.MalformedXML, byOwner("PUT", Private, sub, AccelerationBody(""))},
	}
}
