package clients

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// testsOfOssutil are ossutil's own tests. They run its commands within one process.
var testsOfOssutil = foreignTest{"github.com/aliyun/ossutil", "lib", "lib", "clients.mod", ""}

const ossutilList = "ossutil_suite.txt"

// suiteOfOssutil runs the listed tests, each in its own process with its own accounts, for each set-up removes the buckets of
// the others.
func suiteOfOssutil(t *testing.T, e emulator) {
	host, port, _ := strings.Cut(e.address(), ":")
	s := suite{program: testsOfOssutil.build(t), source: testsOfOssutil.source(t), names: serveNames(t, host), trusted: authorityOf(t, e),
		proxy: serveProxy(t, e), endpoint: strings.TrimSuffix("oss-cn-hangzhou.aliyuncs.com:"+port, ":80"), usual: port == "80"}
	list, began := listed(t, ossutilList), time.Now()
	listsAll(t, ossutilList, list, s.testsIn(t, t.TempDir()))
	list = named(list)
	got := eachAlone(t, s.runnable(list), func(name string) *exec.Cmd {
		c := exec.CommandContext(t.Context(), s.program, "-test.v", "-check.vv", "-check.f=^"+regexp.QuoteMeta(name)+"$")
		c.Dir, c.Env = filepath.Join(t.TempDir(), "lib"), append(withoutOSS(os.Environ()), environmentOfOssutil(t, e, s)...)
		err := os.Mkdir(c.Dir, 0o700)
		if err == nil { // a test describes its own source
			err = os.Symlink(filepath.Join(s.source, "lib", "cp_test.go"), filepath.Join(c.Dir, "cp_test.go"))
		}
		if err != nil {
			t.Fatal(err)
		}
		return c
	})
	report(t, "ossutil", list, got, time.Since(began))
}

// environmentOfOssutil makes an account with a role that its user may assume, and another account, which pays.
func environmentOfOssutil(t *testing.T, e emulator, s suite) []string {
	t.Helper()
	own, payer, err := twoAccounts(t.Context(), e.port())
	if err != nil {
		t.Fatal(err)
	}
	role, key, secret := roleAndUser(t, e.by(own))
	return []string{"OSS_TEST_ENDPOINT=" + s.endpoint, "OSS_TEST_REGION=cn-hangzhou", "OSS_TEST_ACCOUNT_ID=" + own.UID(),
		namesVariable + "=" + s.names, "SSL_CERT_FILE=" + s.trusted,
		"OSS_TEST_ACCESS_KEY_ID=" + own.Credentials.AccessKeyID, "OSS_TEST_ACCESS_KEY_SECRET=" + own.Credentials.AccessKeySecret,
		"OSS_TEST_STS_ID=" + key, "OSS_TEST_STS_KEY=" + secret, "OSS_TEST_STS_ARN=" + role, "OSS_TEST_STS_REGION=cn-hangzhou",
		"OSS_TEST_PROXY_HOST=" + s.proxy, "OSS_TEST_PROXY_USER=user", "OSS_TEST_PROXY_PASSWORD=password",
		"OSS_TEST_PAYER_ACCESS_KEY_ID=" + payer.Credentials.AccessKeyID,
		"OSS_TEST_PAYER_ACCESS_KEY_SECRET=" + payer.Credentials.AccessKeySecret, "OSS_TEST_PAYER_UID=" + payer.UID()}
}
