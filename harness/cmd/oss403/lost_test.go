package main

import (
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

// A password in the address of a target is no part of it, and is not told again.
func TestAPasswordInATargetIsNotTold(t *testing.T) {
	code, stdout, stderr := run(t, "plan", "--target=http://somebody:Canary@127.0.0.1:1")
	if code != exitUsage || strings.Contains(strings.ToLower(stdout+stderr), "canary") || !strings.Contains(stderr, "127.0.0.1:1") {
		t.Errorf("exit code %d\n%s%s", code, stdout, stderr)
	}
}
