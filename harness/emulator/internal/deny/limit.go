package deny

// Reasons of limits: the account asks for more than it may have.
const (
	TooManyRequests Reason = "too-many-requests"
	TooManyBuckets  Reason = "too-many-buckets"
	TrafficInvalid  Reason = "traffic-limit-invalid"

	BucketPrefixInvalid Reason = "bucket-prefix-invalid"
)

const (
	unavailablePage    = "https://help.aliyun.com/zh/oss/support/http-status-code-503"
	tooManyBucketsPage = "https://www.alibabacloud.com/help/doc-detail/185228.htm"
)

// The page of an EC has no Code: that this one goes with TotalQpsLimitExceeded
// follows from what both say.
func limits() Catalogue {
	return Catalogue{
		TooManyRequests:     {503, "TotalQpsLimitExceeded", "Max total qps limit is exceeded", "0004-00000302", Inferred, unavailablePage},
		BucketPrefixInvalid: onPage(400, "InvalidArgument", "The prefix of bucket names is not valid.", "0017-00000290", Assumed),

		TrafficInvalid: onPage(400, "InvalidArgument", "The value of x-oss-traffic-limit is not valid.", "0004-00000502", Assumed),
		TooManyBuckets: {400, "TooManyBuckets", "You have attempted to create more buckets than allowed.", "", Documented, tooManyBucketsPage},
	}
}
