package check_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// The elements between HostId and EC when policies, settings and standings refuse: in order, with
// the message decoded by RAM.
func TestEvidenceOfPolicyLayers(t *testing.T) {
	detail := func(kind, effect string) string {
		return "<AccessDeniedDetail><PolicyType>" + kind +
			"</PolicyType><AuthPrincipalOwnerId>1000000000000001</AuthPrincipalOwnerId><AuthPrincipalType>SubUser</AuthPrincipalType>" +
			"<AuthPrincipalDisplayName>ALICE</AuthPrincipalDisplayName><NoPermissionType>" + effect +
			"</NoPermissionType><AuthAction>oss:GetObject</AuthAction><EncodedDiagnosticMessage>"
	}
	const end, named = "</EncodedDiagnosticMessage></AccessDeniedDetail>", "<Bucket>private-bucket</Bucket><User>ALICE</User>"
	decodes := func(kind string, explicit bool, matched string) string {
		return fmt.Sprintf(`{"AuthAction":"oss:GetObject","AuthConditions":[{"ConditionKey":"acs:SourceIp","ConditionValues":["192.0.2.1"]},`+
			`{"ConditionKey":"acs:SecureTransport","ConditionValues":["false"]}],`+
			`"AuthPrincipal":{"AuthPrincipalDisplayName":"ALICE","AuthPrincipalOwnerId":"1000000000000001","AuthPrincipalType":"SubUser"},`+
			`"AuthResource":"acs:oss:cn-hangzhou:1000000000000001:private-bucket/key","ExplicitDeny":%t,"MatchedPolicies":[%s],`+
			`"NoPermissionPolicyType":"%s"}`, explicit, matched, kind)
	}
	const ofAlice = `{"AttachedEntityType":"RamUser","AttachedScope":"Account","Effect":"Deny","PolicyIdentifier":"alice-0",` +
		`"PolicyType":"Custom","PolicyVersion":"v1"}`
	const ofDirectory = `{"AttachedEntityType":"ResourceDirectoryTarget","AttachedScope":"Account","Effect":"Deny",` +
		`"PolicyType":"Custom","PolicyVersion":"v1"}`
	deny := bench.Statement("Deny", "oss:GetObject", bench.Everything)
	for name, c := range map[string]struct {
		set  func(b *bench.Bench)
		by   string // policy of the user; empty: an anonymous caller
		want string
	}{
		"bucket policy": {func(b *bench.Bench) {
			b.Set(bench.Private, "policy", bench.BucketPolicy(bench.Grant("Deny", "oss:*", "*", "")))
		},
			"AliyunOSSFullAccess", named},
		"bucket policy alone": {func(b *bench.Bench) {
			b.Set(bench.Private, "policy", bench.BucketPolicy(bench.Grant("Deny", "oss:*", "*", "")))
		},
			"", "<Bucket>private-bucket</Bucket>"},
		"both": {func(b *bench.Bench) {
			b.Set(bench.Private, "policy", bench.BucketPolicy(bench.Grant("Deny", "oss:*", "*", "")))
		}, deny,
			detail("AccountLevelIdentityBasedPolicy", "ExplicitDeny") + decodes("AccountLevelIdentityBasedPolicy", true, ofAlice) + end + named},
		"control policy denies": {func(b *bench.Bench) { b.Account(0, `{"controlPolicy":`+bench.Quote(deny)+`}`) }, "AliyunOSSFullAccess",
			detail("ControlPolicy", "ExplicitDeny") + decodes("ControlPolicy", true, ofDirectory) + end + named},
		"control policy does not allow": {func(b *bench.Bench) {
			b.Account(0, `{"controlPolicy":`+bench.Quote(bench.Statement("Allow", "oss:PutObject", bench.Everything))+`}`)
		}, "AliyunOSSFullAccess", detail("ControlPolicy", "ImplicitDeny") + decodes("ControlPolicy", false, "") + end + named},
		"endpoint policy": {func(b *bench.Bench) { b.Network(0, bench.Statement("Deny", "oss:*", bench.Everything)) }, "AliyunOSSFullAccess", ""},
		"payer": {func(b *bench.Bench) { b.Set(bench.Private, "requestPayment", bench.Requester) }, "",
			"<BucketName>private-bucket</BucketName>"},
		"referer": {func(b *bench.Bench) { b.Set(bench.Private, "referer", bench.Referers) }, "",
			"<BucketName>private-bucket</BucketName>"},
		"frozen": {func(b *bench.Bench) { b.Freeze("private-bucket") }, "", ""},
		"debt":   {func(b *bench.Bench) { b.Account(0, `{"status":"overdue"}`) }, "", ""},
	} {
		b := bench.New(t)
		bench.Stage(b)
		r, id := b.Raw("GET", bench.Private, "/key", ""), "ALICE"
		if c.by != "" {
			u := b.User("alice", c.by)
			id = bench.ValueAt(b.RAM("GetUser", "UserName", "alice"), "User", "UserId")
			r = b.By(u, r)
		}
		c.set(b)
		r.RemoteAddr = "192.0.2.1:5"
		w, _ := b.Send(r)
		_, rest, _ := strings.Cut(w.Body.String(), "</HostId>\n")
		fields, _, _ := strings.Cut(rest, "  <EC>")
		got := regexp.MustCompile(`\n *`).ReplaceAllString(strings.TrimSpace(fields), "")
		got = strings.ReplaceAll(decoded(b, got), id, "ALICE")
		if w.Code != http.StatusForbidden || got != c.want {
			t.Errorf("%s: %d\ngot  %s\nwant %s", name, w.Code, got, c.want)
		}
	}
}

// decoded shows what RAM says about each EncodedDiagnosticMessage.
func decoded(b *bench.Bench, text string) string {
	if message := messageIn(text); message != "" {
		answer := b.RAM("DecodeDiagnosticMessage", "EncodedDiagnosticMessage", message)
		plain, err := json.Marshal(answer["DecodedDiagnosticMessage"])
		if err != nil {
			b.T.Fatal(err)
		}
		return strings.Replace(text, message, string(plain), 1)
	}
	return text
}

// messageIn is the EncodedDiagnosticMessage of an answer, which begins as captured ones do.
func messageIn(text string) string {
	return regexp.MustCompile(`AQIBIAAAA[^<]*`).FindString(text)
}
