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
	return c.setPointPolicy(p, 200, document, string(c.Request.Body()))
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
	c.changePoint(of, func(p *world.AccessPoint) { p.Policy, p.PolicyText = document, text })
	return wire.Empty(status), nil
}

func (c *ChangeContext) changePoint(of *world.AccessPoint, change func(*world.AccessPoint)) {
	c.replacePoints(func(points []world.AccessPoint) []world.AccessPoint {
		for i := range points {
			if points[i].Name == of.Name {
				change(&points[i])
			}
		}
		return points
	})
}

// putPointBlock is https://www.alibabacloud.com/help/en/oss/developer-reference/putaccesspointpublicaccessblock
func putPointBlock(c *ChangeContext) (*wire.Response, *deny.Denial) {
	body, denial := Setting{Shape: publicAccessBlockRequest}.document(c.Request)
	if denial != nil {
		return nil, denial
	}
	return c.setPointBlock(200, body.Child("BlockPublicAccess") == "true")
}

// getPointBlock is https://www.alibabacloud.com/help/en/oss/developer-reference/getaccesspointpublicaccessblock
func getPointBlock(c *Context) (*wire.Response, *deny.Denial) {
	p, denial := c.pointNamed()
	if denial != nil {
		return nil, denial
	}
	return wire.XML(200, publicAccessBlock{BlockPublicAccess: p.BlockPublic}), nil
}

// deletePointBlock is https://www.alibabacloud.com/help/en/oss/developer-reference/deleteaccesspointpublicaccessblock
// Its page shows status 204.
func deletePointBlock(c *ChangeContext) (*wire.Response, *deny.Denial) {
	return c.setPointBlock(204, false)
}

func (c *ChangeContext) setPointBlock(status int, on bool) (*wire.Response, *deny.Denial) {
	p, denial := c.pointNamed()
	if denial != nil {
		return nil, denial
	}
	c.changePoint(p, func(p *world.AccessPoint) { p.BlockPublic = on })
	return wire.Empty(status), nil
}

// PointPolicyFor is the access point whose policy a request sets, if it is there.
func PointPolicyFor(r *wire.Request, b *world.Bucket) *world.AccessPoint {
	return b.PointByName(r.Header.Get(pointHeader))
}
