package catalogue

import "github.com/oss403/oss403/scenarios"

// ofAccessControl lists the family 0003.
func ofAccessControl() []EC {
	return []EC{
		onPage("0003-00000001", "the caller has no right, by the ACL of the bucket", intS, "2026-11-29"),
		onPage("0003-00000002", "an operation on a bucket without credentials", zhS, "2026-11-29"),
		onPage("0003-00000005", "the ACL of the object allows no read", zh, "2026-11"),
		onPage("0003-00000006", "the ACL of the object allows no write", zhS, "2026-11-29"),
		onPage("0003-00000007", "the ACL of the object may not be read", zh, "2026-11"),
		onPage("0003-00000008", "the ACL of the object may not be written", zh, "2026-11"),
		onPage("0003-00000101", "denied by the bucket policy", zh, "2026-11"),
		onPage("0003-00000201", "denied by a policy of RAM", intS, "2024-02-22").prints("AccessDenied", "Access denied by bucket policy."),
		onPage("0003-00000202", "not the owner, and not allowed by RAM", en, "2026-11-29"),
		onPage("0003-00000203", "denied by RAM and by the bucket policy", zh, "2026-11"),
		onPage("0003-00000204", "denied for one object of a batch", zh, "2026-11"),
		inAnswer("0003-00000205", "denied by a policy; of which kind is not said", scenarios.Issue("orzogc/fake115uploader#86").Of("2025-07-15")).
			prints("AccessDenied", "Access denied by bucket policy.").because(Unexplained),
		onPage("0003-00000301", "not allowed to the session", zh, "2026-11"),
		onPage("0003-00000401", "denied by the policy of a VPC endpoint", zh, "2026-11"),
		onPage("0003-00000501", "no Referer where one is required", intS, "2023-07-21"),
		onPage("0003-00000502", "a Referer that is forbidden", zh, "2026-11"),
		onPage("0003-00000503", "a Referer that is not allowed", intl, "2026-03-01").
			prints("", "Request denied by hotlink protection configuration"),
		onPage("0003-00000601", "a preflight request where the bucket has no CORS rules", zh, "2026-11"),
		onPage("0003-00000602", "a preflight request that no CORS rule allows", zh, "2026-11"),
		onPage("0003-00000701", "without credentials where the requester pays", en, "2026-11-29"),
		onPage("0003-00000702", "a signed URL without x-oss-request-payer where the requester pays", zh, "2026-11"),
		onPage("0003-00000703", "a signed header without x-oss-request-payer where the requester pays", zh, "2026-11"),
		onPage("0003-00000801", "the account is disabled, for debt or for security", zh, "2026-11"),
		onPage("0003-00000803", "the account does not exist any more", zh, "2026-11"),
		onPage("0003-00000804", "an account without a real name makes a bucket in mainland China", en, "2026-11-29"),
		onPage("0003-00000806", "an account in debt makes a bucket", intS, "2025-02-18"),
		onPage("0003-00000905", "a right to the operation is missing", zhS, "2026-11-29"),
		onPage("0003-00000906", "the owner of the bucket changes during the request", en, "2026-11-29").because(OutOfReach),
		onPage("0003-00000908", "the bucket is banned", zh, "2026-11"),
		onPage("0003-00001201", "an operation that needs credentials", en, "2026-11-29"),
		onPage("0003-00001401", "path style", zh, "2026-11"),
		onPage("0003-00001402", "a host that is not one of OSS", zh, "2026-11"),
		onPage("0003-00001403", "the endpoint of another region", zh, "2026-11"),
	}
}

// ofFeatures lists the ECs of features, and of the policies of forms.
func ofFeatures() []EC {
	return []EC{
		onPage("0005-00000218", "a key of KMS where KMS is not activated; the page says 403", en, "2026-11-29"),
		onPage("0006-00000213", "the policy of a form has expired", zh, "2026-11"),
		onPage("0006-00000226", "a form field differs from what its policy says", zh, "2026-11"),
		onPage("0006-00000227", "a condition of the policy of a form does not hold", zh, "2026-11"),
		onPage("0006-00000228", "a form has a field that its policy does not name", zh, "2026-11"),
		inAnswer("0007-00000209", "the callback server refuses", scenarios.Issue("AlistGo/alist#7258").Of("2024-09-24")).
			prints("RequestDeniedByCallback", "Callback deny this request reason: ExceedMaxConcurrency"),
		onPage("0016-00000306", "a copy from another region", zh, "2026-11-29"),
		inAnswer("0016-00000330", "a copy of an archived object that is not restored",
			scenarios.Issue("aliyun/aliyun-oss-go-sdk#436").Of("2024-03-28")).
			prints("InvalidObjectState", "The operation is not valid for the object's state"),
		onPage("0016-00000404", "an archived object that is not restored", intS, "2024-04-29"),
		inAnswer("0016-00000901", "a public ACL of an object where public access is blocked",
			"note: error text with its EC in the public blog of daxingplay (2026)").
			prints("", "Put public object acl is not allowed"),
		inAnswer("0018-00000115", "a domain whose ownership is not verified", scenarios.Issue("usual2970/certimate#1042")).
			prints("NeedVerifyDomainOwnership", "Please verify domain ownership by CreateCnameToken and try again."),
		inAnswer("0024-00000008", "GetBucketDataAccelerator at a public endpoint; whether for the endpoint or the account is not said",
			"note: a probe with request id 6A981BB5B636B739365322C1, published with a set of diagnosis skills (2026-09)").
			prints("AccessDenied", "Configuration is disabled for the current user").because(Unexplained),
		onPage("0028-00000001", "transfer acceleration is not offered in the region", en, "2026-11-29"),
		onPage("0040-00000031", "the original of an image is protected", en, "2026-11-29"),
		onPage("0061-00000001", "taken for an attack, or a bucket under attack; the page says 403", zhS, "2026-11-29").
			prints("AccessDenied", "Cannot visit oss, forbidden by security system."),
	}
}
