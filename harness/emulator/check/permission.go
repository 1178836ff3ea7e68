package check

import (
	"github.com/oss403/oss403/harness/emulator/deny"
	"github.com/oss403/oss403/harness/emulator/op"
	"github.com/oss403/oss403/harness/emulator/sign"
	"github.com/oss403/oss403/harness/emulator/world"
)

// The rules follow "Authorization process" of
// https://www.alibabacloud.com/help/en/oss/user-guide/authentication

// anonymousAllowed: the service itself and the making of buckets are closed
// to callers without credentials.
func anonymousAllowed(c *Case) *deny.Denial {
	if c.Operation.Level == op.Service || c.Operation.Name == "PutBucket" {
		return deny.Because(deny.AnonymousForbidden)
	}
	return nil
}

// nameFree: a bucket name that another account owns is 409, not 403, for
// those who would make the bucket theirs.
func nameFree(c *Case) *deny.Denial {
	if b := c.Bucket(); b != nil && c.Claim.Carrier != sign.Anonymous && b.Owner != c.Principal().UID {
		return op.BucketTaken(b.Name)
	}
	return nil
}

// managementGranted: bucket operations are for the owner, and for those whom
// a policy allows them. A public ACL does not help, not even to list; it only
// changes what an anonymous caller is told.
func managementGranted(c *Case) *deny.Denial {
	b, a := c.Bucket(), c.Accesses[0]
	switch {
	case c.may(a):
		return nil
	case c.Operation.Name == "PutBucket":
		return deny.Because(deny.BucketNotGranted, c.implicitDetail(a)...)
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

// mayUploadParts: a multipart upload needs what a write needs, and has texts
// of its own.
func mayUploadParts(c *Case) *deny.Denial {
	b, a := c.Bucket(), c.Accesses[0]
	switch {
	case c.may(a), c.World.EffectiveACL(b, b.ACL) == world.ACLPublicReadWrite:
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
		if c.may(a) || ownACL == world.ACLDefault || grants(c.World.EffectiveACL(b, ownACL), a.Writes) {
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
		if c.may(a) || ownACL != world.ACLDefault || grants(c.World.EffectiveACL(b, b.ACL), a.Writes) {
			continue
		}
		return deny.Because(deny.ByBucketACL, c.implicitDetail(a)...)
	}
	return nil
}

// reach finds the bucket of an access and the ACL of its object; a missing
// object has the default.
func (c *Case) reach(a op.Access) (*world.Bucket, string) {
	b, _ := c.World.Buckets.Get(a.Bucket)
	if o, ok := b.Objects.Get(a.Key); ok {
		return b, o.ACL
	}
	return b, world.ACLDefault
}

func grants(acl string, write bool) bool {
	return acl == world.ACLPublicReadWrite || acl == world.ACLPublicRead && !write
}

// blockPublicAccess: nobody, the owner included, may set a public ACL while
// Block Public Access is on, as it is for a bucket that is being made.
// https://www.alibabacloud.com/help/en/oss/user-guide/block-public-access
func blockPublicAccess(c *Case) *deny.Denial {
	if b := c.Bucket(); b != nil && !c.World.BlocksPublic(b) {
		return nil
	}
	if publicBucket(c) {
		return deny.Because(deny.PublicBucketACL)
	}
	return deny.Because(deny.PublicObjectACL)
}

// publicBucket and publicObject: the request would set a public ACL, with an
// operation that sets one.
func publicBucket(c *Case) bool {
	bucket, _ := op.MakesPublic(c.Request)
	return bucket && c.Operation.Family == op.Claims
}

func publicObject(c *Case) bool {
	_, object := op.MakesPublic(c.Request)
	return object && c.Operation.Writes && (c.Operation.Level == op.Object || c.Request.Form != nil)
}
