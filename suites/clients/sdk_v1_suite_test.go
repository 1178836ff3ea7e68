package clients

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/control"
)

var everyTest = flag.Bool("oss.every-test", false, "run all of SDK v1's own tests, not only the quick ones")

var namedTests = flag.String("oss.tests", "", "a regular expression: run only the tests of foreign suites whose names match")

// An expectation says how a test of a foreign suite must end.
type expectation string

const (
	quick expectation = "quick" // passes; it also runs in go test ./...
	pass  expectation = "pass"  // passes
	ports expectation = "ports" // passes with an endpoint at the ports 80 and 443
	fails expectation = "fails" // fails, for the given reason
	alone expectation = "alone" // does not run: it needs no server
	never expectation = "never" // does not run: it proves nothing here, for the given reason
)

// A listedTest is one line of a list.
type listedTest struct {
	want         expectation
	name, reason string
}

const suiteList = "sdk_v1_suite.txt"

// listed reads a list of tests.
func listed(t *testing.T, path string) []listedTest {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var list []listedTest
	for lines := bufio.NewScanner(f); lines.Scan(); {
		words := strings.Fields(lines.Text())
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		if len(words) < 2 {
			t.Fatalf("%s: %q is no expectation and test", path, lines.Text())
		}
		l := listedTest{expectation(words[0]), words[1], strings.Join(words[2:], " ")}
		if !slices.Contains([]expectation{quick, pass, ports, fails, alone, never}, l.want) ||
			(l.reason == "") == (l.want == fails || l.want == never) {
			t.Fatalf("%s: %q has no known expectation, or no reason where one is needed", path, lines.Text())
		}
		list = append(list, l)
	}
	return list
}

// A suite is the program with all tests of SDK v1, the folder of its source, from
// which it reads samples, and where it finds the emulator.
type suite struct {
	program, source string
	names           string // address of its DNS server
	endpoint        string // host, maybe with a port
	usual           bool   // the endpoint is at the usual ports
	proxy           string // URL of a proxy that leads to the emulator, also through a tunnel
	trusted         string // file with the certificate of the authority for HTTPS
}

// testsOfSDKv1 do not pass the vet of today's Go.
var testsOfSDKv1 = foreignTest{"github.com/aliyun/aliyun-oss-go-sdk", "oss", "oss", "clients.mod", ""}

func buildSuite(t *testing.T, e emulator) suite {
	t.Helper()
	host, port, _ := strings.Cut(e.address(), ":")
	s := suite{
		program: testsOfSDKv1.build(t), source: testsOfSDKv1.source(t), names: serveNames(t, host),
		endpoint: "oss-cn-hangzhou.aliyuncs.com", usual: port == "80", proxy: serveProxy(t, e), trusted: authorityOf(t, e),
	}
	if !s.usual {
		s.endpoint += ":" + port
	}
	return s
}

// folder returns a temporary folder with links to the source. A test may leave files
// in it.
func (s suite) folder(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	for _, name := range []string{"oss", "sample"} {
		files, err := os.ReadDir(filepath.Join(s.source, name))
		if err == nil {
			err = os.Mkdir(filepath.Join(root, name), 0o700)
		}
		for _, f := range files {
			if err == nil && !f.IsDir() {
				err = os.Symlink(filepath.Join(s.source, name, f.Name()), filepath.Join(root, name, f.Name()))
			}
		}
		if err != nil {
			t.Fatalf("making a folder for the tests of SDK v1: %v", err)
		}
	}
	return filepath.Join(root, "oss")
}

// testsIn returns the names of all tests of gocheck in the program, which it runs in a folder.
func (s suite) testsIn(t *testing.T, folder string) []string {
	t.Helper()
	c := exec.Command(s.program, "-check.list")
	c.Dir = folder
	out, err := c.Output()
	if err != nil {
		t.Fatalf("listing the tests: %v", err)
	}
	return regexp.MustCompile(`(?m)^\w+\.\w+$`).FindAllString(string(out), -1)
}

// testWithin is the time limit of a test. The longest tests sleep for half a minute.
const testWithin = 2 * time.Minute

// suiteProcesses is the number of tests that run at a time. They sleep more than they work.
const suiteProcesses = 32

// run runs one test with its own accounts. It returns nil if the test passes.
func (s suite) run(ctx context.Context, e emulator, folder, name string) error {
	ctx, cancel := context.WithTimeout(ctx, testWithin)
	defer cancel()
	own, other, err := twoAccounts(ctx, e.port())
	if err != nil {
		return err
	}
	c := exec.CommandContext(ctx, s.program, "-test.v", "-check.vv", "-check.f=^"+regexp.QuoteMeta(name)+"$")
	c.Dir = folder
	c.Env = append(withoutOSS(os.Environ()), "OSS_TEST_ENDPOINT=http://"+s.endpoint, namesVariable+"="+s.names, "SSL_CERT_FILE="+s.trusted,
		"OSS_TEST_REGION=cn-hangzhou", "OSS_TEST_ACCOUNT_ID="+own.UID(),
		"OSS_TEST_ACCESS_KEY_ID="+own.Credentials.AccessKeyID, "OSS_TEST_ACCESS_KEY_SECRET="+own.Credentials.AccessKeySecret,
		"OSS_CREDENTIAL_UID="+other.UID(), "OSS_CREDENTIAL_KEY_ID="+other.Credentials.AccessKeyID,
		"OSS_CREDENTIAL_KEY_SECRET="+other.Credentials.AccessKeySecret,
		"OSS_TEST_STS_ARN=acs:ram::"+own.UID()+":role/inventory", "OSS_TEST_PROXY_HOST="+s.proxy, "OSS_TEST_PROXY_USER=user",
		"OSS_TEST_PROXY_PASSWORD=password",
		"OSS_ACCESS_KEY_ID=LTAIpresent") // one test needs this variable, with any value
	said, err := c.CombinedOutput()
	passed := regexp.MustCompile(`(?m)^PASS: .*\b` + regexp.QuoteMeta(name) + `\s`).Match(said)
	if err == nil && !passed {
		err = errors.New("it does not say that it passed")
	}
	if err != nil {
		err = fmt.Errorf("%w\n%s", err, outcome(string(said), name))
	}
	return errors.Join(err, e.port().RemoveAccount(context.WithoutCancel(ctx), own), e.port().RemoveAccount(context.WithoutCancel(ctx), other))
}

// twoAccounts creates two accounts without Block Public Access on new buckets. The
// tests of SDK v1 are older than that default.
func twoAccounts(ctx context.Context, port *control.Port) (own, other control.Account, err error) {
	for _, made := range []*control.Account{&own, &other} {
		if *made, err = port.NewAccount(ctx); err != nil {
			return own, other, err
		}
		state := control.Normal()
		state.NewBucketsBlocked = false
		if err := port.Of(*made).SetAccount(ctx, state); err != nil {
			return own, other, err
		}
	}
	return own, other, nil
}

// outcome returns the part of the output that is about the test.
func outcome(said, name string) string {
	_, rest, _ := strings.Cut(said, ": "+name+"\n")
	if rest == "" {
		rest = said
	}
	const most = 2 << 10
	return strings.ToValidUTF8(rest[:min(len(rest), most)], "")
}

// suiteOfSDKv1 runs the listed tests, each in its own process, and prints the number of
// tests of each kind.
func suiteOfSDKv1(t *testing.T, e emulator, s suite) {
	list := listed(t, suiteList)
	listsAll(t, suiteList, list, s.testsIn(t, s.folder(t)))
	var group sync.WaitGroup
	places := make(chan bool, suiteProcesses)
	began := time.Now()
	run := 0
	for _, l := range list {
		if l.want != quick && !(*everyTest && (l.want == pass || l.want == fails || l.want == ports && s.usual)) ||
			!regexp.MustCompile(*namedTests).MatchString(l.name) {
			continue
		}
		run++
		folder := s.folder(t)
		group.Go(func() {
			places <- true
			defer func() { <-places }()
			switch err := s.run(t.Context(), e, folder, l.name); {
			case err == nil && l.want == fails:
				t.Errorf("%s passes now; it is listed as failing: %s", l.name, l.reason)
			case err != nil && l.want != fails:
				t.Errorf("%s: %v", l.name, err)
			}
		})
	}
	group.Wait()
	t.Logf("%d of the %d tests of SDK v1 were run in %s\n%s", run, len(list), time.Since(began).Round(time.Second), table(list))
}

// table counts the listed tests by suite and expectation.
func table(list []listedTest) string {
	kinds := []expectation{quick, pass, ports, fails, never, alone}
	count := map[string]map[expectation]int{}
	for _, l := range list {
		suite, _, _ := strings.Cut(l.name, ".")
		for _, row := range []string{suite, "~all"} {
			if count[row] == nil {
				count[row] = map[expectation]int{}
			}
			count[row][l.want]++
		}
	}
	var out strings.Builder
	fmt.Fprintf(&out, "%-27s", "suite")
	for _, k := range kinds {
		fmt.Fprintf(&out, "%7s", k)
	}
	for _, row := range slices.Sorted(maps.Keys(count)) {
		fmt.Fprintf(&out, "\n%-27s", strings.TrimPrefix(row, "~"))
		for _, k := range kinds {
			fmt.Fprintf(&out, "%7d", count[row][k])
		}
	}
	return out.String()
}
