package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/cmd/internal/served"
)

// started runs the command until the subtest ends, and returns the line of --json.
func started(t *testing.T, args ...string) (s served.Serving) {
	t.Helper()
	line, err := startEmulator(t, append([]string{"--control=127.0.0.1:0", "--json"}, args...)...).ReadString('\n')
	if err == nil {
		err = json.Unmarshal([]byte(line), &s)
	}
	if err != nil {
		t.Fatalf("%v in %s", err, line)
	}
	return s
}

// With --data an emulator that starts again has its world: the AccessKey that was made up, what a seed has brought and
// what was changed since. A second one on the directory is refused while the first serves.
func TestEmulatorKeepsItsData(t *testing.T) {
	dir, seed := filepath.Join(t.TempDir(), "new", "data"), filepath.Join(t.TempDir(), "seed.json")
	world := `{"accounts":{"7":{"keys":[{"id":"LTAIseed","secret":"s"}]}},"buckets":{"seeded":{"objects":{"o":{"data":"content"}}}}}`
	if err := os.WriteFile(seed, []byte(world), 0o600); err != nil {
		t.Fatal(err)
	}
	var first served.Serving
	t.Run("first", func(t *testing.T) {
		first = started(t, "--data="+dir, "--seed="+seed)
		request, err := http.NewRequest("PATCH", first.Control+"/v1/buckets/seeded", strings.NewReader(`{"frozen":true}`))
		if err != nil {
			t.Fatal(err)
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil || response.StatusCode != http.StatusNoContent {
			t.Fatal(response, err)
		}
		response.Body.Close()
		code, _, complaint := run(t, "emulator", "--listen=127.0.0.1:0", "--control=127.0.0.1:0", "--data="+dir)
		if code != exitUsage || !strings.Contains(complaint, "in use by another process") || strings.Count(complaint, "\n") != 1 {
			t.Errorf("%d %s", code, complaint)
		}
	})
	t.Run("second", func(t *testing.T) {
		second := started(t, "--data="+dir, "--seed="+seed)
		if second.AccessKeyID != first.AccessKeyID || second.AccessKeySecret != first.AccessKeySecret {
			t.Errorf("the AccessKey is another one: %s, not %s", second.AccessKeyID, first.AccessKeyID)
		}
		now := worldAt(t, second)
		if b := now.Buckets["seeded"]; !b.Frozen || b.Objects["o"].Data != "content" || b.Owner != "7" {
			t.Errorf("%+v", b)
		}
	})
	t.Run("another AccessKey", func(t *testing.T) {
		third := started(t, "--data="+dir, "--access-key-id=LTAIgiven", "--access-key-secret=given")
		if keys := worldAt(t, third).Keys; keys["LTAIgiven"].Secret != "given" || keys[first.AccessKeyID].Secret != "" {
			t.Error("the AccessKey of the flags does not replace the one that was kept")
		}
	})
}

type shownWorld struct {
	Keys    map[string]struct{ Secret string }
	Buckets map[string]struct {
		Owner   string
		Frozen  bool
		Objects map[string]struct{ Data string }
	}
}

func worldAt(t *testing.T, s served.Serving) (w shownWorld) {
	t.Helper()
	response, err := http.Get(s.Control + "/v1/world")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(&w); err != nil {
		t.Fatal(err)
	}
	return w
}

// The ready file appears with what --json prints, and is gone at the end.
func TestReadyFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ready")
	t.Run("serving", func(t *testing.T) {
		if err := os.WriteFile(file, []byte("of an emulator that was killed"), 0o600); err != nil {
			t.Fatal(err)
		}
		s := started(t, "--ready-file="+file)
		var told served.Serving
		for told.Data == "" { // the line comes first
			text, err := os.ReadFile(file)
			if err == nil {
				err = json.Unmarshal(text, &told)
			}
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				t.Fatal(err)
			}
		}
		if told.Data != s.Data || told.Control != s.Control || told.AccessKeySecret != s.AccessKeySecret {
			t.Errorf("%+v, want %+v", told, s)
		}
		response, err := http.Get(told.Control + "/v1/health")
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
	})
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the file is still there: %v", err)
	}
}

// What can't begin is refused in one line.
func TestEmulatorThatCannotBegin(t *testing.T) {
	folder := t.TempDir()
	bad := filepath.Join(folder, "bad")
	if err := os.WriteFile(bad, []byte(`{"buckets":{"b":{"owner":"9"}}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for want, flag := range map[string]string{
		"bad: not a directory":                 "--data=" + bad,
		"the seed can't be read":               "--seed=" + filepath.Join(folder, "none"),
		`it belongs to the account "9"`:        "--seed=" + bad,
		"the ready file can't be written":      "--ready-file=" + filepath.Join(folder, "none", "ready"),
		"the ready file of before can't be re": "--ready-file=" + filepath.Join(bad, "ready"),
	} {
		code, _, complaint := run(t, "emulator", "--listen=127.0.0.1:0", "--control=127.0.0.1:0", flag)
		if code != exitUsage || !strings.Contains(complaint, want) || strings.Count(complaint, "\n") != 1 {
			t.Errorf("%s: %d %s; want %q", flag, code, complaint, want)
		}
	}
}
