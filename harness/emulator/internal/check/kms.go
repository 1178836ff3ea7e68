package check

import (
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/policy"
	"github.com/oss403/oss403/harness/emulator/internal/world"
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

// keysUsable: the account whose keys they are has the key management service,
// and the keys are there and enabled. A bucket that is to encrypt with keys
// needs the service alone.
// https://help.aliyun.com/zh/oss/user-guide/0005-00000218
func keysUsable(c *Case) *deny.Denial {
	if c.choosesKMS() {
		return c.kmsServes(c.ownerOf(c.Accesses[0]))
	}
	for _, u := range c.keyUses() {
		owner := c.ownerOf(u.access)
		if denial := c.kmsServes(owner); denial != nil {
			return denial
		}
		switch state, known := c.World.KeyState(owner, u.keyID); {
		case !known && world.IsKeyAlias(u.keyID):
			return deny.Because(deny.KMSAliasUnknown)
		case !known:
			return deny.Because(deny.KMSKeyUnknown)
		case state == world.KeyDisabled:
			return deny.Because(deny.KMSKeyDisabled)
		case state == world.KeyPendingDeletion:
			return deny.Because(deny.KMSKeyDeleted)
		case state == world.KeyPendingImport:
			return deny.Because(deny.KMSKeyAwaited)
		}
	}
	return nil
}

// kmsServes tells why the key management service does nothing for an account.
func (c *Case) kmsServes(uid string) *deny.Denial {
	switch c.standing(uid).KMS {
	case world.KMSNotActivated:
		return deny.Because(deny.KMSNeverActivated)
	case world.KMSIndebted:
		return deny.Because(deny.KMSInDebt)
	case world.KMSOverdue:
		return deny.Because(deny.KMSOverdue)
	}
	return nil
}

// choosesKMS: the request wants a bucket to encrypt with keys of KMS.
func (c *Case) choosesKMS() bool {
	return op.DefaultAsked(c.Request, c.Operation).Algorithm == world.KMS
}

// A keyUse is an action on the key of an object.
type keyUse struct {
	access op.Access // with the action of KMS
	keyID  string
}

func (c *Case) findKeyUses() (uses []keyUse) {
	for _, s := range c.Operation.Also {
		for _, a := range c.Accesses {
			if !s.IsKMS() || a.Secondary || a.Writes != s.Stores {
				continue
			}
			if sse := c.encryption(a); sse.Algorithm == world.KMS {
				uses = append(uses, keyUse{a.For(s.Action), sse.KeyID})
			}
		}
	}
	return uses
}

// encryption is how the object of an access is encrypted, or will be.
func (c *Case) encryption(a op.Access) world.Encryption {
	b, known := c.bucketOf(a)
	switch o := c.object(a); {
	case !known:
	case a.Writes:
		return op.EncryptionToBe(c.Request, b)
	case o != nil:
		return o.SSE
	}
	return world.Encryption{}
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
	if s := p.Session; s != nil && s.Policy != nil && !c.Policies.Granted(c.askKMS(u, c.over(s.Policy))) {
		return false
	}
	return c.Policies.Granted(c.askKMS(u, c.overGrants))
}

// askKMS decides over acs:kms:region:owner:key/ID; the key that OSS keeps for
// itself has the name of its alias.
// https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/ram-authorization
func (c *Case) askKMS(u keyUse, decide decider) policy.Decision {
	request := c.policyRequest(u.access)
	if u.keyID == "" {
		u.keyID = world.OSSKey
	}
	request.Resource = "acs:kms:" + c.Region() + ":" + c.ownerOf(u.access) + ":key/" + u.keyID
	d := decide(request)
	c.Opinions = append(c.Opinions, Opinion{KMSPolicy, u.access.Action, request.Resource, d})
	return d
}
