package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// diff compares two runs, and report renders a run again. A file that is no run is bad
// input.
func TestRunsAreComparedAndRenderedAgain(t *testing.T) {
	before, after, again := t.TempDir(), t.TempDir(), t.TempDir()
	for folder, focus := range map[string]string{before: "R48", after: "R48,R01"} {
		if code, stdout, stderr := run(t, "run", "--focus="+focus, "--reports="+folder); code != exitConformant {
			t.Fatalf("%d %s%s", code, stdout, stderr)
		}
	}
	file := func(folder string) string { return filepath.Join(folder, "conformance.json") }
	code, stdout, _ := run(t, "diff", file(before), file(after))
	if code != exitConformant || !strings.Contains(stdout, "6 newly tested\n") {
		t.Errorf("%d %s", code, stdout)
	}
	code, stdout, _ = run(t, "report", file(after), "--reports="+again)
	if code != exitConformant || !strings.Contains(stdout, "2 of 2 rows PASS") {
		t.Errorf("%d %s", code, stdout)
	}
	checkShards(t, file(after))
	for _, name := range []string{"conformance.html", "conformance.json", "junit.xml", "summary.md"} {
		first, err := os.ReadFile(filepath.Join(after, name))
		if err != nil {
			t.Fatal(err)
		}
		second, err := os.ReadFile(filepath.Join(again, name))
		if err != nil || string(first) != string(second) {
			t.Errorf("%s is rendered otherwise the second time: %v", name, err)
		}
	}
	for _, args := range [][]string{
		{"diff", file(before), filepath.Join(before, "junit.xml")}, {"report", "absent.json"}, {"diff", file(before)},
		{"report", file(after), "--reports=" + again, "--publish=" + again},
	} {
		code, stdout, stderr := run(t, args...)
		says := strings.Contains(stderr, "accepted: ") || strings.Contains(stderr, "judged only a part")
		if code != exitUsage || stdout != "" || !says {
			t.Errorf("%q: %d %s%s", args, code, stdout, stderr)
		}
	}
}

// checkShards runs the scenarios of a run as two shards, and compares what both together judge.
func checkShards(t *testing.T, whole string) {
	t.Helper()
	one, two, merged := t.TempDir(), t.TempDir(), t.TempDir()
	for folder, shard := range map[string]string{one: "1/2", two: "2/2"} {
		if code, stdout, stderr := run(t, "run", "--focus=R48,R01", "--shard="+shard, "--reports="+folder); code != exitConformant {
			t.Fatalf("%d %s%s", code, stdout, stderr)
		}
	}
	file := func(folder string) string { return filepath.Join(folder, "conformance.json") }
	code, stdout, stderr := run(t, "report", "--merge", file(one), file(two), "--reports="+merged)
	if code != exitConformant || !strings.Contains(stdout, "2 of 2 rows PASS") {
		t.Errorf("%d %s%s", code, stdout, stderr)
	}
	if code, stdout, _ = run(t, "diff", whole, file(merged)); code != exitConformant || stdout != "nothing changed\n" {
		t.Errorf("the shards judge otherwise: %d %s", code, stdout)
	}
	for _, args := range [][]string{
		{"report", file(one), file(two)}, {"report", "--merge", file(one)}, {"run", "--shard=3/2"}, {"run", "--shard=x"}, {"run", "--shard=1/0"},
		{"run", "--since=2030"}, {"run", "--budget=5"},
	} {
		if code, _, stderr := run(t, args...); code != exitUsage || !strings.Contains(stderr, "accepted: ") {
			t.Errorf("%v: %d %s", args, code, stderr)
		}
	}
}
