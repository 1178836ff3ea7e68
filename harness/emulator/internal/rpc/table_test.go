package rpc_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// ramRefusals lists the refusals of the actions of RAM. The world has the user alice with one
// AccessKey, a policy alice-0 attached to her, and the role reader.
func ramRefusals() []rpcRefusal {
	owner := func(action string, pairs ...string) func(*bench.Bench) *http.Request {
		return func(b *bench.Bench) *http.Request {
			furnish(b)
			return asOwner(action, pairs...)(b)
		}
	}
	const mine, policy = "alice-0", "PolicyDocument"
	long := strings.Repeat("a", 65)
	return []rpcRefusal{
		{400, "MissingUserName", owner("CreateUser")},
		{400, "InvalidParameter.UserName.InvalidChars", owner("CreateUser", "UserName", "a b")},
		{400, "InvalidParameter.UserName.Length", owner("CreateUser", "UserName", long)},
		{400, "InvalidParameter.DisplayName.Length", owner("CreateUser", "UserName", "bob", "DisplayName", long+long)},
		{409, "EntityAlreadyExists.User", owner("CreateUser", "UserName", "alice")},
		{404, "EntityNotExist.User", owner("DeleteUser", "UserName", "bob")},
		{409, "DeleteConflict.User.AccessKey", owner("DeleteUser", "UserName", "alice")},
		{409, "DeleteConflict.User.Policy", func(b *bench.Bench) *http.Request {
			u := furnish(b)
			b.RAM("DeleteAccessKey", "UserName", "alice", "UserAccessKeyId", u.ID)
			return asOwner("DeleteUser", "UserName", "alice")(b)
		}},
		{400, "InvalidParameter.MaxItems", owner("ListUsers", "MaxItems", "0")},
		{400, "MissingUserName", owner("CreateAccessKey")},
		{409, "LimitExceeded.User.AccessKey", func(b *bench.Bench) *http.Request {
			furnish(b)
			b.RAM("CreateAccessKey", "UserName", "alice")
			return asOwner("CreateAccessKey", "UserName", "alice")(b)
		}},
		{404, "EntityNotExist.User.AccessKey", owner("UpdateAccessKey", "UserName", "alice", "UserAccessKeyId", bench.OwnerKey, "Status",
			"Inactive")},
		{404, "EntityNotExist.User.AccessKey", owner("DeleteAccessKey", "UserName", "alice", "UserAccessKeyId", "LTAI0")},
		{400, "InvalidParameter.Status", func(b *bench.Bench) *http.Request {
			return asOwner("UpdateAccessKey", "UserName", "alice", "UserAccessKeyId", furnish(b).ID, "Status", "Sleepy")(b)
		}},
		{400, "InvalidParameter.PolicyName.InvalidChars", owner("CreatePolicy", "PolicyName", "a_b", policy, readOnly)},
		{400, "InvalidParameter.PolicyDocument.Length", owner("CreatePolicy", "PolicyName", "new", policy, readOnly+strings.Repeat(" ", 7000))},
		{400, "InvalidParameter.Description.Length",
			owner("CreatePolicy", "PolicyName", "new", policy, readOnly, "Description", strings.Repeat("d", 1025))},
		{400, "MalformedPolicyDocument",
			owner("CreatePolicy", "PolicyName", "new", policy, `{"Version":"1","Statement":[{"Effect":"Allow","Effect":"Deny"}]}`)},
		{400, "MalformedPolicyDocument", owner("CreatePolicy", "PolicyName", "new", policy, strings.Repeat("[", 3000))},
		{409, "EntityAlreadyExists.Policy", owner("CreatePolicy", "PolicyName", mine, policy, readOnly)},
		{404, "EntityNotExist.Policy", owner("GetPolicy", "PolicyName", "new", "PolicyType", "Custom")},
		{404, "EntityNotExist.Policy", owner("GetPolicy", "PolicyName", mine, "PolicyType", "System")},
		{400, "InvalidParameter.PolicyType", owner("GetPolicy", "PolicyName", mine, "PolicyType", "custom")},
		{400, "InvalidParameter.PolicyType", owner("ListPolicies", "PolicyType", "custom")},
		{404, "EntityNotExist.Policy", owner("DeletePolicy", "PolicyName", "AliyunOSSFullAccess")},
		{409, "DeleteConflict.Policy.User", owner("DeletePolicy", "PolicyName", mine)},
		{409, "DeleteConflict.Policy.Role", func(b *bench.Bench) *http.Request {
			furnish(b)
			b.RAM("CreatePolicy", "PolicyName", "for-role", policy, readOnly)
			b.RAM("AttachPolicyToRole", "RoleName", "reader", "PolicyType", "Custom", "PolicyName", "for-role")
			return asOwner("DeletePolicy", "PolicyName", "for-role")(b)
		}},
		{404, "EntityNotExist.User", owner("AttachPolicyToUser", "UserName", "bob", "PolicyType", "Custom", "PolicyName", mine)},
		{404, "EntityNotExist.Policy", owner("AttachPolicyToUser", "UserName", "alice", "PolicyType", "Custom", "PolicyName", "new")},
		{409, "EntityAlreadyExists.User.Policy", owner("AttachPolicyToUser", "UserName", "alice", "PolicyType", "Custom", "PolicyName", mine)},
		{404, "EntityNotExist.User.Policy",
			owner("DetachPolicyFromUser", "UserName", "alice", "PolicyType", "System", "PolicyName", "AdministratorAccess")},
		{404, "EntityNotExist.Role", owner("AttachPolicyToRole", "RoleName", "none", "PolicyType", "Custom", "PolicyName", mine)},
		{409, "EntityAlreadyExists.Role.Policy",
			owner("AttachPolicyToRole", "RoleName", "reader", "PolicyType", "System", "PolicyName", "AliyunOSSReadOnlyAccess")},
		{404, "EntityNotExist.Role.Policy", owner("DetachPolicyFromRole", "RoleName", "reader", "PolicyType", "Custom", "PolicyName", mine)},
		{400, "InvalidParameter.RoleName.InvalidChars", owner("CreateRole", "RoleName", "a/b", "AssumeRolePolicyDocument", bench.Trust("1"))},
		{409, "EntityAlreadyExists.Role", owner("CreateRole", "RoleName", "reader", "AssumeRolePolicyDocument", bench.Trust("1"))},
		{400, "MalformedPolicyDocument", owner("CreateRole", "RoleName", "new", "AssumeRolePolicyDocument", readOnly)},
		{400, "InvalidParameter.AssumeRolePolicyDocument.Length",
			owner("CreateRole", "RoleName", "new", "AssumeRolePolicyDocument", bench.Trust("1")+strings.Repeat(" ", 2048))},
		{400, "InvalidParameter.MaxSessionDuration",
			owner("CreateRole", "RoleName", "new", "AssumeRolePolicyDocument", bench.Trust("1"), "MaxSessionDuration", "43201")},
		{404, "EntityNotExist.Role", owner("GetRole", "RoleName", "none")},
		{409, "DeleteConflict.Role.Policy", owner("DeleteRole", "RoleName", "reader")},
		{403, "NoPermission", func(b *bench.Bench) *http.Request {
			return b.RPCRequest(furnish(b), "CreateUser", "once", "UserName", "bob")
		}},
		{403, "NoPermission", func(b *bench.Bench) *http.Request {
			return b.RPCRequest(b.User("carol", allowOnly("ram:GetUser", "user/carol")), "GetUser", "once", "UserName", "bob")
		}},
	}
}

func allowOnly(action, relative string) string {
	return bench.Statement("Allow", action, `"Resource":"acs:ram:*:`+bench.Accounts()[0].UID+`:`+relative+`"`)
}

func furnish(b *bench.Bench) bench.Identity {
	b.Role("reader", "AliyunOSSReadOnlyAccess")
	return b.User("alice", readOnly)
}

// stsRefusals lists the refusals of AssumeRole.
func stsRefusals() []rpcRefusal {
	arn := "acs:ram::" + bench.Accounts()[0].UID + ":role/reader"
	assume := func(pairs ...string) func(*bench.Bench) *http.Request {
		return func(b *bench.Bench) *http.Request {
			b.Role("reader")
			return b.RPCRequest(b.User("alice", "AliyunSTSAssumeRoleAccess"), "AssumeRole", "once", pairs...)
		}
	}
	named := func(name string, more ...string) func(*bench.Bench) *http.Request {
		return assume(append([]string{"RoleArn", arn, "RoleSessionName", name}, more...)...)
	}
	trusting := func(uid string) func(*bench.Bench) *http.Request {
		return func(b *bench.Bench) *http.Request {
			b.RAM("CreateRole", "RoleName", "other", "AssumeRolePolicyDocument", bench.Trust(uid))
			return b.RPCRequest(b.User("alice", "AliyunSTSAssumeRoleAccess"), "AssumeRole", "once",
				"RoleArn", "acs:ram::"+bench.Accounts()[0].UID+":role/other", "RoleSessionName", "me")
		}
	}
	return []rpcRefusal{
		{400, "MissingRoleArn", assume("RoleSessionName", "me")},
		{400, "MissingRoleSessionName", assume("RoleArn", arn)},
		{400, "InvalidParameter.RoleArn", assume("RoleArn", "acs:ram::x:role/reader", "RoleSessionName", "me")},
		{400, "InvalidParameter.RoleArn", assume("RoleArn", "reader", "RoleSessionName", "me")},
		{400, "InvalidParameter.RoleSessionName", named("m")},
		{400, "InvalidParameter.RoleSessionName", named("a*b")},
		{400, "InvalidParameter.RoleSessionName", named(strings.Repeat("m", 65))},
		{400, "InvalidParameter.DurationSeconds", named("me", "DurationSeconds", "899")},
		{400, "InvalidParameter.DurationSeconds", named("me", "DurationSeconds", "3601")},
		{400, "InvalidParameter.DurationSeconds", named("me", "DurationSeconds", "an hour")},
		{400, "InvalidParameter.DurationSeconds", named("me", "DurationSeconds", "9223372036854775807")},
		{400, "InvalidParameter.PolicyGrammar", named("me", "Policy", "{}")},
		{400, "InvalidParameter.PolicySize", named("me", "Policy", readOnly+strings.Repeat(" ", 2048))},
		{404, "EntityNotExist.Role", assume("RoleArn", arn+"2", "RoleSessionName", "me")},
		{404, "EntityNotExist.Role", assume("RoleArn", "acs:ram::9:role/reader", "RoleSessionName", "me")},
		{403, "NoPermission", trusting("2")},
		{403, "NoPermission", asOwner("AssumeRole", "RoleArn", arn, "RoleSessionName", "me")},
		{403, "NoPermission", func(b *bench.Bench) *http.Request {
			b.Role("reader")
			return b.RPCRequest(b.User("alice"), "AssumeRole", "once", "RoleArn", arn, "RoleSessionName", "me")
		}},
	}
}

// AssumeRole accepts DurationSeconds up to the maximum of the role, roles of other accounts that
// trust the caller, and sessions as callers.
func TestAssumeRole(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.RAM("CreateRole", "RoleName", "long", "AssumeRolePolicyDocument", bench.Trust(bench.Accounts()[1].UID), "MaxSessionDuration", "7200")
	b.RAM("AttachPolicyToRole", "RoleName", "long", "PolicyType", "System", "PolicyName", "AliyunOSSReadOnlyAccess")
	other := bench.Identity{ID: bench.StrangerKey, Secret: bench.StrangerSecret, Token: ""}
	for _, call := range [][]string{
		{"CreateUser", "UserName", "bob"},
		{"AttachPolicyToUser", "UserName", "bob", "PolicyType", "System", "PolicyName", "AliyunSTSAssumeRoleAccess"},
	} {
		if status, body := b.RPC(other, call[0], call[1:]...); status != 200 {
			t.Fatal(body)
		}
	}
	_, key := b.RPC(other, "CreateAccessKey", "UserName", "bob")
	bob := bench.Identity{ID: bench.ValueAt(key, "AccessKey", "AccessKeyId"), Secret: bench.ValueAt(key, "AccessKey", "AccessKeySecret")}
	for seconds, want := range map[string]string{"": "2026-03-05T13:00:00Z", "900": "2026-03-05T12:15:00Z", "7200": "2026-03-05T14:00:00Z"} {
		status, got := b.RPC(bob, "AssumeRole", "RoleArn", "acs:ram::"+bench.Accounts()[0].UID+":role/long",
			"RoleSessionName", "me", "DurationSeconds", seconds)
		if status != 200 || bench.ValueAt(got, "Credentials", "Expiration") != want {
			t.Errorf("%s: %d %v", seconds, status, got)
			continue
		}
		s := bench.Identity{ID: bench.ValueAt(got, "Credentials", "AccessKeyId"), Secret: bench.ValueAt(got, "Credentials", "AccessKeySecret"),
			Token: bench.ValueAt(got, "Credentials", "SecurityToken")}
		b.Must(b.By(s, b.Raw("GET", bench.Private, "/key", "")))
		if status, me := b.RPC(s, "GetCallerIdentity"); status != 200 || bench.ValueAt(me, "AccountId") != bench.Accounts()[0].UID {
			t.Errorf("GetCallerIdentity: %v", me)
		}
	}
}

// A list comes in pages.
func TestPages(t *testing.T) {
	b := bench.New(t)
	for _, name := range []string{"c", "a", "b"} {
		b.RAM("CreateUser", "UserName", name)
	}
	var got []string
	marker := ""
	for range 3 {
		page := b.RAM("ListUsers", "MaxItems", "2", "Marker", marker)
		for _, u := range page["Users"].(map[string]any)["User"].([]any) {
			got = append(got, u.(map[string]any)["UserName"].(string))
		}
		if page["IsTruncated"] != true {
			break
		}
		marker = bench.ValueAt(page, "Marker")
	}
	if strings.Join(got, "") != "abc" {
		t.Error(got)
	}
}

// Custom policies are listed with the number of their attachments.
func TestListPolicies(t *testing.T) {
	b := bench.New(t)
	furnish(b)
	list := b.RAM("ListPolicies", "PolicyType", "Custom")["Policies"].(map[string]any)["Policy"].([]any)
	if first, _ := list[0].(map[string]any); len(list) != 1 || bench.ValueAt(first, "PolicyName") != "alice-0" ||
		first["AttachmentCount"] != 1.0 {
		t.Errorf("%v", list)
	}
	if system := b.RAM("ListPolicies", "PolicyType", "System")["Policies"].(map[string]any)["Policy"].([]any); len(system) != 0 {
		t.Errorf("%v", system)
	}
}
