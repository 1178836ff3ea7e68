package rpc

const (
	versionSTS = "2015-04-01"
	versionRAM = "2015-05-01"
)

// Table lists the actions that are served, with their RAM actions and resources.
// https://www.alibabacloud.com/help/en/ram/user-guide/ram-authorization
func Table() []Action {
	ram := func(name string, resources func(*Call) []string, do func(*Call) (Object, *Error), required ...string) Action {
		return Action{Product: RAM, Version: versionRAM, Name: name, Required: required, RAMAction: "ram:" + name, Resources: resources, Do: do}
	}
	return []Action{
		{Product: STS, Version: versionSTS, Name: "AssumeRole", Required: []string{"RoleArn", "RoleSessionName"},
			RAMAction: "sts:AssumeRole", Do: assumeRole},
		{Product: STS, Version: versionSTS, Name: "GetCallerIdentity", Do: getCallerIdentity},

		ram("CreateUser", someUser, createUser, "UserName"),
		ram("GetUser", aUser, getUser, "UserName"),
		ram("ListUsers", someUser, listUsers),
		ram("DeleteUser", aUser, deleteUser, "UserName"),
		ram("CreateAccessKey", aUser, createAccessKey),
		ram("ListAccessKeys", aUser, listAccessKeys),
		ram("UpdateAccessKey", aUser, updateAccessKey, "UserAccessKeyId", "Status"),
		ram("DeleteAccessKey", aUser, deleteAccessKey, "UserAccessKeyId"),
		ram("CreatePolicy", somePolicy, createPolicy, "PolicyName", "PolicyDocument"),
		ram("GetPolicy", aPolicy, getPolicy, "PolicyName", "PolicyType"),
		ram("ListPolicies", somePolicy, listPolicies),
		ram("DeletePolicy", aPolicy, deletePolicy, "PolicyName"),
		ram("AttachPolicyToUser", userAndPolicy, attachPolicyToUser, "UserName", "PolicyName", "PolicyType"),
		ram("DetachPolicyFromUser", userAndPolicy, detachPolicyFromUser, "UserName", "PolicyName", "PolicyType"),
		ram("ListPoliciesForUser", aUser, listPoliciesForUser, "UserName"),
		ram("CreateRole", someRole, createRole, "RoleName", "AssumeRolePolicyDocument"),
		ram("GetRole", aRole, getRole, "RoleName"),
		ram("ListRoles", someRole, listRoles),
		ram("DeleteRole", aRole, deleteRole, "RoleName"),
		ram("AttachPolicyToRole", roleAndPolicy, attachPolicyToRole, "RoleName", "PolicyName", "PolicyType"),
		ram("DetachPolicyFromRole", roleAndPolicy, detachPolicyFromRole, "RoleName", "PolicyName", "PolicyType"),
		ram("ListPoliciesForRole", aRole, listPoliciesForRole, "RoleName"),
		ram("DecodeDiagnosticMessage", anything, decodeDiagnosticMessage),
	}
}

// The resources of an action, relative to the account.

// everything is the resource of an action that knows no single resources. Only a policy for * covers it.
const everything = "*"

func anything(*Call) []string   { return []string{everything} }
func someUser(*Call) []string   { return []string{"user/*"} }
func someRole(*Call) []string   { return []string{"role/*"} }
func somePolicy(*Call) []string { return []string{"policy/*"} }

// aUser returns the named user. A caller that is a user and names nobody means itself.
func aUser(c *Call) []string {
	name := c.param("UserName")
	if name == "" && c.Caller.User != nil {
		name = c.Caller.User.Name
	}
	return []string{"user/" + name}
}

func aRole(c *Call) []string   { return []string{"role/" + c.param("RoleName")} }
func aPolicy(c *Call) []string { return []string{"policy/" + c.param("PolicyName")} }

func userAndPolicy(c *Call) []string { return append(aUser(c), aPolicy(c)...) }
func roleAndPolicy(c *Call) []string { return append(aRole(c), aPolicy(c)...) }
