package emulator_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

const soonV4 = "60"

// limitedURL is a signed URL for addresses, which it does not tell: the service puts in its own view.
func limitedURL(version, method, address, mask string) func(*bench) *http.Request {
	return func(b *bench) *http.Request {
		limit := "x-oss-ac-source-ip=" + address
		r := b.raw(method, private, "/key?"+limit+"&x-oss-ac-subnet-mask="+mask, "")
		switch version {
		case "V1":
			r = b.v1URL(r, soon)
		case "V2":
			r = v2URL(b, r, identity{id: ownerKey, secret: ownerSecret}, b.now, soon)
		case "V4":
			r = b.v4URL(r, b.now, soonV4, b.scope())
		}
		r.RemoteAddr = "192.0.2.1:1234"
		r.RequestURI = strings.Replace(r.RequestURI, limit+"&", "", 1)
		return r
	}
}

// vpcURL is a signed URL for a VPC.
func vpcURL(b *bench) *http.Request {
	return b.v1URL(b.raw("GET", private, "/key?x-oss-ac-vpc-id=vpc-1", ""), soon)
}

// limitedProvocations: https://help.aliyun.com/zh/oss/user-guide/0002-00000602 to 0604, 0119 and 0225
func limitedProvocations() []provocation {
	return []provocation{
		{deny.SignatureLimited, limitedURL("V1", "GET", "203.0.113.7", "32")},
		{deny.SignatureLimited, limitedURL("V1", "GET", "203.0.113.0", "24")},
		{deny.SignatureLimited, limitedURL("V1", "PUT", "203.0.113.7", "32")},
		{deny.SignatureLimited, limitedURL("V1", "GET", "192.0.2.0", "-1")},
		{deny.SignatureLimited, limitedURL("V1", "GET", "192.0.2.0", "many")},
		{deny.SignatureLimited, limitedURL("V1", "GET", "192.0.2.0", "129")},
		{deny.SignatureLimitedV2, limitedURL("V2", "GET", "203.0.113.7", "32")},
		{deny.SignatureLimitedV4, limitedURL("V4", "GET", "203.0.113.7", "32")},
		{deny.SignatureLimitedVPC, vpcURL},
	}
}

// A limited URL is good from its addresses, and from its VPC. A URL that tells the address does not
// lie about where the request comes from.
func TestALimitedURLIsGoodFromWhereItSays(t *testing.T) {
	b := newBench(t)
	stage(b)
	for _, version := range []string{"V1", "V2", "V4"} {
		for mask, from := range map[string]string{"32": "192.0.2.1", "24": "192.0.2.0", "0": "0.0.0.0"} {
			if w, why := b.send(limitedURL(version, "GET", from, mask)(b)); why != "" {
				t.Errorf("%s, %s/%s: %s\n%s", version, from, mask, why, w.Body)
			}
		}
	}
	const told = "/key?x-oss-ac-source-ip=203.0.113.7&x-oss-ac-subnet-mask=32"
	if _, why := b.send(b.v1URL(b.raw("GET", private, told, ""), soon)); why != string(deny.SignatureLimited) {
		t.Errorf("the address is told: %q", why)
	}
	b.control("PUT", "/v1/networks/vpc-1", `{"region":"cn-hangzhou"}`)
	b.account(0, `{"sourceVpc":"vpc-1"}`)
	if w, why := b.send(vpcURL(b)); why != "" {
		t.Errorf("through the VPC: %s\n%s", why, w.Body)
	}
}
