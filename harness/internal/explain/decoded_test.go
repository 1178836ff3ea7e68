package explain_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"github.com/oss403/oss403/harness/internal/explain"
	"github.com/oss403/oss403/harness/internal/explain/lang"
)

// The example of the page of DecodeDiagnosticMessage, with other names.
const pageExample = `{"ExplicitDeny":true,"NoPermissionPolicyType":"AccountLevelIdentityBasedPolicy",
"AuthAction":"ram:DecodeDiagnosticMessage","AuthResource":"*",
"AuthPrincipal":{"AuthPrincipalType":"SubUser","AuthPrincipalOwnerId":"1968","AuthPrincipalDisplayName":"2887"},
"AuthConditions":[{"ConditionKey":"acs:SourceIp","ConditionValues":["172.16.215.218"]}],
"MatchedPolicies":[{"Effect":"Deny","PolicyIdentifier":"MyPolicyName","PolicyType":"Custom","PolicyVersion":"v1",
"AttachedEntityType":"RamUser","AttachedScope":"Account"}]}`

func TestTheExampleOfThePageIsRead(t *testing.T) {
	d, err := explain.ReadDecoded([]byte(pageExample), lang.Language{})
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	for _, says := range []string{
		"The RAM user 2887 asked for ram:DecodeDiagnosticMessage on *, and a statement of a RAM policy of the identity denies it.",
		"policy MyPolicyName v1: Effect Deny, PolicyType Custom, attached to RamUser in the scope Account",
		`"conditions":[{"key":"acs:SourceIp","values":["172.16.215.218"]}]`,
	} {
		if !strings.Contains(string(text), says) {
			t.Errorf("no %q in %s", says, text)
		}
	}
}

// FuzzDecoded reads any answer of RAM: what is said of it is bounded, and holds neither a control character nor a secret.
func FuzzDecoded(f *testing.F) {
	f.Add([]byte(pageExample))
	f.Add([]byte(`{"AuthAction":"\u001b[2J","AuthResource":"Signature=s"}`))
	long := `{"ConditionKey":"a","ConditionValues":["` + strings.Repeat("b", 4000) + `"]},`
	f.Add([]byte(`{"AuthConditions":[` + strings.Repeat(long, 200) + `{}]}`))
	f.Add([]byte(`{"ExplicitDeny":"no"}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		secret, err := json.Marshal(map[string]string{"AuthResource": string(text) + " Signature=canarysignature"})
		if err != nil {
			t.Fatal(err)
		}
		d, err := explain.ReadDecoded(secret, lang.Language{})
		if err != nil {
			t.Fatal(err)
		}
		if page := pages(t, explain.Diagnosis{Row: "R05", Decoded: d}); strings.Contains(page, "canarysignature") {
			t.Errorf("the signature is in %.2000s", page)
		}
		d, err = explain.ReadDecoded(text, lang.Language{})
		if err != nil {
			return
		}
		page := pages(t, explain.Diagnosis{Row: "R05", Decoded: d})
		if len(page) > 50*50*20_000 {
			t.Errorf("%d bytes: %.2000s", len(page), page)
		}
		if i := strings.IndexFunc(page, func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }); i >= 0 {
			t.Errorf("%q is printed as it is", page[i:min(len(page), i+20)])
		}
	})
}
