package check

import (
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/op"
)

// callbackAllows: the drive service that a bucket belongs to is asked before each read, and may refuse it.
// How it is asked is not public, so that its answer is a state of the bucket. That uploads are not asked
// about is assumed.
// https://github.com/AlistGo/alist/issues/7258
func callbackAllows(c *Case) *deny.Denial {
	for _, a := range c.Accesses {
		b, known := c.bucketOf(a)
		if known && c.Operation.ReadsContent(a) && b.Refuses != "" {
			return deny.Naming(deny.CallbackDenies, b.Refuses)
		}
	}
	return nil
}

var callsBack = When{"asks for a callback", func(c *Case) bool { return c.Operation != nil && c.Operation.AsksCallback(c.Request) }}

// callbackReadable: the parameters of a callback can be read, and the callback may go where they
// say. Where this check stands is unknown; who may not upload does not come so far.
func callbackReadable(c *Case) *deny.Denial {
	call, denial := op.ReadCallback(c.Request, c.Limits.Callback)
	if denial != nil || call == nil {
		return denial
	}
	if denial := c.CallTo.Refuse(call, c.Request.Source); denial != nil {
		return denial
	}
	c.Callback = call
	return nil
}
