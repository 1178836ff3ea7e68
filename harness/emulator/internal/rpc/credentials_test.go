package rpc_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aliyun/credentials-go/credentials/providers"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// The role provider of the official credentials package fetches a session over HTTPS, and the
// session can read. Its dialer resolves names itself, so its endpoint is an address here. The
// server puts the name back; signature 1.0 does not cover it.
func TestOfficialRoleProvider(t *testing.T) {
	e, err := emulator.New(emulator.Options{Accounts: bench.Accounts()})
	if err != nil {
		t.Fatal(err)
	}
	b := &bench.Bench{T: t, Emulator: e, Now: time.Now().UTC()}
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/", "")))
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/key", "content")))
	b.Role("reader", "AliyunOSSReadOnlyAccess")
	alice := b.User("alice", "AliyunSTSAssumeRoleAccess")

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
		WithAccessKeyId(alice.ID).WithAccessKeySecret(alice.Secret).
		WithRoleArn("acs:ram::" + bench.Accounts()[0].UID + ":role/reader").WithRoleSessionName("me").
		WithPolicy(bench.Statement("Allow", "oss:Get*", bench.Everything)).
		WithStsEndpoint(strings.TrimPrefix(server.URL, "https://")).Build()
	if err != nil {
		t.Fatal(err)
	}
	got, err := provider.GetCredentials()
	if err != nil {
		t.Fatal(err)
	}
	s := bench.Identity{ID: got.AccessKeyId, Secret: got.AccessKeySecret, Token: got.SecurityToken}
	b.Must(b.By(s, b.Raw("GET", bench.Private, "/key", "")))
	if _, why := b.Send(b.By(s, b.Raw("GET", bench.Private, "/", ""))); why != "session-policy" {
		t.Errorf("listing: %q", why)
	}
}
