package check

import (
	"encoding/base64"
	"fmt"

	"github.com/oss403/oss403/harness/emulator/deny"
	"github.com/oss403/oss403/harness/emulator/op"
	"github.com/oss403/oss403/harness/emulator/policy"
)

// The rules follow "Authorization process" of
// https://www.alibabacloud.com/help/en/oss/user-guide/authentication

// sessionPolicyAllows: what the session was narrowed to must allow the whole
// request. https://help.aliyun.com/zh/oss/user-guide/0003-00000301
func sessionPolicyAllows(c *Case) *deny.Denial {
	narrowed := []*policy.Document{c.Principal().Session.Policy}
	for _, a := range c.Accesses {
		if d := policy.Decide(narrowed, c.policyRequest(a)); d.Effect != policy.Allow {
			return deny.Because(deny.BySessionPolicy, c.deniedDetail("SessionPolicy", a, d))
		}
	}
	return nil
}

// noExplicitDeny: no attached policy denies a part of the request.
// https://help.aliyun.com/zh/oss/user-guide/0003-00000201
func noExplicitDeny(c *Case) *deny.Denial {
	for _, a := range c.Accesses {
		d := c.granted(a)
		if d.Effect != policy.Deny {
			continue
		}
		why := deny.ByRAMDeny
		if c.Operation.Name == "DeleteMultipleObjects" {
			why = deny.ByRAMDenyInBatch
		}
		evidence := []deny.Field{c.diagnosed("AccountLevelIdentityBasedPolicy", a, d)}
		if a.Bucket != "" {
			evidence = append(evidence, deny.Field{Name: "Bucket", Value: a.Bucket})
		}
		return deny.Because(why, append(evidence, deny.Field{Name: "User", Value: c.userID()})...)
	}
	return nil
}

// serviceGranted: the buckets of an account are listed by the account itself,
// and by those whom a policy allows it.
func serviceGranted(c *Case) *deny.Denial {
	a := c.Accesses[0]
	if c.may(a) {
		return nil
	}
	return deny.Because(deny.ListingNotGranted, c.implicitDetail(a)...)
}

// granted is what the policies attached to the caller say. They count inside
// the caller's account only, and an account itself has none.
func (c *Case) granted(a op.Access) policy.Decision {
	p := c.Principal()
	if p.User == nil && p.Session == nil || c.ownerOf(a) != p.UID {
		return policy.Decision{Effect: policy.Implicit}
	}
	return policy.Decide(c.World.Grants(p), c.policyRequest(a))
}

// may: the caller is the account that owns the bucket, or is allowed by a
// policy.
func (c *Case) may(a op.Access) bool {
	p := c.Principal()
	return p.IsRoot() && c.ownerOf(a) == p.UID || c.granted(a).Effect == policy.Allow
}

// ownerOf is the account that owns the bucket of an access. The service, and
// a bucket that is yet to be made, are the caller's.
func (c *Case) ownerOf(a op.Access) string {
	if b, known := c.World.Buckets.Get(a.Bucket); known {
		return b.Owner
	}
	return c.Principal().UID
}

// policyRequest is an access as policies see it:
// acs:oss:region:owner:bucket/key.
// https://www.alibabacloud.com/help/en/oss/user-guide/authorization-syntax-and-elements
func (c *Case) policyRequest(a op.Access) policy.Request {
	relative := a.Bucket
	switch {
	case a.Bucket == "":
		relative = "*"
	case a.Key != "":
		relative += "/" + a.Key
	}
	return policy.Request{
		Action:   a.Action,
		Resource: "acs:oss:" + c.Region() + ":" + c.ownerOf(a) + ":" + relative,
		Context:  c.condition,
	}
}

// implicitDetail says that no policy allowed an access. Accounts and
// anonymous callers, to whom no policy applies, get none. A captured answer
// names the resource group level, which is asked last.
func (c *Case) implicitDetail(a op.Access) []deny.Field {
	if p := c.Principal(); p.User == nil && p.Session == nil {
		return nil
	}
	return []deny.Field{c.diagnosed("ResourceGroupLevelIdentityBasedPolicy", a, policy.Decision{Effect: policy.Implicit})}
}

// deniedDetail is the element of
// https://help.aliyun.com/zh/oss/user-guide/0003-00000201
func (c *Case) deniedDetail(kind string, a op.Access, d policy.Decision) deny.Field {
	p := c.Principal()
	return deny.Field{Name: "AccessDeniedDetail", Fields: []deny.Field{
		{Name: "PolicyType", Value: kind},
		{Name: "AuthPrincipalOwnerId", Value: p.UID},
		{Name: "AuthPrincipalType", Value: p.Kind()},
		{Name: "AuthPrincipalDisplayName", Value: p.DisplayName()},
		{Name: "NoPermissionType", Value: string(d.Effect)},
		{Name: "AuthAction", Value: a.Action},
	}}
}

// diagnosed is a deniedDetail with EncodedDiagnosticMessage, which a captured
// refusal by a session policy does not have. On the service it is sealed;
// here it can be read.
func (c *Case) diagnosed(kind string, a op.Access, d policy.Decision) deny.Field {
	detail := c.deniedDetail(kind, a, d)
	matched := "no statement"
	if d.Statement > 0 {
		matched = fmt.Sprintf("policy %s, statement %d", d.Document, d.Statement)
	}
	message := fmt.Sprintf("%s on %s: %s by %s", a.Action, c.policyRequest(a).Resource, d.Effect, matched)
	sealed := append([]byte{1, 2, 1, 0x20, 0, 0, 0}, message...)
	detail.Fields = append(detail.Fields, deny.Field{Name: "EncodedDiagnosticMessage", Value: base64.StdEncoding.EncodeToString(sealed)})
	return detail
}

// userID is the id of a RAM user, or of a session of a role.
func (c *Case) userID() string {
	p := c.Principal()
	if p.Session != nil {
		return p.Session.RoleID + ":" + p.Session.Name
	}
	return p.DisplayName()
}
