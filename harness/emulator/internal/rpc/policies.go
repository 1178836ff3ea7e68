package rpc

import (
	"github.com/oss403/oss403/harness/emulator/internal/policy"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// maxPolicy is the most bytes of a custom policy.
// https://www.alibabacloud.com/help/en/ram/product-overview/limits
const maxPolicy = 6144

// policyNamed finds the policy that the call names by PolicyType and PolicyName.
func (c *Call) policyNamed() (*world.RAMPolicy, *Error) {
	kind := c.param("PolicyType")
	if kind != world.CustomPolicy && kind != world.SystemPolicy {
		return nil, policyTypeWrong
	}
	name, fault := policyNames.of(c)
	if fault != nil {
		return nil, fault
	}
	if p, ok := c.Account.Policy(kind, name); ok {
		return p, nil
	}
	return nil, noPolicy
}

func policyObject(p *world.RAMPolicy) Object {
	return Object{
		{"PolicyName", p.Name}, {"PolicyType", p.Type}, {"Description", p.Description}, {"DefaultVersion", "v1"},
		{"CreateDate", date(p.Created)}, {"UpdateDate", date(p.Created)},
	}
}

// createPolicy makes a custom policy.
// https://www.alibabacloud.com/help/en/ram/developer-reference/api-ram-2015-05-01-createpolicy
func createPolicy(c *Call) (Object, *Error) {
	name, fault := policyNames.of(c)
	text := c.param("PolicyDocument")
	switch {
	case fault != nil:
		return nil, fault
	case len(text) > maxPolicy:
		return nil, beyondLength("PolicyDocument")
	case len(c.param("Description")) > 1024:
		return nil, beyondLength("Description")
	}
	document, err := policy.Parse(text)
	if err != nil {
		return nil, malformedPolicy(err)
	}
	if _, taken := c.Account.Policies.Get(name); taken {
		return nil, policyExists
	}
	if c.Account.Policies.Len() >= maxPolicies {
		return nil, tooManyPolicies
	}
	document.Name = name
	p := &world.RAMPolicy{
		Name: name, Type: world.CustomPolicy, Description: c.param("Description"),
		Text: text, Document: document, Created: c.Request.Now,
	}
	world.Set(c.Draft, c.Account.Policies, name, p)
	return Object{{"Policy", policyObject(p)}}, nil
}

func getPolicy(c *Call) (Object, *Error) {
	p, fault := c.policyNamed()
	if fault != nil {
		return nil, fault
	}
	users, roles := c.attachments(p)
	return Object{
		{"Policy", append(policyObject(p), Field{"AttachmentCount", users + roles})},
		{"DefaultPolicyVersion", Object{
			{"VersionId", "v1"}, {"IsDefaultVersion", true}, {"PolicyDocument", p.Text}, {"CreateDate", date(p.Created)},
		}},
	}, nil
}

// listPolicies lists the custom policies. It leaves out system policies, although some can be
// attached.
// https://www.alibabacloud.com/help/en/ram/developer-reference/api-ram-2015-05-01-listpolicies
func listPolicies(c *Call) (Object, *Error) {
	kind := c.param("PolicyType")
	if kind != "" && kind != world.CustomPolicy && kind != world.SystemPolicy {
		return nil, policyTypeWrong
	}
	p, fault := c.page("Policy")
	if fault != nil {
		return nil, fault
	}
	for name, policy := range c.Account.Policies.From("") {
		if kind == world.SystemPolicy {
			break
		}
		users, roles := c.attachments(policy)
		if !p.add(name, append(policyObject(policy), Field{"AttachmentCount", users + roles})) {
			return p.answer("Policies", false), nil
		}
	}
	return p.answer("Policies", true), nil
}

// deletePolicy deletes a custom policy, unless it is attached.
func deletePolicy(c *Call) (Object, *Error) {
	name, fault := policyNames.of(c)
	if fault != nil {
		return nil, fault
	}
	p, ok := c.Account.Policies.Get(name)
	if !ok {
		return nil, noPolicy
	}
	users, roles := c.attachments(p)
	switch {
	case users > 0:
		return nil, policyHasUsers
	case roles > 0:
		return nil, policyHasRoles
	}
	world.Remove(c.Draft, c.Account.Policies, name)
	return nil, nil
}

// attachments counts the users and roles that a policy is attached to.
func (c *Call) attachments(p *world.RAMPolicy) (users, roles int) {
	for _, u := range c.Account.Users.From("") {
		if indexOf(u.Attached, p) >= 0 {
			users++
		}
	}
	for _, r := range c.Account.Roles.From("") {
		if indexOf(r.Attached, p) >= 0 {
			roles++
		}
	}
	return users, roles
}
