package emulator_test

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"
)

// The whole answer to an explicit deny, as the page of its EC prints it.
// https://help.aliyun.com/zh/oss/user-guide/0003-00000201
func TestExplicitDenyAnswer(t *testing.T) {
	b := newBench(t)
	stage(b)
	u := b.user("alice", statement("Deny", "oss:PutObject", everything))
	id := at(b.ram("GetUser", "UserName", "alice"), "User", "UserId")
	w, _ := b.send(b.by(u, b.raw("PUT", private, "/key", "")))
	request := w.Header()["x-oss-request-id"][0]
	message := base64.StdEncoding.EncodeToString([]byte("\x01\x02\x01\x20\x00\x00\x00" +
		"oss:PutObject on acs:oss:cn-hangzhou:1000000000000001:private-bucket/key: ExplicitDeny by policy alice-0, statement 1"))
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
	if got := b.trace(request).Refusal.Evidence[0]; got != [2]string{"AccessDeniedDetail/PolicyType", "AccountLevelIdentityBasedPolicy"} {
		t.Error(got)
	}
}

// The elements between HostId and EC in the other refusals of tokens and policies.
func TestEvidenceOfPolicies(t *testing.T) {
	b := newBench(t)
	stage(b)
	b.role("reader", "AliyunOSSFullAccess")
	b.role("idle")
	narrowed := b.session("reader", "one", statement("Allow", "oss:PutObject", everything), time.Hour)
	idle := b.session("idle", "two", "", time.Hour)
	expired := b.session("reader", "three", "", -time.Hour)
	altered := narrowed
	altered.token = "a&b"
	const principal = "<AuthPrincipalOwnerId>1000000000000001</AuthPrincipalOwnerId>\n" +
		"<AuthPrincipalType>AssumedRoleUser</AuthPrincipalType>\n<AuthPrincipalDisplayName>"
	for _, c := range []struct {
		by   identity
		want string
	}{
		{expired, "<SecurityToken>" + expired.token + "</SecurityToken>"},
		{altered, "<SecurityToken>a&amp;b</SecurityToken>"},
		{identity{narrowed.id, narrowed.secret, idle.token}, ""},
		{narrowed, "<AccessDeniedDetail>\n<PolicyType>SessionPolicy</PolicyType>\n" + principal +
			"reader:one</AuthPrincipalDisplayName>\n<NoPermissionType>ImplicitDeny</NoPermissionType>\n" +
			"<AuthAction>oss:GetObject</AuthAction>\n</AccessDeniedDetail>"},
		{idle, "<AccessDeniedDetail>\n<PolicyType>ResourceGroupLevelIdentityBasedPolicy</PolicyType>\n" + principal +
			"idle:two</AuthPrincipalDisplayName>\n<NoPermissionType>ImplicitDeny</NoPermissionType>\n<AuthAction>oss:GetObject</AuthAction>\n" +
			"<EncodedDiagnosticMessage>AQIBIAAAA"},
	} {
		w, _ := b.send(b.by(c.by, b.raw("GET", private, "/key", "")))
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
	b := newBench(t)
	stage(b)
	w, _ := b.send(b.by(b.user("alice"), b.raw("HEAD", private, "/key", "")))
	document, err := base64.StdEncoding.DecodeString(w.Header()["x-oss-err"][0])
	if err != nil || !strings.Contains(string(document), "\n  <AccessDeniedDetail>\n    <PolicyType>") || w.Body.Len() != 0 {
		t.Errorf("%v %s", err, document)
	}
}
