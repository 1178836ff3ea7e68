// Package sign reads the credentials of a request and computes what its
// signature ought to be, from the published rules for signature versions 1, 2
// and 4 in the header and in the URL. It is pure: no clock, no keys, no
// state; and it uses no client's signer.
package sign

// A Carrier is where and how a request carries its credentials.
type Carrier string

// The carriers.
const (
	Anonymous  Carrier = "anonymous"
	V1Header   Carrier = "v1-header"    // Authorization: OSS …
	V1URL      Carrier = "v1-url"       // ?OSSAccessKeyId=&Expires=&Signature=
	V2Header   Carrier = "v2-header"    // Authorization: OSS2 …
	V2URL      Carrier = "v2-url"       // ?x-oss-signature-version=OSS2&…
	V4Header   Carrier = "v4-header"    // Authorization: OSS4-HMAC-SHA256 …
	V4URL      Carrier = "v4-url"       // ?x-oss-signature-version=OSS4-HMAC-SHA256&…
	S3V2Header Carrier = "s3-v2-header" // Authorization: AWS …
	S3V2URL    Carrier = "s3-v2-url"    // ?AWSAccessKeyId=&Expires=&Signature=
	S3V4Header Carrier = "s3-v4-header" // Authorization: AWS4-HMAC-SHA256 …
	S3V4URL    Carrier = "s3-v4-url"    // ?X-Amz-Algorithm=AWS4-HMAC-SHA256&…
	V1Form     Carrier = "v1-form"      // PostObject: OSSAccessKeyId, policy, Signature
	V2Form     Carrier = "v2-form"      // PostObject: x-oss-access-key-id, policy, x-oss-signature
	S3V2Form   Carrier = "s3-v2-form"   // PostObject: AWSAccessKeyId, policy, Signature
	S3V4Form   Carrier = "s3-v4-form"   // PostObject: X-Amz-Credential, policy, X-Amz-Signature
	V4Form     Carrier = "v4-form"      // PostObject: x-oss-credential, policy, x-oss-signature
	Unread     Carrier = "form"         // PostObject before its form has been read
	Unasked    Carrier = "preflight"    // nobody is asked who sends it
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

	S3V2 Rules = "s3-v2" // S3-compatible
	S3V4 Rules = "s3-v4"
)

// forms are the ways in which a request may be signed.
var forms = map[Carrier]struct {
	place place
	rules Rules
}{
	V1Header: {inHeader, V1}, V1URL: {inURL, V1}, V1Form: {inForm, V1},
	V2Header: {inHeader, V2}, V2URL: {inURL, V2}, V2Form: {inForm, V2},
	V4Header: {inHeader, V4}, V4URL: {inURL, V4}, V4Form: {inForm, V4},

	S3V2Header: {inHeader, S3V2}, S3V2URL: {inURL, S3V2}, S3V2Form: {inForm, S3V2},
	S3V4Header: {inHeader, S3V4}, S3V4URL: {inURL, S3V4}, S3V4Form: {inForm, S3V4},
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

// IsS3 tells whether the signature is one of S3: then the whole request speaks S3.
func (c Carrier) IsS3() bool { return c.Rules() == S3V2 || c.Rules() == S3V4 }

// Words of the versions.
const (
	AlgorithmV2     = "OSS2"
	AlgorithmV4     = "OSS4-HMAC-SHA256"
	AlgorithmS3V2   = "AWS"
	AlgorithmS3V4   = "AWS4-HMAC-SHA256"
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
	Expires     string   // V1URL, V2URL, S3V2URL: epoch seconds; V4URL, S3V4URL: seconds from Timestamp
	Credential  string   // V4, S3V4: as received
	Scope       Scope    // V4, S3V4
	Additional  []string // V2, V4: additional headers, lower case, sorted
	Signed      []string // S3V4: signed headers, in lower case, as listed
	Payload     string   // S3V4: what is signed of the body
	Policy      string   // forms: the policy field as received
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
