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

	"github.com/oss403/oss403/harness/emulator"
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

// The lines of the README for other languages have no error of syntax. To run them takes the SDKs.
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
			if len(found) == 0 {
				t.Fatal("there are no lines")
			}
			if _, err := exec.LookPath(check.command[0]); err != nil {
				t.Skipf("not even the syntax is checked: %v", err)
			}
			for _, lines := range found {
				folder := t.TempDir()
				text := check.before + string(lines[1]) + check.after
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
			}
			t.Log("syntax checked, not run")
		})
	}
}

// The lines for boto3 do what they say, where it is on the machine.
func TestTheLinesForBoto3Run(t *testing.T) {
	if said, err := exec.Command("python3", "-c", "import boto3").CombinedOutput(); err != nil {
		t.Skipf("boto3 is not on this machine: %v: %s", err, said)
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	lines := regexp.MustCompile("(?s)```python\n([^`]*boto3[^`]*)```").FindSubmatch(readme)
	if lines == nil {
		t.Fatal("there are no lines for boto3")
	}
	e, err := emulator.New(emulator.Options{
		Accounts: []emulator.Account{{UID: "1000", Keys: []emulator.AccessKey{{ID: "id", Secret: "secret"}}}}})
	if err != nil {
		t.Fatal(err)
	}
	server, err := e.Start("127.0.0.1:0", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close(t.Context())
	script := "import boto3\n" + strings.Replace(string(lines[1]), "127.0.0.1:8403", server.DataAddr(), 1) +
		"print(s3.get_object(Bucket='photos', Key='cat.jpg')['Body'].read().decode())"
	said, err := exec.CommandContext(t.Context(), "python3", "-c", script).CombinedOutput()
	if err != nil || string(said) != "meow\n" {
		t.Errorf("%v: %s", err, said)
	}
}
