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
			deny.Field{Name: "Detail", Value: "S3-compatible and OSS V2 signatures are not served; sign with OSS V1 or V4"})
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
	return scopeDenial(c, scopeReasons{deny.V4Region, deny.V4URLRegion, deny.FormRegion})
}

// scopeProduct: the product of a public endpoint is oss.
func scopeProduct(c *Case) *deny.Denial {
	if c.Claim.Scope.Product == "oss" {
		return nil
	}
	return scopeDenial(c, scopeReasons{deny.V4Product, deny.V4URLProduct, deny.FormProduct})
}

// scopeReasons are the reasons that header, URL and form have for one fault
// of the credential scope.
type scopeReasons struct{ header, url, form deny.Reason }

// scopeDenial is a refusal of the credential scope.
func scopeDenial(c *Case, why scopeReasons) *deny.Denial {
	argument := []deny.Field{{Name: "ArgumentName", Value: "x-oss-credential"}, {Name: "ArgumentValue", Value: c.Claim.Credential}}
	switch c.Claim.Carrier {
	case sign.V4URL:
		return deny.Because(why.url, argument...)
	case sign.V4Form:
		return deny.Because(why.form, argument...)
	}
	return deny.Because(why.header, deny.Field{Name: "Authorization", Value: c.Request.Header.Get("Authorization")})
}

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
	text := []deny.Field{
		{Name: "StringToSign", Value: proof.StringToSign},
		{Name: "StringToSignBytes", Value: hexBytes(proof.StringToSign)},
	}
	switch {
	case c.Claim.Carrier.InForm():
		return deny.Because(deny.FormSignature, append(evidence, text...)...)
	case !c.Claim.Carrier.IsV4():
		return deny.Because(deny.SignatureV1, append(evidence, text...)...)
	}
	// A captured answer has CanonicalRequest before StringToSign.
	evidence = append(evidence, deny.Field{Name: "CanonicalRequest", Value: proof.CanonicalRequest})
	return deny.Because(deny.SignatureV4, append(evidence, text...)...)
}

// hexBytes writes each byte as two upper-case digits and a blank.
func hexBytes(s string) string { return fmt.Sprintf("% X", s) + " " }
