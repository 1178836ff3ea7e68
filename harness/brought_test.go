package harness_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/target"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

const (
	frozenBucket, overdueBucket, ownerlessBucket, deniedBucket = "brought-frozen", "brought-overdue", "brought-ownerless", "brought-denied"
	plainRegion                                                = "eu-central-1"
	leavesOneOut                                               = `{"Version":"1","Statement":[{"Effect":"Allow","Action":["oss:*"],"Resource":["*"]},{"Effect":"Deny","Action":["oss:*"],"Resource":["acs:oss:*:*:brought-denied","acs:oss:*:*:brought-denied/*"]}]}`
)

// What a user brings does in the place of a control port.
func TestScenariosOnWhatTheUserBrings(t *testing.T) {
	port, data := startEmulator(t)
	owner, other, overdue, deleted := account(t, port), account(t, port), account(t, port), account(t, port)
	bucketOf(t, data, owner, frozenBucket)
	bucketOf(t, data, owner, deniedBucket)
	bucketOf(t, data, overdue, overdueBucket)
	bucketOf(t, data, deleted, ownerlessBucket)
	state := control.Normal()
	state.Status = "overdue"
	done(t, port.Of(overdue).SetAccount(t.Context(), state))
	state.Status = "deleted"
	done(t, port.Of(deleted).SetAccount(t.Context(), state))
	state = control.Normal()
	state.SourceVPC, state.RegionsWithoutSpeed = "vpc-brought", []string{plainRegion}
	done(t, port.Of(owner).SetFrozen(t.Context(), frozenBucket, true))
	done(t, port.SetVPC(t.Context(), state.SourceVPC, "cn-hangzhou", leavesOneOut))
	done(t, port.Of(owner).SetAccount(t.Context(), state))

	t.Setenv("OSS_ACCESS_KEY_ID", owner.Credentials.AccessKeyID)
	t.Setenv("OSS_ACCESS_KEY_SECRET", owner.Credentials.AccessKeySecret)
	t.Setenv("OSS403_OTHER_ACCESS_KEY_ID", other.Credentials.AccessKeyID)
	t.Setenv("OSS403_OTHER_ACCESS_KEY_SECRET", other.Credentials.AccessKeySecret)
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	brings := fmt.Sprintf("fixtures: {frozenBucket: %s, overdueBucket: %s, deletedOwnerBucket: %s, vpcDeniedBucket: %s, noAccelerationRegion: %s}\n",
		frozenBucket, overdueBucket, ownerlessBucket, deniedBucket, plainRegion)
	for _, c := range []struct {
		profile string
		want    verdict.Verdict
	}{
		{"dial: " + data + "\nallow: [billed steps]\n", verdict.NotSupported},
		{"dial: " + data + "\nallow: [billed steps]\n" + brings, verdict.Pass},
	} {
		tried := map[scenarios.Capability]int{}
		for _, result := range runBrought(t, c.profile, tried) {
			if result.Verdict != c.want {
				t.Errorf("%s: %s %s, want %s: %+v", result.ID, result.Verdict, result.Reason, c.want, result.Deviations(verdict.Fails))
			}
		}
		if len(tried) != 5 {
			t.Errorf("only %v were tried", tried)
		}
	}
}

// runBrought runs every scenario for which something can be brought.
func runBrought(t *testing.T, text string, tried map[scenarios.Capability]int) []verdict.Result {
	t.Helper()
	profile := filepath.Join(t.TempDir(), "profile.yaml")
	done(t, os.WriteFile(profile, []byte(text), 0o600))
	session, err := harness.Open(t.Context(), target.Spec{Target: "http://oss-cn-hangzhou.aliyuncs.com", Profile: profile}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var results []verdict.Result
	for _, s := range catalogue.All() {
		if c := s.Brought(); c != "" {
			tried[c]++
			results = append(results, session.Run(t.Context(), s))
		}
	}
	done(t, session.Close(t.Context()))
	return results
}

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
	return control.At("http://"+server.ControlAddr(), "", 5*time.Second), server.DataAddr()
}

func account(t *testing.T, port *control.Port) control.Account {
	t.Helper()
	a, err := port.NewAccount(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// bucketOf makes a public-read bucket of the account.
func bucketOf(t *testing.T, data string, a control.Account, name string) {
	t.Helper()
	dial := func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, data)
	}
	client, err := oss.New("http://oss-cn-hangzhou.aliyuncs.com", a.Credentials.AccessKeyID, a.Credentials.AccessKeySecret, oss.AuthVersion(oss.AuthV4), oss.Region("cn-hangzhou"), oss.HTTPClient(&http.Client{Transport: &http.Transport{DialContext: dial}}))
	if err != nil {
		t.Fatal(err)
	}
	done(t, client.CreateBucket(name))
	response, err := client.Conn.Do(http.MethodPut, name, "", map[string]any{"publicAccessBlock": nil}, nil,
		strings.NewReader("<PublicAccessBlockConfiguration><BlockPublicAccess>false</BlockPublicAccess></PublicAccessBlockConfiguration>"), 0, nil)
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
