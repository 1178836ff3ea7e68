package check_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// An account may send so many requests in a second to each of OSS, STS and RAM. One more has no
// effect, whatever it asks for.
func TestRates(t *testing.T) {
	b := bench.New(t)
	b.On(emulator.Terms{QPS: 3})
	busy := func(r *http.Request) bool {
		t.Helper()
		w, got := b.Send(r)
		return got == string(deny.TooManyRequests) && w.Code == 503
	}
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/", "")))
	if busy(b.Raw("GET", bench.Private, "/absent", "")) || busy(b.V1(b.Raw("GET", bench.Private, "/", ""), bench.OwnerKey, "wrong")) {
		t.Error("within the rate")
	}
	if !busy(b.Owner(b.Raw("PUT", bench.Private, "/key", "content"))) || !busy(b.Raw("GET", bench.Private, "/", "")) {
		t.Error("beyond the rate: of its AccessKey, and of nobody at its bucket")
	}
	if busy(b.Stranger(b.Raw("GET", bench.Private, "/", ""))) || busy(b.Raw("GET", "absent-bucket."+bench.Hangzhou, "/", "")) {
		t.Error("another account, and nobody's bucket")
	}
	for n := range 3 {
		b.RAM("ListUsers")
		if n < 2 {
			b.RPC(bench.OwnerCredentials(), "GetCallerIdentity")
		}
	}
	status, body := b.RPC(bench.OwnerCredentials(), "CreateUser", "UserName", "alice")
	if status != 400 || bench.ValueAt(body, "Code") != "Throttling.User" ||
		bench.ValueAt(body, "Message") != "Request was denied due to user flow control." {
		t.Errorf("RAM beyond the rate: %d %v", status, body)
	}
	if status, body := b.RPC(bench.OwnerCredentials(), "GetCallerIdentity"); status != 200 {
		t.Errorf("STS has a rate of its own: %d %v", status, body)
	}
	b.Later(time.Second)
	if _, got := b.Send(b.Owner(b.Raw("GET", bench.Private, "/key", ""))); got != string(deny.NoSuchKey) {
		t.Errorf("what was one too many had an effect, or the second is not over: %q", got)
	}
	if status, _ := b.RPC(bench.OwnerCredentials(), "GetUser", "UserName", "alice"); status != 404 {
		t.Errorf("the user was made: %d", status)
	}
}

// A request with a body counts once, although it is checked twice.
func TestRateCountsOnce(t *testing.T) {
	b := bench.New(t)
	b.On(emulator.Terms{QPS: 3})
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/", "")))
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/a", "content"))) // checked before and after its body
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/b", "content")))
	if _, got := b.Send(b.Owner(b.Raw("PUT", bench.Private, "/c", "content"))); got != string(deny.TooManyRequests) {
		t.Error(got)
	}
}

// An account may have so many buckets in a region. Creating one again adds none.
func TestBucketQuota(t *testing.T) {
	b := bench.New(t)
	b.On(emulator.Terms{BucketQuota: 2})
	put := func(host string) *http.Request { return b.Owner(b.Raw("PUT", host, "/", "")) }
	b.Must(put("bucket-1." + bench.Hangzhou))
	b.Must(put("bucket-2." + bench.Hangzhou))
	if w, got := b.Send(put("bucket-3." + bench.Hangzhou)); got != string(deny.TooManyBuckets) || w.Code != 400 ||
		!strings.Contains(w.Body.String(), "<Code>TooManyBuckets</Code>") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if _, got := b.Send(b.Owner(b.Raw("PUT", "127.0.0.1", "/bucket-3", ""))); got != string(deny.TooManyBuckets) {
		t.Errorf("another way to the same region: %q", got)
	}
	b.Must(put("bucket-1." + bench.Hangzhou))
	b.Must(put("bucket-3." + bench.Singapore))
	b.Must(b.Stranger(b.Raw("PUT", "bucket-4."+bench.Hangzhou, "/", "")))
	b.Must(b.Owner(b.Raw("DELETE", "bucket-1."+bench.Hangzhou, "/", "")))
	b.Must(put("bucket-5." + bench.Hangzhou))
}
