package check

import (
	"fmt"
	"slices"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
)

// formServed: a signature that OSS reads and the emulator does not is declined
// with the reason, never taken for none.
func formServed(c *Case) *deny.Denial {
	if found := sign.Foreign(c.Request); found != "" {
		return deny.Because(deny.NotImplemented,
			deny.Field{Name: "Header", Value: found},
			deny.Field{Name: "Detail", Value: "S3-compatible signatures are not served; sign with OSS V1, V2 or V4"})
	}
	return nil
}

// oneCarrier: a signature in the header and one in the URL exclude each
// other. https://help.aliyun.com/zh/oss/user-guide/0002-00000039
func oneCarrier(c *Case) *deny.Denial {
	if sign.InHeaderAndURL(c.Request) {
		return deny.Because(deny.TwoCarriers, deny.Field{Name: "Authorization", Value: c.Request.Header.Get("Authorization")})
	}
	return nil
}

// wellFormed: the credentials could be read whole.
func wellFormed(c *Case) *deny.Denial { return c.Unclear }

// scopeRegion: the V4 scope names the region in which the request is served;
// where an IP address leaves that open, any region of the service.
func scopeRegion(c *Case) *deny.Denial {
	region := c.Claim.Scope.Region
	if region == c.Region() || c.Region() == "" && slices.Contains(c.Regions, region) {
		return nil
	}
	return regionReasons.denial(c)
}

// scopeProduct: the product of a public endpoint is oss.
func scopeProduct(c *Case) *deny.Denial {
	if c.Claim.Scope.Product == "oss" {
		return nil
	}
	return productReasons.denial(c)
}

// scopeReasons are the reasons that the carriers have for one fault of the
// credential scope.
type scopeReasons map[sign.Carrier]deny.Reason

// denial is a refusal of the credential scope. A header is shown whole.
func (r scopeReasons) denial(c *Case) *deny.Denial {
	why := r[c.Claim.Carrier]
	if c.Claim.Carrier.InHeader() {
		return deny.Because(why, deny.Field{Name: "Authorization", Value: c.Request.Header.Get("Authorization")})
	}
	return deny.Because(why,
		deny.Field{Name: "ArgumentName", Value: "x-oss-credential"},
		deny.Field{Name: "ArgumentValue", Value: c.Claim.Credential})
}

var (
	regionReasons  = scopeReasons{sign.V4Header: deny.V4Region, sign.V4URL: deny.V4URLRegion, sign.V4Form: deny.FormRegion}
	productReasons = scopeReasons{sign.V4Header: deny.V4Product, sign.V4URL: deny.V4URLProduct, sign.V4Form: deny.FormProduct}
	dayReasons     = scopeReasons{sign.V4Header: deny.V4Day, sign.V4URL: deny.V4URLDay, sign.V4Form: deny.FormDay}
)

// signatureMatches computes the signature again. The evidence is what it was
// computed from.
func signatureMatches(c *Case) *deny.Denial {
	proof := c.Claim.Prove(c.Request, c.Principal().Secret)
	c.Proof = &proof
	if proof.Matches(c.Claim) {
		return nil
	}
	evidence := []deny.Field{
		{Name: "OSSAccessKeyId", Value: c.Claim.AccessKeyID},
		{Name: "SignatureProvided", Value: c.Claim.Signature},
	}
	if proof.CanonicalRequest != "" { // before StringToSign: so a captured answer has it
		evidence = append(evidence, deny.Field{Name: "CanonicalRequest", Value: proof.CanonicalRequest})
	}
	return deny.Because(mismatches[c.Claim.Carrier], append(evidence,
		deny.Field{Name: "StringToSign", Value: proof.StringToSign},
		deny.Field{Name: "StringToSignBytes", Value: hexBytes(proof.StringToSign)})...)
}

// mismatches are the reasons that the carriers have for a signature that is not the
// computed one.
var mismatches = map[sign.Carrier]deny.Reason{
	sign.V1Header: deny.SignatureV1, sign.V1URL: deny.SignatureV1, sign.V1Form: deny.FormSignature,
	sign.V2Header: deny.SignatureV2, sign.V2URL: deny.SignatureV2,
	sign.V4Header: deny.SignatureV4, sign.V4URL: deny.SignatureV4, sign.V4Form: deny.FormSignature,
}

// hexBytes writes each byte as two upper-case digits and a blank.
func hexBytes(s string) string { return fmt.Sprintf("% X", s) + " " }
