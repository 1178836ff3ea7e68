package check

import (
	"slices"

	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// A seen holds what a walk has looked up in its world, which does not change before the walk ends. Many checks ask for
// the same account, object or key. The next walk looks everything up again.
type seen struct {
	bucket    *world.Bucket // that the request names
	principal world.Principal
	looked    bool // for the principal
	holder    *world.Account
	stored    stored
	uses      []keyUse
	used      bool // uses are known
	touched   []*world.Bucket
	room      [2]*world.Bucket // of touched: most requests touch no more
}

// A stored is the object that an access touches; nil: there is none.
type stored struct {
	bucket       *world.Bucket // nil: none has been looked for
	key, version string
	object       *world.Object
}

// see begins a walk in a world.
func (c *Case) see(w *world.World) {
	c.World, c.seen = w, seen{}
	c.bucket, _ = w.Bucket(c.Request.Bucket)
}

// Bucket is the bucket that the request names, or nil.
func (c *Case) Bucket() *world.Bucket { return c.bucket }

// bucketOf is the bucket of an access.
func (c *Case) bucketOf(a op.Access) (*world.Bucket, bool) {
	if a.Bucket == c.Request.Bucket {
		return c.bucket, c.bucket != nil
	}
	return c.World.Bucket(a.Bucket)
}

// Principal is whom the claimed AccessKey stands for; a token makes it a
// temporary one. Nobody, for an unknown AccessKey and for an anonymous
// caller. It is only true once the identity checks have passed.
func (c *Case) Principal() world.Principal {
	if !c.looked {
		c.principal, _ = c.principalIn(c.World)
		c.looked = true
	}
	return c.principal
}

func (c *Case) principalIn(w *world.World) (world.Principal, bool) {
	if c.Claim.HasToken {
		return w.Temporary(c.Claim.AccessKeyID)
	}
	return w.Permanent(c.Claim.AccessKeyID)
}

// account is an account by its UID, or nil.
func (c *Case) account(uid string) *world.Account {
	if c.holder == nil || c.holder.UID != uid {
		c.holder, _ = c.World.Accounts.Get(uid)
	}
	return c.holder
}

// standing is that of an account; an unknown one is in order.
func (c *Case) standing(uid string) *world.Standing {
	if a := c.account(uid); a != nil {
		return &a.Standing
	}
	return &world.Standing{}
}

// closed is what the account of the caller is closed for.
func (c *Case) closed() world.Closed {
	if a := c.account(c.Principal().UID); a != nil {
		return a.Closed
	}
	return world.Closed{}
}

// object is the object of an access, the version that is named, or nil.
func (c *Case) object(a op.Access) *world.Object {
	b, known := c.bucketOf(a)
	if !known || a.Key == "" {
		return nil
	}
	if s := c.stored; s.bucket != b || s.key != a.Key || s.version != a.Version {
		c.stored = stored{b, a.Key, a.Version, b.Stored(a.Key, a.Version)}
	}
	return c.stored.object
}

// buckets are those that the request touches, its own first.
func (c *Case) buckets() []*world.Bucket {
	if c.touched != nil {
		return c.touched
	}
	c.touched = c.room[:0]
	if b := c.Bucket(); b != nil {
		c.touched = append(c.touched, b)
	}
	for _, a := range c.Accesses {
		if b, known := c.bucketOf(a); known && !slices.ContainsFunc(c.touched, func(t *world.Bucket) bool { return t.Name == b.Name }) {
			c.touched = append(c.touched, b)
		}
	}
	return c.touched
}

// keyUses are those of a request: with the key of what it stores, and with
// that of an object which it reads.
func (c *Case) keyUses() []keyUse {
	if !c.used {
		c.uses, c.used = c.findKeyUses(), true
	}
	return c.uses
}
