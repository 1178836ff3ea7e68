package deny

// Reasons of security tokens and closed accounts.
const (
	TwoTokens          Reason = "token-in-header-and-url"
	KeyDisabled        Reason = "access-key-disabled"
	KeyNetwork         Reason = "access-key-network"
	V1Closed           Reason = "v1-signature-closed"
	V1InBucketURL      Reason = "v1-url-of-a-bucket-operation"
	TokenOperation     Reason = "token-not-supported-by-operation"
	TokenRegion        Reason = "token-not-supported-in-region"
	TokenOfAnother     Reason = "token-of-another-access-key"
	TokenInvalid       Reason = "token-invalid"
	TokenExpired       Reason = "token-expired"
	KeyCharactersV4URL Reason = "access-key-characters-v4-url"
)

func tokens() Catalogue {
	return Catalogue{
		TwoTokens:      {400, "InvalidArgument", "Only one of the x-oss-security-token header and the security token in the URL may be given.", "0002-00000010", Assumed, page("0002-00000010")},
		KeyNetwork:     {403, "InvalidAccessKeyId", "The OSS Access Key Id you provided is disabled.", "0002-00000904", Inferred, page("0002-00000904")},
		KeyDisabled:    {403, "InvalidAccessKeyId", "The OSS Access Key Id you provided is disabled.", "0002-00000904", Captured, page("0002-00000904")},
		V1Closed:       {403, "AccessDenied", "The V1 signature is forbidden for this account. Please use the V4 signature.", "0002-00000080", Assumed, page("0002-00000080")},
		V1InBucketURL:  {403, "AccessDenied", "Bucket-level operations do not support V1 signed URLs.", "0002-00000079", Assumed, page("0002-00000079")},
		TokenOperation: {403, "SecurityTokenNotSupported", "This interface does not support security token.", "0002-00000001", Documented, page("0002-00000001")},
		TokenRegion:    {403, "SecurityTokenNotSupported", "Security token is not supported in this region.", "0002-00000001", Documented, page("0002-00000001")},
		TokenOfAnother: {403, "AccessKeyIdAndSecurityTokenNotMatch", "The OSS access key id and security token you provided does not match.", "0002-00000004", Documented, page("0002-00000004")},
		TokenInvalid:   {403, "InvalidSecurityToken", "The security token you provided is invalid.", "0002-00000006", Captured, page("0002-00000006")},
		TokenExpired:   {403, "SecurityTokenExpired", "The security token you provided has expired.", "0002-00000007", Captured, page("0002-00000007")},
		// No page is known for this position; 0901 is the general one.
		KeyCharactersV4URL: {403, "InvalidAccessKeyId", "The specified access key id contains non-acceptable characters", "0002-00000901", Assumed, page("0002-00000901")},
	}
}
