package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/internal/decide"
)

// written writes a file into a folder of the test and returns its path.
func written(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const readsPhotos = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:GetObject","Resource":"acs:oss:*:*:photos/2024/*"}]}`

// A decision names the statement, what a client sees, and what would let the request pass.
func TestDecideOne(t *testing.T) {
	policy := written(t, "user.json", readsPhotos)
	code, out, _ := run(t, "decide", "--policy="+policy, "oss:GetObject", "acs:oss:*:*:photos/2024/cat.jpg")
	if code != exitConformant || !strings.HasPrefix(out, "ALLOWED: oss:GetObject by user") || !strings.Contains(out, "by statement 1") {
		t.Errorf("%d %s", code, out)
	}
	code, out, _ = run(t, "decide", "--policy="+policy, "oss:GetObject", "photos/2025/cat.jpg")
	toPass := `allow it in a RAM policy of the user: {"Effect": "Allow", "Action": "oss:GetObject", "Resource": "acs:oss:*:*:photos/2025`
	if code != exitDeviations || !strings.Contains(out, "a client sees  403 AccessDenied") || !strings.Contains(out, toPass) {
		t.Errorf("%d %s", code, out)
	}
	var decisions []decide.Decision
	_, out, _ = run(t, "decide", "--policy="+policy, "--json", "oss:PutObject", "photos/2024/cat.jpg")
	if err := json.Unmarshal([]byte(out), &decisions); err != nil || len(decisions) != 1 || decisions[0].Allowed || decisions[0].ToPass == "" {
		t.Errorf("%s %v", out, err)
	}
}

// A file of expectations is a test for policies: it names each line that is decided otherwise.
func TestDecideExpected(t *testing.T) {
	policy := written(t, "user.json", readsPhotos)
	good := "# who, what, where, outcome\nuser, oss:GetObject, photos/2024/cat.jpg, allowed\n" +
		"user,oss:GetObject,photos/2025/cat.jpg,refused\nanonymous,oss:GetObject,photos/2024/cat.jpg,refused\n"
	code, out, err := run(t, "decide", "--policy="+policy, "--expect="+written(t, "good.csv", good))
	if code != exitConformant || out != "3 of 3 as expected\n" {
		t.Errorf("%d %s%s", code, out, err)
	}
	bad := written(t, "bad.csv", strings.Replace(good, "2025/cat.jpg,refused", "2025/cat.jpg,allowed", 1))
	code, out, _ = run(t, "decide", "--policy="+policy, "--expect="+bad)
	named := strings.Contains(out, "bad.csv:3: expected allowed\nREFUSED: ")
	if code != exitDeviations || !named || !strings.HasSuffix(out, "2 of 3 as expected\n") {
		t.Errorf("%d %s", code, out)
	}
}

func TestDecideRefusesBadInput(t *testing.T) {
	for name, args := range map[string][]string{
		"nothing":       {},
		"no such file":  {"--policy=absent.json", "oss:GetObject", "photos/a"},
		"both":          {"--expect=" + written(t, "e.csv", "user,oss:GetObject,photos/a,allowed"), "oss:GetObject"},
		"empty file":    {"--expect=" + written(t, "e.csv", "")},
		"three fields":  {"--expect=" + written(t, "e.csv", "user,oss:GetObject,photos/a")},
		"other outcome": {"--expect=" + written(t, "e.csv", "user,oss:GetObject,photos/a,perhaps")},
		"no JSON":       {"--bucket-policy=" + written(t, "p.json", "{"), "oss:GetObject", "photos/a"},
	} {
		if code, out, err := run(t, append([]string{"decide"}, args...)...); code != exitUsage || out != "" || strings.Count(err, "\n") != 1 {
			t.Errorf("%s: %d %q %q", name, code, out, err)
		}
	}
}
