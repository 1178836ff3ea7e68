package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What can't be written at the end of a run keeps nothing else from being written.
func TestAPageThatCantBeWrittenLosesNothingElse(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("GITHUB_STEP_SUMMARY", folder)
	record, known := filepath.Join(folder, "recording.json"), filepath.Join(folder, "known.yaml")
	code, stdout, stderr := run(t, "run", "--focus=R51", "--record="+record, "--write-baseline="+known)
	if code != exitNoVerdict || !strings.Contains(stderr, "adding to the page of the job") {
		t.Errorf("exit code %d\n%s%s", code, stdout, stderr)
	}
	for _, file := range []string{record, known} {
		if _, err := os.Stat(file); err != nil {
			t.Errorf("%v\n%s%s", err, stdout, stderr)
		}
	}
	if strings.Contains(stdout, "exit code 0") {
		t.Errorf("it ends with %d and says\n%s", code, stdout)
	}
}

// A baseline that is taken away while the suite runs by it takes no report with it.
func TestABaselineThatGoesTakesNoReport(t *testing.T) {
	withCredentials(t)
	known := filepath.Join(t.TempDir(), "known.yaml")
	if err := os.WriteFile(known, []byte("[]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_ = os.Remove(known) // the second request finds it gone
		fmt.Fprint(w, "no OSS")
	}))
	defer server.Close()
	code, stdout, stderr := run(t, "run", "--focus=R51", "--target="+server.URL, "--baseline="+known)
	if _, err := os.Stat(filepath.Join(os.Getenv("OSS403_REPORTS"), "conformance.json")); err != nil || code != exitNoVerdict {
		t.Errorf("%v, exit code %d\n%s%s", err, code, stdout, stderr)
	}
	if _, err := os.Stat(known); err == nil {
		t.Error("the baseline is still there: the target was asked nothing")
	}
}

// A password in the address of a target is no part of it, and is not told again.
func TestAPasswordInATargetIsNotTold(t *testing.T) {
	for _, secret := range []string{"Canary", "a/Canary", "Canary/a", "a@Canary"} {
		code, stdout, stderr := run(t, "plan", "--target=http://somebody:"+secret+"@127.0.0.1:1")
		if code != exitUsage || strings.Contains(strings.ToLower(stdout+stderr), "canary") || !strings.Contains(stderr, "127.0.0.1:1") {
			t.Errorf("%s: exit code %d\n%s%s", secret, code, stdout, stderr)
		}
	}
}
