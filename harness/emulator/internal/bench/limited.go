package bench

import (
	"net/http"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

const soonV4 = "60"

// LimitedURL is a signed URL for addresses, which it does not tell: the service puts in its own view.
func LimitedURL(version, method, address, mask string) func(*Bench) *http.Request {
	return func(b *Bench) *http.Request {
		limit := "x-oss-ac-source-ip=" + address
		r := b.Raw(method, Private, "/key?"+limit+"&x-oss-ac-subnet-mask="+mask, "")
		switch version {
		case "V1":
			r = b.V1URL(r, Soon)
		case "V2":
			r = v2URL(b, r, OwnerCredentials(), b.Now, Soon)
		case "V4":
			r = b.V4URL(r, b.Now, soonV4, b.Scope())
		}
		r.RemoteAddr = "192.0.2.1:1234"
		r.RequestURI = strings.Replace(r.RequestURI, limit+"&", "", 1)
		return r
	}
}

// forwardedURL is a signed URL for an address from which nobody sends, also behind proxies.
func forwardedURL(b *Bench) *http.Request {
	const limit = "x-oss-ac-source-ip=203.0.113.7"
	r := b.V1URL(b.Raw("GET", Private, "/key?x-oss-ac-forward-allow=true&"+limit+"&x-oss-ac-subnet-mask=32", ""), Soon)
	r.RemoteAddr = "192.0.2.1:1234"
	r.RequestURI = strings.Replace(r.RequestURI, limit+"&", "", 1)
	return r
}

// VPCURL is a signed URL for a VPC.
func VPCURL(b *Bench) *http.Request {
	return b.V1URL(b.Raw("GET", Private, "/key?x-oss-ac-vpc-id=vpc-1", ""), Soon)
}

// limitedProvocations: https://help.aliyun.com/zh/oss/user-guide/0002-00000602 to 0604, 0119 and 0225
func limitedProvocations() []Provocation {
	return []Provocation{
		{deny.SignatureLimited, LimitedURL("V1", "GET", "203.0.113.7", "32")},
		{deny.SignatureLimited, LimitedURL("V1", "GET", "203.0.113.0", "24")},
		{deny.SignatureLimited, LimitedURL("V1", "PUT", "203.0.113.7", "32")},
		{deny.SignatureLimited, LimitedURL("V1", "GET", "192.0.2.0", "-1")},
		{deny.SignatureLimited, LimitedURL("V1", "GET", "192.0.2.0", "many")},
		{deny.SignatureLimited, LimitedURL("V1", "GET", "192.0.2.0", "129")},
		{deny.SignatureForwarded, forwardedURL},
		{deny.NotImplemented, func(b *Bench) *http.Request {
			r := forwardedURL(b)
			r.Header.Set("X-Forwarded-For", "203.0.113.7")
			return r
		}},
		{deny.SignatureLimitedV2, LimitedURL("V2", "GET", "203.0.113.7", "32")},
		{deny.SignatureLimitedV4, LimitedURL("V4", "GET", "203.0.113.7", "32")},
		{deny.SignatureLimitedVPC, VPCURL},
	}
}
