package emulator_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// An account may send so many requests in a second to each of OSS, STS and RAM. One more has no
// effect, whatever it asks for.
func TestRates(t *testing.T) {
	b := newBench(t)
	b.on(emulator.Terms{QPS: 3})
	busy := func(r *http.Request) bool {
		t.Helper()
		w, got := b.send(r)
		return got == string(deny.TooManyRequests) && w.Code == 503
	}
	b.must(b.owner(b.raw("PUT", private, "/", "")))
	if busy(b.raw("GET", private, "/absent", "")) || busy(b.v1(b.raw("GET", private, "/", ""), ownerKey, "wrong")) {
		t.Error("within the rate")
	}
	if !busy(b.owner(b.raw("PUT", private, "/key", "content"))) || !busy(b.raw("GET", private, "/", "")) {
		t.Error("beyond the rate: of its AccessKey, and of nobody at its bucket")
	}
	if busy(b.stranger(b.raw("GET", private, "/", ""))) || busy(b.raw("GET", "absent-bucket."+hangzhou, "/", "")) {
		t.Error("another account, and nobody's bucket")
	}
	for n := range 3 {
		b.ram("ListUsers")
		if n < 2 {
			b.rpc(ownerCredentials, "GetCallerIdentity")
		}
	}
	status, body := b.rpc(ownerCredentials, "CreateUser", "UserName", "alice")
	if status != 400 || at(body, "Code") != "Throttling.User" || at(body, "Message") != "Request was denied due to user flow control." {
		t.Errorf("RAM beyond the rate: %d %v", status, body)
	}
	if status, body := b.rpc(ownerCredentials, "GetCallerIdentity"); status != 200 {
		t.Errorf("STS has a rate of its own: %d %v", status, body)
	}
	b.later(time.Second)
	if _, got := b.send(b.owner(b.raw("GET", private, "/key", ""))); got != string(deny.NoSuchKey) {
		t.Errorf("what was one too many had an effect, or the second is not over: %q", got)
	}
	if status, _ := b.rpc(ownerCredentials, "GetUser", "UserName", "alice"); status != 404 {
		t.Errorf("the user was made: %d", status)
	}
}

// A request with a body counts once, although it is checked twice.
func TestRateCountsOnce(t *testing.T) {
	b := newBench(t)
	b.on(emulator.Terms{QPS: 3})
	b.must(b.owner(b.raw("PUT", private, "/", "")))
	b.must(b.owner(b.raw("PUT", private, "/a", "content"))) // checked before and after its body
	b.must(b.owner(b.raw("PUT", private, "/b", "content")))
	if _, got := b.send(b.owner(b.raw("PUT", private, "/c", "content"))); got != string(deny.TooManyRequests) {
		t.Error(got)
	}
}

// An account may have so many buckets in a region. Creating one again adds none.
func TestBucketQuota(t *testing.T) {
	b := newBench(t)
	b.on(emulator.Terms{BucketQuota: 2})
	put := func(host string) *http.Request { return b.owner(b.raw("PUT", host, "/", "")) }
	b.must(put("bucket-1." + hangzhou))
	b.must(put("bucket-2." + hangzhou))
	if w, got := b.send(put("bucket-3." + hangzhou)); got != string(deny.TooManyBuckets) || w.Code != 400 ||
		!strings.Contains(w.Body.String(), "<Code>TooManyBuckets</Code>") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if _, got := b.send(b.owner(b.raw("PUT", "127.0.0.1", "/bucket-3", ""))); got != string(deny.TooManyBuckets) {
		t.Errorf("another way to the same region: %q", got)
	}
	b.must(put("bucket-1." + hangzhou))
	b.must(put("bucket-3." + singapore))
	b.must(b.stranger(b.raw("PUT", "bucket-4."+hangzhou, "/", "")))
	b.must(b.owner(b.raw("DELETE", "bucket-1."+hangzhou, "/", "")))
	b.must(put("bucket-5." + hangzhou))
}
