package sign

import (
	"regexp"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// The query parameters and the headers of S3's signatures.
const (
	s3Key           = "AWSAccessKeyId"
	s3Algorithm     = "X-Amz-Algorithm"
	s3Credential    = "X-Amz-Credential"
	s3Date          = "X-Amz-Date"
	s3Expires       = "X-Amz-Expires"
	s3SignedHeaders = "X-Amz-SignedHeaders"
	s3Signature     = "X-Amz-Signature"
	s3Token         = "X-Amz-Security-Token"
	s3Payload       = "X-Amz-Content-Sha256"
)

// IsS3Parameter tells whether a query parameter belongs to a signature of S3.
func IsS3Parameter(name string) bool {
	return slices.Contains([]string{
		s3Key, s3Algorithm, s3Credential, s3Date, s3Expires, s3SignedHeaders, s3Signature, s3Token, "Expires", "Signature",
	}, name)
}

// readS3V2Header reads "AWS AccessKeyId:Signature". That its faults are told as those of
// version 1 of OSS, which it is written like, is assumed.
// https://help.aliyun.com/en/oss/user-guide/0002-00000009
func readS3V2Header(r *wire.Request) (Claim, *deny.Denial) {
	claim := Claim{Carrier: S3V2Header, Timestamp: s3Time(r)}
	claim.Token, claim.HasToken = headerOf(r, s3Token)
	return claim.readPair(r, AlgorithmS3V2+" ", deny.KeyCharactersS3)
}

// readS3V2URL reads AWSAccessKeyId, Expires and Signature.
// https://help.aliyun.com/en/oss/user-guide/0002-00000301 and those after it
func readS3V2URL(r *wire.Request) (Claim, *deny.Denial) {
	claim := Claim{Carrier: S3V2URL}
	claim.Token, claim.HasToken = s3URLToken(r)
	if denial := readParams(r, []param{
		{"Expires", &claim.Expires, deny.S3V2ExpiresAbsent, deny.S3V2ExpiresEmpty},
		{s3Key, &claim.AccessKeyID, deny.S3V2KeyAbsent, deny.S3V2KeyEmpty},
		{"Signature", &claim.Signature, deny.S3V2SignatureAbsent, deny.S3V2SignatureEmpty},
	}); denial != nil {
		return claim, denial
	}
	claim.Timestamp = claim.Expires
	return claim, claim.keyAcceptable()
}

func s3URLToken(r *wire.Request) (string, bool) {
	for _, p := range r.Query {
		if strings.EqualFold(p.Name, s3Token) {
			return p.Value, true
		}
	}
	return "", false
}

func (c *Claim) keyAcceptable() *deny.Denial {
	if c.AccessKeyID != "" && keyCharacters(c.AccessKeyID) {
		return nil
	}
	return deny.Because(deny.KeyCharactersS3, c.KeyField())
}

var itemsOfS3V4 = itemSyntax{
	"=", [3]string{"Credential", "SignedHeaders", "Signature"}, deny.S3Items, deny.S3Items, deny.S3Items,
}

// readS3V4Header reads "AWS4-HMAC-SHA256 Credential=…,SignedHeaders=…,Signature=…".
// https://help.aliyun.com/en/oss/user-guide/0002-00000401 to 0409
func readS3V4Header(r *wire.Request) (Claim, *deny.Denial) {
	value := r.Header.Get("Authorization")
	claim := Claim{Carrier: S3V4Header, Timestamp: s3Time(r), Payload: r.Header.Get(s3Payload)}
	claim.Token, claim.HasToken = headerOf(r, s3Token)
	refused := func(why deny.Reason) (Claim, *deny.Denial) {
		return claim, deny.Because(why, deny.Field{Name: "Authorization", Value: value})
	}
	algorithm, list, _ := strings.Cut(value, " ")
	switch algorithm {
	case AlgorithmS3V4:
	case "":
		return refused(deny.S3AuthorizationEmpty)
	default:
		return refused(deny.S3Algorithm)
	}
	items, why := itemsOfS3V4.split(list)
	if why != "" {
		return refused(why)
	}
	var signed string
	if why := readItems(&items, []param{
		{"Credential", &claim.Credential, deny.S3CredentialAbsent, deny.S3Credential},
		{"SignedHeaders", &signed, deny.S3SignedAbsent, deny.S3SignedEmpty},
		{"Signature", &claim.Signature, deny.S3SignatureAbsent, deny.S3SignatureInvalid},
	}); why != "" {
		return refused(why)
	}
	switch {
	case !claim.splitCredential(ofS3) || claim.Scope.Product != productS3:
		return refused(deny.S3Credential)
	case len(claim.Signature) != 64:
		return refused(deny.S3SignatureInvalid)
	}
	return claim, claim.readSigned(r, signed)
}

// productS3 is the product of the scope. That another one is no credential is assumed.
const productS3 = "s3"

// readS3V4URL reads the X-Amz-* parameters.
// https://help.aliyun.com/en/oss/user-guide/0002-00000410 to 0423
func readS3V4URL(r *wire.Request) (Claim, *deny.Denial) {
	claim := Claim{Carrier: S3V4URL, Payload: UnsignedPayload}
	claim.Token, claim.HasToken = s3URLToken(r)
	if payload, sent := headerOf(r, s3Payload); sent {
		claim.Payload = payload
	}
	var algorithm, signed string
	if denial := readParams(r, []param{
		{s3Algorithm, &algorithm, deny.S3URLAlgorithmAbsent, deny.S3URLAlgorithm},
		{s3Credential, &claim.Credential, deny.S3URLCredentialAbsent, deny.S3URLCredential},
		{s3Date, &claim.Timestamp, deny.S3URLDateAbsent, deny.S3URLDateInvalid},
		{s3Expires, &claim.Expires, deny.S3URLExpiresAbsent, deny.S3URLExpiresRange},
		{s3SignedHeaders, &signed, deny.S3URLSignedAbsent, deny.S3SignedEmpty},
		{s3Signature, &claim.Signature, deny.S3URLSignatureAbsent, deny.S3URLSignatureInvalid},
	}); denial != nil {
		return claim, denial
	}
	switch {
	case algorithm != AlgorithmS3V4:
		return claim, argument(deny.S3URLAlgorithm, s3Algorithm, algorithm)
	case !claim.splitCredential(ofS3) || claim.Scope.Product != productS3:
		return claim, argument(deny.S3URLCredential, s3Credential, claim.Credential)
	case len(claim.Signature) != 64:
		return claim, argument(deny.S3URLSignatureInvalid, s3Signature, claim.Signature)
	}
	return claim, claim.readSigned(r, signed)
}

// readSigned reads the list of signed headers: the host must be among them, and each must
// have been sent. One whose name holds an underscore has not, for the service drops it.
// Then it looks at what is signed of the body.
// https://help.aliyun.com/en/oss/user-guide/0002-00000420, 0424 and 0428
func (c *Claim) readSigned(r *wire.Request, list string) *deny.Denial {
	if denial := c.keyAcceptable(); denial != nil {
		return denial
	}
	c.Signed = strings.Split(strings.ToLower(list), ";")
	if !slices.Contains(c.Signed, "host") {
		return argument(deny.S3HostUnsigned, s3SignedHeaders, list)
	}
	if r.Host.Verbatim == "" {
		return deny.Because(deny.S3HostAbsent)
	}
	for _, name := range c.Signed {
		if _, sent := headerValue(r, name); !sent {
			return argument(deny.S3SignedNotSent, s3SignedHeaders, list)
		}
	}
	if !c.payloadReadable(r.Method) {
		return argument(deny.S3Payload, s3Payload, c.Payload)
	}
	return nil
}

// The values that say how a body is cut into chunks.
const (
	chunksSigned          = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
	chunksSignedTrailer   = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
	chunksUnsignedTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
)

// sha256OfNothing is the hash of an empty body.
const sha256OfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

var sha256Hex = regexp.MustCompile("^[0-9a-f]{64}$")

// payloadReadable: x-amz-content-sha256 is the hash of the body, says that none is signed,
// or that the chunks are; where there is no body, it is the hash of nothing.
// https://help.aliyun.com/en/oss/user-guide/0002-00000427
func (c *Claim) payloadReadable(method string) bool {
	_, chunked := c.Chunked()
	switch {
	case c.Payload == UnsignedPayload, c.Payload == sha256OfNothing:
		return true
	case method != "PUT" && method != "POST":
		return false
	}
	return chunked || sha256Hex.MatchString(c.Payload)
}

// Chunked tells whether the body comes in chunks, and how.
func (c *Claim) Chunked() (wire.ChunkKind, bool) {
	switch c.Payload {
	case chunksSigned:
		return wire.ChunkKind{Signed: true}, true
	case chunksSignedTrailer:
		return wire.ChunkKind{Signed: true, Trailer: true}, true
	case chunksUnsignedTrailer:
		return wire.ChunkKind{Trailer: true}, true
	}
	return wire.ChunkKind{}, false
}

// SignedHash is the hash that the body must have; empty: any will do.
func (c *Claim) SignedHash() string {
	if sha256Hex.MatchString(c.Payload) {
		return c.Payload
	}
	return ""
}

// Unsigned are the x-amz-* headers that were sent and are not signed: there must be none.
// A URL need not sign what it says of the body.
// https://help.aliyun.com/en/oss/user-guide/0002-00000431
// https://help.aliyun.com/en/oss/user-guide/0002-00000427
func (c *Claim) Unsigned(r *wire.Request) []string {
	return slices.DeleteFunc(headersWith(r, "x-amz-"), func(name string) bool {
		return slices.Contains(c.Signed, name) || c.Carrier == S3V4URL && strings.EqualFold(name, s3Payload)
	})
}

// s3Time is the time of a header signature: x-amz-date before Date.
func s3Time(r *wire.Request) string {
	if v := r.Header.Get(s3Date); v != "" {
		return v
	}
	return r.Header.Get("Date")
}

// KeyField shows the AccessKey under the name that its form has for it.
// https://github.com/vastsa/FileCodeBox/issues/137
func (c *Claim) KeyField() deny.Field {
	if c.Carrier.IsS3() {
		return deny.Field{Name: s3Key, Value: c.AccessKeyID}
	}
	return deny.Field{Name: "OSSAccessKeyId", Value: c.AccessKeyID}
}

// CredentialParam is the parameter that holds the credential.
func (c *Claim) CredentialParam() string {
	if c.Carrier.IsS3() {
		return s3Credential
	}
	return paramCredential
}
