package check

import (
	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/policy"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// A Layer is one of the policies that have a say in a request.
type Layer string

// The layers, in the order of "Authorization process" of
// https://www.alibabacloud.com/help/en/oss/user-guide/authentication
const (
	ControlPolicy  Layer = "control policy"
	SessionPolicy  Layer = "session policy"
	EndpointPolicy Layer = "VPC endpoint policy"
	RAMPolicy      Layer = "RAM policy"
	BucketPolicy   Layer = "bucket policy"

	AccessPointPolicy Layer = "access point policy"
)

// An Opinion is what one layer says about one access.
type Opinion struct {
	Layer    Layer
	Action   string
	Resource string
	policy.Decision
}

type question struct {
	layer  Layer
	access op.Access
}

// A decider decides over the policies of a layer.
type decider func(policy.Request) policy.Decision

// over decides over these policies.
func (c *Case) over(documents ...*policy.Document) decider {
	return func(q policy.Request) policy.Decision { return c.Policies.Decide(documents, q) }
}

// judge asks a layer about an access, once for each walk: the world does not
// change during one.
func (c *Case) judge(layer Layer, a op.Access, decide decider) policy.Decision {
	asked := question{layer, a}
	if at, known := c.asked[asked]; known {
		return c.Opinions[at].Decision
	}
	request := c.policyRequest(a)
	switch layer {
	case BucketPolicy:
		request.Owner, request.IgnorePublic = c.isOwner(a), c.publicIgnored(a)
	case AccessPointPolicy: // that it knows no owner is assumed
		request.Resource, request.IgnorePublic = c.pointResource(a), c.publicIgnored(a) || c.pointOf(a).BlockPublic
	}
	d := decide(request)
	if c.asked == nil {
		c.asked = map[question]int{}
	}
	c.asked[asked] = len(c.Opinions)
	c.Opinions = append(c.Opinions, Opinion{layer, a.Action, request.Resource, d})
	return d
}

// byRAM is what the policies attached to the caller say, in the whole account or in
// the resource group of the bucket. They count inside the caller's account only, and
// an account itself has none.
func (c *Case) byRAM(a op.Access) policy.Decision {
	p := c.Principal()
	if p.User == nil && p.Session == nil || c.ownerOf(a) != p.UID {
		return policy.Decision{Effect: policy.Implicit}
	}
	return c.judge(RAMPolicy, a, func(q policy.Request) policy.Decision {
		inGroup := c.over(c.World.GroupGrants(p.UID, c.groupOf(a))...)
		return c.Policies.Stronger(c.overGrants(q), inGroup(q))
	})
}

// overGrants decides over the policies that are attached to the caller.
func (c *Case) overGrants(q policy.Request) policy.Decision {
	return c.Policies.DecideIn(c.World.Granted(c.Principal()), q)
}

// byBucket is what the policy of the bucket says.
func (c *Case) byBucket(a op.Access) policy.Decision {
	b, known := c.bucketOf(a)
	if !known || b.Policy == nil {
		return policy.Decision{Effect: policy.Implicit}
	}
	return c.judge(BucketPolicy, a, c.over(b.Policy))
}

// granted is what RAM and the bucket policy say together.
func (c *Case) granted(a op.Access) policy.Decision {
	return c.Policies.Stronger(c.byRAM(a), c.byBucket(a))
}

// may: the caller is the account that owns the bucket, or is allowed by a
// policy.
func (c *Case) may(a op.Access) bool {
	return c.OwnerMay && c.isOwner(a) || c.Policies.Granted(c.granted(a))
}

func (c *Case) isOwner(a op.Access) bool {
	p := c.Principal()
	return p.IsRoot() && c.ownerOf(a) == p.UID
}

// ownerOf is the account that owns the bucket of an access. The service, and
// a bucket that is yet to be made, are the caller's.
func (c *Case) ownerOf(a op.Access) string {
	if b, known := c.bucketOf(a); known {
		return b.Owner
	}
	return c.Principal().UID
}

// Resource is the name by which policies know what an access touches:
// acs:oss:region:owner:bucket/key.
// https://www.alibabacloud.com/help/en/oss/user-guide/authorization-syntax-and-elements
func (c *Case) Resource(a op.Access) policy.Resource {
	return policy.Resource{Region: c.Region(), Owner: c.ownerOf(a), Bucket: a.Bucket, Key: a.Key}
}

// policyRequest is an access as policies see it.
func (c *Case) policyRequest(a op.Access) policy.Request {
	return policy.Request{
		Action:   a.Action,
		Resource: c.Resource(a).String(),
		Context:  func(key string) (string, bool) { return c.condition(a, key) },
		Caller:   c.Principal().PolicyNames(),
	}
}

// publicIgnored: with Block Public Access on, what the policy of a bucket, or
// of an access point to it, grants to everybody does not count. An access point
// can have it on its own.
// https://www.alibabacloud.com/help/en/oss/user-guide/block-public-access
func (c *Case) publicIgnored(a op.Access) bool {
	b, known := c.bucketOf(a)
	return known && c.World.BlocksPublic(b)
}

// network is the VPC with an endpoint that the caller comes through, or nil.
// An endpoint leads to the buckets of its own region.
func (c *Case) network() *world.Network {
	n, known := c.World.Networks.Get(c.sourceVPC())
	if known && n.Region == c.Region() {
		return n
	}
	return nil
}
