package check_test

import (
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// The drive service is asked about reads alone, and tells its reason.
func TestADriveServiceRefusesReads(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	bench.DriveRefuses(b)
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/key", "more")))
	b.Must(b.Owner(b.Raw("GET", bench.Private, "/", "")))
	b.Must(b.Owner(b.Raw("HEAD", bench.Private, "/key", "")))
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/copy", "", "x-oss-copy-source: /open-bucket/closed")))
	b.Control("PATCH", "/v1/buckets/private-bucket", `{"callbackDenies":""}`)
	b.Must(b.Owner(b.Raw("GET", bench.Private, "/key", "")))
}
