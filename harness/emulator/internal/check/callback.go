package check

import "github.com/oss403/oss403/harness/emulator/internal/deny"

// callbackAllows: the drive service that a bucket belongs to is asked before each read, and may refuse it.
// How it is asked is not public, so that its answer is a state of the bucket. That uploads are not asked
// about is assumed.
// https://github.com/AlistGo/alist/issues/7258
func callbackAllows(c *Case) *deny.Denial {
	for _, a := range c.Accesses {
		b, known := c.World.Bucket(a.Bucket)
		if known && c.Operation.ReadsContent(a) && b.Refuses != "" {
			return deny.Naming(deny.CallbackDenies, b.Refuses)
		}
	}
	return nil
}
