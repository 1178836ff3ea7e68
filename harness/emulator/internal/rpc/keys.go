package rpc

import (
	"slices"

	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// maxKeys is the most AccessKeys that a user can have.
const maxKeys = 2

// keyHolder returns the user whose AccessKeys the call names: the named user, or else the caller.
func (c *Call) keyHolder() (*world.User, *Error) {
	switch {
	case c.param("UserName") != "":
		return c.user()
	case c.Caller.User != nil:
		return c.Caller.User, nil
	}
	return nil, missing("UserName")
}

// keyOf finds the AccessKey that the call names among those of the user.
func (c *Call) keyOf(u *world.User) (world.Key, *Error) {
	id := c.param("UserAccessKeyId")
	key, known := c.Draft.Keys.Get(id)
	if !known || !slices.Contains(u.Keys, id) {
		return key, noUserKey
	}
	return key, nil
}

func status(k world.Key) string {
	if k.Inactive {
		return "Inactive"
	}
	return "Active"
}

// createAccessKey creates an AccessKey.
// https://www.alibabacloud.com/help/en/ram/developer-reference/api-ram-2015-05-01-createaccesskey
func createAccessKey(c *Call) (Object, *Error) {
	u, fault := c.keyHolder()
	switch {
	case fault != nil:
		return nil, fault
	case len(u.Keys) >= maxKeys:
		return nil, tooManyKeys
	}
	id, secret := c.Make.accessKey()
	key := world.Key{ID: id, Secret: secret, UID: c.Account.UID, User: u.Name, Created: c.Request.Now}
	world.Set(c.Draft, c.Draft.Keys, id, key)
	next := *u
	next.Keys = append(slices.Clone(u.Keys), id)
	c.putUser(next)
	return Object{{"AccessKey", Object{
		{"AccessKeyId", id}, {"AccessKeySecret", secret}, {"Status", status(key)}, {"CreateDate", date(key.Created)},
	}}}, nil
}

func listAccessKeys(c *Call) (Object, *Error) {
	u, fault := c.keyHolder()
	if fault != nil {
		return nil, fault
	}
	list := List{Item: "AccessKey"}
	for _, id := range u.Keys {
		key, _ := c.Draft.Keys.Get(id)
		list.Of = append(list.Of, Object{{"AccessKeyId", id}, {"Status", status(key)}, {"CreateDate", date(key.Created)}})
	}
	return Object{{"AccessKeys", list}}, nil
}

// updateAccessKey sets an AccessKey active or inactive.
func updateAccessKey(c *Call) (Object, *Error) {
	u, fault := c.keyHolder()
	if fault != nil {
		return nil, fault
	}
	key, fault := c.keyOf(u)
	if fault != nil {
		return nil, fault
	}
	switch c.param("Status") {
	case "Active":
		key.Inactive = false
	case "Inactive":
		key.Inactive = true
	default:
		return nil, keyStatusWrong
	}
	world.Set(c.Draft, c.Draft.Keys, key.ID, key)
	return nil, nil
}

func deleteAccessKey(c *Call) (Object, *Error) {
	u, fault := c.keyHolder()
	if fault != nil {
		return nil, fault
	}
	key, fault := c.keyOf(u)
	if fault != nil {
		return nil, fault
	}
	world.Remove(c.Draft, c.Draft.Keys, key.ID)
	next := *u
	next.Keys = slices.DeleteFunc(slices.Clone(u.Keys), func(id string) bool { return id == key.ID })
	c.putUser(next)
	return nil, nil
}
