package check

import (
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// Count counts the request, once: for the account whose AccessKey it claims,
// else for that which owns the bucket. A form claims one in its body, which
// has not been read yet. For whom the service counts is assumed.
func (c *Case) Count(w *world.World) {
	if w.Terms.QPS == 0 {
		return
	}
	c.see(w)
	uid := c.Principal().UID
	if b := c.Bucket(); uid == "" && b != nil {
		uid = b.Owner
	}
	c.Overrun = uid != "" && w.Overrun("oss", uid, c.Request.Now)
}

// rateKept: an account asks for so much in a second and no more.
// https://help.aliyun.com/zh/oss/user-guide/0004-00000302
func rateKept(c *Case) *deny.Denial {
	if c.Overrun {
		return deny.Because(deny.TooManyRequests)
	}
	return nil
}

// quotaLeft: an account has so many buckets in a region and no more.
// https://help.aliyun.com/zh/oss/developer-reference/putbucket
func quotaLeft(c *Case) *deny.Denial {
	if c.World.QuotaReached(c.Principal().UID, c.NewRegion()) {
		return deny.Because(deny.TooManyBuckets)
	}
	return nil
}
