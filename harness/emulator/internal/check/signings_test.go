package check_test

import (
	"net/http"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// A correctly signed request is served, with and without a token, to the last moment.
func TestEveryFormIsServed(t *testing.T) {
	for _, s := range bench.Signings() {
		t.Run(s.Carrier.String(), func(t *testing.T) {
			b := bench.New(t)
			bench.Stage(b)
			for name, r := range map[string]*http.Request{
				"owner":        s.Asked(b, bench.OwnerCredentials()),
				"session":      s.Asked(b, bench.Reader(b)),
				"parameters":   s.By(b, b.Raw("GET", bench.Private, "/?prefix=a%2Fb+c&max-keys=1&delimiter=%2F", ""), bench.OwnerCredentials()),
				"sub-resource": s.By(b, b.Raw("GET", bench.Private, "/key?acl", ""), bench.OwnerCredentials()),
				"service":      s.By(b, b.Raw("GET", bench.Hangzhou, "/", ""), bench.OwnerCredentials()),
				"odd key": s.By(b, b.Raw("PUT", bench.Private, "/a%20b/%C3%A9+%2B~%25%2F%3F", "content", "Content-Type: text/a"),
					bench.OwnerCredentials()),
				"path style": s.By(b, b.Raw("GET", "127.0.0.1:80", "/private-bucket/key", ""), bench.OwnerCredentials()),
			} {
				w := b.Must(r)
				if rec := b.Trace(bench.RequestID(w)); rec.Carrier != s.Carrier.String() {
					t.Errorf("%s: traced as %s", name, rec.Carrier)
				}
			}
		})
	}
}
