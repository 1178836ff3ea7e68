package check

import (
	"slices"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// The rules follow
// https://www.alibabacloud.com/help/en/oss/user-guide/http-403-error-code

// requesterInOrder: the account of the caller has OSS, is not closed,
// owes nothing, and has a real name where that is asked for.
func requesterInOrder(c *Case) *deny.Denial {
	switch s := c.standing(c.Principal().UID); {
	case s.Inactive:
		return deny.Because(deny.NeverActivated)
	case s.Status == world.Disabled:
		return deny.Because(deny.AccountBanned)
	case s.Status == world.Deleted:
		return deny.Because(deny.AccountDeleted)
	case s.InArrears():
		return c.suspended()
	case s.Unverified:
		return c.mainlandClosed()
	}
	return nil
}

// mainlandClosed: who is not known by a real name makes no bucket in mainland China. No other operation
// is named, so that all others are open.
// https://help.aliyun.com/en/oss/user-guide/0003-00000804
func (c *Case) mainlandClosed() *deny.Denial {
	if makesBucket.Of(c) && wire.Mainland(c.NewRegion()) {
		return deny.Because(deny.NameUnverified)
	}
	return nil
}

// ownersInOrder: the same of the accounts whose buckets the caller asks for;
// that another's account is closed has a text of its own.
func ownersInOrder(c *Case) *deny.Denial {
	for _, b := range c.buckets() {
		if b.Owner == c.Principal().UID {
			continue
		}
		switch s := c.standing(b.Owner); {
		case s.Status == world.Disabled, s.Status == world.Deleted:
			return deny.Because(deny.OwnerAbnormal)
		case s.Inactive:
			return deny.Because(deny.NeverActivated)
		case s.InArrears():
			if denial := c.suspended(); denial != nil {
				return denial
			}
		}
	}
	return nil
}

// inArrears are the operations that debts leave open.
var inArrears = []string{"ListBuckets", "GetBucketInfo"}

// suspended is the refusal of what debts close.
// https://www.alibabacloud.com/help/en/oss/support/0003-00000806
func (c *Case) suspended() *deny.Denial {
	switch {
	case slices.Contains(inArrears, c.Operation.Name):
		return nil
	case c.Operation.Name == "PutBucket":
		return deny.Because(deny.InArrearsMake)
	}
	return deny.Because(deny.InArrears)
}

// bucketsThawed: the platform has frozen no bucket that the request touches.
// https://help.aliyun.com/zh/oss/user-guide/0003-00000908
func bucketsThawed(c *Case) *deny.Denial {
	if slices.ContainsFunc(c.buckets(), func(b *world.Bucket) bool { return b.Frozen }) {
		return deny.Because(deny.BucketFrozen)
	}
	return nil
}

// unattacked: the security system of the platform does not answer for the bucket.
// https://help.aliyun.com/zh/oss/support/0061-00000001
func unattacked(c *Case) *deny.Denial {
	if b := c.Bucket(); b != nil && b.Attacked {
		return deny.Because(deny.BucketAttacked)
	}
	return nil
}
