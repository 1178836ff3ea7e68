package harness_test

import (
	"encoding/json"
	"os"
	"slices"
	"testing"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	util "github.com/alibabacloud-go/tea-utils/v2/service"
	"github.com/alibabacloud-go/tea/tea"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

const provisioned = "\nprovision: true\nram: http://ram.aliyuncs.com\nsts: http://sts.cn-hangzhou.aliyuncs.com"

// The policy of the README lets a RAM user do everything that a run needs. Without any
// one of its statements a run fails.
func TestTheExamplePolicyIsEnoughForARunAndNoMore(t *testing.T) {
	text, err := os.ReadFile("internal/target/samples/caller-policy.json")
	done(t, err)
	if hindered := runWith(t, string(text), provisioned); hindered != "" {
		t.Errorf("with the whole policy: %s", hindered)
	}
	var policy struct {
		Version   string
		Statement []map[string]any
	}
	done(t, json.Unmarshal(text, &policy))
	whole := policy.Statement
	policy.Statement = whole[:3]
	first, err := json.Marshal(policy)
	done(t, err)
	if hindered := runWith(t, string(first), ""); hindered != "" {
		t.Errorf("with the first three statements, and no RAM users to make: %s", hindered)
	}
	for i, left := range whole {
		policy.Statement = slices.Concat(whole[:i], whole[i+1:])
		less, err := json.Marshal(policy)
		done(t, err)
		if runWith(t, string(less), provisioned) == "" {
			t.Errorf("nothing needs %v", left["Action"])
		}
	}
}

// runWith runs as a RAM user with that policy, and says what the policy prevents first.
func runWith(t *testing.T, policy, provision string) string {
	t.Helper()
	port, data := startEmulator(t)
	user, other := ramUser(t, data, account(t, port), policy), account(t, port)
	t.Setenv("OSS403_OTHER_ACCESS_KEY_ID", other.Credentials.AccessKeyID)
	t.Setenv("OSS403_OTHER_ACCESS_KEY_SECRET", other.Credentials.AccessKeySecret)
	profile := profileFor(t, control.Account{Credentials: user}, "dial: "+data+
		provision+"\nsecondRegion: eu-central-1\ntimeouts: {settling: 1s}\n"+
		"allow: [irreversible, billed]\nprovides: [region-less buckets, hierarchical namespace]\n")
	spec := target.Spec{Target: "http://oss-cn-hangzhou.aliyuncs.com", Profile: profile}
	session, err := harness.Open(t.Context(), spec, nil)
	if err != nil {
		return err.Error()
	}
	defer session.Close(t.Context())
	groups, alone := harness.Groups(oneOfEachTitle())
	for _, group := range append(groups, alone) {
		if err := session.Prepare(t.Context(), group); err != nil {
			return err.Error()
		}
		for _, s := range group {
			if result := session.Run(t.Context(), s); result.Verdict != verdict.Pass && result.Verdict != verdict.NotSupported {
				return s.ID + ": " + string(result.Verdict) + ": " + result.Reason
			}
		}
	}
	if err := session.Close(t.Context()); err != nil {
		return err.Error()
	}
	return ""
}

// oneOfEachTitle picks one of the scenarios that differ only in how they are signed.
func oneOfEachTitle() []scenarios.Scenario {
	var picked []scenarios.Scenario
	seen := map[string]bool{}
	for _, s := range catalogue.All() {
		if !seen[s.Row+s.Title] {
			picked = append(picked, s)
		}
		seen[s.Row+s.Title] = true
	}
	return picked
}

// ramUser makes a RAM user of the account with that policy only, and an AccessKey for it.
func ramUser(t *testing.T, data string, root control.Account, policy string) caller.Credentials {
	t.Helper()
	must := func(action string, params map[string]string) map[string]any {
		t.Helper()
		query := map[string]*string{}
		for name, value := range params {
			query[name] = &value
		}
		client, err := openapi.NewClient(&openapi.Config{
			AccessKeyId: &root.Credentials.AccessKeyID, AccessKeySecret: &root.Credentials.AccessKeySecret,
			Endpoint: tea.String("ram.aliyuncs.com"), Protocol: tea.String("http"), HttpProxy: tea.String("http://" + data)})
		done(t, err)
		answer, err := client.CallApi(&openapi.Params{
			Action: &action, Version: tea.String("2015-05-01"), Protocol: tea.String("http"), Method: tea.String("POST"), AuthType: tea.String("AK"),
			Style: tea.String("RPC"), Pathname: tea.String("/"), ReqBodyType: tea.String("formData"), BodyType: tea.String("json"),
		}, &openapi.OpenApiRequest{Query: query}, &util.RuntimeOptions{})
		done(t, err)
		return answer["body"].(map[string]any)
	}
	must("CreateUser", map[string]string{"UserName": "conformance"})
	must("CreatePolicy", map[string]string{"PolicyName": "conformance", "PolicyDocument": policy})
	must("AttachPolicyToUser", map[string]string{"PolicyType": "Custom", "PolicyName": "conformance", "UserName": "conformance"})
	key := must("CreateAccessKey", map[string]string{"UserName": "conformance"})["AccessKey"].(map[string]any)
	return caller.Credentials{AccessKeyID: key["AccessKeyId"].(string), AccessKeySecret: key["AccessKeySecret"].(string)}
}
