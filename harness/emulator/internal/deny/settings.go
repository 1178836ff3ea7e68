package deny

// Reasons of the settings of a bucket: who links to it, who pays, which
// origins it lets in.
const (
	RefererEmpty      Reason = "referer-empty"
	RefererForbidden  Reason = "referer-in-blacklist"
	RefererNotAllowed Reason = "referer-not-in-whitelist"
	PayerAnonymous    Reason = "requester-pays-anonymous"
	PayerNotInURL     Reason = "requester-pays-url"
	PayerNotInHeader  Reason = "requester-pays-header"
	NoCORSRules       Reason = "cors-no-rules"
	CORSMismatch      Reason = "cors-no-match"

	OriginMissing      Reason = "cors-origin-missing"
	MethodMissing      Reason = "cors-method-missing"
	NoCORS             Reason = "no-such-cors-configuration"
	CORSInvalid        Reason = "cors-configuration-invalid"
	NoBucketPolicy     Reason = "no-such-bucket-policy"
	BucketPolicyLong   Reason = "bucket-policy-too-long"
	BucketPolicyItem   Reason = "bucket-policy-element-too-long"
	BucketPolicySyntax Reason = "bucket-policy-syntax"
	TagInvalid         Reason = "tag-invalid"
	NamespaceFlat      Reason = "namespace-not-hierarchical"
)

const (
	refererText = "You are denied by bucket referer policy."
	payerText   = "Access denied for requester pay bucket"
	// Both misspellings are the service's.
	corsText = "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, " +
		"request method / Access-Control-Request-Method or Access-Control-Requet-Headers " +
		"are not whitelisted by the resource's CORS spec."
	corsAPI    = "https://help.aliyun.com/zh/oss/developer-reference/putbucketcors"
	taggingAPI = "https://help.aliyun.com/zh/oss/developer-reference/putobjecttagging"
)

func settings() Catalogue {
	return Catalogue{
		RefererEmpty:      onPage(403, "AccessDenied", refererText, "0003-00000501", Documented),
		RefererForbidden:  onPage(403, "AccessDenied", refererText, "0003-00000502", Documented),
		RefererNotAllowed: onPage(403, "AccessDenied", refererText, "0003-00000503", Documented),
		PayerAnonymous:    {403, "AccessDenied", payerText, "0003-00000701", Inferred, page("0003-00000701")},
		PayerNotInURL:     onPage(403, "AccessDenied", payerText, "0003-00000702", Documented),
		PayerNotInHeader:  {403, "AccessDenied", payerText, "0003-00000703", Captured, goSDKv2Tests},
		NamespaceFlat:     {403, "AccessDenied", "Hierarchical namespace is disabled.", "0026-00000901", Assumed, forbiddenPage},
		NoCORSRules:       onPage(403, "AccessForbidden", corsText, "0003-00000601", Documented),
		CORSMismatch:      onPage(403, "AccessForbidden", corsText, "0003-00000602", Documented),

		OriginMissing:      onPage(400, "InvalidArgument", "Insufficient information. Origin request header needed.", "0034-00000101", Assumed),
		MethodMissing:      onPage(400, "InvalidArgument", "Invalid Access-Control-Request-Method: null", "0034-00000102", Assumed),
		NoCORS:             onPage(404, "NoSuchCORSConfiguration", "The CORS Configuration does not exist.", "0034-00000001", Documented),
		CORSInvalid:        {400, "InvalidArgument", "The CORS rule is not valid.", "", Assumed, corsAPI},
		NoBucketPolicy:     onPage(404, "NoSuchBucketPolicy", "The bucket policy does not exist.", "0030-00000006", Documented),
		BucketPolicyLong:   onPage(400, invalidPolicy, "The bucket policy must be smaller than 16 KB.", "0030-00000001", Assumed),
		BucketPolicyItem:   onPage(400, invalidPolicy, "An element of the bucket policy is longer than 4095 bytes.", "0030-00000003", Assumed),
		BucketPolicySyntax: onPage(400, invalidPolicy, "The policy is invalid: "+Detail, "0030-00000005", Assumed),
		TagInvalid:         {400, "InvalidTag", "The tag you have specified is not valid.", "", Assumed, taggingAPI},
	}
}
