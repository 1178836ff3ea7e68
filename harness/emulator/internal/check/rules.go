package check

import (
	"github.com/oss403/oss403/harness/emulator/internal/policy"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// Rules are what the checks decide with, beside their order.
type Rules struct {
	Limits   Limits
	Policies policy.Rules
	Keys     map[string]Key
	ACLs     map[Cell]bool // what an ACL grants to everybody
	OwnerMay bool          // the account that owns a bucket may what no policy denies
}

// A Cell is an ACL and a use that is made of an object.
type Cell struct {
	ACL    string
	Writes bool
}

// DefaultRules returns a fresh copy of the rules.
func DefaultRules() Rules {
	return Rules{
		Limits: DefaultLimits(), Policies: policy.DefaultRules(), Keys: Keys(), OwnerMay: true,
		// https://help.aliyun.com/zh/oss/user-guide/object-acl
		ACLs: map[Cell]bool{
			{world.ACLPrivate, false}: false, {world.ACLPrivate, true}: false,
			{world.ACLPublicRead, false}: true, {world.ACLPublicRead, true}: false,
			{world.ACLPublicReadWrite, false}: true, {world.ACLPublicReadWrite, true}: true,
		},
	}
}
