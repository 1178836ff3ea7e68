package rpc_test

import (
	"encoding/base64"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/rpc"
)

// refusedWith is the EncodedDiagnosticMessage of a refused read.
func refusedWith(t *testing.T, b *bench.Bench, by bench.Identity) string {
	t.Helper()
	w, _ := b.Send(b.By(by, b.Raw("GET", bench.Private, "/key", "")))
	found := regexp.MustCompile(`<EncodedDiagnosticMessage>([^<]*)<`).FindStringSubmatch(w.Body.String())
	if found == nil {
		t.Fatalf("no message in %s", w.Body)
	}
	return found[1]
}

// A message is decoded for its own account, and for those of its users that may.
func TestWhoMayDecode(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	message := refusedWith(t, b, b.User("alice"))
	altered := []byte(message)
	altered[len(altered)/2] ^= 1
	made := base64.StdEncoding.EncodeToString([]byte(`{"Action":"oss:*"}`))
	may := `{"Version":"1","Statement":[{"Effect":"Allow","Action":"ram:DecodeDiagnosticMessage","Resource":"*"}]}`
	for name, c := range map[string]struct {
		by      bench.Identity
		message string
		status  int
		code    string
	}{
		"the account":             {bench.OwnerCredentials(), message, 200, ""},
		"a user that may":         {b.User("bob", may), message, 200, ""},
		"a user that may not":     {b.User("carol", "AliyunOSSFullAccess"), message, 403, "NoPermission"},
		"another account":         {bench.Identity{ID: bench.StrangerKey, Secret: bench.StrangerSecret}, message, 404, "EntityNotExist"},
		"an altered message":      {bench.OwnerCredentials(), string(altered), 404, "EntityNotExist"},
		"no message":              {bench.OwnerCredentials(), "", 404, "EntityNotExist"},
		"the beginning alone":     {bench.OwnerCredentials(), message[:12], 404, "EntityNotExist"},
		"no base64":               {bench.OwnerCredentials(), "?", 404, "EntityNotExist"},
		"one that somebody makes": {bench.OwnerCredentials(), made, 404, "EntityNotExist"},
		"a user that may it on the resources of RAM": {b.User("dave", strings.Replace(may, `"*"`, `"acs:ram:*:*:*"`, 1)), message, 403,
			"NoPermission"},
	} {
		status, body := b.RPC(c.by, "DecodeDiagnosticMessage", "EncodedDiagnosticMessage", c.message)
		if status != c.status || bench.ValueAt(body, "Code") != c.code {
			t.Errorf("%s: %d %v", name, status, body)
		}
	}
}

// A message can't be read without RAM.
func TestMessagesAreSealed(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	plain, err := base64.StdEncoding.DecodeString(refusedWith(t, b, b.User("alice")))
	if err != nil || strings.Contains(string(plain), "oss:GetObject") || strings.Contains(string(plain), "private-bucket") {
		t.Errorf("%v %q", err, plain)
	}
}

// What is decoded follows from the policies of the moment: those of a role, of the system, and of a resource group.
func TestWhatIsDecoded(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	deny := bench.Statement("Deny", "oss:GetObject", bench.Everything)
	b.Role("reader", "AliyunOSSReadOnlyAccess", deny)
	session := b.Session("reader", "one", "", time.Hour)
	entries := func(by bench.Identity) (kind string, policies []any) {
		body := b.RAM("DecodeDiagnosticMessage", "EncodedDiagnosticMessage", refusedWith(t, b, by))
		message, _ := body["DecodedDiagnosticMessage"].(map[string]any)
		kind, _ = message["NoPermissionPolicyType"].(string)
		policies, _ = message["MatchedPolicies"].([]any)
		return kind, policies
	}
	kind, policies := entries(session)
	if len(policies) != 1 || kind != "AccountLevelIdentityBasedPolicy" {
		t.Fatalf("%s %v", kind, policies)
	}
	if p := policies[0].(map[string]any); p["AttachedEntityType"] != "RamRole" || p["PolicyIdentifier"] != "reader-1" {
		t.Errorf("%v", p)
	}
	if kind, policies = entries(b.User("idle")); kind != "ResourceGroupLevelIdentityBasedPolicy" || len(policies) != 0 {
		t.Errorf("%s %v", kind, policies)
	}
}

// In XML, each policy, each condition and each value is an element.
func TestArraysInXML(t *testing.T) {
	w := httptest.NewRecorder()
	rpc.Write(w, &rpc.Request{ID: "1", Action: "A", Format: rpc.XML}, rpc.Object{
		{Name: "None", Value: []rpc.Object{}},
		{Name: "P", Value: []rpc.Object{{{Name: "E", Value: "<"}}, {{Name: "V", Value: []string{"a", "b"}}}}},
	})
	want := "<AResponse><RequestId>1</RequestId><P><E>&lt;</E></P><P><V>a</V><V>b</V></P></AResponse>"
	if got := w.Body.String(); !strings.HasSuffix(got, want) {
		t.Error(got)
	}
}
