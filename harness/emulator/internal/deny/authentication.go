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
	DateInvalid        Reason = "date-invalid"
	Skewed             Reason = "request-time-too-skewed"
	ExpiredV1URL       Reason = "expired-v1-url"
	ExpiresNotInteger  Reason = "expires-not-integer"
	ExpiresRangeV4URL  Reason = "expires-range-v4-url"
	NotYetValidV4URL   Reason = "not-yet-valid-v4-url"
	ExpiredV4URL       Reason = "expired-v4-url"
)

const (
	noSuchKeyText     = "The OSS Access Key Id you provided does not exist in our records."
	badCharactersText = "The OSS Access Key Id contains non-acceptable characters, which accepts only alphanumeric characters[0-9a-zA-Z] and several special characters[._=]"
	mismatchText      = "The request signature we calculated does not match the signature you provided. Check your key and signing method."
	captured          = "captured answer"
)

func authentication() Catalogue {
	return Catalogue{
		UnknownKey:         {403, "InvalidAccessKeyId", noSuchKeyText, "0002-00000902", Captured, page("0002-00000902")},
		UnknownTemporary:   {403, "InvalidAccessKeyId", noSuchKeyText, "0002-00000002", Documented, page("0002-00000002")},
		TokenMissing:       {403, "InvalidAccessKeyId", noSuchKeyText + " The Security Token may be lost to specify that it is a STS Access Id.", "0002-00000003", Captured, page("0002-00000003")},
		KeyCharactersV1:    {403, "InvalidAccessKeyId", badCharactersText, "0002-00000064", Inferred, page("0002-00000064")},
		KeyCharactersV1URL: {403, "InvalidAccessKeyId", badCharactersText, "0002-00000073", Inferred, page("0002-00000073")},
		// The end of the captured V4 text was not recorded.
		KeyCharactersV4: {403, "InvalidAccessKeyId", "The specified access key id contains non-acceptable characters", "0002-00000206", Inferred, page("0002-00000206")},

		SignatureV1: {403, "SignatureDoesNotMatch", mismatchText, "0002-00000040", Captured, page("0002-00000040")},
		SignatureV4: {403, "SignatureDoesNotMatch", mismatchText, "0002-00000201", Captured, page("0002-00000201")},

		DateInvalid: {403, "AccessDenied", "OSS authentication requires a valid Date.", "0002-00000503", Captured, page("0002-00000503")},
		Skewed:      {403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.", "0002-00000504", Captured, page("0002-00000504")},

		ExpiredV1URL:      {403, "AccessDenied", "Request has expired.", "0002-00000069", Captured, page("0002-00000069")},
		ExpiresNotInteger: {403, "AccessDenied", "Invalid date (should be seconds since epoch)", "0002-00000070", Documented, page("0002-00000070")},
		ExpiresRangeV4URL: {400, "AuthorizationArgumentError", "The x-oss-expires must be an integer between 1 and 604800.", "0002-00000232", Assumed, page("0002-00000232")},
		NotYetValidV4URL:  {403, "AccessDenied", "Request is not yet valid.", "0002-00000235", Assumed, page("0002-00000235")},
		ExpiredV4URL:      {403, "AccessDenied", "Request has expired.", "0002-00000236", Inferred, page("0002-00000236")},
	}
}
