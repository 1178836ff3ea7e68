package harness_test

import (
	"context"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/harness/emulator"
)

func startEmulator(t *testing.T) (port *control.Port, data string) {
	t.Helper()
	e, err := emulator.New(emulator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	server, err := e.Start("127.0.0.1:0", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close(context.Background()) })
	return control.At("http://"+server.ControlAddr(), "", nil), server.DataAddr()
}

func account(t *testing.T, port *control.Port) control.Account {
	t.Helper()
	a, err := port.NewAccount(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// profileFor writes a profile for a run as that account.
func profileFor(t *testing.T, owner control.Account, text string) string {
	t.Helper()
	asOwner(t, owner)
	return writeTo(t, text)
}

func writeTo(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "profile.yaml")
	done(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

// asOwner makes runs use the account, and makes them keep their files in a temporary folder.
func asOwner(t *testing.T, owner control.Account) {
	t.Helper()
	t.Setenv("OSS_ACCESS_KEY_ID", owner.Credentials.AccessKeyID)
	t.Setenv("OSS_ACCESS_KEY_SECRET", owner.Credentials.AccessKeySecret)
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
}

// clientOf returns a client of the account in its home region.
func clientOf(t *testing.T, data string, a control.Account) *oss.Client {
	t.Helper()
	client, err := oss.New("http://oss-cn-hangzhou.aliyuncs.com", a.Credentials.AccessKeyID, a.Credentials.AccessKeySecret,
		oss.AuthVersion(oss.AuthV4), oss.Region("cn-hangzhou"), oss.HTTPClient(&http.Client{Transport: leadingTo(data)}))
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// leadingTo makes a transport that connects to the address for every host.
func leadingTo(address string) *http.Transport {
	return &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}}
}

// bucketOf makes a public-read bucket of the account.
func bucketOf(t *testing.T, data string, a control.Account, name string) {
	t.Helper()
	client := clientOf(t, data, a)
	done(t, client.CreateBucket(name))
	response, err := client.Conn.Do(http.MethodPut, name, "", map[string]any{"publicAccessBlock": nil}, nil,
		strings.NewReader("<PublicAccessBlockConfiguration><BlockPublicAccess>false</BlockPublicAccess></PublicAccessBlockConfiguration>"),
		0, nil)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	done(t, client.SetBucketACL(name, oss.ACLPublicRead))
}

func done(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
