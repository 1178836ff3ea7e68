package deny

// Reasons of security tokens and closed accounts.
const (
	TwoTokens          Reason = "token-in-header-and-url"
	KeyDisabled        Reason = "access-key-disabled"
	KeyNetwork         Reason = "access-key-network"
	V1Closed           Reason = "v1-signature-closed"
	BoxSignature       Reason = "cloud-box-signature"
	V1InBucketURL      Reason = "v1-url-of-a-bucket-operation"
	TokenOperation     Reason = "token-not-supported-by-operation"
	TokenRegion        Reason = "token-not-supported-in-region"
	TokenOfAnother     Reason = "token-of-another-access-key"
	TokenInvalid       Reason = "token-invalid"
	TokenExpired       Reason = "token-expired"
	KeyCharactersV4URL Reason = "access-key-characters-v4-url"
)

const (
	tokenExpiredText   = "The security token you provided has expired."
	tokenExpiredIssue  = github + "jxxghp/MoviePilot/issues/6295"
	tokenInvalidText   = "The security token you provided is invalid."
	tokenInvalidIssue  = github + "matrixorigin/matrixone/issues/12445"
	twoTokensText      = "Only one of the x-oss-security-token header and the security token in the URL may be given."
	boxSignatureText   = "Only a V4 signature in the request header is supported."
	v1ClosedText       = "The V1 signature is forbidden for this account. Please use the V4 signature."
	tokenOfAnotherText = "The OSS access key id and security token you provided does not match."
)

func tokens() Catalogue {
	return Catalogue{
		TwoTokens: onPage(400, "InvalidArgument", twoTokensText, "0002-00000010", Assumed),
		// The page of 0903 is about a disabled AccessKey, that of 0904 about one that is used from an address which
		// its network policy does not list; that the latter has the same words is inferred.
		KeyNetwork:  onPage(403, "InvalidAccessKeyId", "The OSS Access Key Id you provided is disabled.", "0002-00000904", Inferred),
		KeyDisabled: onPage(403, "InvalidAccessKeyId", "The OSS Access Key Id you provided is disabled.", "0002-00000903", Documented),
		V1Closed:    onPage(403, "AccessDenied", v1ClosedText, "0002-00000080", Assumed),
		// Its page prints neither status nor Code nor Message.
		BoxSignature:   onPage(403, "AccessDenied", boxSignatureText, "0002-00000034", Assumed),
		V1InBucketURL:  onPage(403, "AccessDenied", "Bucket-level operations do not support V1 signed URLs.", "0002-00000079", Assumed),
		TokenOperation: onPage(403, "SecurityTokenNotSupported", "This interface does not support security token.", "0002-00000001", Documented),
		TokenRegion:    onPage(403, "SecurityTokenNotSupported", "Security token is not supported in this region.", "0002-00000001", Documented),
		TokenOfAnother: onPage(403, "AccessKeyIdAndSecurityTokenNotMatch", tokenOfAnotherText, "0002-00000004", Documented),
		TokenInvalid:   {403, "InvalidSecurityToken", tokenInvalidText, "0002-00000006", Captured, tokenInvalidIssue},
		TokenExpired:   {403, "SecurityTokenExpired", tokenExpiredText, "0002-00000007", Captured, tokenExpiredIssue},
		// No page is known for this position; 0901 is the general one.
		KeyCharactersV4URL: onPage(403, "InvalidAccessKeyId", badCharactersV4Text, "0002-00000901", Assumed),
	}
}
