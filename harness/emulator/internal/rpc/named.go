package rpc

import "slices"

// Named returns the refusal with that Code of the product that has the action, for calls that fail on demand. It has
// those whose text names nothing of the call.
func Named(table []Action, action, code string) (*Error, bool) {
	at := slices.IndexFunc(table, func(a Action) bool { return a.Name == action })
	if at < 0 {
		return nil, false
	}
	for _, f := range slices.Concat(named[""], named[table[at].Product]) {
		if f.Code == code {
			return f, true
		}
	}
	return nil, false
}

// named are the refusals of each product; "" has those of both.
var named = map[Product][]*Error{
	"":  {internal, throttled, unknownKey, inactiveKey, expiredToken},
	STS: {noRoleToAssume, rootAssumes, policyGrammar, policySize},
	RAM: {
		noUser, noUserKey, noRole, noPolicy, userExists, roleExists, policyExists, userHasKeys, userHasPolicies, roleHasPolicies,
		policyHasUsers, policyHasRoles, tooManyUsers, tooManyKeys, tooManyRoles, tooManyPolicies, userPolicyLimit, rolePolicyLimit,
		attachedToUser, attachedToRole, detachedFromUser, detachedFromRole,
	},
}
