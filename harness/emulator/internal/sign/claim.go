// Package sign reads the credentials of a request and computes what its
// signature ought to be, from the published rules for signature versions 1, 2
// and 4 in the header and in the URL. It is pure: no clock, no keys, no
// state; and it uses no client's signer.
package sign

import (
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// A Carrier is where and how a request carries its credentials.
type Carrier string

// The carriers.
const (
	Anonymous Carrier = "anonymous"
	V1Header  Carrier = "v1-header" // Authorization: OSS …
	V1URL     Carrier = "v1-url"    // ?OSSAccessKeyId=&Expires=&Signature=
	V2Header  Carrier = "v2-header" // Authorization: OSS2 …
	V2URL     Carrier = "v2-url"    // ?x-oss-signature-version=OSS2&…
	V4Header  Carrier = "v4-header" // Authorization: OSS4-HMAC-SHA256 …
	V4URL     Carrier = "v4-url"    // ?x-oss-signature-version=OSS4-HMAC-SHA256&…
	V1Form    Carrier = "v1-form"   // PostObject: OSSAccessKeyId, policy, Signature
	V4Form    Carrier = "v4-form"   // PostObject: x-oss-credential, policy, x-oss-signature
	Unread    Carrier = "form"      // PostObject before its form has been read
	Unasked   Carrier = "preflight" // nobody is asked who sends it
	Elsewhere Carrier = "foreign"   // a signature that OSS reads and the emulator does not
)

// A place is where the signature of a request stands.
type place string

const (
	inHeader place = "header"
	inURL    place = "url"
	inForm   place = "form"
)

// Rules are those by which a signature is made.
type Rules string

// The rules.
const (
	V1 Rules = "v1"
	V2 Rules = "v2"
	V4 Rules = "v4"
)

// forms are the ways in which a request may be signed.
var forms = map[Carrier]struct {
	place place
	rules Rules
}{
	V1Header: {inHeader, V1}, V1URL: {inURL, V1}, V1Form: {inForm, V1},
	V2Header: {inHeader, V2}, V2URL: {inURL, V2},
	V4Header: {inHeader, V4}, V4URL: {inURL, V4}, V4Form: {inForm, V4},
}

// InURL tells whether the signature stands in the query.
func (c Carrier) InURL() bool { return forms[c].place == inURL }

// InHeader tells whether the signature stands in the Authorization header.
func (c Carrier) InHeader() bool { return forms[c].place == inHeader }

// InForm tells whether the signature stands in a form.
func (c Carrier) InForm() bool { return forms[c].place == inForm }

// IsSigned tells whether there is a signature.
func (c Carrier) IsSigned() bool { return forms[c].rules != "" }

// Rules are those of the signature; empty: there is none.
func (c Carrier) Rules() Rules { return forms[c].rules }

// Words of the versions.
const (
	AlgorithmV2     = "OSS2"
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
	Expires     string   // V1URL, V2URL: epoch seconds; V4URL: seconds from Timestamp
	Credential  string   // V4: as received
	Scope       Scope    // V4
	Additional  []string // V2, V4: additional headers, lower case, sorted
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

// schemes begin an Authorization header; V1 is what has none of them.
var schemes = []struct {
	word    string
	carrier Carrier
}{
	{AlgorithmV4, V4Header},
	{AlgorithmV2, V2Header},
}

// CarrierOf finds the carrier. A V1 URL is one that has at least one of its
// three parameters; a V4 URL one that has any of version, credential or
// signature, unless its version is that of V2.
func CarrierOf(r *wire.Request) Carrier {
	if !hasAuthorization(r) {
		return urlCarrier(r)
	}
	word, _, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	for _, s := range schemes {
		if word == s.word {
			return s.carrier
		}
	}
	return V1Header
}

func hasAuthorization(r *wire.Request) bool {
	return len(r.Header["Authorization"]) > 0
}

func urlCarrier(r *wire.Request) Carrier {
	if r.Query.Get(paramVersion) == AlgorithmV2 {
		return V2URL
	}
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

// The query parameters of V2 and V4.
const (
	paramVersion    = "x-oss-signature-version"
	paramCredential = "x-oss-credential"
	paramDate       = "x-oss-date"
	paramKey        = "x-oss-access-key-id" // V2
	paramExpires    = "x-oss-expires"
	paramAdditional = "x-oss-additional-headers"
	paramToken      = "x-oss-security-token"
	paramSignature  = "x-oss-signature"
)
