package deny

// Reasons of credential syntax: the Authorization header or the signature
// parameters of a URL cannot be read.
const (
	TwoCarriers Reason = "header-and-url-signature"

	AuthorizationEmpty Reason = "authorization-empty"
	SchemeUnknown      Reason = "authorization-scheme"
	ColonMissing       Reason = "authorization-colon"
	KeyMissing         Reason = "authorization-access-key"
	SignatureMissing   Reason = "authorization-signature"

	ExpiresAbsent     Reason = "v1-url-expires-absent"
	ExpiresEmpty      Reason = "v1-url-expires-empty"
	URLKeyAbsent      Reason = "v1-url-access-key-absent"
	URLKeyEmpty       Reason = "v1-url-access-key-empty"
	URLSignatureGone  Reason = "v1-url-signature-absent"
	URLSignatureEmpty Reason = "v1-url-signature-empty"

	V4Items            Reason = "v4-header-items"
	V4EqualsSign       Reason = "v4-header-equals-sign"
	V4UnknownItem      Reason = "v4-header-unknown-item"
	V4CredentialAbsent Reason = "v4-header-credential-absent"
	V4SignatureAbsent  Reason = "v4-header-signature-absent"
	V4SignatureEmpty   Reason = "v4-header-signature-empty"
	V4ExtraEmpty       Reason = "v4-header-additional-empty"
	V4ExtraEmptyItem   Reason = "v4-header-additional-empty-item"
	V4ExtraNotSent     Reason = "v4-header-additional-not-sent"
	V4Day              Reason = "v4-header-scope-day"
	V4Credential       Reason = "v4-header-credential"
	V4Payload          Reason = "v4-header-content-sha256"
	V4Region           Reason = "v4-header-scope-region"
	V4Product          Reason = "v4-header-scope-product"

	URLVersion            Reason = "url-signature-version"
	V4URLExpiresAbsent    Reason = "v4-url-expires-absent"
	V4URLExpiresEmpty     Reason = "v4-url-expires-empty"
	V4URLCredentialAbsent Reason = "v4-url-credential-absent"
	V4URLCredentialEmpty  Reason = "v4-url-credential-empty"
	V4URLSignatureAbsent  Reason = "v4-url-signature-absent"
	V4URLSignatureEmpty   Reason = "v4-url-signature-empty"
	V4URLDateAbsent       Reason = "v4-url-date-absent"
	V4URLDateInvalid      Reason = "v4-url-date-invalid"
	V4URLDay              Reason = "v4-url-scope-day"
	V4URLCredential       Reason = "v4-url-credential"
	V4URLRegion           Reason = "v4-url-scope-region"
	V4URLProduct          Reason = "v4-url-scope-product"
	V4URLExtraEmpty       Reason = "v4-url-additional-empty"
	V4URLExtraEmptyItem   Reason = "v4-url-additional-empty-item"
	V4URLExtraNotSent     Reason = "v4-url-additional-not-sent"
)

const (
	queryAuthText    = "Query-string authentication requires the Signature, Expires and OSSAccessKeyId parameters"
	twoCarriersText  = "Either the Signature query string parameter or the Authorization header should be specified, not both."
	headerText       = "Authorization header is invalid."
	missingText      = "AccessKeyId or Signature is missing in Authorization header value."
	notSentText      = "At least one of AdditionalHeaders is not in request headers."
	emptyItemText    = "The AdditionalHeaders hold an empty name."
	twoCarriersIssue = github + "aliyun/aliyun-oss-go-sdk/issues/244"
	regionIssue      = github + "aliyun/alibabacloud-oss-go-sdk-v2/issues/29"
	productTest      = github + "aliyun/aliyun-oss-java-sdk"
	itemsText        = "Authorization header is invalid, bad num of Items in Authorization header."
)

func credentialSyntax() Catalogue {
	return Catalogue{
		TwoCarriers: {400, "InvalidArgument", twoCarriersText, "0002-00000039", Captured, twoCarriersIssue},

		AuthorizationEmpty: onPage(400, "InvalidArgument", "Authorization header value is empty.", "0002-00000061", Inferred),
		SchemeUnknown:      onPage(400, "InvalidArgument", headerText, "0002-00000061", Inferred),
		ColonMissing:       onPage(400, "InvalidArgument", itemsText, "0002-00000062", Inferred),
		KeyMissing:         {400, "InvalidArgument", headerText, "0002-00000063", Documented, page("0002-00000063")},
		SignatureMissing:   onPage(400, "InvalidArgument", missingText, "0002-00000065", Inferred),

		ExpiresAbsent:     onPage(403, "AccessDenied", queryAuthText, "0002-00000067", Documented),
		ExpiresEmpty:      onPage(403, "AccessDenied", queryAuthText, "0002-00000068", Documented),
		URLKeyAbsent:      onPage(403, "AccessDenied", queryAuthText, "0002-00000071", Documented),
		URLKeyEmpty:       onPage(403, "AccessDenied", queryAuthText, "0002-00000072", Inferred),
		URLSignatureGone:  onPage(403, "AccessDenied", queryAuthText, "0002-00000074", Documented),
		URLSignatureEmpty: onPage(403, "AccessDenied", queryAuthText, "0002-00000075", Documented),

		V4Items:            onPage(400, "InvalidArgument", itemsText, "0002-00000202", Inferred),
		V4EqualsSign:       onPage(400, "InvalidArgument", headerText, "0002-00000203", Inferred),
		V4UnknownItem:      onPage(400, "InvalidArgument", "Unknown parameter in Authorization header.", "0002-00000204", Inferred),
		V4CredentialAbsent: onPage(400, "InvalidArgument", missingText, "0002-00000205", Inferred),
		V4SignatureAbsent:  onPage(400, "InvalidArgument", missingText, "0002-00000207", Inferred),
		V4SignatureEmpty:   onPage(400, "InvalidArgument", missingText, "0002-00000208", Inferred),
		V4ExtraEmpty:       onPage(400, "InvalidArgument", emptyItemText, "0002-00000209", Assumed),
		V4ExtraEmptyItem:   onPage(400, "InvalidArgument", emptyItemText, "0002-00000210", Assumed),
		V4ExtraNotSent:     onPage(400, "InvalidArgument", notSentText, "0002-00000211", Inferred),
		V4Day:              onPage(400, "InvalidArgument", "Invalid signing date in Authorization header.", "0002-00000212", Documented),
		V4Credential:       onPage(400, "InvalidArgument", "Invalid credential in Authorization header.", "0002-00000213", Documented),
		V4Payload:          onPage(400, "InvalidArgument", "The x-oss-content-sha256 header must be UNSIGNED-PAYLOAD.", "0002-00000214", Assumed),
		V4Region:           {400, "InvalidArgument", "Invalid signing region in Authorization header.", "0002-00000226", Captured, regionIssue},
		V4Product:          {400, "InvalidArgument", "Invalid signing product in Authorization header.", "0002-00000227", Captured, productTest},

		URLVersion:            onPage(400, "InvalidArgument", "The x-oss-signature-version is invalid.", "0002-00000066", Assumed),
		V4URLExpiresAbsent:    onPage(400, "AuthorizationArgumentError", "The x-oss-expires parameter is missing.", "0002-00000215", Assumed),
		V4URLExpiresEmpty:     onPage(400, "AuthorizationArgumentError", "The x-oss-expires parameter is empty.", "0002-00000216", Assumed),
		V4URLCredentialAbsent: onPage(400, "AuthorizationArgumentError", "The x-oss-credential parameter is missing.", "0002-00000217", Assumed),
		V4URLCredentialEmpty:  onPage(400, "AuthorizationArgumentError", "The x-oss-credential parameter is empty.", "0002-00000218", Assumed),
		V4URLSignatureAbsent:  onPage(400, "AuthorizationArgumentError", "The x-oss-signature parameter is missing.", "0002-00000219", Assumed),
		V4URLSignatureEmpty:   onPage(400, "AuthorizationArgumentError", "The x-oss-signature parameter is empty.", "0002-00000220", Assumed),
		V4URLDateAbsent:       onPage(400, "AuthorizationArgumentError", "The x-oss-date parameter is missing.", "0002-00000221", Assumed),
		V4URLDateInvalid:      onPage(400, "AuthorizationArgumentError", "The x-oss-date parameter is invalid.", "0002-00000222", Assumed),
		V4URLDay:              onPage(400, "AuthorizationArgumentError", "The signing date in credential is invalid.", "0002-00000223", Assumed),
		V4URLCredential:       onPage(400, "AuthorizationArgumentError", "The credential is invalid.", "0002-00000224", Assumed),
		V4URLRegion:           onPage(400, "InvalidArgument", "The signing region in credential is invalid.", "0002-00000228", Documented),
		V4URLProduct:          onPage(400, "InvalidArgument", "The signing product in credential is invalid.", "0002-00000229", Assumed),
		V4URLExtraEmpty:       onPage(400, "AuthorizationArgumentError", emptyItemText, "0002-00000076", Assumed),
		V4URLExtraEmptyItem:   onPage(400, "AuthorizationArgumentError", emptyItemText, "0002-00000077", Assumed),
		V4URLExtraNotSent:     onPage(400, "AuthorizationArgumentError", notSentText, "0002-00000078", Inferred),
	}
}
