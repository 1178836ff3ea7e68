package emulator_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// One signed GET of a small object, in process.
func BenchmarkSignedGet(b *testing.B) {
	on := bench.New(b)
	bench.Stage(on)
	for name, r := range map[string]*http.Request{
		"V1":  on.Owner(on.Raw("GET", bench.Private, "/key", "")),
		"V4":  on.V4(on.Raw("GET", bench.Private, "/key", ""), on.Scope()),
		"403": on.V1(on.Raw("GET", bench.Private, "/key", ""), bench.OwnerKey, "wrong"),
	} {
		b.Run(name, func(b *testing.B) {
			data := on.Emulator.Data()
			b.ReportAllocs()
			for b.Loop() {
				data.ServeHTTP(httptest.NewRecorder(), r)
			}
		})
	}
}
