package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator"
)

// A baseline that the first run against a gateway writes makes the second run green.
// The run is red again when the gateway is repaired, or deviates in another way.
func TestABaselineKnowsOneWayOfDeviating(t *testing.T) {
	program(t) // before the test changes the cache folder
	withCredentials(t)
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	says := "Denied"
	gateway := falsified(t, &says)
	folder := t.TempDir()
	known := filepath.Join(folder, "known.yaml")
	for _, step := range []struct {
		name, says string
		options    []string
		code       int
		want       string
	}{
		{"a first run", "Denied", []string{"--write-baseline=" + known}, exitDeviations, "1 FAIL"},
		{"the same again", "Denied", []string{"--write-baseline=" + known}, exitUsage, "it is there already"},
		{"known", "Denied", []string{"--baseline=" + known}, exitConformant, "1 KNOWN"},
		{"repaired", "AccessDenied", []string{"--baseline=" + known}, exitDeviations, "1 STALE"},
		{"otherwise", "Refused</Code><Message>No.</Message><Code>", []string{"--baseline=" + known}, exitDeviations, "1 FAIL"},
	} {
		says = step.says
		args := []string{"run", "--target=" + gateway, "--focus=object-acl/unsigned/not-the-owner,unknown/v4-header/get"}
		code, stdout, stderr := run(t, append(args, step.options...)...)
		if code != step.code || !strings.Contains(stdout+stderr, step.want) {
			t.Errorf("%s: exit code %d, want %d with %q:\n%s%s", step.name, code, step.code, step.want, stdout, stderr)
		}
	}
	says = "Denied"
	checkDraftedAnew(t, gateway, known)
	unwritten := filepath.Join(folder, "unwritten.yaml")
	code, _, stderr := run(t, "run", "--target="+closedPort(t), "--write-baseline="+unwritten, "--focus=R33")
	if _, err := os.Stat(unwritten); code != exitNoVerdict || !os.IsNotExist(err) || !strings.Contains(stderr, "nothing was judged") {
		t.Errorf("of a target that does not answer: exit code %d, %v\n%s", code, err, stderr)
	}
	foreign := filepath.Join(folder, "foreign.yaml")
	if err := os.WriteFile(foreign, []byte("- {scenarios: [no/such/scenario], reason: it was renamed, until: 2999-01-01}\n"),
		0o600); err != nil {
		t.Fatal(err)
	}
	code, stdout, _ := run(t, "run", "--focus=R33", "--baseline="+foreign)
	if code != exitDeviations || !strings.Contains(stdout, "no/such/scenario") || !strings.Contains(stdout, "names what is no scenario") {
		t.Errorf("exit code %d:\n%s", code, stdout)
	}
}

// A variable without a value counts as not set.
func TestAnEmptyVariableIsNone(t *testing.T) {
	for _, name := range []string{"OSS403_TARGET", "OSS403_BASELINE", "OSS403_PROFILE"} {
		t.Setenv(name, "")
	}
	code, stdout, stderr := run(t, "run", "--focus=R51", "--write-baseline="+filepath.Join(t.TempDir(), "known.yaml"))
	if code != exitConformant {
		t.Errorf("exit code %d\n%s%s", code, stdout, stderr)
	}
}

// falsified starts a gateway to an emulator. The gateway replaces the Code
// AccessDenied by *says.
func falsified(t *testing.T, says *string) (address string) {
	t.Helper()
	_, server := startedInProcess(t,
		emulator.Options{Accounts: []emulator.Account{
			{UID: "1000000000000001", Keys: []emulator.AccessKey{{ID: "LTAI0000example", Secret: "an-example-secret"}}}}})
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(&url.URL{Scheme: "http", Host: server.DataAddr()})
		r.Out.Host = r.In.Host
	}}
	proxy.ModifyResponse = func(r *http.Response) error {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return err
		}
		body = bytes.ReplaceAll(body, []byte("<Code>AccessDenied<"), []byte("<Code>"+*says+"<"))
		r.Body = io.NopCloser(bytes.NewReader(body))
		r.Header.Set("Content-Length", strconv.Itoa(len(body)))
		return nil
	}
	front := httptest.NewServer(proxy)
	t.Cleanup(front.Close)
	return front.URL
}

// checkDraftedAnew writes a person's reason into the baseline, and looks for it in the next draft.
func checkDraftedAnew(t *testing.T, gateway, known string) {
	t.Helper()
	text, err := os.ReadFile(known)
	if err != nil {
		t.Fatal(err)
	}
	const written = "reason: the gateway has its own word"
	text = regexp.MustCompile(`reason: .*`).ReplaceAll(text, []byte(written))
	if err := os.WriteFile(known, text, 0o600); err != nil {
		t.Fatal(err)
	}
	again := filepath.Join(t.TempDir(), "again.yaml")
	code, stdout, stderr := run(t, "run", "--target="+gateway, "--focus=object-acl/unsigned/not-the-owner,unknown/v4-header/get",
		"--baseline="+known, "--write-baseline="+again)
	if anew, err := os.ReadFile(again); code != exitConformant || err != nil || !strings.Contains(string(anew), written) {
		t.Errorf("drafted anew: exit code %d, %v\n%s\n%s%s", code, err, anew, stdout, stderr)
	}
}
