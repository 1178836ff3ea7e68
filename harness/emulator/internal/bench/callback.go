package bench

import "github.com/oss403/oss403/harness/emulator/internal/deny"

// DriveRefuses lets the drive service of the private bucket refuse reads.
func DriveRefuses(b *Bench) {
	b.Control("PATCH", "/v1/buckets/private-bucket", `{"callbackDenies":"ExceedMaxConcurrency"}`)
}

func callbackProvocations() []Provocation {
	return []Provocation{
		{deny.CallbackDenies, given(DriveRefuses, byOwner("GET", Private, "/key", ""))},
		{deny.CallbackDenies, given(DriveRefuses, byOwner("PUT", Open, "/copy", "", "x-oss-copy-source: /private-bucket/key"))},
	}
}
