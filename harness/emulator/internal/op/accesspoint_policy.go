package op

import (
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/policy"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// The policy of an access point has the syntax and the limits of a bucket
// policy; that its faults look like those is assumed.

// putAccessPointPolicy is
// https://help.aliyun.com/zh/oss/developer-reference/putaccesspointpolicy
func putAccessPointPolicy(c *ChangeContext) (*wire.Response, *deny.Denial) {
	p, denial := c.pointNamed()
	if denial != nil {
		return nil, denial
	}
	document, denial := BucketPolicyOf(c.Request)
	if denial != nil {
		return nil, denial
	}
	return c.setPointPolicy(p, 200, document, string(c.Request.Body))
}

// getAccessPointPolicy gives the document back as it was given.
// https://help.aliyun.com/zh/oss/developer-reference/getaccesspointpolicy
func getAccessPointPolicy(c *Context) (*wire.Response, *deny.Denial) {
	p, denial := c.pointNamed()
	if denial != nil {
		return nil, denial
	}
	if p.Policy == nil {
		return nil, deny.Because(deny.NoPointPolicy, deny.Field{Name: "AccessPointName", Value: p.Name})
	}
	resp := &wire.Response{Status: 200, Body: []byte(p.PolicyText)}
	resp.Set("Content-Type", "application/json")
	return resp, nil
}

// deleteAccessPointPolicy is
// https://help.aliyun.com/zh/oss/developer-reference/deleteaccesspointpolicy
func deleteAccessPointPolicy(c *ChangeContext) (*wire.Response, *deny.Denial) {
	p, denial := c.pointNamed()
	if denial != nil {
		return nil, denial
	}
	return c.setPointPolicy(p, 204, nil, "")
}

func (c *ChangeContext) setPointPolicy(of *world.AccessPoint, status int, document *policy.Document,
	text string) (*wire.Response, *deny.Denial) {
	c.replacePoints(func(points []world.AccessPoint) []world.AccessPoint {
		for i := range points {
			if points[i].Name == of.Name {
				points[i].Policy, points[i].PolicyText = document, text
			}
		}
		return points
	})
	return wire.Empty(status), nil
}
