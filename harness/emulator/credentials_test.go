package emulator_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aliyun/credentials-go/credentials/providers"

	"github.com/oss403/oss403/harness/emulator"
)

// The role provider of the official credentials package fetches a session over HTTPS, and the
// session can read. Its dialer resolves names itself, so its endpoint is an address here. The
// server puts the name back; signature 1.0 does not cover it.
func TestOfficialRoleProvider(t *testing.T) {
	e, err := emulator.New(emulator.Options{Accounts: accounts})
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, e: e, now: time.Now().UTC()}
	b.must(b.owner(b.raw("PUT", private, "/", "")))
	b.must(b.owner(b.raw("PUT", private, "/key", "content")))
	b.role("reader", "AliyunOSSReadOnlyAccess")
	alice := b.user("alice", "AliyunSTSAssumeRoleAccess")

	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Host = "sts.cn-hangzhou.aliyuncs.com"
		e.Data().ServeHTTP(w, r)
	}))
	defer server.Close()
	trusting := http.DefaultTransport.(*http.Transport).Clone()
	trusting.TLSClientConfig = server.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
	before := http.DefaultTransport
	http.DefaultTransport = trusting // the provider clones it
	defer func() { http.DefaultTransport = before }()

	provider, err := providers.NewRAMRoleARNCredentialsProviderBuilder().
		WithAccessKeyId(alice.id).WithAccessKeySecret(alice.secret).
		WithRoleArn("acs:ram::" + accounts[0].UID + ":role/reader").WithRoleSessionName("me").
		WithPolicy(statement("Allow", "oss:Get*", everything)).
		WithStsEndpoint(strings.TrimPrefix(server.URL, "https://")).Build()
	if err != nil {
		t.Fatal(err)
	}
	got, err := provider.GetCredentials()
	if err != nil {
		t.Fatal(err)
	}
	s := identity{got.AccessKeyId, got.AccessKeySecret, got.SecurityToken}
	b.must(b.by(s, b.raw("GET", private, "/key", "")))
	if _, why := b.send(b.by(s, b.raw("GET", private, "/", ""))); why != "session-policy" {
		t.Errorf("listing: %q", why)
	}
}
