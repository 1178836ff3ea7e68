package deny

// Reasons of the storage quota of a bucket.
const (
	BucketFull      Reason = "bucket-full"
	QuotaInvalid    Reason = "quota-invalid"
	NoQuota         Reason = "no-such-quota"
	CapacityInvalid Reason = "capacity-invalid"
)

const (
	quotaAPI      = github + "aliyun/alibabacloud-oss-go-sdk-v2/blob/master/oss/api_op_bucket_quota.go"
	capacityTests = github + "aliyun/aliyun-oss-php-sdk/blob/master/tests/OSS/Tests/OssClientBucketStorageCapacityTest.php"
	capacityPage  = "https://help.aliyun.com/document_detail/478092.html"
)

// quotas: the test of the PHP SDK has the text of a full bucket. Its status, Code and EC are not
// published. The same test has status and Code of a capacity that is not valid.
func quotas() Catalogue {
	return Catalogue{
		BucketFull:      {403, "QuotaExceeded", "Bucket storage exceed max storage capacity.", "0004-00000101", Assumed, capacityTests},
		QuotaInvalid:    {400, "InvalidArgument", "The storage quota is not valid.", "", Assumed, quotaAPI},
		NoQuota:         {404, "NoSuchQuotaConfiguration", "The quota configuration does not exist.", "", Assumed, quotaAPI},
		CapacityInvalid: {400, "InvalidArgument", "The StorageCapacity is not valid.", "", Assumed, capacityPage},
	}
}
