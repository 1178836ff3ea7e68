package check

import (
	"slices"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// The rules follow "Authorization process" of
// https://www.alibabacloud.com/help/en/oss/user-guide/authentication

// anonymousAllowed: the service itself, the making of buckets and access
// points are closed to callers without credentials.
func anonymousAllowed(c *Case) *deny.Denial {
	if c.point() != nil {
		return deny.Because(deny.AnonymousPoint)
	}
	if c.Operation.Level == op.Service || c.Operation.Name == "PutBucket" {
		return deny.Because(deny.AnonymousForbidden)
	}
	return nil
}

// nameFree: a bucket name that another account owns is 409, not 403, for
// those who would make the bucket theirs.
func nameFree(c *Case) *deny.Denial {
	b := c.Bucket()
	switch {
	case b == nil, c.Claim.Carrier == sign.Anonymous, b.Owner == c.Principal().UID:
		return nil
	case c.Operation.Name != "PutBucket" && c.may(c.Accesses[0]):
		return nil
	}
	return op.BucketTaken(b.Name)
}

// serviceGranted: what concerns an account as a whole is for the account
// itself, and for those whom a policy allows it. Cloud boxes are only for
// accounts that have some.
func serviceGranted(c *Case) *deny.Denial {
	a := c.Accesses[0]
	boxes := c.Operation.Name == "ListCloudBoxes"
	switch {
	case boxes && c.Principal().IsRoot() && len(c.standing(c.Principal().UID).CloudBoxes) == 0:
		return deny.Because(deny.CloudBoxForbidden)
	case c.may(a):
		return nil
	case boxes:
		return deny.Because(deny.CloudBoxForbidden, c.implicitDetail(a)...)
	case c.Operation.Name == "ListBuckets":
		return deny.Because(deny.ListingNotGranted, c.implicitDetail(a)...)
	}
	return deny.Because(deny.NotGranted, c.implicitDetail(a)...)
}

// managementGranted: bucket operations are for the owner, and for those whom
// a policy allows them. A public ACL does not help, not even to list; it only
// changes what an anonymous caller is told.
func managementGranted(c *Case) *deny.Denial {
	b, a := c.Bucket(), c.Accesses[0]
	switch {
	case c.may(a):
		return c.mayMove()
	case c.Operation.Name == "PutBucket" && c.hasGroupRights():
		return deny.Because(deny.NotResourceOwner, c.implicitDetail(a)...)
	case c.Operation.Name == "PutBucket":
		return deny.Because(deny.NotGranted, c.implicitDetail(a)...)
	case c.Claim.Carrier == sign.Anonymous && c.World.EffectiveACL(b, b.ACL) == world.ACLPrivate:
		return deny.Because(deny.AnonymousBucket)
	}
	return deny.Because(deny.NotYourBucket)
}

// ownsObjectACL: an ACL never grants the reading or writing of ACLs.
func ownsObjectACL(c *Case) *deny.Denial {
	a := c.Accesses[0]
	switch {
	case c.may(a):
		return nil
	case c.Operation.Writes:
		return deny.Because(deny.WriteACL, c.implicitDetail(a)...)
	}
	return deny.Because(deny.ReadACL, c.implicitDetail(a)...)
}

// mayUploadParts: a multipart upload needs what a write needs, of the ACL of
// an object that it would replace before that of the bucket, and has texts of
// its own. https://www.alibabacloud.com/help/zh/oss/user-guide/object-acl
func mayUploadParts(c *Case) *deny.Denial {
	a := c.Accesses[0]
	b, acl := c.reach(a)
	if acl == world.ACLDefault {
		acl = b.ACL
	}
	switch {
	case c.may(a), c.grants(c.World.EffectiveACL(b, acl), true):
		return nil
	case c.Claim.Carrier == sign.Anonymous:
		return deny.Because(deny.AnonymousMultipart)
	}
	return deny.Because(deny.SignedMultipart, c.implicitDetail(a)...)
}

// objectACL: an ACL that the object has of its own decides, either way.
func objectACL(c *Case) *deny.Denial {
	for _, a := range c.Accesses {
		b, ownACL := c.reach(a)
		if a.Secondary || c.may(a) || ownACL == world.ACLDefault || c.grants(c.World.EffectiveACL(b, ownACL), a.Writes) {
			continue
		}
		if a.Writes {
			return deny.Because(deny.ByObjectACLWrite)
		}
		return deny.Because(deny.ByObjectACLRead)
	}
	return nil
}

// bucketACL decides for objects without an ACL of their own, and for keys
// that do not exist: hence 403 before 404.
func bucketACL(c *Case) *deny.Denial {
	for _, a := range c.Accesses {
		b, ownACL := c.reach(a)
		if a.Secondary || c.may(a) || ownACL != world.ACLDefault || c.grants(c.World.EffectiveACL(b, b.ACL), a.Writes) {
			continue
		}
		return deny.Because(deny.ByBucketACL, c.implicitDetail(a)...)
	}
	return nil
}

// reach finds the bucket of an access and the ACL of its object, that of the
// version which is named; a missing object and a delete marker have the default.
func (c *Case) reach(a op.Access) (*world.Bucket, string) {
	b, _ := c.bucketOf(a)
	if o := c.object(a); o != nil {
		return b, o.ACL
	}
	return b, world.ACLDefault
}

func (c *Case) grants(acl string, writes bool) bool { return c.ACLs[Cell{acl, writes}] }

// secondaryGranted: who may do a thing by a policy needs a policy for what he
// asks for beside it. Whether an ACL that lets everybody write lets them do
// so too is unknown; here it does.
// https://help.aliyun.com/zh/oss/user-guide/0003-00000905
func secondaryGranted(c *Case) *deny.Denial {
	for _, a := range c.Accesses {
		if a.Secondary && !c.may(a) && c.may(c.primary(a)) {
			return deny.Because(deny.SecondaryMissing, c.implicitDetail(a)...)
		}
	}
	return nil
}

// primary is the access beside which a secondary one stands: to the same
// thing, or else the first of the request.
func (c *Case) primary(a op.Access) op.Access {
	at := slices.IndexFunc(c.Accesses, func(p op.Access) bool { return !p.Secondary && p.Bucket == a.Bucket && p.Key == a.Key && p.Writes })
	return c.Accesses[max(at, 0)]
}

// blockPublicAccess: nobody, the owner included, may make public what Block
// Public Access keeps private; a bucket that is being made may have it from the
// start.
// https://www.alibabacloud.com/help/en/oss/user-guide/block-public-access
func blockPublicAccess(c *Case) *deny.Denial {
	maker := c.Principal().UID
	blocked := c.World.BlocksNew(maker) || c.standing(maker).BlockPublic
	if b := c.Bucket(); b != nil {
		blocked = c.World.BlocksPublic(b) || c.Operation.Name == "PutAccessPointPolicy" && pointBlocks(c, b)
	}
	if !blocked {
		return nil
	}
	switch {
	case publicBucket(c):
		return deny.Because(deny.PublicBucketACL)
	case publicPolicy(c, "PutBucketPolicy"):
		return deny.Because(deny.PublicBucketPolicy)
	case publicPolicy(c, "PutAccessPointPolicy"):
		return deny.Because(deny.PublicPointPolicy)
	}
	return deny.Because(deny.PublicObjectACL)
}

// pointBlocks: the access point whose policy is set has Block Public Access on.
func pointBlocks(c *Case, b *world.Bucket) bool {
	p := op.PointPolicyFor(c.Request, b)
	return p != nil && p.BlockPublic
}

// publicBucket and publicObject: the request would set a public ACL, with an
// operation that sets one; publicPolicy: a policy that lets everybody in, with
// the operation of that name.
func publicBucket(c *Case) bool {
	return c.Operation.Family == op.Claims && op.MakesBucketPublic(c.Request)
}

func publicObject(c *Case) bool {
	return (c.Operation.Level == op.Object || c.Request.Form != nil) && c.Operation.SetsObjectACL() && op.MakesObjectPublic(c.Request)
}

func publicPolicy(c *Case, by string) bool {
	if c.Operation.Name != by || c.Request.Body() == nil {
		return false
	}
	document, denial := op.BucketPolicyOf(c.Request)
	return denial == nil && document.Public()
}

func putsPublicPolicy(c *Case) bool {
	return publicPolicy(c, "PutBucketPolicy") || publicPolicy(c, "PutAccessPointPolicy")
}
