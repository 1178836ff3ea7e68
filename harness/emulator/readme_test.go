package emulator_test

import (
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The lines of Go in the README have no error of syntax.
func TestTheLinesOfGoCanBeRead(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllSubmatch(readme, -1)
	if len(found) < 4 {
		t.Errorf("only %d snippets", len(found))
	}
	for _, snippet := range found {
		text := "package snippet\nfunc f() {\n" + string(snippet[1]) + "\n}"
		if _, err := parser.ParseFile(token.NewFileSet(), "snippet.go", text, parser.SkipObjectResolution); err != nil {
			t.Errorf("%v\n%s", err, text)
		}
	}
}

// The lines of the README for other languages have no error of syntax. They are not run: that takes the SDKs.
func TestTheLinesForOtherLanguagesCanBeRead(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for language, check := range map[string]struct {
		before, after, file string
		command             []string
		harmless            string // what the command may say, because the SDK is not here
	}{
		"python": {"", "", "snippet.py", []string{"python3", "-c", "import ast; ast.parse(open('snippet.py').read())"}, "^$"},
		"js":     {"", "", "snippet.mjs", []string{"node", "--check", "snippet.mjs"}, "^$"},
		"java": {"class Snippet { void run() throws Exception {\n", "\n} }", "Snippet.java",
			[]string{"javac", "-proc:none", "-implicit:none", "Snippet.java"}, "error: cannot find symbol$"},
	} {
		t.Run(language, func(t *testing.T) {
			found := regexp.MustCompile("(?s)```"+language+"\n(.*?)```").FindAllSubmatch(readme, -1)
			if len(found) != 1 {
				t.Fatalf("%d snippets, want 1", len(found))
			}
			if _, err := exec.LookPath(check.command[0]); err != nil {
				t.Skipf("not even the syntax is checked: %v", err)
			}
			folder := t.TempDir()
			text := check.before + string(found[0][1]) + check.after
			if err := os.WriteFile(filepath.Join(folder, check.file), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			command := exec.Command(check.command[0], check.command[1:]...)
			command.Dir = folder
			said, err := command.CombinedOutput()
			errors := regexp.MustCompile(`(?m)^.*error:.*$`).FindAllString(string(said), -1)
			if err != nil && len(errors) == 0 {
				t.Errorf("%v\n%s", err, said)
			}
			for _, line := range errors {
				if !regexp.MustCompile(check.harmless).MatchString(strings.TrimSpace(line)) {
					t.Errorf("%s\n%s", line, said)
				}
			}
			t.Log("syntax checked, not run")
		})
	}
}
