package check

import (
	"slices"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
)

// oneCarrier: a signature in the header and one in the URL exclude each other. That two of
// different forms in the URL do so too is assumed.
// https://help.aliyun.com/zh/oss/user-guide/0002-00000039
func oneCarrier(c *Case) *deny.Denial {
	if r := c.Request.AsSent(); sign.IsSignedTwice(r) {
		return deny.Because(deny.TwoCarriers, deny.Field{Name: "Authorization", Value: r.Header.Get("Authorization")})
	}
	return nil
}

// wellFormed: the credentials could be read whole.
func wellFormed(c *Case) *deny.Denial { return c.Unclear }

// scopeRegion: the V4 scope names the region in which the request is served, or the cloud box;
// where an IP address leaves that open, any region of the service.
func scopeRegion(c *Case) *deny.Denial {
	region := c.Claim.Scope.Region
	if box := c.Request.Host.Box; box != "" {
		if region == box {
			return nil
		}
		return regionReasons.denial(c)
	}
	if region == c.Region() || c.Region() == "" && slices.Contains(c.Regions, region) {
		return nil
	}
	return regionReasons.denial(c)
}

// scopeProduct: the product of a public endpoint is oss, and a cloud box has its own.
func scopeProduct(c *Case) *deny.Denial {
	product := "oss"
	if c.Request.Host.Box != "" {
		product = boxProduct
	}
	if c.Claim.Scope.Product == product {
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
		deny.Field{Name: "ArgumentName", Value: c.Claim.CredentialParam()},
		deny.Field{Name: "ArgumentValue", Value: c.Claim.Credential})
}

var (
	regionReasons  = scopeReasons{sign.V4Header: deny.V4Region, sign.V4URL: deny.V4URLRegion, sign.V4Form: deny.FormRegion}
	productReasons = scopeReasons{sign.V4Header: deny.V4Product, sign.V4URL: deny.V4URLProduct, sign.V4Form: deny.FormProduct}
	dayReasons     = scopeReasons{
		sign.V4Header: deny.V4Day, sign.V4URL: deny.V4URLDay, sign.V4Form: deny.FormDay,
		sign.S3V4Header: deny.S3Day, sign.S3V4URL: deny.S3URLDay, sign.S3V4Form: deny.FormDay,
	}
)

// signatureMatches computes the signature again. The evidence is what it was
// computed from.
func signatureMatches(c *Case) *deny.Denial {
	c.Proof = c.proof()
	if c.Proof.Matches(c.Claim) {
		return nil
	}
	evidence := *c.Proof
	if c.Claim.Carrier.IsS3() { // a captured answer of V4 has none
		evidence.CanonicalRequest = ""
	}
	return c.mismatch(c.mismatched(), c.Claim.Signature, evidence)
}

// mismatch is the refusal of a signature, with what it was compared with.
func (c *Case) mismatch(why deny.Reason, provided string, proof sign.Proof) *deny.Denial {
	evidence := append(make([]deny.Field, 0, 5), c.Claim.KeyField(), deny.Field{Name: "SignatureProvided", Value: provided})
	if proof.CanonicalRequest != "" { // before StringToSign: so a captured answer has it
		evidence = append(evidence, deny.Field{Name: "CanonicalRequest", Value: proof.CanonicalRequest})
	}
	return deny.Because(why, append(evidence,
		deny.Field{Name: "StringToSign", Value: proof.StringToSign},
		deny.Field{Name: "StringToSignBytes", Value: hexBytes(proof.StringToSign)})...)
}

// mismatches are the reasons that the carriers have for a signature that is not the
// computed one.
var mismatches = map[sign.Carrier]deny.Reason{
	sign.V1Header: deny.SignatureV1, sign.V1URL: deny.SignatureV1, sign.V1Form: deny.FormSignature,
	sign.V2Header: deny.SignatureV2, sign.V2URL: deny.SignatureV2, sign.V2Form: deny.FormSignature,
	sign.V4Header: deny.SignatureV4, sign.V4URL: deny.SignatureV4, sign.V4Form: deny.FormSignature,
	sign.S3V2Header: deny.SignatureS3V2, sign.S3V2URL: deny.SignatureS3V2, sign.S3V2Form: deny.FormSignature,
	sign.S3V4Header: deny.SignatureS3V4, sign.S3V4URL: deny.SignatureS3V4, sign.S3V4Form: deny.FormSignature,
}

// hexBytes writes each byte as two upper-case digits and a blank.
func hexBytes(s string) string {
	const digits = "0123456789ABCDEF"
	out := make([]byte, 3*len(s))
	for i := range len(s) {
		out[3*i], out[3*i+1], out[3*i+2] = digits[s[i]>>4], digits[s[i]&15], ' '
	}
	return string(out)
}
