package clients

import (
	"bytes"
	"image"
	"image/jpeg"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/control"
)

// testsOfSDKv2 are the tests of alibabacloud-oss-go-sdk-v2, with those that its authors run against the service.
var testsOfSDKv2 = foreignTest{"github.com/aliyun/alibabacloud-oss-go-sdk-v2", "oss", "oss", "../../go.mod", "integration"}

// suiteOfSDKv2 runs the listed tests, each in its own process with its own accounts, for a test removes every bucket of
// its account at the end. Those that go to the ports 80 and 443 run where the emulator is there.
func suiteOfSDKv2(t *testing.T, e emulator) {
	host, port, _ := strings.Cut(e.address(), ":")
	s := suite{program: testsOfSDKv2.build(t), names: serveNames(t, host), trusted: authorityOf(t, e),
		endpoint: strings.TrimSuffix("oss-cn-hangzhou.aliyuncs.com:"+port, ":80"), usual: port == "80"}
	list, began := named(listed(t, "sdk_v2_suite.txt")), time.Now()
	got := eachAlone(t, s.runnable(list), func(name string) *exec.Cmd {
		c := exec.CommandContext(t.Context(), s.program, "-test.v", "-test.run=^"+name+"$")
		c.Dir, c.Env = folderOfSDKv2(t), append(withoutOSS(os.Environ()), environmentOfSDKv2(t, e, s)...)
		return c
	})
	report(t, "SDK v2", list, got, time.Since(began))
}

// environmentOfSDKv2 makes a user with every right, a role that it may assume, a bucket for path style and another account.
func environmentOfSDKv2(t *testing.T, e emulator, s suite) []string {
	t.Helper()
	var accounts [2]control.Account
	for i := range accounts {
		a, err := e.port().NewAccount(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		accounts[i] = a
	}
	own, other := accounts[0], accounts[1]
	role, key, secret := roleAndUser(t, e.by(own))
	return []string{"OSS_TEST_REGION=cn-hangzhou", "OSS_TEST_ENDPOINT=http://" + s.endpoint,
		namesVariable + "=" + s.names, "SSL_CERT_FILE=" + s.trusted,
		"OSS_TEST_ACCESS_KEY_ID=" + key, "OSS_TEST_ACCESS_KEY_SECRET=" + secret,
		"OSS_TEST_RAM_UID=" + own.UID(), "OSS_TEST_RAM_ROLE_ARN=" + role, "OSS_TEST_AP_ENABLE=1",
		"OSS_TEST_PAYER_ACCESS_KEY_ID=" + other.Credentials.AccessKeyID, "OSS_TEST_PAYER_ACCESS_KEY_SECRET=" + other.Credentials.AccessKeySecret,
		"OSS_TEST_PAYER_UID=" + other.UID(), "OSS_TEST_PATHSTYLE_BUCKET=" + pathStyleBucket(t, e.by(own))}
}

// pathStyleBucket makes a bucket that is white-listed for path style.
func pathStyleBucket(t *testing.T, e emulator) string {
	t.Helper()
	client, err := oss.New(e.Data, e.AccessKeyID, e.AccessKeySecret)
	if err != nil {
		t.Fatal(err)
	}
	bucket := "path-style-" + e.Account
	if err := client.CreateBucket(bucket); err != nil {
		t.Fatal(err)
	}
	listed := strings.NewReader(`{"pathStyle":true}`)
	asked, err := http.NewRequestWithContext(t.Context(), http.MethodPatch, e.Control+"/v1/buckets/"+bucket, listed)
	if err != nil {
		t.Fatal(err)
	}
	if resp, err := http.DefaultClient.Do(asked); err != nil || resp.StatusCode != http.StatusNoContent {
		t.Fatalf("allowing path style: %v %v", resp, err)
	}
	return bucket
}

// folderOfSDKv2 returns a folder beside the sample that the tests read. The module comes without it.
func folderOfSDKv2(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	var picture bytes.Buffer
	if err := jpeg.Encode(&picture, image.NewGray(image.Rect(0, 0, 400, 300)), nil); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"oss", "sample"} {
		if err := os.Mkdir(filepath.Join(root, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	write(t, filepath.Join(root, "sample", "example.jpg"), picture.String())
	return filepath.Join(root, "oss")
}
