package check

import (
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/policy"
)

// The rules follow "Authorization process" of
// https://www.alibabacloud.com/help/en/oss/user-guide/authentication

// controlPolicyAllows: the directory that the account is a member of must
// allow the whole request; the account itself is exempt.
// https://www.alibabacloud.com/help/en/resource-management/resource-directory/user-guide/overview-of-control-policies
func controlPolicyAllows(c *Case) *deny.Denial {
	control := c.over(c.standing(c.Principal().UID).Control)
	for _, a := range c.Accesses {
		if d := c.judge(ControlPolicy, a, control); !c.Policies.Granted(d) {
			return deny.Because(deny.ByControlPolicy, c.denied(c.diagnosed("ControlPolicy", ControlPolicy, a, d), a)...)
		}
	}
	return nil
}

// sessionPolicyAllows: what the session was narrowed to must allow the whole
// request. https://help.aliyun.com/zh/oss/user-guide/0003-00000301
func sessionPolicyAllows(c *Case) *deny.Denial {
	narrowed := c.over(c.Principal().Session.Policy)
	for _, a := range c.Accesses {
		if d := c.judge(SessionPolicy, a, narrowed); !c.Policies.Granted(d) {
			return deny.Because(deny.BySessionPolicy, c.deniedDetail("SessionPolicy", a, d))
		}
	}
	return nil
}

// endpointPolicyAllows: the gateway endpoint of the network that the caller
// comes through lets the request pass.
// https://help.aliyun.com/zh/oss/user-guide/0003-00000401
func endpointPolicyAllows(c *Case) *deny.Denial {
	endpoint := c.over(c.network().Policy)
	for _, a := range c.Accesses {
		if !c.Policies.Granted(c.judge(EndpointPolicy, a, endpoint)) {
			return deny.Because(deny.ByEndpointPolicy)
		}
	}
	return nil
}

// noExplicitDeny: neither RAM nor the bucket policy denies a part of the
// request. https://help.aliyun.com/zh/oss/user-guide/0003-00000101
// https://help.aliyun.com/zh/oss/user-guide/0003-00000201 to 0204
func noExplicitDeny(c *Case) *deny.Denial {
	for _, a := range c.Accesses {
		if c.granted(a).Effect != policy.Deny {
			continue
		}
		ram, bucket := c.byRAM(a), c.byBucket(a)
		byRAM, byBucket := ram.Effect == policy.Deny, bucket.Effect == policy.Deny
		why := deny.ByBucketPolicy
		switch {
		case c.Operation.Name == "DeleteMultipleObjects":
			why = deny.ByDenyInBatch
		case byRAM && byBucket:
			why = deny.ByBothPolicies
		case byRAM:
			why = deny.ByRAMDeny
		}
		if byRAM {
			return deny.Because(why, c.denied(c.diagnosed("AccountLevelIdentityBasedPolicy", RAMPolicy, a, ram), a)...)
		}
		return deny.Because(why, c.denied(deny.Field{}, a)...)
	}
	return nil
}

// denied is the evidence of an explicit deny: the detail, if RAM has a part
// in it, then bucket and caller.
func (c *Case) denied(detail deny.Field, a op.Access) []deny.Field {
	var evidence []deny.Field
	if detail.Name != "" {
		evidence = append(evidence, detail)
	}
	if a.Bucket != "" {
		evidence = append(evidence, deny.Field{Name: "Bucket", Value: a.Bucket})
	}
	if c.Principal().Known() {
		evidence = append(evidence, deny.Field{Name: "User", Value: c.userID()})
	}
	return evidence
}

// implicitDetail says that no policy allowed an access. Accounts and
// anonymous callers, to whom no policy applies, get none. A captured answer
// names the resource group level, which is asked last.
func (c *Case) implicitDetail(a op.Access) []deny.Field {
	if p := c.Principal(); p.User == nil && p.Session == nil {
		return nil
	}
	return []deny.Field{c.diagnosed("ResourceGroupLevelIdentityBasedPolicy", RAMPolicy, a, policy.Decision{Effect: policy.Implicit})}
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

// userID is the id of an account, of a RAM user, or of a session of a role.
func (c *Case) userID() string {
	p := c.Principal()
	if p.Session != nil {
		return p.Session.RoleID + ":" + p.Session.Name
	}
	return p.DisplayName()
}
