package check

import (
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/op"
)

// incrementsGranted: incremental inventories are for accounts that have been
// granted them.
// https://help.aliyun.com/en/oss/user-guide/0020-00000001
func incrementsGranted(c *Case) *deny.Denial {
	if c.standing(c.Bucket().Owner).Increments {
		return nil
	}
	return deny.Because(deny.IncrementsNotGranted)
}

func (c *Case) asksIncrements() bool { return op.AsksIncrements(c.Request, c.Operation) }
