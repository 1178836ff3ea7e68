package check

import (
	"slices"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/policy"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// The rules follow
// https://www.alibabacloud.com/help/en/oss/user-guide/access-point/

// point is the access point that the request comes through, or nil.
func (c *Case) point() *world.AccessPoint {
	if c.Request.Alias == "" {
		return nil
	}
	if b := c.Bucket(); b != nil {
		return b.PointByAlias(c.Request.Alias)
	}
	return nil
}

// pointOf is the access point that an access is made through, or nil: what a
// copy reads from another bucket is read from there directly.
func (c *Case) pointOf(a op.Access) *world.AccessPoint {
	if a.Bucket != c.Request.Bucket {
		return nil
	}
	return c.point()
}

// pointOperations are those that an access point serves, by the page; some of
// them are not emulated.
var pointOperations = []string{
	"PutAccessPointPolicy", "GetAccessPointPolicy", "DeleteAccessPointPolicy",
	"ListObjects", "ListObjectsV2", "ListObjectVersions", "ListMultipartUploads",
	"PutObject", "GetObject", "CopyObject", "AppendObject", "DeleteObject", "DeleteMultipleObjects", "HeadObject", "GetObjectMeta",
	"PostObject", "RestoreObject", "SelectObject", "PutObjectAcl", "GetObjectAcl", "PutSymlink", "GetSymlink",
	"PutObjectTagging", "GetObjectTagging", "DeleteObjectTagging",
	"InitiateMultipartUpload", "UploadPart", "UploadPartCopy", "CompleteMultipartUpload", "AbortMultipartUpload", "ListParts",
}

// pointServes: an access point leads to objects and listings, not to the
// settings of the bucket.
func pointServes(c *Case) *deny.Denial {
	if slices.Contains(pointOperations, c.Operation.Name) {
		return nil
	}
	return c.shutOut(deny.PointOperation)
}

// pointReached: an access point for one network serves callers who come
// through that.
func pointReached(c *Case) *deny.Denial {
	if c.point().VPC == c.sourceVPC() {
		return nil
	}
	return c.shutOut(deny.PointNetwork)
}

// shutOut is a refusal at the door, whatever the request is for.
func (c *Case) shutOut(why deny.Reason) *deny.Denial {
	return deny.Because(why, c.denied(deny.Field{}, op.Access{Bucket: c.Request.Bucket})...)
}

// pointGrants: what comes through an access point must be allowed twice, by
// RAM or the bucket policy, and by the policy of the access point; neither an
// ACL nor the ownership of the bucket stands in for one of them. What RAM and
// the bucket policy deny has been refused before.
func pointGrants(c *Case) *deny.Denial {
	for _, a := range c.Accesses {
		if c.pointOf(a) == nil {
			continue
		}
		switch byPoint := c.byPoint(a); {
		case byPoint.Effect == policy.Deny:
			return deny.Because(deny.ByPointPolicy, c.denied(deny.Field{}, a)...)
		case !c.Policies.Granted(byPoint), !c.Policies.Granted(c.granted(a)):
			return deny.Because(deny.PointNotGranted, c.denied(deny.Field{}, a)...)
		}
	}
	return nil
}

// byPoint is what the policy of the access point says.
func (c *Case) byPoint(a op.Access) policy.Decision {
	p := c.pointOf(a)
	if p.Policy == nil {
		return policy.Decision{Effect: policy.Implicit}
	}
	return c.judge(AccessPointPolicy, a, c.over(p.Policy))
}

// pointResource is the name by which the policy of an access point knows what
// an access touches: acs:oss:region:owner:accesspoint/name, and /object/key.
func (c *Case) pointResource(a op.Access) string {
	resource := c.Bucket().PointARN(c.pointOf(a))
	if a.Key != "" {
		resource += "/object/" + a.Key
	}
	return resource
}

// delegated is a condition key by which a bucket policy lets access points in.
func delegated(value func(*world.Bucket, *world.AccessPoint) string) Key {
	return func(c *Case, a op.Access, _ string) (string, bool) {
		p := c.pointOf(a)
		if p == nil {
			return "", false
		}
		return value(c.Bucket(), p), true
	}
}

// delegations are the keys of "Delegate permissions to the access point". The
// region in the ARN has a prefix there that it has in no resource.
func delegations() map[string]Key {
	return map[string]Key{
		"oss:DataAccessPointArn": delegated(func(b *world.Bucket, p *world.AccessPoint) string {
			return "acs:oss:oss-" + b.Region + ":" + b.Owner + ":accesspoint/" + p.Name
		}),
		"oss:DataAccessPointAccount":   delegated(func(b *world.Bucket, _ *world.AccessPoint) string { return b.Owner }),
		"oss:AccessPointNetworkOrigin": delegated(func(_ *world.Bucket, p *world.AccessPoint) string { return p.NetworkOrigin() }),
	}
}
