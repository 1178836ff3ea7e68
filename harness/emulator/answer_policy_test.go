package emulator_test

import (
	"encoding/base64"
	"net/http"
	"regexp"
	"strings"
	"testing"
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
	deny := statement("Deny", "oss:GetObject", everything)
	for name, c := range map[string]struct {
		set  func(b *bench)
		by   string // policy of the user; empty: an anonymous caller
		want string
	}{
		"bucket policy": {func(b *bench) { b.set(private, "policy", bucketPolicy(grant("Deny", "oss:*", "*", ""))) },
			"AliyunOSSFullAccess", named},
		"bucket policy alone": {func(b *bench) { b.set(private, "policy", bucketPolicy(grant("Deny", "oss:*", "*", ""))) },
			"", "<Bucket>private-bucket</Bucket>"},
		"both": {func(b *bench) { b.set(private, "policy", bucketPolicy(grant("Deny", "oss:*", "*", ""))) }, deny,
			detail("AccountLevelIdentityBasedPolicy", "ExplicitDeny") + on + "ExplicitDeny by policy alice-0, statement 1" + end + named},
		"control policy denies": {func(b *bench) { b.account(0, `{"controlPolicy":`+quote(deny)+`}`) }, "AliyunOSSFullAccess",
			detail("ControlPolicy", "ExplicitDeny") + on + "ExplicitDeny by control policy, statement 1" + end + named},
		"control policy does not allow": {func(b *bench) {
			b.account(0, `{"controlPolicy":`+quote(statement("Allow", "oss:PutObject", everything))+`}`)
		}, "AliyunOSSFullAccess", detail("ControlPolicy", "ImplicitDeny") + on + "ImplicitDeny by no statement" + end + named},
		"endpoint policy": {func(b *bench) { b.network(0, statement("Deny", "oss:*", everything)) }, "AliyunOSSFullAccess", ""},
		"payer":           {func(b *bench) { b.set(private, "requestPayment", requester) }, "", "<BucketName>private-bucket</BucketName>"},
		"referer":         {func(b *bench) { b.set(private, "referer", referers) }, "", "<BucketName>private-bucket</BucketName>"},
		"frozen":          {func(b *bench) { b.freeze("private-bucket") }, "", ""},
		"debt":            {func(b *bench) { b.account(0, `{"status":"overdue"}`) }, "", ""},
	} {
		b := newBench(t)
		stage(b)
		r, id := b.raw("GET", private, "/key", ""), "ALICE"
		if c.by != "" {
			u := b.user("alice", c.by)
			id = at(b.ram("GetUser", "UserName", "alice"), "User", "UserId")
			r = b.by(u, r)
		}
		c.set(b)
		w, _ := b.send(r)
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
