package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// published holds the policies that the documentation publishes, in our own words and names: in each folder the files,
// the flags of the command, and the outcomes that the page states.
const published = "../../internal/decide/testdata/published"

// Every outcome that a page states of its example comes out.
func TestDecidePublishedExamples(t *testing.T) {
	folders, err := os.ReadDir(published)
	if err != nil {
		t.Fatal(err)
	}
	const fewest = 25
	if len(folders) < fewest {
		t.Errorf("%d examples", len(folders))
	}
	root, err := filepath.Abs(published)
	if err != nil {
		t.Fatal(err)
	}
	came, stated := 0, 0
	for _, folder := range folders {
		t.Run(folder.Name(), func(t *testing.T) {
			t.Chdir(filepath.Join(root, folder.Name()))
			flags, err := os.ReadFile("flags")
			if err != nil {
				t.Fatal(err)
			}
			if text, err := os.ReadFile("expect.csv"); err != nil || !strings.HasPrefix(string(text), "# https://") {
				t.Errorf("the first line names no page: %v", err)
			}
			args := append([]string{"decide", "--expect=expect.csv"}, strings.Fields(string(flags))...)
			code, out, complaint := run(t, args...)
			if code != exitConformant {
				t.Errorf("%d %s%s", code, out, complaint)
			}
			lines := strings.Split(strings.TrimSpace(out), "\n")
			var right, all int
			if _, err := fmt.Sscanf(lines[len(lines)-1], "%d of %d as expected", &right, &all); err != nil {
				t.Errorf("no count: %v", err)
			}
			came, stated = came+right, stated+all
		})
	}
	t.Logf("%d examples; of the outcomes that their pages state, %d of %d come out", len(folders), came, stated)
}
