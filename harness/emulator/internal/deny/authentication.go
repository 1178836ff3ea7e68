package deny

// Reasons of authentication: who the caller is and whether the request is
// fresh and unaltered.
const (
	UnknownKey         Reason = "unknown-access-key"
	UnknownTemporary   Reason = "unknown-temporary-access-key"
	TokenMissing       Reason = "security-token-missing"
	KeyCharactersV1    Reason = "access-key-characters-v1-header"
	KeyCharactersV1URL Reason = "access-key-characters-v1-url"
	KeyCharactersV4    Reason = "access-key-characters-v4"
	SignatureV1        Reason = "signature-v1"
	SignatureV4        Reason = "signature-v4"

	SignatureLimited    Reason = "signature-limited-to-addresses"
	SignatureForwarded  Reason = "signature-limited-to-addresses-behind-proxies"
	SignatureLimitedV2  Reason = "signature-limited-to-addresses-v2"
	SignatureLimitedV4  Reason = "signature-limited-to-addresses-v4"
	SignatureLimitedVPC Reason = "signature-limited-to-vpc"

	DateInvalid       Reason = "date-invalid"
	Skewed            Reason = "request-time-too-skewed"
	ExpiredV1URL      Reason = "expired-v1-url"
	ExpiresNotInteger Reason = "expires-not-integer"
	ExpiresRangeV4URL Reason = "expires-range-v4-url"
	NotYetValidV4URL  Reason = "not-yet-valid-v4-url"
	ExpiredV4URL      Reason = "expired-v4-url"
)

const (
	noSuchKeyText     = "The OSS Access Key Id you provided does not exist in our records."
	badCharactersText = "The OSS Access Key Id contains non-acceptable characters, " +
		"which accepts only alphanumeric characters[0-9a-zA-Z] and several special characters[._=]"
	mismatchText        = "The request signature we calculated does not match the signature you provided. Check your key and signing method."
	tokenLostIssue      = github + "lucky1213/aliyun_oss/issues/19"
	dateIssue           = github + "terwer/siyuan-plugin-picgo/issues/681"
	tokenLostText       = " The Security Token may be lost to specify that it is a STS Access Id."
	badCharactersV4Text = "The specified access key id contains non-acceptable characters"
	skewedText          = "The difference between the request time and the current time is too large."
	expiresRangeText    = "The x-oss-expires must be an integer between 1 and 604800."
)

func authentication() Catalogue {
	return Catalogue{
		UnknownKey:         {403, "InvalidAccessKeyId", noSuchKeyText, "0002-00000902", Captured, goSDKv2Tests},
		UnknownTemporary:   onPage(403, "InvalidAccessKeyId", noSuchKeyText, "0002-00000002", Documented),
		TokenMissing:       {403, "InvalidAccessKeyId", noSuchKeyText + tokenLostText, "0002-00000003", Captured, tokenLostIssue},
		KeyCharactersV1:    onPage(403, "InvalidAccessKeyId", badCharactersText, "0002-00000064", Inferred),
		KeyCharactersV1URL: onPage(403, "InvalidAccessKeyId", badCharactersText, "0002-00000073", Inferred),
		// The end of the captured V4 text was not recorded.
		KeyCharactersV4: onPage(403, "InvalidAccessKeyId", badCharactersV4Text, "0002-00000206", Inferred),

		SignatureV1: {403, "SignatureDoesNotMatch", mismatchText, "0002-00000040", Captured, github + "aliyun/aliyun-oss-python-sdk/issues/186"},
		SignatureV4: onPage(403, "SignatureDoesNotMatch", mismatchText, "0002-00000201", Documented),

		// The page of 0602 names the Code; those of the others say that the signature does not match.
		SignatureLimited:    onPage(403, "SignatureDoesNotMatch", mismatchText, "0002-00000602", Documented),
		SignatureForwarded:  onPage(403, "SignatureDoesNotMatch", mismatchText, "0002-00000604", Inferred),
		SignatureLimitedV2:  onPage(403, "SignatureDoesNotMatch", mismatchText, "0002-00000119", Inferred),
		SignatureLimitedV4:  onPage(403, "SignatureDoesNotMatch", mismatchText, "0002-00000225", Inferred),
		SignatureLimitedVPC: onPage(403, "SignatureDoesNotMatch", mismatchText, "0002-00000603", Inferred),

		DateInvalid: {403, "AccessDenied", "OSS authentication requires a valid Date.", "0002-00000503", Captured, dateIssue},
		Skewed:      {403, "RequestTimeTooSkewed", skewedText, "0002-00000504", Captured, github + "aliyun/aliyun-oss-android-sdk/issues/167"},

		ExpiredV1URL:      onPage(403, "AccessDenied", "Request has expired.", "0002-00000069", Documented),
		ExpiresNotInteger: onPage(403, "AccessDenied", "Invalid date (should be seconds since epoch)", "0002-00000070", Documented),
		ExpiresRangeV4URL: onPage(400, "AuthorizationArgumentError", expiresRangeText, "0002-00000232", Assumed),
		NotYetValidV4URL:  onPage(403, "AccessDenied", "Request is not yet valid.", "0002-00000235", Assumed),
		ExpiredV4URL:      onPage(403, "AccessDenied", "Request has expired.", "0002-00000236", Inferred),
	}
}
