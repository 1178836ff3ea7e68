package rpc

import (
	"slices"

	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// maxAttached is the most policies of one type that a user or role can have.
// https://www.alibabacloud.com/help/en/ram/product-overview/limits
const maxAttached = 20

func indexOf(attached []world.Attachment, p *world.RAMPolicy) int {
	return slices.IndexFunc(attached, func(a world.Attachment) bool { return a.Type == p.Type && a.Name == p.Name })
}

// attach returns the attachments and the new one.
func (c *Call) attach(attached []world.Attachment, twice, tooMany *Error) ([]world.Attachment, *Error) {
	p, fault := c.policyNamed()
	if fault != nil {
		return nil, fault
	}
	same := 0
	for _, a := range attached {
		if a.Type == p.Type {
			same++
		}
	}
	switch {
	case indexOf(attached, p) >= 0:
		return nil, twice
	case same >= maxAttached:
		return nil, tooMany
	}
	return append(slices.Clone(attached), world.Attachment{Type: p.Type, Name: p.Name, At: c.Request.Now}), nil
}

// detach returns the attachments without the named one.
func (c *Call) detach(attached []world.Attachment, absent *Error) ([]world.Attachment, *Error) {
	p, fault := c.policyNamed()
	if fault != nil {
		return nil, fault
	}
	at := indexOf(attached, p)
	if at < 0 {
		return nil, absent
	}
	return slices.Delete(slices.Clone(attached), at, at+1), nil
}

func (c *Call) listAttached(attached []world.Attachment) Object {
	list := List{Item: "Policy"}
	for _, a := range attached {
		if p, ok := c.Account.Policy(a.Type, a.Name); ok {
			list.Of = append(list.Of, Object{
				{"PolicyName", p.Name}, {"PolicyType", p.Type}, {"Description", p.Description},
				{"DefaultVersion", "v1"}, {"AttachDate", date(a.At)},
			})
		}
	}
	return Object{{"Policies", list}}
}

func attachPolicyToUser(c *Call) (Object, *Error) {
	u, fault := c.user()
	if fault != nil {
		return nil, fault
	}
	next := *u
	if next.Attached, fault = c.attach(u.Attached, attachedToUser, userPolicyLimit); fault != nil {
		return nil, fault
	}
	c.putUser(next)
	return nil, nil
}

func detachPolicyFromUser(c *Call) (Object, *Error) {
	u, fault := c.user()
	if fault != nil {
		return nil, fault
	}
	next := *u
	if next.Attached, fault = c.detach(u.Attached, detachedFromUser); fault != nil {
		return nil, fault
	}
	c.putUser(next)
	return nil, nil
}

func listPoliciesForUser(c *Call) (Object, *Error) {
	u, fault := c.user()
	if fault != nil {
		return nil, fault
	}
	return c.listAttached(u.Attached), nil
}

func attachPolicyToRole(c *Call) (Object, *Error) {
	r, fault := c.role()
	if fault != nil {
		return nil, fault
	}
	next := *r
	if next.Attached, fault = c.attach(r.Attached, attachedToRole, rolePolicyLimit); fault != nil {
		return nil, fault
	}
	c.putRole(next)
	return nil, nil
}

func detachPolicyFromRole(c *Call) (Object, *Error) {
	r, fault := c.role()
	if fault != nil {
		return nil, fault
	}
	next := *r
	if next.Attached, fault = c.detach(r.Attached, detachedFromRole); fault != nil {
		return nil, fault
	}
	c.putRole(next)
	return nil, nil
}

func listPoliciesForRole(c *Call) (Object, *Error) {
	r, fault := c.role()
	if fault != nil {
		return nil, fault
	}
	return c.listAttached(r.Attached), nil
}
