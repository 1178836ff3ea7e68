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

const byPolicyText = "Access denied by bucket policy."

func authorizers() Catalogue {
	return Catalogue{
		BySessionPolicy: {403, "AccessDenied", "Access denied by authorizer's policy.", "0003-00000301", Captured, page("0003-00000301")},
		// The text names the bucket policy although RAM decides.
		ByRAMDeny:         {403, "AccessDenied", byPolicyText, "0003-00000201", Documented, page("0003-00000201")},
		ByBucketPolicy:    {403, "AccessDenied", byPolicyText, "0003-00000101", Captured, page("0003-00000101")},
		ByBothPolicies:    {403, "AccessDenied", byPolicyText, "0003-00000203", Assumed, page("0003-00000203")},
		ByControlPolicy:   {403, "AccessDenied", byPolicyText, "0003-00000201", Assumed, "https://www.alibabacloud.com/help/en/resource-management/resource-directory/user-guide/overview-of-control-policies"},
		ByEndpointPolicy:  {403, "AccessDenied", "Access denied by VPC endpoint policy.", "0003-00000401", Documented, page("0003-00000401")},
		ByDenyInBatch:     {403, "AccessDenied", byPolicyText, "0003-00000204", Assumed, page("0003-00000204")},
		NotGranted:        {403, "AccessDenied", byPolicyText, "0003-00000202", Assumed, page("0003-00000202")},
		ListingNotGranted: {403, "AccessDenied", "You are forbidden to list buckets.", "0003-00001202", Assumed, "http://help.aliyun.com/document_detail/42777.html"},
	}
}
