package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/caller"
)

const guestTarget = "http://oss-ap-southeast-1.aliyuncs.com"

// guestFocus takes buckets of both accounts, RAM users, a role, and a setting of the account.
const guestFocus = "public-access/v4-header/account-,invalid-target-bucket-for-logging/v4-header,put-public-access-block"

// What a run leaves behind, however it ends, is nothing or just what sweep lists, and then removes.
func TestSweepRemovesWhatRunsLeaveBehind(t *testing.T) {
	binary := buildRun(t)
	g := startGuestTarget(t)
	setsAccount := func(q *http.Request) bool {
		return q.Method == http.MethodPut && q.URL.Query().Has("publicAccessBlock") && !strings.HasPrefix(q.Host, "oss403-")
	}
	for _, c := range []struct {
		name      string
		procs     int
		falsifies bool                                   // answers are falsified, so that scenarios fail
		moment    func(seen int64, q *http.Request) bool // when the run is stopped; nil: never
		stop      func(t *testing.T, run *os.Process)
		code      int
		least     int // of what must be left over
	}{
		{"normal", 1, false, nil, nil, exitConformant, 0},
		{"failed", 1, true, nil, nil, exitDeviations, 0},
		{"interrupted", 1, false, func(seen int64, _ *http.Request) bool { return seen == 60 }, interrupt, exitNoVerdict, 0},
		{"interrupted at its first bucket", 1, false, func(_ int64, q *http.Request) bool { return q.URL.Query().Has("tagging") }, interrupt, exitNoVerdict, 0},
		{"killed, of two processes", 2, false, func(seen int64, _ *http.Request) bool { return seen == 80 }, kill, -1, 4},
		{"killed while the account was changed", 1, false, func(_ int64, q *http.Request) bool { return setsAccount(q) }, kill, -1, 5},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("XDG_CACHE_HOME", t.TempDir())
			run := exec.Command(binary, "run", "--target="+guestTarget, "--profile="+g.profile, "--focus="+guestFocus, "--reports="+t.TempDir(), "--procs="+strconv.Itoa(c.procs))
			run.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
			var said bytes.Buffer
			run.Stdout, run.Stderr = &said, &said
			stopped := make(chan struct{})
			g.behave(c.falsifies, c.moment, func() { c.stop(t, run.Process); close(stopped) })
			if err := run.Run(); err != nil && !errors.As(err, new(*exec.ExitError)) {
				t.Fatal(err)
			}
			g.open.Wait()
			g.behave(false, nil, nil)
			if code := run.ProcessState.ExitCode(); code != c.code {
				t.Errorf("the run ended with %d, want %d:\n%s", code, c.code, said.String())
			}
			if c.moment != nil {
				<-stopped
			}
			left := g.standing(t)
			if len(left) < c.least || c.least == 0 && len(left) > 0 {
				t.Errorf("%d things are left over, want %d or more, and none where it is 0: %q\n%s", len(left), c.least, left, said.String())
			}
			t.Logf("%d things are left over: %q", len(left), left)
			if listed := sweep(t, g.profile, "left over", "--dry-run"); !slices.Equal(listed, left) {
				t.Errorf("sweep lists %q; there stand %q", listed, left)
			}
			if removed := sweep(t, g.profile, "removed"); !slices.Equal(removed, left) {
				t.Errorf("sweep removed %q of %q", removed, left)
			}
			if left := g.standing(t); len(left) > 0 {
				t.Errorf("still there: %q", left)
			}
			if journals, _ := filepath.Glob(filepath.Join(os.Getenv("XDG_CACHE_HOME"), "oss403", "runs", "*")); len(journals) > 0 {
				t.Errorf("still there: %q", journals)
			}
		})
	}
}

// buildRun builds the program with its suite, and the runner of two processes, beside it.
func buildRun(t *testing.T) (binary string) {
	t.Helper()
	folder := t.TempDir()
	for _, args := range [][]string{
		{"build", "-ldflags=-s -w", "-o", folder, ".", "github.com/onsi/ginkgo/v2/ginkgo"},
		{"test", "-c", "-ldflags=-s -w", "-o", folder, "../../../suites/conformance"},
	} {
		if out, err := exec.Command("go", args...).CombinedOutput(); err != nil {
			t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
	return filepath.Join(folder, "oss403")
}

// sweep runs the command and returns the names of the things, each with that outcome.
func sweep(t *testing.T, profile, outcome string, args ...string) []string {
	t.Helper()
	code, stdout, stderr := run(t, append([]string{"sweep", "--json", "--target=" + guestTarget, "--profile=" + profile}, args...)...)
	if code != 0 {
		t.Errorf("sweep ended with %d: %s%s", code, stdout, stderr)
	}
	var names []string
	for line := range strings.Lines(stdout) {
		var thing struct{ Kind, Name, Outcome, KnownBy string }
		if err := json.Unmarshal([]byte(line), &thing); err != nil || thing.KnownBy != "journal" {
			t.Errorf("%v: %s", err, line)
		}
		if thing.Outcome != outcome && thing.Kind != "account setting" {
			t.Errorf("outcome of %s", line)
		}
		names = append(names, thing.Name)
	}
	slices.Sort(names)
	return names
}

func interrupt(t *testing.T, run *os.Process) {
	if err := run.Signal(syscall.SIGINT); err != nil {
		t.Error(err)
	}
}

// kill kills the run and its suite, each in a process group of its own, at once.
func kill(t *testing.T, run *os.Process) {
	out, err := exec.Command("pgrep", "-P", strconv.Itoa(run.Pid)).Output()
	suite, number := strconv.Atoi(strings.TrimSpace(string(out)))
	if err != nil || number != nil {
		t.Errorf("the process of the suite: %q, %v", out, err)
		return
	}
	for _, group := range []int{suite, run.Pid} {
		if err := syscall.Kill(-group, syscall.SIGKILL); err != nil {
			t.Error(err)
		}
	}
}

// guest is a target like the service, which the test sees the requests of.
type guest struct {
	profile      string
	owner, other *oss.Client
	cloud        caller.Cloud
	as           caller.Credentials
	front        atomic.Pointer[front]
	open         sync.WaitGroup // requests that are being answered
}

// front is how the target behaves meanwhile.
type front struct {
	falsifies bool
	moment    func(seen int64, q *http.Request) bool
	do        func()
	seen      atomic.Int64
	done      atomic.Bool
}

func (g *guest) behave(falsifies bool, moment func(int64, *http.Request) bool, do func()) {
	g.front.Store(&front{falsifies: falsifies, moment: moment, do: do})
}

// startGuestTarget serves the emulator like the service, with short terms, and writes a
// profile for it.
func startGuestTarget(t *testing.T) *guest {
	t.Helper()
	line, err := startEmulator(t, "--like-service", "--tls=127.0.0.1:0", "--ca="+filepath.Join(t.TempDir(), "ca.pem"), "--json",
		"--latency=1ms", "--propagation=50ms", "--consistency=20ms", "--qps=5000",
		"--access-key-id=LTAIfirst", "--access-key-secret=s1", "--other-account=2", "--other-access-key-id=LTAIother", "--other-access-key-secret=s2").ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	var serves struct{ Data string }
	if err := json.Unmarshal([]byte(line), &serves); err != nil {
		t.Fatal(err)
	}
	upstream, err := url.Parse(serves.Data)
	if err != nil {
		t.Fatal(err)
	}
	g := &guest{as: caller.Credentials{AccessKeyID: "LTAIfirst", AccessKeySecret: "s1"}}
	g.behave(false, nil, nil)
	proxy := &httputil.ReverseProxy{
		Rewrite:        func(r *httputil.ProxyRequest) { r.SetURL(upstream); r.Out.Host = r.In.Host },
		ModifyResponse: func(r *http.Response) error { return g.falsify(r) },
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		g.open.Add(1)
		defer g.open.Done()
		f := g.front.Load()
		proxy.ServeHTTP(w, q)
		if f.moment != nil && f.moment(f.seen.Add(1), q) && f.done.CompareAndSwap(false, true) {
			f.do()
		}
	}))
	t.Cleanup(server.Close)
	address := server.Listener.Addr().String()
	for name, value := range map[string]string{"OSS_ACCESS_KEY_ID": "LTAIfirst", "OSS_ACCESS_KEY_SECRET": "s1", "OSS403_OTHER_ACCESS_KEY_ID": "LTAIother", "OSS403_OTHER_ACCESS_KEY_SECRET": "s2"} {
		t.Setenv(name, value)
	}
	g.profile = filepath.Join(t.TempDir(), "profile.yaml")
	text := "dial: " + address + "\nprovision: true\nram: http://ram.aliyuncs.com\nsts: http://sts.ap-southeast-1.aliyuncs.com\n" +
		"provides: [account of its own]\ntimeouts: {settling: 5s}\n"
	if err := os.WriteFile(g.profile, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}}
	t.Cleanup(transport.CloseIdleConnections)
	g.cloud = caller.Cloud{Scheme: "http", RAM: "ram.aliyuncs.com", STS: "sts.ap-southeast-1.aliyuncs.com", Transport: transport, Timeout: 5 * time.Second}
	for to, key := range map[**oss.Client][2]string{&g.owner: {"LTAIfirst", "s1"}, &g.other: {"LTAIother", "s2"}} {
		if *to, err = oss.New(guestTarget, key[0], key[1], oss.AuthVersion(oss.AuthV4), oss.Region("ap-southeast-1"), oss.HTTPClient(&http.Client{Transport: transport})); err != nil {
			t.Fatal(err)
		}
	}
	return g
}

// falsify gives refusals another Code, where the target is to fail.
func (g *guest) falsify(r *http.Response) error {
	if r.StatusCode != http.StatusForbidden || !g.front.Load().falsifies {
		return nil
	}
	text, err := io.ReadAll(r.Body)
	text = bytes.Replace(text, []byte("<Code>AccessDenied<"), []byte("<Code>AccessRefused<"), 1)
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(text)), int64(len(text))
	r.Header.Set("Content-Length", fmt.Sprint(len(text)))
	return err
}

// standing is all that stands on the target, and what is changed of its account, sorted.
func (g *guest) standing(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, client := range []*oss.Client{g.owner, g.other} {
		list, err := client.ListBuckets(oss.MaxKeys(1000))
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range list.Buckets {
			names = append(names, b.Name)
		}
	}
	made, err := g.cloud.Standing(t.Context(), g.as, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range made {
		names = append(names, m.Name)
	}
	response, err := g.owner.Conn.Do(http.MethodGet, "", "", map[string]any{"publicAccessBlock": nil}, nil, nil, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if text, _ := io.ReadAll(response.Body); !bytes.Contains(text, []byte("<BlockPublicAccess>false<")) {
		names = append(names, "Block Public Access")
	}
	slices.Sort(names)
	return names
}
