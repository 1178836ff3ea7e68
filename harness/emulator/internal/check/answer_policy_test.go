package check_test

import (
	"encoding/base64"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// The elements between HostId and EC when policies, settings and standings refuse: in order, with
// the message decoded.
func TestEvidenceOfPolicyLayers(t *testing.T) {
	detail := func(kind, effect string) string {
		return "<AccessDeniedDetail><PolicyType>" + kind +
			"</PolicyType><AuthPrincipalOwnerId>1000000000000001</AuthPrincipalOwnerId><AuthPrincipalType>SubUser</AuthPrincipalType>" +
			"<AuthPrincipalDisplayName>ALICE</AuthPrincipalDisplayName><NoPermissionType>" + effect +
			"</NoPermissionType><AuthAction>oss:GetObject</AuthAction><EncodedDiagnosticMessage>"
	}
	const end, named = "</EncodedDiagnosticMessage></AccessDeniedDetail>", "<Bucket>private-bucket</Bucket><User>ALICE</User>"
	const on = "oss:GetObject on acs:oss:cn-hangzhou:1000000000000001:private-bucket/key: "
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
			detail("AccountLevelIdentityBasedPolicy", "ExplicitDeny") + on + "ExplicitDeny by policy alice-0, statement 1" + end + named},
		"control policy denies": {func(b *bench.Bench) { b.Account(0, `{"controlPolicy":`+bench.Quote(deny)+`}`) }, "AliyunOSSFullAccess",
			detail("ControlPolicy", "ExplicitDeny") + on + "ExplicitDeny by control policy, statement 1" + end + named},
		"control policy does not allow": {func(b *bench.Bench) {
			b.Account(0, `{"controlPolicy":`+bench.Quote(bench.Statement("Allow", "oss:PutObject", bench.Everything))+`}`)
		}, "AliyunOSSFullAccess", detail("ControlPolicy", "ImplicitDeny") + on + "ImplicitDeny by no statement" + end + named},
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
		w, _ := b.Send(r)
		_, rest, _ := strings.Cut(w.Body.String(), "</HostId>\n")
		fields, _, _ := strings.Cut(rest, "  <EC>")
		got := regexp.MustCompile(`\n *`).ReplaceAllString(strings.TrimSpace(fields), "")
		got = strings.ReplaceAll(decoded(t, got), id, "ALICE")
		if w.Code != http.StatusForbidden || got != c.want {
			t.Errorf("%s: %d\ngot  %s\nwant %s", name, w.Code, got, c.want)
		}
	}
}

// decoded shows the content of an EncodedDiagnosticMessage.
func decoded(t *testing.T, text string) string {
	return regexp.MustCompile(`AQIBIAAAA[^<]*`).ReplaceAllStringFunc(text, func(coded string) string {
		plain, err := base64.StdEncoding.DecodeString(coded)
		if err != nil {
			t.Fatal(err)
		}
		return string(plain[7:])
	})
}
