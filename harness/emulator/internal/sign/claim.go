// Package sign reads the credentials of a request and computes what its
// signature ought to be, from the published rules for signature versions 1
// and 4 in the header and in the URL. It is pure: no clock, no keys, no
// state; and it uses no client's signer.
package sign

import (
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// A Carrier is where and how a request carries its credentials.
type Carrier string

// The carriers.
const (
	Anonymous Carrier = "anonymous"
	V1Header  Carrier = "v1-header" // Authorization: OSS …
	V1URL     Carrier = "v1-url"    // ?OSSAccessKeyId=&Expires=&Signature=
	V4Header  Carrier = "v4-header" // Authorization: OSS4-HMAC-SHA256 …
	V4URL     Carrier = "v4-url"    // ?x-oss-signature-version=OSS4-HMAC-SHA256&…
	V1Form    Carrier = "v1-form"   // PostObject: OSSAccessKeyId, policy, Signature
	V4Form    Carrier = "v4-form"   // PostObject: x-oss-credential, policy, x-oss-signature
	Unread    Carrier = "form"      // PostObject before its form has been read
	Unasked   Carrier = "preflight" // nobody is asked who sends it
	Elsewhere Carrier = "foreign"   // a signature that OSS reads and the emulator does not
)

// InURL tells whether the signature stands in the query.
func (c Carrier) InURL() bool { return c == V1URL || c == V4URL }

// InHeader tells whether the signature stands in the Authorization header.
func (c Carrier) InHeader() bool { return c == V1Header || c == V4Header }

// InForm tells whether the signature stands in a form.
func (c Carrier) InForm() bool { return c == V1Form || c == V4Form }

// IsSigned tells whether there is a signature.
func (c Carrier) IsSigned() bool { return c.InHeader() || c.InURL() || c.InForm() }

// IsV4 tells whether the signature is of version 4.
func (c Carrier) IsV4() bool { return c == V4Header || c == V4URL || c == V4Form }

// Words of the two versions.
const (
	AlgorithmV4     = "OSS4-HMAC-SHA256"
	terminator      = "aliyun_v4_request"
	UnsignedPayload = "UNSIGNED-PAYLOAD"
)

// A Claim is what a request says about its sender. Which fields are set
// depends on the carrier.
type Claim struct {
	Carrier     Carrier
	AccessKeyID string // as received, a leading blank included
	Signature   string // as received, decoded
	Token       string // of STS
	HasToken    bool
	Timestamp   string   // the time line of the StringToSign
	Expires     string   // V1URL: epoch seconds; V4URL: seconds from Timestamp
	Credential  string   // V4: as received
	Scope       Scope    // V4
	Additional  []string // V4: additional headers, lower case, sorted
	Policy      string   // forms: the policy field as received
}

// A Scope is what a V4 signing key is good for.
type Scope struct{ Day, Region, Product string }

func (s Scope) String() string {
	return s.Day + "/" + s.Region + "/" + s.Product + "/" + terminator
}

// InHeaderAndURL tells whether a request is signed twice.
func InHeaderAndURL(r *wire.Request) bool {
	return hasAuthorization(r) && urlCarrier(r) != Anonymous
}

// CarrierOf finds the carrier. A V1 URL is one that has at least one of its
// three parameters; a V4 URL one that has any of version, credential or
// signature.
func CarrierOf(r *wire.Request) Carrier {
	if !hasAuthorization(r) {
		return urlCarrier(r)
	}
	if isV4Scheme(r.Header.Get("Authorization")) {
		return V4Header
	}
	return V1Header
}

func hasAuthorization(r *wire.Request) bool {
	return len(r.Header["Authorization"]) > 0
}

func urlCarrier(r *wire.Request) Carrier {
	for _, name := range []string{paramVersion, paramCredential, paramSignature} {
		if r.Query.Has(name) {
			return V4URL
		}
	}
	for _, name := range []string{"OSSAccessKeyId", "Signature", "Expires"} {
		if r.Query.Has(name) {
			return V1URL
		}
	}
	return Anonymous
}

// The query parameters of V4.
const (
	paramVersion    = "x-oss-signature-version"
	paramCredential = "x-oss-credential"
	paramDate       = "x-oss-date"
	paramExpires    = "x-oss-expires"
	paramAdditional = "x-oss-additional-headers"
	paramToken      = "x-oss-security-token"
	paramSignature  = "x-oss-signature"
)
