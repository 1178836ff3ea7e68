package rpc

import (
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// maxUsers, maxRoles and maxPolicies are limits of an account.
// https://www.alibabacloud.com/help/en/ram/product-overview/limits
const (
	maxUsers    = 1000
	maxRoles    = 1000
	maxPolicies = 1500
)

// user finds the user that the call names.
func (c *Call) user() (*world.User, *Error) {
	name, fault := userNames.of(c)
	if fault != nil {
		return nil, fault
	}
	if u, ok := c.Account.Users.Get(name); ok {
		return u, nil
	}
	return nil, noUser
}

func (c *Call) putUser(u world.User) { world.Set(c.Draft, c.Account.Users, u.Name, &u) }

func userObject(u *world.User) Object {
	return Object{
		{"UserId", u.ID}, {"UserName", u.Name}, {"DisplayName", u.DisplayName}, {"MobilePhone", u.MobilePhone},
		{"Email", u.Email}, {"Comments", u.Comments}, {"CreateDate", date(u.Created)}, {"UpdateDate", date(u.Created)},
	}
}

// createUser creates a user.
// https://www.alibabacloud.com/help/en/ram/developer-reference/api-ram-2015-05-01-createuser
func createUser(c *Call) (Object, *Error) {
	name, fault := userNames.of(c)
	if fault != nil {
		return nil, fault
	}
	for _, text := range []string{"DisplayName", "Comments"} {
		if len([]rune(c.param(text))) > 128 {
			return nil, beyondLength(text)
		}
	}
	if _, taken := c.Account.Users.Get(name); taken {
		return nil, userExists
	}
	if c.Account.Users.Len() >= maxUsers {
		return nil, tooManyUsers
	}
	u := world.User{
		ID: c.Make.entityID(), Name: name, DisplayName: firstOf(c.param("DisplayName"), name), MobilePhone: c.param("MobilePhone"),
		Email: c.param("Email"), Comments: c.param("Comments"), Created: c.Request.Now,
	}
	c.putUser(u)
	return Object{{"User", userObject(&u)}}, nil
}

func getUser(c *Call) (Object, *Error) {
	u, fault := c.user()
	if fault != nil {
		return nil, fault
	}
	return Object{{"User", userObject(u)}}, nil
}

func listUsers(c *Call) (Object, *Error) {
	p, fault := c.page("User")
	if fault != nil {
		return nil, fault
	}
	for name, u := range c.Account.Users.From("") {
		if !p.add(name, userObject(u)) {
			return p.answer("Users", false), nil
		}
	}
	return p.answer("Users", true), nil
}

// deleteUser deletes a user, unless it has AccessKeys or policies.
func deleteUser(c *Call) (Object, *Error) {
	u, fault := c.user()
	switch {
	case fault != nil:
		return nil, fault
	case len(u.Keys) > 0:
		return nil, userHasKeys
	case len(u.Attached) > 0:
		return nil, userHasPolicies
	}
	world.Remove(c.Draft, c.Account.Users, u.Name)
	return nil, nil
}
