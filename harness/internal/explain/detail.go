package explain

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/oss403/oss403/harness/internal/explain/lang"
)

// Detail is what AccessDeniedDetail says: who asked for which action, and which kind of policy decided.
// https://help.aliyun.com/zh/oss/user-guide/http-403-status-code
type Detail struct {
	Action    string `json:"action"`    // such as oss:GetObject
	Principal string `json:"principal"` // in words
	Policy    string `json:"policy"`    // kind of policy, in words
	Explicit  bool   `json:"explicit"`  // a statement denies; otherwise no statement allows
	Says      string `json:"says"`      // all of it in one sentence
	Statement string `json:"statement"` // the statement that is missing, or what to look for in the policy that denies
	Encoded   bool   `json:"encoded"`   // there is an EncodedDiagnosticMessage, which RAM decodes
}

// kindsOfPolicy says the kinds of policy in words.
func kindsOfPolicy() map[string]string {
	return map[string]string{
		"AccountLevelIdentityBasedPolicy":       "a RAM policy of the identity",
		"ResourceGroupLevelIdentityBasedPolicy": "a RAM policy of the identity in a resource group",
		"AssumeRolePolicy":                      "the trust policy of the role",
		"SessionPolicy":                         "the policy of the session (Policy of AssumeRole)",
		"ControlPolicy":                         "a control policy of the resource directory",
		"ResourceBasedPolicy":                   "the bucket policy",
		"VpcEndpointPolicy":                     "the policy of the VPC endpoint",
	}
}

// kindsOfPrincipal says the kinds of principal in words.
func kindsOfPrincipal() map[string]string {
	return map[string]string{
		"SubUser": "RAM user", "AssumedRoleUser": "session of the role", "Account": "account", "Federated": "federated user",
	}
}

// detailOf reads AccessDeniedDetail; nil if the answer has none.
func detailOf(a Answer, in lang.Language) *Detail {
	action := a.Elements["AuthAction"]
	if action == "" {
		return nil
	}
	name := cmp.Or(a.Elements["AuthPrincipalDisplayName"], a.Elements["AuthPrincipalOwnerId"])
	d := &Detail{
		Action: action, Encoded: a.diagnostic != "", Principal: principalOf(a.Elements["AuthPrincipalType"], name, in),
		Policy: policyOf(a.Elements["PolicyType"], in), Explicit: a.Elements["NoPermissionType"] == "ExplicitDeny",
	}
	resource := resourceOf(a)
	if d.Explicit {
		d.Says = in.Say("The %s asked for %s, and a statement of %s denies it.", d.Principal, d.Action, d.Policy)
		d.Statement = in.Say(`look in %s for "Effect": "Deny" whose Action covers %s and whose Resource covers %s`,
			d.Policy, d.Action, resource)
		return d
	}
	d.Says = in.Say("The %s asked for %s, and no statement of %s allows it.", d.Principal, d.Action, d.Policy)
	d.Statement = fmt.Sprintf(`{"Effect": "Allow", "Action": %q, "Resource": %q}`, d.Action, resource)
	return d
}

func principalOf(kind, name string, in lang.Language) string {
	return strings.TrimSpace(in.Say(cmp.Or(kindsOfPrincipal()[kind], "caller")) + " " + name)
}

func policyOf(kind string, in lang.Language) string {
	return in.Say(cmp.Or(kindsOfPolicy()[kind], kind, "a policy"))
}

// resourceOf names the resource as far as the answer tells it: HostId begins with the bucket.
func resourceOf(a Answer) string {
	bucket := cmp.Or(a.Elements["BucketName"], a.Elements["Bucket"])
	if name, rest, dotted := strings.Cut(a.HostID, "."); bucket == "" && dotted && strings.HasPrefix(rest, "oss-") {
		bucket = name
	}
	if bucket == "" {
		return "acs:oss:*:*:*"
	}
	key := cmp.Or(a.Elements["Key"], a.Elements["ObjectName"])
	if key == "" && strings.Contains(a.Elements["AuthAction"], "Object") {
		key = "*"
	}
	if key == "" {
		return "acs:oss:*:*:" + bucket
	}
	return "acs:oss:*:*:" + bucket + "/" + key
}
