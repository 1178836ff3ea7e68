package emulator_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// One signed GET of a small object, in process.
func BenchmarkSignedGet(b *testing.B) {
	on := newBench(b)
	stage(on)
	for name, r := range map[string]*http.Request{
		"V1":  on.owner(on.raw("GET", private, "/key", "")),
		"V4":  on.v4(on.raw("GET", private, "/key", ""), on.scope()),
		"403": on.v1(on.raw("GET", private, "/key", ""), ownerKey, "wrong"),
	} {
		b.Run(name, func(b *testing.B) {
			data := on.e.Data()
			b.ReportAllocs()
			for b.Loop() {
				data.ServeHTTP(httptest.NewRecorder(), r)
			}
		})
	}
}
