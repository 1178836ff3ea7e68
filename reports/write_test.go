package reports

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/verdict"
)

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, entry := range entries {
		found = append(found, entry.Name())
	}
	return found
}

func TestWriteMakesTheFolderAndReplacesAnEarlierReport(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "out")
	for _, run := range []Run{everyVerdict(), of(verdict.Pass)} {
		if err := Write(dir, run.Summarise(), Gate{}); err != nil {
			t.Fatal(err)
		}
		if got := names(t, dir); !slices.Equal(got, files()) {
			t.Errorf("the folder holds %v", got)
		}
		text, err := os.ReadFile(filepath.Join(dir, ConformanceFile))
		if err != nil || string(text) != jsonOf(t, run.Summarise()) {
			t.Errorf("conformance.json is not this run's: %v", err)
		}
	}
}

func TestAReportThatCannotBeWrittenLeavesNone(t *testing.T) {
	dir := t.TempDir()
	if err := Write(dir, everyVerdict().Summarise(), Gate{}); err != nil {
		t.Fatal(err)
	}
	s := everyVerdict().Summarise()
	s.StartedAt = s.StartedAt.AddDate(10000, 0, 0) // JSON has no year beyond 9999
	err := Write(dir, s, Gate{})
	if err == nil || !strings.Contains(err.Error(), ConformanceFile) {
		t.Errorf("error %v", err)
	}
	if got := names(t, dir); len(got) > 0 {
		t.Errorf("the folder holds %v", got)
	}
}

func TestWriteSaysWhatItTried(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Write(file, everyVerdict().Summarise(), Gate{}); err == nil || !strings.Contains(err.Error(), "make the report folder") {
		t.Errorf("error %v", err)
	}
}
