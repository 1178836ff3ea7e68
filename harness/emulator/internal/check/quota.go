package check

import "github.com/oss403/oss403/harness/emulator/internal/deny"

// spaceLeft: what a bucket stores stays within its quota. What an object that is overwritten gives
// back does not count, which is assumed. A quota in mode Warning refuses nothing.
// https://github.com/aliyun/alibabacloud-oss-go-sdk-v2/blob/master/oss/api_op_bucket_quota.go
func spaceLeft(c *Case) *deny.Denial {
	most, limited := c.Bucket().Limit()
	if !limited {
		return nil
	}
	brought, known := c.Operation.Brings(c.World, c.Request)
	if known && c.Bucket().StoredBytes()+brought > most {
		return deny.Because(deny.BucketFull)
	}
	return nil
}
