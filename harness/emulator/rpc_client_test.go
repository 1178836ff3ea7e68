package emulator_test

import (
	"errors"
	"testing"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	openapiutil "github.com/alibabacloud-go/darabonba-openapi/v2/utils"
	"github.com/alibabacloud-go/tea/dara"
	"github.com/alibabacloud-go/tea/tea"

	"github.com/oss403/oss403/harness/emulator"
)

// An api calls STS and RAM with the official client. The data port is the proxy of the client.
// algorithm is "" for ACS3, "v2" for signature 1.0.
type api struct {
	t         *testing.T
	s         *emulator.Server
	algorithm string
	id        string
	secret    string
	token     string
}

// as returns the api with other credentials.
func (a api) as(id, secret, token string) api {
	a.id, a.secret, a.token = id, secret, token
	return a
}

// call sends one action with its parameters in the query.
func (a api) call(action string, pairs ...string) (map[string]any, error) {
	a.t.Helper()
	host, version := "ram.aliyuncs.com", "2015-05-01"
	if action == "AssumeRole" || action == "GetCallerIdentity" {
		host, version = "sts.cn-hangzhou.aliyuncs.com", "2015-04-01"
	}
	config := &openapiutil.Config{
		AccessKeyId: &a.id, AccessKeySecret: &a.secret, Endpoint: &host,
		Protocol: dara.String("http"), HttpProxy: dara.String("http://" + a.s.DataAddr()),
	}
	if a.token != "" {
		config.SecurityToken = &a.token
	}
	if a.algorithm != "" {
		config.SignatureAlgorithm = &a.algorithm
	}
	client, err := openapi.NewClient(config)
	if err != nil {
		a.t.Fatal(err)
	}
	query := map[string]*string{}
	for i := 0; i < len(pairs); i += 2 {
		query[pairs[i]] = &pairs[i+1]
	}
	params := &openapiutil.Params{
		Action: &action, Version: &version, Protocol: dara.String("HTTP"), Pathname: dara.String("/"), Method: dara.String("POST"),
		AuthType: dara.String("AK"), Style: dara.String("RPC"), ReqBodyType: dara.String("formData"), BodyType: dara.String("json"),
	}
	answer, err := client.CallApi(params, &openapiutil.OpenApiRequest{Query: query}, &dara.RuntimeOptions{})
	if err != nil {
		return nil, err
	}
	body, _ := answer["body"].(map[string]any)
	return body, nil
}

// must makes a call that must succeed.
func (a api) must(action string, pairs ...string) map[string]any {
	a.t.Helper()
	body, err := a.call(action, pairs...)
	if err != nil {
		a.t.Fatalf("%s %q: %v", action, pairs, err)
	}
	return body
}

// refused makes a call that must be refused with a code.
func (a api) refused(code, action string, pairs ...string) {
	a.t.Helper()
	_, err := a.call(action, pairs...)
	var refusal *tea.SDKError
	if !errors.As(err, &refusal) || dara.StringValue(refusal.Code) != code {
		a.t.Errorf("%s %q: %v, want %s", action, pairs, err, code)
	}
}

// at returns the value at a path of a JSON answer.
func at(body map[string]any, path ...string) string {
	var value any = body
	for _, name := range path {
		object, _ := value.(map[string]any)
		value = object[name]
	}
	text, _ := value.(string)
	return text
}

const (
	anyPolicy = `{"Version":"1","Statement":[{"Effect":"Allow","Action":["oss:GetObject","ram:*"],"Resource":"*"}]}`
	readOnly  = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:Get*","Resource":"*"}]}`
)

func trust(uid string) string {
	return `{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"RAM":["acs:ram::` + uid + `:root"]}}]}`
}

// Both signatures of the official client run every action.
func TestOfficialClientRunsEveryAction(t *testing.T) {
	for name, algorithm := range map[string]string{"ACS3": "", "signature 1.0": "v2"} {
		t.Run(name, func(t *testing.T) {
			root := api{t: t, s: serveReal(t), algorithm: algorithm, id: ownerKey, secret: ownerSecret}
			walkRAM(root)
			walkSTS(root)
		})
	}
}

func walkRAM(root api) {
	t, uid := root.t, accounts[0].UID
	user := root.must("CreateUser", "UserName", "alice", "DisplayName", "A +~* é", "Comments", "a=b&c")
	if at(user, "User", "UserName") != "alice" || at(user, "User", "DisplayName") != "A +~* é" || at(user, "RequestId") == "" {
		t.Errorf("CreateUser: %v", user)
	}
	if got := root.must("GetUser", "UserName", "alice"); at(got, "User", "UserId") != at(user, "User", "UserId") {
		t.Errorf("GetUser: %v", got)
	}
	if users := root.must("ListUsers")["Users"].(map[string]any)["User"].([]any); len(users) != 1 {
		t.Errorf("ListUsers: %v", users)
	}
	key := root.must("CreateAccessKey", "UserName", "alice")
	id := at(key, "AccessKey", "AccessKeyId")
	alice := root.as(id, at(key, "AccessKey", "AccessKeySecret"), "")
	if me := alice.must("GetCallerIdentity"); at(me, "Arn") != "acs:ram::"+uid+":user/alice" || at(me, "IdentityType") != "RAMUser" {
		t.Errorf("GetCallerIdentity: %v", me)
	}
	root.must("UpdateAccessKey", "UserName", "alice", "UserAccessKeyId", id, "Status", "Inactive")
	alice.refused("InvalidAccessKeyId.Inactive", "GetCallerIdentity")
	if keys := root.must("ListAccessKeys", "UserName", "alice")["AccessKeys"].(map[string]any)["AccessKey"].([]any); len(keys) != 1 {
		t.Errorf("ListAccessKeys: %v", keys)
	}
	root.must("UpdateAccessKey", "UserName", "alice", "UserAccessKeyId", id, "Status", "Active")

	alice.refused("NoPermission", "ListUsers")
	root.must("CreatePolicy", "PolicyName", "mine", "PolicyDocument", anyPolicy, "Description", "d")
	mine := root.must("GetPolicy", "PolicyName", "mine", "PolicyType", "Custom")
	if at(mine, "DefaultPolicyVersion", "PolicyDocument") != anyPolicy {
		t.Errorf("GetPolicy: %v", mine)
	}
	root.must("AttachPolicyToUser", "UserName", "alice", "PolicyName", "mine", "PolicyType", "Custom")
	alice.must("ListUsers")
	if p := root.must("ListPoliciesForUser", "UserName", "alice")["Policies"].(map[string]any)["Policy"].([]any); len(p) != 1 {
		t.Errorf("ListPoliciesForUser: %v", p)
	}
	root.refused("DeleteConflict.Policy.User", "DeletePolicy", "PolicyName", "mine")
	root.must("DetachPolicyFromUser", "UserName", "alice", "PolicyName", "mine", "PolicyType", "Custom")
	root.must("DeletePolicy", "PolicyName", "mine")
	root.must("DeleteAccessKey", "UserName", "alice", "UserAccessKeyId", id)
	root.must("DeleteUser", "UserName", "alice")
}

func walkSTS(root api) {
	t, uid := root.t, accounts[0].UID
	arn := "acs:ram::" + uid + ":role/reader"
	role := root.must("CreateRole", "RoleName", "reader", "AssumeRolePolicyDocument", trust(uid), "MaxSessionDuration", "7200")
	if at(role, "Role", "Arn") != arn {
		t.Errorf("CreateRole: %v", role)
	}
	root.must("AttachPolicyToRole", "RoleName", "reader", "PolicyName", "AliyunOSSReadOnlyAccess", "PolicyType", "System")
	root.must("ListPoliciesForRole", "RoleName", "reader")
	if got := root.must("GetRole", "RoleName", "reader"); at(got, "Role", "AssumeRolePolicyDocument") != trust(uid) {
		t.Errorf("GetRole: %v", got)
	}
	root.must("ListRoles")
	root.refused("NoPermission", "AssumeRole", "RoleArn", arn, "RoleSessionName", "me")

	root.must("CreateUser", "UserName", "bob")
	key := root.must("CreateAccessKey", "UserName", "bob")
	bob := root.as(at(key, "AccessKey", "AccessKeyId"), at(key, "AccessKey", "AccessKeySecret"), "")
	bob.refused("NoPermission", "AssumeRole", "RoleArn", arn, "RoleSessionName", "me")
	root.must("AttachPolicyToUser", "UserName", "bob", "PolicyName", "AliyunSTSAssumeRoleAccess", "PolicyType", "System")
	got := bob.must("AssumeRole", "RoleArn", arn, "RoleSessionName", "me", "DurationSeconds", "7200", "Policy", readOnly)
	session := root.as(at(got, "Credentials", "AccessKeyId"), at(got, "Credentials", "AccessKeySecret"),
		at(got, "Credentials", "SecurityToken"))
	if me := session.must("GetCallerIdentity"); at(me, "Arn") != "acs:ram::"+uid+":assumed-role/reader/me" {
		t.Errorf("GetCallerIdentity: %v", me)
	}
	session.refused("NoPermission", "ListUsers")

	root.must("DetachPolicyFromRole", "RoleName", "reader", "PolicyName", "AliyunOSSReadOnlyAccess", "PolicyType", "System")
	root.must("DeleteRole", "RoleName", "reader")
	bob.refused("EntityNotExist.Role", "AssumeRole", "RoleArn", arn, "RoleSessionName", "me")
}
