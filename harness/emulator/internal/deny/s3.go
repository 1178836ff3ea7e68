package deny

// Reasons of the signatures of S3 that OSS takes.
const (
	S3Closed   Reason = "s3-signature-closed"
	S3V2Closed Reason = "s3-v2-signature-closed"
	S3V4Closed Reason = "s3-v4-signature-closed"

	SignatureS3V2   Reason = "signature-s3-v2"
	SignatureS3V4   Reason = "signature-s3-v4"
	SignatureChunk  Reason = "signature-s3-chunk"
	S3HeaderNaked   Reason = "s3-header-not-signed"
	S3Skewed        Reason = "s3-request-time-too-skewed"
	ExpiredS3V2URL  Reason = "expired-s3-v2-url"
	S3V2NotInteger  Reason = "s3-v2-expires-not-integer"
	ExpiredS3V4URL  Reason = "expired-s3-v4-url"
	KeyCharactersS3 Reason = "access-key-characters-s3"
	TokenOfOSSName  Reason = "s3-token-under-the-name-of-oss"

	S3V2ExpiresAbsent   Reason = "s3-v2-url-expires-absent"
	S3V2ExpiresEmpty    Reason = "s3-v2-url-expires-empty"
	S3V2KeyAbsent       Reason = "s3-v2-url-access-key-absent"
	S3V2KeyEmpty        Reason = "s3-v2-url-access-key-empty"
	S3V2SignatureAbsent Reason = "s3-v2-url-signature-absent"
	S3V2SignatureEmpty  Reason = "s3-v2-url-signature-empty"

	S3AuthorizationEmpty Reason = "s3-v4-header-empty"
	S3Algorithm          Reason = "s3-v4-header-algorithm"
	S3CredentialAbsent   Reason = "s3-v4-header-credential-absent"
	S3Credential         Reason = "s3-v4-header-credential"
	S3SignedAbsent       Reason = "s3-v4-header-signed-headers-absent"
	S3Items              Reason = "s3-v4-header-items"
	S3SignatureAbsent    Reason = "s3-v4-header-signature-absent"
	S3SignatureInvalid   Reason = "s3-v4-header-signature"
	S3Day                Reason = "s3-v4-header-scope-day"

	S3URLAlgorithmAbsent  Reason = "s3-v4-url-algorithm-absent"
	S3URLAlgorithm        Reason = "s3-v4-url-algorithm"
	S3URLCredentialAbsent Reason = "s3-v4-url-credential-absent"
	S3URLCredential       Reason = "s3-v4-url-credential"
	S3URLDateAbsent       Reason = "s3-v4-url-date-absent"
	S3URLDateInvalid      Reason = "s3-v4-url-date"
	S3URLExpiresAbsent    Reason = "s3-v4-url-expires-absent"
	S3URLExpiresRange     Reason = "s3-v4-url-expires"
	S3URLSignedAbsent     Reason = "s3-v4-url-signed-headers-absent"
	S3HostUnsigned        Reason = "s3-v4-host-not-signed"
	S3URLDay              Reason = "s3-v4-url-scope-day"
	S3URLSignatureAbsent  Reason = "s3-v4-url-signature-absent"
	S3URLSignatureInvalid Reason = "s3-v4-url-signature"
	S3HostAbsent          Reason = "s3-v4-host-absent"
	S3SignedEmpty         Reason = "s3-v4-signed-headers-empty"
	S3Payload             Reason = "s3-v4-content-sha256"
	S3SignedNotSent       Reason = "s3-v4-signed-header-not-sent"

	ChunksUnserved  Reason = "s3-chunks-of-another-kind"
	ChunkMalformed  Reason = "s3-chunk-malformed"
	TrailerChecksum Reason = "s3-trailer-checksum"
)

const (
	s3QueryV2Text = "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters"
	s3QueryV4Text = "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, " +
		"X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters."
	s3CredentialURL = "Error parsing the X-Amz-Credential parameter; the Credential " + s3CredentialText
	s3DateText      = `X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`
	s3NotSentText   = "At least one of the signed headers is not in request headers."
	s3PartsText     = "The authorization header is malformed; the authorization header requires three components: " +
		"Credential, SignedHeaders, and Signature."
	s3CredentialText   = `is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".`
	s3CredentialHeader = "The authorization header is malformed; the Credential " + s3CredentialText
	s3Header           = "AuthorizationHeaderMalformed"
	s3Query            = "AuthorizationQueryParametersError"
	s3ChunksText       = "aws-chunked encoding is not supported with the specified x-amz-content-sha256 value."
	s3ClosedText       = "The Amazon S3-compatible authentication mode is not enabled."
	s3V2Issue          = github + "vastsa/FileCodeBox/issues/137"
	s3V4Issue          = github + "pig-mesh/oss-spring-boot-starter/issues/12"
	s3ChunksIssue      = github + "karakeep-app/karakeep/issues/2191"
	s3ErrorCodes       = "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"
)

// s3Signatures: the pages of the ECs say what is wrong; neither Code nor Message is
// printed. As they quote what S3 says ("<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request",
// the six parameters in its order), Code and Message are assumed to be S3's; where a page
// tells of a signature that does not match, of skew or of expiry, they are OSS's own.
func s3Signatures() Catalogue {
	return Catalogue{
		S3Closed:   onPage(403, "AccessDenied", s3ClosedText, "0002-00000031", Assumed),
		S3V2Closed: onPage(403, "AccessDenied", s3ClosedText, "0002-00000032", Assumed),
		S3V4Closed: onPage(403, "AccessDenied", s3ClosedText, "0002-00000033", Assumed),

		SignatureS3V2:   {403, "SignatureDoesNotMatch", mismatchText, "0002-00000307", Captured, s3V2Issue},
		SignatureS3V4:   {403, "SignatureDoesNotMatch", mismatchText, "0002-00000429", Documented, s3V4Issue}, // the answer has no EC yet
		SignatureChunk:  onPage(403, "SignatureDoesNotMatch", mismatchText, "0002-00000430", Documented),
		S3HeaderNaked:   onPage(403, "SignatureDoesNotMatch", mismatchText, "0002-00000431", Documented),
		S3Skewed:        onPage(403, "RequestTimeTooSkewed", skewedText, "0002-00000501", Documented),
		ExpiredS3V2URL:  onPage(403, "AccessDenied", "Request has expired.", "0002-00000069", Inferred),
		S3V2NotInteger:  onPage(403, "AccessDenied", "Invalid date (should be seconds since epoch)", "0002-00000070", Inferred),
		ExpiredS3V4URL:  onPage(403, "AccessDenied", "Request has expired.", "0002-00000418", Inferred),
		KeyCharactersS3: onPage(403, "InvalidAccessKeyId", badCharactersText, "0002-00000901", Assumed),
		TokenOfOSSName:  onPage(400, "InvalidArgument", "The x-oss-security-token header is not supported.", "0002-00000009", Assumed),

		S3V2ExpiresAbsent:   onPage(403, "AccessDenied", s3QueryV2Text, "0002-00000301", Inferred),
		S3V2ExpiresEmpty:    onPage(403, "AccessDenied", s3QueryV2Text, "0002-00000302", Inferred),
		S3V2KeyAbsent:       onPage(403, "AccessDenied", s3QueryV2Text, "0002-00000303", Inferred),
		S3V2KeyEmpty:        onPage(403, "AccessDenied", s3QueryV2Text, "0002-00000304", Inferred),
		S3V2SignatureAbsent: onPage(403, "AccessDenied", s3QueryV2Text, "0002-00000305", Inferred),
		S3V2SignatureEmpty:  onPage(403, "AccessDenied", s3QueryV2Text, "0002-00000306", Inferred),

		S3AuthorizationEmpty: onPage(400, s3Header, s3PartsText, "0002-00000401", Assumed),
		S3Algorithm:          onPage(400, "InvalidArgument", "Unsupported Authorization Type", "0002-00000402", Assumed),
		S3CredentialAbsent:   onPage(400, s3Header, s3PartsText, "0002-00000403", Assumed),
		S3Credential:         onPage(400, s3Header, s3CredentialHeader, "0002-00000404", Assumed),
		S3SignedAbsent:       onPage(400, s3Header, s3PartsText, "0002-00000405", Assumed),
		S3Items:              onPage(400, s3Header, s3PartsText, "0002-00000406", Assumed),
		S3SignatureAbsent:    onPage(400, s3Header, s3PartsText, "0002-00000407", Assumed),
		S3SignatureInvalid:   onPage(400, s3Header, "The authorization header is malformed; invalid Signature.", "0002-00000408", Assumed),
		S3Day:                onPage(400, s3Header, "The authorization header is malformed; invalid date.", "0002-00000409", Assumed),

		S3URLAlgorithmAbsent:  onPage(400, s3Query, s3QueryV4Text, "0002-00000410", Assumed),
		S3URLAlgorithm:        onPage(400, s3Query, `X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"`, "0002-00000411", Assumed),
		S3URLCredentialAbsent: onPage(400, s3Query, s3QueryV4Text, "0002-00000412", Assumed),
		S3URLCredential:       onPage(400, s3Query, s3CredentialURL, "0002-00000413", Assumed),
		S3URLDateAbsent:       onPage(400, s3Query, s3QueryV4Text, "0002-00000414", Assumed),
		S3URLDateInvalid:      onPage(400, s3Query, s3DateText, "0002-00000415", Assumed),
		S3URLExpiresAbsent:    onPage(400, s3Query, s3QueryV4Text, "0002-00000416", Assumed),
		S3URLExpiresRange:     onPage(400, s3Query, "X-Amz-Expires must be a number between 1 and 604800", "0002-00000417", Assumed),
		S3URLSignedAbsent:     onPage(400, s3Query, s3QueryV4Text, "0002-00000419", Assumed),
		S3HostUnsigned:        onPage(400, s3Query, "The host header must be signed.", "0002-00000420", Assumed),
		S3URLDay:              onPage(400, s3Query, "Invalid credential date. It is not the one of X-Amz-Date.", "0002-00000421", Assumed),
		// No page of 0422 was found: its neighbours, and those of the header, leave it this.
		S3URLSignatureAbsent:  onPage(400, s3Query, s3QueryV4Text, "0002-00000422", Assumed),
		S3URLSignatureInvalid: onPage(400, s3Query, "X-Amz-Signature must be 64 characters long.", "0002-00000423", Assumed),
		S3HostAbsent:          onPage(400, s3Query, "The Host header is missing.", "0002-00000424", Assumed),
		S3SignedEmpty:         onPage(400, s3Query, "The list of signed headers is empty.", "0002-00000426", Assumed),
		S3Payload:             onPage(400, "InvalidArgument", "The value of x-amz-content-sha256 is invalid.", "0002-00000427", Assumed),
		S3SignedNotSent:       onPage(400, s3Query, s3NotSentText, "0002-00000428", Assumed),

		ChunksUnserved:  {400, "InvalidArgument", s3ChunksText, "0017-00000804", Captured, s3ChunksIssue},
		ChunkMalformed:  {400, "InvalidRequest", "The body is not well-formed aws-chunked content.", "", Assumed, s3ErrorCodes},
		TrailerChecksum: {400, "BadDigest", "The checksum in the trailer did not match the calculated checksum.", "", Assumed, s3ErrorCodes},
	}
}
