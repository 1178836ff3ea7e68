package deny

// Reasons of policies: what RAM says about a user or a session.
const (
	BySessionPolicy   Reason = "session-policy"
	ByRAMDeny         Reason = "ram-explicit-deny"
	ByRAMDenyInBatch  Reason = "ram-explicit-deny-in-batch"
	BucketNotGranted  Reason = "ram-bucket-not-granted"
	ListingNotGranted Reason = "ram-list-buckets-not-granted"
)

const byPolicyText = "Access denied by bucket policy."

func authorizers() Catalogue {
	return Catalogue{
		BySessionPolicy: {403, "AccessDenied", "Access denied by authorizer's policy.", "0003-00000301", Captured, page("0003-00000301")},
		// The text names the bucket policy although RAM decides.
		ByRAMDeny:         {403, "AccessDenied", byPolicyText, "0003-00000201", Documented, page("0003-00000201")},
		ByRAMDenyInBatch:  {403, "AccessDenied", byPolicyText, "0003-00000204", Assumed, page("0003-00000204")},
		BucketNotGranted:  {403, "AccessDenied", byPolicyText, "0003-00000202", Assumed, page("0003-00000202")},
		ListingNotGranted: {403, "AccessDenied", "You are forbidden to list buckets.", "0003-00001202", Assumed, "http://help.aliyun.com/document_detail/42777.html"},
	}
}
