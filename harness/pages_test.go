package harness_test

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The page of a room has a row for each of its folders, or of its files.
func TestThePageOfARoomNamesWhatIsInIt(t *testing.T) {
	quoted := regexp.MustCompile("`([^`\n]+)`")
	for _, room := range []struct{ page, in string }{
		{"README.md", "internal/*/"}, {"README.md", "*/"}, {"../scenarios/README.md", "*/"}, {"../scenarios/README.md", "internal/*/"},
		{"../scenarios/README.md", "*.go"}, {"../reports/README.md", "*.go"}, {"../suites/README.md", "*/"},
	} {
		text, err := os.ReadFile(room.page)
		if err != nil {
			t.Fatal(err)
		}
		var named []string
		for _, name := range quoted.FindAllStringSubmatch(string(text), -1) {
			named = append(named, name[1])
		}
		held, err := filepath.Glob(filepath.Join(filepath.Dir(room.page), room.in))
		if err != nil || len(held) == 0 {
			t.Fatal(room, err)
		}
		for _, at := range held {
			name, err := filepath.Rel(filepath.Dir(room.page), at)
			if err != nil {
				t.Fatal(err)
			}
			info, err := os.Stat(at)
			if err != nil {
				t.Fatal(err)
			}
			folders := strings.HasSuffix(room.in, "/")
			if name = filepath.ToSlash(name); folders {
				name += "/"
			}
			unnamed := []string{"doc.go", "internal/", "cmd/", "testdata/", "out/", "published/"}
			if info.IsDir() != folders || slices.Contains(unnamed, name) || strings.HasSuffix(name, "_test.go") {
				continue
			}
			if !slices.ContainsFunc(named, func(pattern string) bool { ok, err := path.Match(pattern, name); return err == nil && ok }) {
				t.Errorf("%s has no row for %s", room.page, name)
			}
		}
	}
}

// A recipe begins at a line that its file has: the function or the constant block of each hunk, and what stands around it.
func TestTheRecipesAreOfThisCode(t *testing.T) {
	page, err := os.ReadFile("../.github/CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	at, code, hunks := "", "", 0
	for line := range strings.Lines(string(page)) {
		line = strings.TrimSuffix(line, "\n")
		if name, ok := strings.CutPrefix(line, "+++ b/"); ok {
			text, err := os.ReadFile(filepath.Join("..", name))
			if err != nil {
				t.Error(err)
			}
			at, code = name, string(text)
			continue
		}
		stands, hunk := strings.CutPrefix(line, "@@ ")
		if hunk {
			hunks++
		}
		if !hunk && !strings.HasPrefix(line, " \t") {
			continue
		}
		if stands = strings.TrimPrefix(stands, " "); !strings.Contains(code, stands) {
			t.Errorf("%s has no line %q", at, stands)
		}
	}
	if hunks == 0 {
		t.Error("no recipe is looked at")
	}
}
