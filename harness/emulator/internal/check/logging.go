package check

import (
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/op"
)

// logTarget is the bucket into which the request wants logs written, or "".
func (c *Case) logTarget() string { return op.LogTarget(c.Request, c.Operation) }

// logTargetOwned: logs are written into a bucket of the account that asks for
// them and owns their source, in the same region.
// https://help.aliyun.com/zh/oss/user-guide/0032-00000008 to 0010
func logTargetOwned(c *Case) *deny.Denial {
	source := c.Bucket()
	switch target, known := c.World.Bucket(c.logTarget()); {
	case !known:
		return deny.Because(deny.LogTargetMissing)
	case target.Owner != c.Principal().UID, target.Owner != source.Owner:
		return deny.Because(deny.LogTargetForeign)
	case target.Region != source.Region:
		return deny.Because(deny.LogTargetRegion)
	}
	return nil
}
