package check

import (
	"github.com/oss403/oss403/harness/emulator/deny"
	"github.com/oss403/oss403/harness/emulator/op"
	"github.com/oss403/oss403/harness/emulator/policy"
	"github.com/oss403/oss403/harness/emulator/world"
)

// KMSPolicy is RAM where the key management service asks it.
const KMSPolicy Layer = "RAM policy asked by KMS"

// kmsAllows: who stores or reads what a key of KMS protects needs the right to
// that key, which is the bucket owner's. Bucket policies and ACLs do not count
// for it, so that no other account and no anonymous caller has it.
// https://help.aliyun.com/zh/oss/user-guide/server-side-encryption-5
func kmsAllows(c *Case) *deny.Denial {
	for _, needed := range c.keyUses() {
		if !c.mayUseKey(needed) {
			return deny.Because(deny.KMSForbidden)
		}
	}
	return nil
}

// A keyUse is an action on the key of an object.
type keyUse struct {
	access op.Access // with the action of KMS
	keyID  string
}

// keyUses are those of a request: with a key that its headers name, or with
// that of an object which it reads.
func (c *Case) keyUses() []keyUse {
	var uses []keyUse
	for _, s := range c.Operation.Also {
		for _, a := range c.Accesses {
			o := c.object(a)
			switch {
			case !s.IsKMS() || a.Secondary:
			case s.Header != "" && a.Writes && s.AskedBy(c.Request):
				uses = append(uses, keyUse{a.For(s.Action), c.Request.Header.Get("x-oss-server-side-encryption-key-id")})
			case s.Header == "" && !a.Writes && o != nil && o.SSE.Algorithm == world.KMS:
				uses = append(uses, keyUse{a.For(s.Action), o.SSE.KeyID})
			}
		}
	}
	return uses
}

// mayUseKey: the account that owns the key may; its users and sessions where
// their policies allow it.
func (c *Case) mayUseKey(u keyUse) bool {
	p := c.Principal()
	if c.ownerOf(u.access) != p.UID {
		return false
	}
	if p.IsRoot() {
		return true
	}
	if s := p.Session; s != nil && s.Policy != nil && !c.Policies.Granted(c.askKMS(u, []*policy.Document{s.Policy})) {
		return false
	}
	return c.Policies.Granted(c.askKMS(u, c.World.Grants(p)))
}

// askKMS decides over acs:kms:region:owner:key/ID; the key that OSS keeps for
// itself has the name of its alias.
// https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/ram-authorization
func (c *Case) askKMS(u keyUse, documents []*policy.Document) policy.Decision {
	request := c.policyRequest(u.access)
	if u.keyID == "" {
		u.keyID = "alias/acs/oss"
	}
	request.Resource = "acs:kms:" + c.Region() + ":" + c.ownerOf(u.access) + ":key/" + u.keyID
	d := c.Policies.Decide(documents, request)
	c.Opinions = append(c.Opinions, Opinion{KMSPolicy, u.access.Action, request.Resource, d})
	return d
}

// object is the object of an access, or nil.
func (c *Case) object(a op.Access) *world.Object {
	b, known := c.World.Buckets.Get(a.Bucket)
	if !known || a.Key == "" {
		return nil
	}
	o, _ := b.Objects.Get(a.Key)
	return o
}
