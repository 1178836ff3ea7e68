package control_test

import (
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// What the control port says of senders counts for every caller, in place of what the connection says, until it is
// taken back.
func TestSender(t *testing.T) {
	b := bench.New(t)
	b.Account(0, `{"newBucketsBlocked":false}`)
	bench.Stage(b)
	say := func(body string, status int, says string) {
		t.Helper()
		if got, text := b.Control("PUT", "/v1/sender", body); got != status || !strings.Contains(text, says) {
			t.Errorf("%s: %d %s", body, got, text)
		}
	}
	allows := func(condition string, want bool) {
		t.Helper()
		b.Set(bench.Private, "policy", bench.BucketPolicy(bench.Grant("Allow", "oss:GetObject", "*", `,"Condition":`+condition)))
		w, _ := b.Send(b.Raw("GET", bench.Private, "/key", ""))
		if got := w.Code == 200; got != want {
			t.Errorf("%s: %d", condition, w.Code)
		}
	}
	const address, vpc, secure = `{"IpAddress":{"acs:SourceIp":"203.0.113.0/24"}}`, `{"StringEquals":{"acs:SourceVpc":"vpc-1"}}`,
		`{"Bool":{"acs:SecureTransport":"true"}}`
	for _, condition := range []string{address, vpc, secure} {
		allows(condition, false)
	}
	say(`{"address":"203.0.113.5","vpc":"vpc-1","secure":true}`, 204, "")
	for _, condition := range []string{address, vpc, secure} {
		allows(condition, true)
	}
	if status, text := b.Control("GET", "/v1/sender", ""); status != 200 || !strings.Contains(text, `"address": "203.0.113.5"`) {
		t.Errorf("%d %s", status, text)
	}
	say(`{"address":"203.0.113.1.5"}`, 400, "no IP address")
	say(`{"host":"here"}`, 400, "not the JSON")
	say(`{"secure":false}`, 204, "")
	allows(secure, false)
	allows(address, false)
	say(`{"vpc":"vpc-1"}`, 204, "")
	allows(vpc, true)
	b.Control("POST", "/v1/reset", "")
	if _, text := b.Control("GET", "/v1/sender", ""); strings.Contains(text, "vpc") {
		t.Error(text)
	}
}
