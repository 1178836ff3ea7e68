package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestASuiteThatDiesIsNotGreen(t *testing.T) {
	folder := t.TempDir()
	binary := filepath.Join(folder, "oss403")
	if err := os.Link(program(t), binary); err != nil {
		t.Fatal(err)
	}
	for name, suite := range map[string]string{
		"exits 0 without a word": "exit 0",
		"crashes":                "echo panic: something; exit 2",
		"writes no report":       "echo PASS",
	} {
		t.Run(name, func(t *testing.T) {
			script := "#!/bin/sh\n" + suite + "\n"
			standIn(t, folder, suiteName, script)
			out, err := exec.Command(binary, "run", "--reports="+t.TempDir()).CombinedOutput()
			exit, ok := err.(*exec.ExitError)
			if !ok || exit.ExitCode() != exitNoVerdict || !strings.Contains(string(out), "nothing is judged") {
				t.Errorf("%v, want exit code %d:\n%s", err, exitNoVerdict, out)
			}
		})
	}
}

// The results that a suite streamed before it died are kept. The other scenarios
// become ERROR.
func TestWhatASuiteHadJudgedStandsWhenItDies(t *testing.T) {
	folder := t.TempDir()
	binary := filepath.Join(folder, "oss403")
	if err := os.Link(program(t), binary); err != nil {
		t.Fatal(err)
	}
	const told = `{"result":{"id":"signature-does-not-match/v4-header/tampered","row":"R48","verdict":"PASS"}}`
	script := "#!/bin/sh\nfor flag; do case \"$flag\" in --oss.tell=*) at=\"${flag#--oss.tell=}\";; esac; done\n" +
		"echo '" + told + "' > \"$at/process-1.jsonl\"\nexit 3\n"
	standIn(t, folder, suiteName, script)
	dying := exec.Command(binary, "run", "--focus=signature-does-not-match/v4-header/tampered,R01", "--reports="+t.TempDir())
	out, err := dying.CombinedOutput()
	exit, ok := err.(*exec.ExitError)
	if !ok || exit.ExitCode() != exitNoVerdict || !strings.Contains(string(out), "1 PASS") ||
		!strings.Contains(string(out), "ended before it was done: exit status 3") {
		t.Errorf("%v\n%s", err, out)
	}
}

// The page of a GitHub Actions job gets the summary after its earlier content.
func TestTheJobsPageGetsTheSummary(t *testing.T) {
	page := filepath.Join(t.TempDir(), "page.md")
	if err := os.WriteFile(page, []byte("before\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GITHUB_STEP_SUMMARY", page)
	if code, stdout, stderr := run(t, "run", "--focus=R01"); code != exitConformant {
		t.Fatalf("%d %s%s", code, stdout, stderr)
	}
	if text, err := os.ReadFile(page); err != nil || !strings.HasPrefix(string(text), "before\n## oss403: 1 of 1 row PASS") {
		t.Errorf("%v %s", err, text)
	}
}

// The program alone runs the suite, in one process and in several. It needs no Go
// toolchain and no other file.
func TestTheProgramCarriesTheSuite(t *testing.T) {
	for _, procs := range []string{"--procs=1", "--procs=2"} {
		alone := exec.Command(program(t), "run", "--focus=R48", procs)
		alone.Dir, alone.Env = t.TempDir(), []string{"XDG_CACHE_HOME=" + t.TempDir()}
		out, err := alone.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "1 of 1 row PASS") {
			t.Errorf("%s: %v\n%s", procs, err, out)
		}
		if _, err := os.Stat(filepath.Join(alone.Dir, "reports", "out", "conformance.json")); err != nil {
			t.Error(err)
		}
	}
}
