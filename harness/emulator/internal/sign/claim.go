// Package sign reads the credentials of a request and computes what its
// signature ought to be, from the published rules for signature versions 1, 2
// and 4 in the header and in the URL. It is pure: no clock, no keys, no
// state; and it uses no client's signer.
package sign

// A Carrier is where and how a request carries its credentials.
type Carrier uint8

// The carriers. The zero value is none of them.
const (
	Anonymous  Carrier = iota + 1
	V1Header           // Authorization: OSS …
	V1URL              // ?OSSAccessKeyId=&Expires=&Signature=
	V2Header           // Authorization: OSS2 …
	V2URL              // ?x-oss-signature-version=OSS2&…
	V4Header           // Authorization: OSS4-HMAC-SHA256 …
	V4URL              // ?x-oss-signature-version=OSS4-HMAC-SHA256&…
	S3V2Header         // Authorization: AWS …
	S3V2URL            // ?AWSAccessKeyId=&Expires=&Signature=
	S3V4Header         // Authorization: AWS4-HMAC-SHA256 …
	S3V4URL            // ?X-Amz-Algorithm=AWS4-HMAC-SHA256&…
	V1Form             // PostObject: OSSAccessKeyId, policy, Signature
	V2Form             // PostObject: x-oss-access-key-id, policy, x-oss-signature
	S3V2Form           // PostObject: AWSAccessKeyId, policy, Signature
	S3V4Form           // PostObject: X-Amz-Credential, policy, X-Amz-Signature
	V4Form             // PostObject: x-oss-credential, policy, x-oss-signature
	Unread             // PostObject before its form has been read
	Unasked            // a preflight: nobody is asked who sends it
)

// A place is where the signature of a request stands.
type place uint8

const (
	nowhere place = iota
	inHeader
	inURL
	inForm
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

// carriers are the ways in which a request may be signed, and those in which it is not.
var carriers = [...]struct {
	name  string
	place place
	rules Rules
	s3    bool
}{
	V1Header: {"v1-header", inHeader, V1, false}, V1URL: {"v1-url", inURL, V1, false}, V1Form: {"v1-form", inForm, V1, false},
	V2Header: {"v2-header", inHeader, V2, false}, V2URL: {"v2-url", inURL, V2, false}, V2Form: {"v2-form", inForm, V2, false},
	V4Header: {"v4-header", inHeader, V4, false}, V4URL: {"v4-url", inURL, V4, false}, V4Form: {"v4-form", inForm, V4, false},

	S3V2Header: {"s3-v2-header", inHeader, S3V2, true}, S3V2URL: {"s3-v2-url", inURL, S3V2, true},
	S3V4Header: {"s3-v4-header", inHeader, S3V4, true}, S3V4URL: {"s3-v4-url", inURL, S3V4, true},
	S3V2Form: {"s3-v2-form", inForm, S3V2, true}, S3V4Form: {"s3-v4-form", inForm, S3V4, true},

	Anonymous: {name: "anonymous"}, Unread: {name: "form"}, Unasked: {name: "preflight"},
}

// String is the name of a carrier, as traces show it.
func (c Carrier) String() string { return carriers[c].name }

// InURL tells whether the signature stands in the query.
func (c Carrier) InURL() bool { return carriers[c].place == inURL }

// InHeader tells whether the signature stands in the Authorization header.
func (c Carrier) InHeader() bool { return carriers[c].place == inHeader }

// InForm tells whether the signature stands in a form.
func (c Carrier) InForm() bool { return carriers[c].place == inForm }

// IsSigned tells whether there is a signature.
func (c Carrier) IsSigned() bool { return carriers[c].rules != "" }

// Rules are those of the signature; empty: there is none.
func (c Carrier) Rules() Rules { return carriers[c].rules }

// IsS3 tells whether the signature is one of S3: then the whole request speaks S3.
func (c Carrier) IsS3() bool { return carriers[c].s3 }

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
