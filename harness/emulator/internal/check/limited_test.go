package check_test

import (
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// A limited URL is good from its addresses, and from its VPC. A URL that tells the address does not
// lie about where the request comes from.
func TestALimitedURLIsGoodFromWhereItSays(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	for _, version := range []string{"V1", "V2", "V4"} {
		for mask, from := range map[string]string{"32": "192.0.2.1", "24": "192.0.2.0", "0": "0.0.0.0"} {
			if w, why := b.Send(bench.LimitedURL(version, "GET", from, mask)(b)); why != "" {
				t.Errorf("%s, %s/%s: %s\n%s", version, from, mask, why, w.Body)
			}
		}
	}
	const told = "/key?x-oss-ac-source-ip=203.0.113.7&x-oss-ac-subnet-mask=32"
	if _, why := b.Send(b.V1URL(b.Raw("GET", bench.Private, told, ""), bench.Soon)); why != string(deny.SignatureLimited) {
		t.Errorf("the address is told: %q", why)
	}
	forwarded := b.Raw("GET", bench.Private, "/key?x-oss-ac-forward-allow=true&x-oss-ac-source-ip=192.0.2.0&x-oss-ac-subnet-mask=24", "")
	r := b.V1URL(forwarded, bench.Soon)
	r.RemoteAddr, r.RequestURI = "192.0.2.1:1234", strings.Replace(r.RequestURI, "x-oss-ac-source-ip=192.0.2.0&", "", 1)
	if w, why := b.Send(r); why != "" {
		t.Errorf("where proxies may forward: %s\n%s", why, w.Body)
	}
	b.Control("PUT", "/v1/networks/vpc-1", `{"region":"cn-hangzhou"}`)
	b.Account(0, `{"sourceVpc":"vpc-1"}`)
	if w, why := b.Send(bench.VPCURL(b)); why != "" {
		t.Errorf("through the VPC: %s\n%s", why, w.Body)
	}
}
