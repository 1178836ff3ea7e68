package world

import (
	"cmp"

	"github.com/oss403/oss403/harness/emulator/internal/policy"
)

// DefaultGroup is the id of the resource group of what is in no other. Every account has it.
// https://help.aliyun.com/en/oss/developer-reference/getbucketresourcegroup
const DefaultGroup = "rg-default-id"

// A Group is a resource group of an account.
type Group struct {
	ID         string
	PolicyText string           // empty: none
	Policy     *policy.Document `keep:"ram PolicyText ID"` // what users and roles of the account may do in the group; nil: nothing
}

// GroupID returns the id of the resource group of a bucket.
func (b *Bucket) GroupID() string { return cmp.Or(b.Group, DefaultGroup) }

// HasGroup reports whether the account has the resource group.
func (s Standing) HasGroup(id string) bool {
	_, known := s.Groups[id]
	return known || id == DefaultGroup
}

// GroupGrants lists the policies that count for the users and roles of an account in a resource group.
func (w *World) GroupGrants(uid, id string) []*policy.Document {
	if granted := w.Standing(uid).Groups[id].Policy; granted != nil {
		return []*policy.Document{granted}
	}
	return nil
}
