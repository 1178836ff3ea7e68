package deny

// Reasons of policies: those of RAM, of the directory, of the bucket and of
// the network.
const (
	BySessionPolicy   Reason = "session-policy"
	ByRAMDeny         Reason = "ram-explicit-deny"
	ByDenyInBatch     Reason = "explicit-deny-in-batch"
	NotGranted        Reason = "ram-not-granted"
	ListingNotGranted Reason = "ram-list-buckets-not-granted"
	ByBucketPolicy    Reason = "bucket-policy-deny"
	ByBothPolicies    Reason = "ram-and-bucket-policy-deny"
	ByControlPolicy   Reason = "control-policy"
	ByEndpointPolicy  Reason = "vpc-endpoint-policy"
)

const (
	sessionTest       = github + "ali-sdk/ali-oss/blob/master/test/node/sts.test.js"
	byPolicyText      = "Access denied by bucket policy."
	controlPolicyPage = "https://www.alibabacloud.com/help/en/resource-management/resource-directory/user-guide/overview-of-control-policies"
)

func authorizers() Catalogue {
	return Catalogue{
		BySessionPolicy: {403, "AccessDenied", "Access denied by authorizer's policy.", "0003-00000301", Captured, sessionTest},
		// The text names the bucket policy although RAM decides.
		ByRAMDeny:         onPage(403, "AccessDenied", byPolicyText, "0003-00000201", Documented),
		ByBucketPolicy:    {403, "AccessDenied", byPolicyText, "0003-00000101", Captured, github + "ali-sdk/ali-oss/issues/1298"},
		ByBothPolicies:    onPage(403, "AccessDenied", byPolicyText, "0003-00000203", Assumed),
		ByControlPolicy:   {403, "AccessDenied", byPolicyText, "0003-00000201", Assumed, controlPolicyPage},
		ByEndpointPolicy:  onPage(403, "AccessDenied", "Access denied by VPC endpoint policy.", "0003-00000401", Documented),
		ByDenyInBatch:     onPage(403, "AccessDenied", byPolicyText, "0003-00000204", Assumed),
		NotGranted:        onPage(403, "AccessDenied", byPolicyText, "0003-00000202", Assumed),
		ListingNotGranted: {403, "AccessDenied", "You are forbidden to list buckets.", "0003-00001202", Assumed, accessControlPage},
	}
}
