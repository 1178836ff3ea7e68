package emulator_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// One request in process, without the cost of a connection.
func BenchmarkSigned(b *testing.B) {
	on := bench.New(b)
	bench.Stage(on)
	get := func(target string) *http.Request { return on.Raw("GET", bench.Private, target, "") }
	body := strings.Repeat("x", 1024)
	for name, r := range map[string]*http.Request{
		"GET-V1":     on.Owner(get("/key")),
		"GET-V1-URL": on.V1URL(get("/key"), "2000000000"),
		"GET-V4":     on.V4(get("/key"), on.Scope()),
		"PUT-V1":     on.Owner(on.Raw("PUT", bench.Private, "/put", body)),
		"PUT-V4":     on.V4(on.Raw("PUT", bench.Private, "/put", body), on.Scope()),
		"403-V1":     on.V1(get("/key"), bench.OwnerKey, "wrong"),
		"403-V4":     altered(on.V4(get("/key"), on.Scope())),
	} {
		b.Run(name, func(b *testing.B) {
			data := on.Emulator.Data()
			b.ReportAllocs()
			for b.Loop() {
				again := *r
				again.Body = io.NopCloser(strings.NewReader(body))
				data.ServeHTTP(&nowhere{http.Header{}}, &again)
			}
		})
	}
}

// altered changes the path of a request that has been signed.
func altered(r *http.Request) *http.Request {
	r.RequestURI = "/other"
	return r
}

// nowhere drops an answer.
type nowhere struct{ header http.Header }

func (n *nowhere) Header() http.Header         { return n.header }
func (n *nowhere) WriteHeader(int)             {}
func (n *nowhere) Write(b []byte) (int, error) { return len(b), nil }
