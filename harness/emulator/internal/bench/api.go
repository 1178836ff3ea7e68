package bench

import (
	"errors"
	"testing"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	openapiutil "github.com/alibabacloud-go/darabonba-openapi/v2/utils"
	"github.com/alibabacloud-go/tea/dara"
	"github.com/alibabacloud-go/tea/tea"

	"github.com/oss403/oss403/harness/emulator"
)

// An API calls STS and RAM with the official client. The data port is the proxy of the client.
// algorithm is "" for ACS3, "v2" for signature 1.0.
type API struct {
	T         *testing.T
	Server    *emulator.Server
	Algorithm string
	ID        string
	Secret    string
	Token     string
}

// As returns the api with other credentials.
func (a API) As(id, secret, token string) API {
	a.ID, a.Secret, a.Token = id, secret, token
	return a
}

// Call sends one action with its parameters in the query.
func (a API) Call(action string, pairs ...string) (map[string]any, error) {
	a.T.Helper()
	host, version := "ram.aliyuncs.com", "2015-05-01"
	if action == "AssumeRole" || action == "GetCallerIdentity" {
		host, version = "sts.cn-hangzhou.aliyuncs.com", "2015-04-01"
	}
	config := &openapiutil.Config{
		AccessKeyId: &a.ID, AccessKeySecret: &a.Secret, Endpoint: &host,
		Protocol: dara.String("http"), HttpProxy: dara.String("http://" + a.Server.DataAddr()),
	}
	if a.Token != "" {
		config.SecurityToken = &a.Token
	}
	if a.Algorithm != "" {
		config.SignatureAlgorithm = &a.Algorithm
	}
	client, err := openapi.NewClient(config)
	if err != nil {
		a.T.Fatal(err)
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

// Must makes a call that must succeed.
func (a API) Must(action string, pairs ...string) map[string]any {
	a.T.Helper()
	body, err := a.Call(action, pairs...)
	if err != nil {
		a.T.Fatalf("%s %q: %v", action, pairs, err)
	}
	return body
}

// Refused makes a call that must be refused with a code.
func (a API) Refused(code, action string, pairs ...string) {
	a.T.Helper()
	_, err := a.Call(action, pairs...)
	var refusal *tea.SDKError
	if !errors.As(err, &refusal) || dara.StringValue(refusal.Code) != code {
		a.T.Errorf("%s %q: %v, want %s", action, pairs, err, code)
	}
}

// ValueAt returns the value at a path of a JSON answer.
func ValueAt(body map[string]any, path ...string) string {
	var value any = body
	for _, name := range path {
		object, _ := value.(map[string]any)
		value = object[name]
	}
	text, _ := value.(string)
	return text
}

// Trust is the policy of a role that the identities of an account may assume.
func Trust(uid string) string {
	return `{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"RAM":["acs:ram::` + uid + `:root"]}}]}`
}
