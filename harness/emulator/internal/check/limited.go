package check

import (
	"net/netip"
	"strconv"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// The parameters of a URL that is limited to addresses, or to a VPC. The block of addresses is signed, and
// the URL tells its length alone: the service puts in the address that the request came from. The examples
// of 0602 to 0604, 0119 and 0225 have such URLs. That it puts in the VPC likewise is inferred.
// https://help.aliyun.com/zh/oss/user-guide/0002-00000604
const (
	limitAddress = "x-oss-ac-source-ip"
	limitMask    = "x-oss-ac-subnet-mask"
	limitVPC     = "x-oss-ac-vpc-id"
	forwardAllow = "x-oss-ac-forward-allow"
)

// limits tells whether the signature holds for addresses, or for a VPC.
func (c *Case) limits() (address, vpc bool) {
	query := c.Request.AsSent().Query
	return !c.Claim.Carrier.IsS3() && query.Has(limitMask), !c.Claim.Carrier.IsS3() && query.Has(limitVPC)
}

// asSigned is the request as it must have been signed: where the signature is limited, with where the
// request comes from.
func (c *Case) asSigned() *wire.Request {
	sent := c.Request.AsSent()
	address, vpc := c.limits()
	if !address && !vpc {
		return sent
	}
	r := *sent
	if address {
		r.Query = r.Query.With(limitAddress, block(c.Request.Source, sent.Query.Get(limitMask)))
	}
	if vpc {
		r.Query = r.Query.With(limitVPC, c.sourceVPC())
	}
	return &r
}

// block is the first address of the block of that length; empty: there is none.
func block(address, length string) string {
	from, err := netip.ParseAddr(address)
	bits, unread := strconv.Atoi(length)
	prefix, bad := from.Unmap().Prefix(bits)
	if err != nil || unread != nil || bad != nil {
		return ""
	}
	return prefix.Addr().String()
}

// limitedMismatches are the reasons that versions have for a limited signature that is not the
// computed one.
var limitedMismatches = map[sign.Rules]deny.Reason{
	sign.V1: deny.SignatureLimited, sign.V2: deny.SignatureLimitedV2, sign.V4: deny.SignatureLimitedV4,
}

// mismatched is the reason for a signature that does not match. That the VPC is told before the
// addresses is assumed.
func (c *Case) mismatched() deny.Reason {
	address, vpc := c.limits()
	switch {
	case vpc:
		return deny.SignatureLimitedVPC
	case address && c.Claim.Carrier.Rules() == sign.V1 && c.forwarded():
		return deny.SignatureForwarded
	case address:
		return limitedMismatches[c.Claim.Carrier.Rules()]
	}
	return mismatches[c.Claim.Carrier]
}

// forwarded: proxies may forward the request. Which header then tells where it came from is not published.
func (c *Case) forwarded() bool { return c.Request.AsSent().Query.Get(forwardAllow) == "true" }

// proxyUntold: a URL that proxies may forward comes from its sender. Whether the service believes what a
// proxy tells is not published, so that such a request is not served.
func proxyUntold(c *Case) *deny.Denial {
	if address, _ := c.limits(); !address || !c.forwarded() || len(c.Request.Header.Values("X-Forwarded-For")) == 0 {
		return nil
	}
	return deny.Because(deny.NotImplemented,
		deny.Field{Name: "Header", Value: "X-Forwarded-For"},
		deny.Field{Name: "Detail", Value: "what a proxy tells about a URL that is limited to addresses is not published"})
}
