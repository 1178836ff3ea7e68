package check

import (
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/op"
)

// groupOf is the resource group in which an access happens: that of its bucket, or that into which it moves
// the bucket. A bucket that is to be made will be in the group which a header names.
func (c *Case) groupOf(a op.Access) string {
	b, known := c.bucketOf(a)
	switch {
	case a.Group != "":
		return a.Group
	case known:
		return b.GroupID()
	}
	return op.GroupAsked(c.Request)
}

// hasGroupRights: the caller has rights in some resource group. Such a one is told otherwise that he may not make
// a bucket outside of it. The request of the issue named no group: the client began to do so later (pull request 7406).
// https://github.com/aliyun/terraform-provider-alicloud/issues/7277
func (c *Case) hasGroupRights() bool {
	p := c.Principal()
	if p.User == nil && p.Session == nil {
		return false
	}
	for _, granted := range c.standing(p.UID).Groups {
		if granted.Policy != nil {
			return true
		}
	}
	return false
}

// mayMove: a bucket is moved to a resource group by those who may do so in that group too. How others are refused
// is assumed.
// https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketresourcegroup
func (c *Case) mayMove() *deny.Denial {
	for _, a := range c.Accesses {
		if a.Group != "" && !c.may(a) {
			return deny.Because(deny.NotYourBucket)
		}
	}
	return nil
}
