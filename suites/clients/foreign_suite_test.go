package clients

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"
)

// A foreignSuite is a program with the tests of somebody else, which runs as a whole. NAME_suite.txt
// lists its tests.
type foreignSuite struct {
	name        string
	build       func(*testing.T) string
	flags       []string
	environment func(e emulator, endpoint, bucket string) []string
	outcomes    func(said []byte) map[string]string // of each test that has run: empty, or what went wrong
}

// runs runs the suite in an account and an empty bucket of its own, and compares what comes out with
// the list. endpoint is the name of OSS's endpoint, with the port of the emulator.
func (s foreignSuite) runs(t *testing.T, e emulator) {
	own, _, err := twoAccounts(t.Context(), e.port())
	if err != nil {
		t.Fatal(err)
	}
	e = e.by(own)
	bucket := s.name + "-bucket"
	client, err := oss.New(e.Data, e.AccessKeyID, e.AccessKeySecret)
	if err != nil {
		t.Fatal(err)
	}
	if err := client.CreateBucket(bucket); err != nil {
		t.Fatal(err)
	}
	host, port, _ := strings.Cut(e.address(), ":")
	program := s.build(t)
	began := time.Now()
	c := exec.CommandContext(t.Context(), program, s.flags...)
	c.Dir = t.TempDir()
	c.Env = append(withoutOSS(os.Environ()), s.environment(e, "oss-cn-hangzhou.aliyuncs.com:"+port, bucket)...)
	c.Env = append(c.Env, namesVariable+"="+serveNames(t, host))
	said, err := c.CombinedOutput()
	got := s.outcomes(said)
	if len(got) == 0 {
		t.Fatalf("%s: no test has run: %v\n%s", s.name, err, said[max(0, len(said)-4<<10):])
	}
	list := listed(t, s.name+"_suite.txt")
	report(t, s.name, list, got, time.Since(began))
}

// report compares what has come out with what is listed, and prints the numbers.
func report(t *testing.T, name string, list []listedTest, got map[string]string, took time.Duration) {
	t.Helper()
	passed, declined, failed := 0, 0, 0
	for _, l := range list {
		why, ran := got[l.name]
		delete(got, l.name)
		switch wanted := l.want == pass || l.want == quick || l.want == ports; {
		case !ran && (l.want == never || l.want == alone || l.want == ports):
		case !ran:
			failed++
			t.Errorf("%s: %s is listed and does not run", name, l.name)
		case l.want == never, l.want == alone:
			failed++
			t.Errorf("%s: %s is listed as %s and runs", name, l.name, l.want)
		case wanted && why != "":
			failed++
			t.Errorf("%s: %s: %s", name, l.name, why)
		case !wanted && why == "":
			failed++
			t.Errorf("%s: %s passes now; it is listed as failing: %s", name, l.name, l.reason)
		case wanted:
			passed++
		default:
			declined++
		}
	}
	for extra, why := range got {
		failed++
		t.Errorf("%s: %s is not listed: %s", name, extra, why)
	}
	t.Logf("%s: %d run, %d passed, %d declined with a reason, %d failed, in %s",
		name, passed+declined+failed, passed, declined, failed, took.Round(time.Second))
}

// goOutcomes reads the output of go test -v, and of gocheck -check.vv. A test with subtests counts by them.
func goOutcomes(said []byte) map[string]string {
	got := map[string]string{}
	line := regexp.MustCompile(`(?m)^\s*(?:--- )?(PASS|FAIL|SKIP|PANIC|MISS): (?:\S+:\d+: )?([A-Z]\w*[./]?[\w./-]*)`)
	for _, m := range line.FindAllSubmatchIndex(said, -1) {
		outcome, name := string(said[m[2]:m[3]]), string(said[m[4]:m[5]])
		switch {
		case slices.Contains([]string{"SetUpSuite", "SetUpTest", "TearDownTest", "TearDownSuite"}, name[strings.LastIndex(name, ".")+1:]):
		case outcome == "PASS":
			got[name] = ""
		case outcome != "SKIP":
			before := said[max(0, m[0]-600):m[0]]
			got[name] = outcome + " after " + strings.ToValidUTF8(string(before), "")
		}
	}
	for name := range got { // the runner of gocheck, and the parents of subtests
		for other := range got {
			if strings.HasPrefix(other, name+"/") {
				delete(got, name)
			}
		}
	}
	delete(got, "Test")
	return got
}

// mintOutcomes reads the lines of JSON of minio-go's functional tests. A test may write several.
func mintOutcomes(said []byte) map[string]string {
	got := map[string]string{}
	for lines := bufio.NewScanner(bytes.NewReader(said)); lines.Scan(); {
		var r struct{ Name, Status, Function, Alert, Message, Error string }
		if json.Unmarshal(lines.Bytes(), &r) != nil || r.Name == "" {
			continue
		}
		name := strings.TrimPrefix(r.Name, "minio-go: ")
		if why := got[name]; why == "" && r.Status != "PASS" {
			got[name] = fmt.Sprintf("%s %s %s %s", r.Status, r.Alert, r.Message, r.Error)
		} else {
			got[name] = why
		}
	}
	return got
}

// foreignSuites are the suites that make clients runs, beside that of SDK v1.
func foreignSuites() []foreignSuite {
	objstore := foreignTest{"github.com/thanos-io/objstore", "objtesting", "objtesting", "objstore.mod", ""}
	distribution := foreignTest{"github.com/docker/distribution", "registry/storage/driver/oss", "oss", "distribution.mod", "include_oss"}
	return []foreignSuite{
		{"objstore", objstore.build, []string{"-test.v", "-test.run=^TestObjStore_AcceptanceTest_e2e$/^AliYun_oss$"},
			func(e emulator, endpoint, bucket string) []string {
				return []string{"ALIYUNOSS_ENDPOINT=http://" + endpoint, "ALIYUNOSS_BUCKET=" + bucket, "THANOS_ALLOW_EXISTING_BUCKET_USE=true",
					"ALIYUNOSS_ACCESS_KEY_ID=" + e.AccessKeyID, "ALIYUNOSS_ACCESS_KEY_SECRET=" + e.AccessKeySecret,
					"THANOS_TEST_OBJSTORE_SKIP=GCS,S3,AZURE,SWIFT,COS,BOS,OCI,OBS"}
			}, goOutcomes},
		{"distribution", distribution.build, []string{"-test.v", "-check.vv", "-test.short"},
			func(e emulator, endpoint, bucket string) []string {
				return []string{"ALIYUN_ACCESS_KEY_ID=" + e.AccessKeyID, "ALIYUN_ACCESS_KEY_SECRET=" + e.AccessKeySecret, "OSS_BUCKET=" + bucket,
					"OSS_REGION=oss-cn-hangzhou", "OSS_ENCRYPT=false", "OSS_ENDPOINT=" + bucket + "." + endpoint}
			}, goOutcomes},
		{"juicefs", buildJuiceFS, []string{"-test.v", "-test.run=^TestOSS$"},
			func(e emulator, _, bucket string) []string {
				return []string{"ALICLOUD_ENDPOINT=http://" + bucket + "." + e.address(), "ALICLOUD_ACCESS_KEY_ID=" + e.AccessKeyID,
					"ALICLOUD_ACCESS_KEY_SECRET=" + e.AccessKeySecret}
			}, goOutcomes},
		{"litestream", buildLitestream, []string{"-test.v", "-test.short", "-test.run=^TestReplicaClient_", "-test.skip=SFTP", "-integration",
			"-replica-clients=oss,s3"},
			func(e emulator, _, bucket string) []string {
				return []string{"LITESTREAM_OSS_ENDPOINT=" + e.Data, "LITESTREAM_OSS_REGION=cn-hangzhou", "LITESTREAM_OSS_BUCKET=" + bucket,
					"LITESTREAM_OSS_ACCESS_KEY_ID=" + e.AccessKeyID, "LITESTREAM_OSS_ACCESS_KEY_SECRET=" + e.AccessKeySecret,
					"LITESTREAM_S3_ENDPOINT=" + e.Data, "LITESTREAM_S3_REGION=cn-hangzhou", "LITESTREAM_S3_BUCKET=" + bucket,
					"LITESTREAM_S3_ACCESS_KEY_ID=" + e.AccessKeyID, "LITESTREAM_S3_SECRET_ACCESS_KEY=" + e.AccessKeySecret,
					"LITESTREAM_S3_FORCE_PATH_STYLE=true", "AWS_CA_BUNDLE="}
			}, goOutcomes},
		{"minio", buildMint, nil,
			func(e emulator, _, _ string) []string {
				return []string{"SERVER_ENDPOINT=" + e.address(), "ACCESS_KEY=" + e.AccessKeyID, "SECRET_KEY=" + e.AccessKeySecret,
					"ENABLE_HTTPS=0", "ENABLE_KMS=0", "MINT_MODE=full", "RUN_ON_FAIL=1"}
			}, mintOutcomes},
	}
}

// buildJuiceFS compiles the tests of JuiceFS's object storages. One of its modules is in C.
func buildJuiceFS(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("gcc"); err != nil {
		t.Skip("the tests of JuiceFS need a C compiler: ", err)
	}
	t.Log("compiling JuiceFS takes minutes when its modules are not in the cache")
	program := filepath.Join(t.TempDir(), "program")
	c := exec.Command("go", "test", "-modfile=juicefs.mod", "-c", "-vet=off", "-o", program, "github.com/juicedata/juicefs/pkg/object")
	c.Env = append(os.Environ(), "CGO_ENABLED=1")
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("compiling the tests of JuiceFS: %v\n%s", err, out)
	}
	return program
}

// buildLitestream compiles the tests of litestream, which replicates databases with SDK v2 and with the AWS SDK.
func buildLitestream(t *testing.T) string {
	t.Helper()
	t.Log("compiling litestream takes minutes when its modules are not in the cache")
	return build(t, "test", "-modfile=litestream.mod", "-c", "-vet=off", "github.com/benbjohnson/litestream")
}

// buildMint compiles minio-go's functional tests. They are a program behind the build tag mint, which
// would also count for the package that they test; so they are compiled from a copy without the tag.
func buildMint(t *testing.T) string {
	t.Helper()
	minio := foreignTest{module: "github.com/minio/minio-go/v7", modfile: "minio.mod"}
	source, err := os.ReadFile(filepath.Join(minio.source(t), "functional_tests.go"))
	if err != nil {
		t.Fatal(err)
	}
	_, untagged, _ := strings.Cut(string(source), "\n")
	copied := filepath.Join(t.TempDir(), "main.go")
	write(t, copied, untagged)
	return build(t, "build", "-modfile=minio.mod", copied)
}
