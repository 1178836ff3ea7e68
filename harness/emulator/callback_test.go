package emulator_test

import (
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// refusing lets the drive service of the private bucket refuse reads.
func refusing(b *bench) {
	b.control("PATCH", "/v1/buckets/private-bucket", `{"callbackDenies":"ExceedMaxConcurrency"}`)
}

func callbackProvocations() []provocation {
	return []provocation{
		{deny.CallbackDenies, given(refusing, byOwner("GET", private, "/key", ""))},
		{deny.CallbackDenies, given(refusing, byOwner("PUT", open, "/copy", "", "x-oss-copy-source: /private-bucket/key"))},
	}
}

// The drive service is asked about reads alone, and tells its reason.
func TestADriveServiceRefusesReads(t *testing.T) {
	b := newBench(t)
	stage(b)
	refusing(b)
	b.must(b.owner(b.raw("PUT", private, "/key", "more")))
	b.must(b.owner(b.raw("GET", private, "/", "")))
	b.must(b.owner(b.raw("HEAD", private, "/key", "")))
	b.must(b.owner(b.raw("PUT", private, "/copy", "", "x-oss-copy-source: /open-bucket/closed")))
	b.control("PATCH", "/v1/buckets/private-bucket", `{"callbackDenies":""}`)
	b.must(b.owner(b.raw("GET", private, "/key", "")))
}
