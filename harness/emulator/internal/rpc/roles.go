package rpc

import (
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/policy"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// The limits of a role.
// https://www.alibabacloud.com/help/en/ram/developer-reference/api-ram-2015-05-01-createrole
const (
	maxTrust          = 2048  // bytes of a trust policy
	shortestMaximum   = 3600  // seconds of MaxSessionDuration, which is also the default
	longestMaximum    = 43200 // seconds
	shortestSession   = 900   // seconds of DurationSeconds
	ordinarySession   = 3600
	maxSessionPolicy  = 2048 // bytes
	shortestRoleLabel = 2    // characters of a RoleSessionName
	longestRoleLabel  = 64
)

func (c *Call) role() (*world.Role, *Error) {
	name, fault := roleNames.of(c)
	if fault != nil {
		return nil, fault
	}
	if r, ok := c.Account.Roles.Get(name); ok {
		return r, nil
	}
	return nil, noRole
}

func (c *Call) putRole(r world.Role) { world.Set(c.Draft, c.Account.Roles, r.Name, &r) }

func roleArn(uid, name string) string { return "acs:ram::" + uid + ":role/" + name }

func (c *Call) roleObject(r *world.Role) Object {
	return Object{
		{"RoleId", r.ID}, {"RoleName", r.Name}, {"Arn", roleArn(c.Account.UID, r.Name)}, {"Description", r.Description},
		{"MaxSessionDuration", int(r.MaxSession / time.Second)}, {"CreateDate", date(r.Created)}, {"UpdateDate", date(r.Created)},
	}
}

func (c *Call) roleObjectWithTrust(r *world.Role) Object {
	return append(c.roleObject(r), Field{"AssumeRolePolicyDocument", r.TrustText})
}

func createRole(c *Call) (Object, *Error) {
	name, fault := roleNames.of(c)
	trust := c.param("AssumeRolePolicyDocument")
	switch {
	case fault != nil:
		return nil, fault
	case len(trust) > maxTrust:
		return nil, beyondLength("AssumeRolePolicyDocument")
	case len(c.param("Description")) > 1024:
		return nil, beyondLength("Description")
	}
	seconds, fault := c.number("MaxSessionDuration", shortestMaximum, longestMaximum, shortestMaximum)
	if fault != nil {
		return nil, fault
	}
	document, err := policy.ParseTrust(trust)
	if err != nil {
		return nil, malformedPolicy(err)
	}
	if _, taken := c.Account.Roles.Get(name); taken {
		return nil, roleExists
	}
	if c.Account.Roles.Len() >= maxRoles {
		return nil, tooManyRoles
	}
	r := world.Role{
		ID: c.Make.entityID(), Name: name, Description: c.param("Description"), TrustText: trust, Trust: document,
		MaxSession: time.Duration(seconds) * time.Second, Created: c.Request.Now,
	}
	c.putRole(r)
	return Object{{"Role", c.roleObjectWithTrust(&r)}}, nil
}

func getRole(c *Call) (Object, *Error) {
	r, fault := c.role()
	if fault != nil {
		return nil, fault
	}
	return Object{{"Role", c.roleObjectWithTrust(r)}}, nil
}

func listRoles(c *Call) (Object, *Error) {
	p, fault := c.page("Role")
	if fault != nil {
		return nil, fault
	}
	for name, r := range c.Account.Roles.From("") {
		if !p.add(name, c.roleObject(r)) {
			return p.answer("Roles", false), nil
		}
	}
	return p.answer("Roles", true), nil
}

// deleteRole deletes a role, unless it has policies. Its sessions live on, without any right.
func deleteRole(c *Call) (Object, *Error) {
	r, fault := c.role()
	switch {
	case fault != nil:
		return nil, fault
	case len(r.Attached) > 0:
		return nil, roleHasPolicies
	}
	world.Remove(c.Draft, c.Account.Roles, r.Name)
	return nil, nil
}
