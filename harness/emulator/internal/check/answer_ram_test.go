package check_test

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// The whole answer to an explicit deny, as the page of its EC prints it.
// https://help.aliyun.com/zh/oss/user-guide/0003-00000201
func TestExplicitDenyAnswer(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	u := b.User("alice", bench.Statement("Deny", "oss:PutObject", bench.Everything))
	id := bench.ValueAt(b.RAM("GetUser", "UserName", "alice"), "User", "UserId")
	w, _ := b.Send(b.By(u, b.Raw("PUT", bench.Private, "/key", "")))
	request := w.Header()["x-oss-request-id"][0]
	message := messageIn(w.Body.String())
	want := `<?xml version="1.0" encoding="UTF-8"?>
<Error>
  <Code>AccessDenied</Code>
  <Message>Access denied by bucket policy.</Message>
  <RequestId>` + request + `</RequestId>
  <HostId>private-bucket.oss-cn-hangzhou.aliyuncs.com</HostId>
  <AccessDeniedDetail>
    <PolicyType>AccountLevelIdentityBasedPolicy</PolicyType>
    <AuthPrincipalOwnerId>1000000000000001</AuthPrincipalOwnerId>
    <AuthPrincipalType>SubUser</AuthPrincipalType>
    <AuthPrincipalDisplayName>` + id + `</AuthPrincipalDisplayName>
    <NoPermissionType>ExplicitDeny</NoPermissionType>
    <AuthAction>oss:PutObject</AuthAction>
    <EncodedDiagnosticMessage>` + message + `</EncodedDiagnosticMessage>
  </AccessDeniedDetail>
  <Bucket>private-bucket</Bucket>
  <User>` + id + `</User>
  <EC>0003-00000201</EC>
  <RecommendDoc>https://api.aliyun.com/troubleshoot?q=0003-00000201</RecommendDoc>
</Error>
`
	if got := w.Body.String(); got != want || !strings.HasPrefix(message, "AQIBIAAAA") {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := b.Trace(request).Refusal.Evidence[0]; got != [2]string{"AccessDeniedDetail/PolicyType", "AccountLevelIdentityBasedPolicy"} {
		t.Error(got)
	}
}

// The elements between HostId and EC in the other refusals of tokens and policies.
func TestEvidenceOfPolicies(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Role("reader", "AliyunOSSFullAccess")
	b.Role("idle")
	narrowed := b.Session("reader", "one", bench.Statement("Allow", "oss:PutObject", bench.Everything), time.Hour)
	idle := b.Session("idle", "two", "", time.Hour)
	expired := b.Session("reader", "three", "", -time.Hour)
	altered := narrowed
	altered.Token = "a&b"
	const principal = "<AuthPrincipalOwnerId>1000000000000001</AuthPrincipalOwnerId>\n" +
		"<AuthPrincipalType>AssumedRoleUser</AuthPrincipalType>\n<AuthPrincipalDisplayName>"
	for _, c := range []struct {
		by   bench.Identity
		want string
	}{
		{expired, "<SecurityToken>" + expired.Token + "</SecurityToken>"},
		{altered, "<SecurityToken>a&amp;b</SecurityToken>"},
		{bench.Identity{ID: narrowed.ID, Secret: narrowed.Secret, Token: idle.Token}, ""},
		{narrowed, "<AccessDeniedDetail>\n<PolicyType>SessionPolicy</PolicyType>\n" + principal +
			"reader:one</AuthPrincipalDisplayName>\n<NoPermissionType>ImplicitDeny</NoPermissionType>\n" +
			"<AuthAction>oss:GetObject</AuthAction>\n</AccessDeniedDetail>"},
		{idle, "<AccessDeniedDetail>\n<PolicyType>ResourceGroupLevelIdentityBasedPolicy</PolicyType>\n" + principal +
			"idle:two</AuthPrincipalDisplayName>\n<NoPermissionType>ImplicitDeny</NoPermissionType>\n<AuthAction>oss:GetObject</AuthAction>\n" +
			"<EncodedDiagnosticMessage>AQIBIAAAA"},
	} {
		w, _ := b.Send(b.By(c.by, b.Raw("GET", bench.Private, "/key", "")))
		_, rest, _ := strings.Cut(w.Body.String(), "</HostId>\n")
		fields, _, _ := strings.Cut(rest, "  <EC>")
		lines := strings.Split(strings.TrimSpace(fields), "\n")
		for i := range lines {
			lines[i] = strings.TrimSpace(lines[i])
		}
		if got := strings.Join(lines, "\n"); !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
			t.Errorf("got\n%s\nwant\n%s", got, c.want)
		}
	}
}

// A HEAD has the nested detail in x-oss-err.
func TestNestedDetailOfHead(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	w, _ := b.Send(b.By(b.User("alice"), b.Raw("HEAD", bench.Private, "/key", "")))
	document, err := base64.StdEncoding.DecodeString(w.Header()["x-oss-err"][0])
	if err != nil || !strings.Contains(string(document), "\n  <AccessDeniedDetail>\n    <PolicyType>") || w.Body.Len() != 0 {
		t.Errorf("%v %s", err, document)
	}
}
