package emulator_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// One signed GET of a small object, in process.
func BenchmarkSignedGet(b *testing.B) {
	bench := newBench(b)
	stage(bench)
	for name, r := range map[string]*http.Request{
		"V1":  bench.owner(bench.raw("GET", private, "/key", "")),
		"V4":  bench.v4(bench.raw("GET", private, "/key", ""), bench.scope()),
		"403": bench.v1(bench.raw("GET", private, "/key", ""), ownerKey, "wrong"),
	} {
		b.Run(name, func(b *testing.B) {
			data := bench.e.Data()
			b.ReportAllocs()
			for b.Loop() {
				data.ServeHTTP(httptest.NewRecorder(), r)
			}
		})
	}
}
