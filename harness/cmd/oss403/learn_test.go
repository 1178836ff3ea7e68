package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/internal/learn"
)

// learn reads runs, and says of a run on the emulator that it is no evidence.
func TestARunTeaches(t *testing.T) {
	folder := t.TempDir()
	if code, stdout, stderr := run(t, "run", "--focus=R01", "--reports="+folder); code != exitConformant {
		t.Fatalf("%d %s%s", code, stdout, stderr)
	}
	file := filepath.Join(folder, "conformance.json")
	code, stdout, stderr := run(t, "learn", file)
	if code != 0 || !strings.Contains(stdout, "NOW SEEN") || !strings.Contains(stderr, "evidence of nothing about the service") {
		t.Errorf("%d %s%s", code, stdout, stderr)
	}
	code, stdout, _ = run(t, "learn", "--json", file)
	var lessons []learn.Lesson
	if err := json.Unmarshal([]byte(stdout), &lessons); err != nil || code != 0 || len(lessons) == 0 {
		t.Errorf("%d %v %s", code, err, stdout)
	}
	if code, _, stderr := run(t, "learn", filepath.Join(folder, "junit.xml")); code != exitUsage || !strings.Contains(stderr, "accepted: ") {
		t.Errorf("%d %s", code, stderr)
	}
}
