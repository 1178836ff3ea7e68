package clients

import (
	"testing"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	util "github.com/alibabacloud-go/tea-utils/v2/service"
	"github.com/alibabacloud-go/tea/tea"
)

// ramOf returns a function that calls an action of RAM with names and values of parameters, as the account of the emulator,
// by the official client. The action must succeed; the function returns its answer.
func ramOf(t *testing.T, e emulator) func(action string, parameters ...string) map[string]any {
	t.Helper()
	client, err := openapi.NewClient(&openapi.Config{AccessKeyId: &e.AccessKeyID, AccessKeySecret: &e.AccessKeySecret,
		Endpoint: tea.String("ram.aliyuncs.com"), Protocol: tea.String("http"), HttpProxy: &e.Data})
	if err != nil {
		t.Fatal(err)
	}
	return func(action string, parameters ...string) map[string]any {
		t.Helper()
		query := map[string]*string{}
		for i := 0; i < len(parameters); i += 2 {
			query[parameters[i]] = &parameters[i+1]
		}
		got, err := client.CallApi(&openapi.Params{
			Action: &action, Version: tea.String("2015-05-01"), Protocol: tea.String("http"), Method: tea.String("POST"), AuthType: tea.String("AK"),
			Style: tea.String("RPC"), Pathname: tea.String("/"), ReqBodyType: tea.String("formData"), BodyType: tea.String("json"),
		}, &openapi.OpenApiRequest{Query: query}, &util.RuntimeOptions{})
		if err != nil {
			t.Fatalf("%s: %v", action, err)
		}
		return got["body"].(map[string]any)
	}
}

// roleAndUser makes a user with every right, and a role with every right that the user may assume.
func roleAndUser(t *testing.T, e emulator) (role, key, secret string) {
	t.Helper()
	owner := ramOf(t, e)
	trust := `{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",` +
		`"Principal":{"RAM":["acs:ram::` + e.Account + `:root"]}}]}`
	everything := []string{"PolicyType", "System", "PolicyName", "AdministratorAccess"}
	owner("CreateRole", "RoleName", "tests", "AssumeRolePolicyDocument", trust)
	owner("AttachPolicyToRole", append(everything, "RoleName", "tests")...)
	owner("CreateUser", "UserName", "tests")
	owner("AttachPolicyToUser", append(everything, "UserName", "tests")...)
	made := owner("CreateAccessKey", "UserName", "tests")["AccessKey"].(map[string]any)
	return "acs:ram::" + e.Account + ":role/tests", made["AccessKeyId"].(string), made["AccessKeySecret"].(string)
}
