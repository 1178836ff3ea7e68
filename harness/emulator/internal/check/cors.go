package check

import (
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/op"
)

// The rules follow https://help.aliyun.com/zh/oss/developer-reference/options

// isPreflight: the request asks what another origin may do. It is not
// authenticated, and nothing but the rules of the bucket answers it.
func (c *Case) isPreflight() bool { return c.Operation != nil && c.Operation.Kind == op.Open }

// originNamed: a preflight says where it comes from.
// https://help.aliyun.com/zh/oss/user-guide/0034-00000101
func originNamed(c *Case) *deny.Denial {
	if c.Request.Header.Get("Origin") == "" {
		return deny.Because(deny.OriginMissing)
	}
	return nil
}

// methodNamed: a preflight says what is to follow.
// https://help.aliyun.com/zh/oss/user-guide/0034-00000102
func methodNamed(c *Case) *deny.Denial {
	if c.Request.Header.Get("Access-Control-Request-Method") == "" {
		return deny.Because(deny.MethodMissing)
	}
	return nil
}

// corsAllows: a rule of the bucket lets the request in that is to follow.
// https://help.aliyun.com/zh/oss/user-guide/0003-00000601
// https://help.aliyun.com/zh/oss/user-guide/0003-00000602
func corsAllows(c *Case) *deny.Denial {
	switch cors := c.Bucket().CORS; {
	case cors == nil:
		return deny.Because(deny.NoCORSRules)
	case op.PreflightRule(cors, c.Request) == nil:
		return deny.Because(deny.CORSMismatch)
	}
	return nil
}

// crossOrigin are the headers that an answer carries for another origin, a
// refusal too. A preflight has its own.
func (c *Case) crossOrigin() [][2]string {
	if b := c.Bucket(); b != nil && b.CORS != nil && !c.isPreflight() {
		return op.CrossOrigin(b.CORS, c.Request)
	}
	return nil
}
