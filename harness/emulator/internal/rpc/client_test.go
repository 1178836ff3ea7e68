package rpc_test

import (
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

const (
	anyPolicy = `{"Version":"1","Statement":[{"Effect":"Allow","Action":["oss:GetObject","ram:*"],"Resource":"*"}]}`
	readOnly  = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:Get*","Resource":"*"}]}`
)

// Both signatures of the official client run every action.
func TestOfficialClientRunsEveryAction(t *testing.T) {
	for name, algorithm := range map[string]string{"ACS3": "", "signature 1.0": "v2"} {
		t.Run(name, func(t *testing.T) {
			root := bench.API{T: t, Server: bench.Serve(t), Algorithm: algorithm, ID: bench.OwnerKey, Secret: bench.OwnerSecret}
			walkRAM(root)
			walkSTS(root)
		})
	}
}

func walkRAM(root bench.API) {
	t, uid := root.T, bench.Accounts()[0].UID
	user := root.Must("CreateUser", "UserName", "alice", "DisplayName", "A +~* é", "Comments", "a=b&c")
	if bench.ValueAt(user, "User", "UserName") != "alice" || bench.ValueAt(user, "User", "DisplayName") != "A +~* é" ||
		bench.ValueAt(user, "RequestId") == "" {
		t.Errorf("CreateUser: %v", user)
	}
	if got := root.Must("GetUser", "UserName", "alice"); bench.ValueAt(got, "User", "UserId") != bench.ValueAt(user, "User", "UserId") {
		t.Errorf("GetUser: %v", got)
	}
	if users := root.Must("ListUsers")["Users"].(map[string]any)["User"].([]any); len(users) != 1 {
		t.Errorf("ListUsers: %v", users)
	}
	key := root.Must("CreateAccessKey", "UserName", "alice")
	id := bench.ValueAt(key, "AccessKey", "AccessKeyId")
	alice := root.As(id, bench.ValueAt(key, "AccessKey", "AccessKeySecret"), "")
	if me := alice.Must("GetCallerIdentity"); bench.ValueAt(me, "Arn") != "acs:ram::"+uid+":user/alice" ||
		bench.ValueAt(me, "IdentityType") != "RAMUser" {
		t.Errorf("GetCallerIdentity: %v", me)
	}
	root.Must("UpdateAccessKey", "UserName", "alice", "UserAccessKeyId", id, "Status", "Inactive")
	alice.Refused("InvalidAccessKeyId.Inactive", "GetCallerIdentity")
	if keys := root.Must("ListAccessKeys", "UserName", "alice")["AccessKeys"].(map[string]any)["AccessKey"].([]any); len(keys) != 1 {
		t.Errorf("ListAccessKeys: %v", keys)
	}
	root.Must("UpdateAccessKey", "UserName", "alice", "UserAccessKeyId", id, "Status", "Active")

	alice.Refused("NoPermission", "ListUsers")
	root.Must("CreatePolicy", "PolicyName", "mine", "PolicyDocument", anyPolicy, "Description", "d")
	mine := root.Must("GetPolicy", "PolicyName", "mine", "PolicyType", "Custom")
	if bench.ValueAt(mine, "DefaultPolicyVersion", "PolicyDocument") != anyPolicy {
		t.Errorf("GetPolicy: %v", mine)
	}
	root.Must("AttachPolicyToUser", "UserName", "alice", "PolicyName", "mine", "PolicyType", "Custom")
	alice.Must("ListUsers")
	if p := root.Must("ListPoliciesForUser", "UserName", "alice")["Policies"].(map[string]any)["Policy"].([]any); len(p) != 1 {
		t.Errorf("ListPoliciesForUser: %v", p)
	}
	root.Refused("DeleteConflict.Policy.User", "DeletePolicy", "PolicyName", "mine")
	root.Must("DetachPolicyFromUser", "UserName", "alice", "PolicyName", "mine", "PolicyType", "Custom")
	root.Must("DeletePolicy", "PolicyName", "mine")
	root.Must("DeleteAccessKey", "UserName", "alice", "UserAccessKeyId", id)
	root.Must("DeleteUser", "UserName", "alice")
	root.Refused("EntityNotExist", "DecodeDiagnosticMessage", "EncodedDiagnosticMessage", "AQIBIAAAAA==")
}

func walkSTS(root bench.API) {
	t, uid := root.T, bench.Accounts()[0].UID
	arn := "acs:ram::" + uid + ":role/reader"
	role := root.Must("CreateRole", "RoleName", "reader", "AssumeRolePolicyDocument", bench.Trust(uid), "MaxSessionDuration", "7200")
	if bench.ValueAt(role, "Role", "Arn") != arn {
		t.Errorf("CreateRole: %v", role)
	}
	root.Must("AttachPolicyToRole", "RoleName", "reader", "PolicyName", "AliyunOSSReadOnlyAccess", "PolicyType", "System")
	root.Must("ListPoliciesForRole", "RoleName", "reader")
	if got := root.Must("GetRole", "RoleName", "reader"); bench.ValueAt(got, "Role", "AssumeRolePolicyDocument") != bench.Trust(uid) {
		t.Errorf("GetRole: %v", got)
	}
	root.Must("ListRoles")
	root.Refused("NoPermission", "AssumeRole", "RoleArn", arn, "RoleSessionName", "me")

	root.Must("CreateUser", "UserName", "bob")
	key := root.Must("CreateAccessKey", "UserName", "bob")
	bob := root.As(bench.ValueAt(key, "AccessKey", "AccessKeyId"), bench.ValueAt(key, "AccessKey", "AccessKeySecret"), "")
	bob.Refused("NoPermission", "AssumeRole", "RoleArn", arn, "RoleSessionName", "me")
	root.Must("AttachPolicyToUser", "UserName", "bob", "PolicyName", "AliyunSTSAssumeRoleAccess", "PolicyType", "System")
	got := bob.Must("AssumeRole", "RoleArn", arn, "RoleSessionName", "me", "DurationSeconds", "7200", "Policy", readOnly)
	session := root.As(bench.ValueAt(got, "Credentials", "AccessKeyId"), bench.ValueAt(got, "Credentials", "AccessKeySecret"),
		bench.ValueAt(got, "Credentials", "SecurityToken"))
	if me := session.Must("GetCallerIdentity"); bench.ValueAt(me, "Arn") != "acs:ram::"+uid+":assumed-role/reader/me" {
		t.Errorf("GetCallerIdentity: %v", me)
	}
	session.Refused("NoPermission", "ListUsers")

	root.Must("DetachPolicyFromRole", "RoleName", "reader", "PolicyName", "AliyunOSSReadOnlyAccess", "PolicyType", "System")
	root.Must("DeleteRole", "RoleName", "reader")
	bob.Refused("EntityNotExist.Role", "AssumeRole", "RoleArn", arn, "RoleSessionName", "me")
}
