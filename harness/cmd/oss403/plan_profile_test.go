package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/scenarios"
)

// A run accepts a drafted profile as it is, and with every hint taken. So does the
// schema that its first line names.
func TestADraftedProfileIsAccepted(t *testing.T) {
	withCredentials(t)
	for _, name := range []string{"OSS403_OTHER_ACCESS_KEY_ID", "OSS403_OTHER_ACCESS_KEY_SECRET", "OLD_ID", "OLD_SECRET", "OLD_TOKEN"} {
		t.Setenv(name, "an-example")
	}
	plan := harness.Plan{Target: "http://127.0.0.1:9000", Region: "cn-hangzhou"}
	for _, c := range scenarios.Capabilities() {
		plan.Capabilities = append(plan.Capabilities, harness.Has{Name: c, Why: "needs it"})
	}
	given := filepath.Join(t.TempDir(), "given.yaml")
	if err := os.WriteFile(given,
		[]byte("# yaml-language-server: $schema=../beside.json\nregion: cn-hangzhou\nlimits: {buckets: 8}\nallow: [billed]\n"),
		0o600); err != nil {
		t.Fatal(err)
	}
	schema, err := jsonschema.NewCompiler().Compile("../../internal/target/profile.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	hint := regexp.MustCompile(`(?m)^# ([a-zA-Z]+: )`)
	for from, hints := range map[string]int{"": 8, given: 7} { // one hint for each key that the profile does not have
		path := filepath.Join(t.TempDir(), "draft.yaml")
		if err := writeProfile(path, plan, from); err != nil {
			t.Fatal(err)
		}
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		first, rest, _ := strings.Cut(string(content), "\n")
		if first != "# yaml-language-server: $schema="+idOf(t) {
			t.Errorf("the first line names no schema, or another: %s", first)
		}
		if strings.Contains(rest, "beside.json") {
			t.Errorf("two schemas are named:\n%s", rest)
		}
		taken := hint.ReplaceAllString(rest, "$1")
		if got := len(hint.FindAllString(rest, -1)); got != hints {
			t.Errorf("%d hints, want %d:\n%s", got, hints, rest)
		}
		for _, text := range []string{rest, taken} {
			var document any
			if err := yaml.Unmarshal([]byte(text), &document); err != nil {
				t.Fatalf("%v:\n%s", err, text)
			}
			if err := schema.Validate(document); err != nil {
				t.Errorf("%v:\n%s", err, text)
			}
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := (target.Spec{Target: "http://oss-cn-hangzhou.aliyuncs.com", Profile: path}).Check(); err != nil {
				t.Errorf("%v:\n%s", err, text)
			}
		}
	}
}

// A draft in another folder names the same certificate as the profile it came from.
func TestADraftedProfileKeepsItsCertificate(t *testing.T) {
	folder := t.TempDir()
	t.Chdir(folder)
	for _, to := range []string{"a", "b c", "b c/d"} {
		if err := os.MkdirAll(to, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ profile, to, want string }{
		{"region: cn-hangzhou\nca: ca.pem # ours", "a/draft.yaml", "region: cn-hangzhou\nca: ca.pem # ours"},
		{"ca: ca.pem # ours\nregion: cn-hangzhou", "b c/d/draft.yaml", "ca: \"../../a/ca.pem\"\nregion: cn-hangzhou"},
		{"ca: '../b c/ca.pem'", "b c/draft.yaml", "ca: \"ca.pem\""},
		{"ca: '../b c/ca.pem'", filepath.Join(folder, "draft.yaml"), "ca: \"b c/ca.pem\""},
		{"ca: /etc/ca.pem", "draft.yaml", "ca: /etc/ca.pem"},
		{"region: cn-hangzhou", "draft.yaml", "region: cn-hangzhou"},
	} {
		if got := moved(c.profile, "a", filepath.Dir(c.to)); got != c.want {
			t.Errorf("%q in a, drafted to %s: %q, want %q", c.profile, c.to, got, c.want)
		}
	}
}

// idOf returns the $id of the schema.
func idOf(t *testing.T) string {
	t.Helper()
	content, err := os.ReadFile("../../internal/target/profile.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	id := regexp.MustCompile(`"\$id": "([^"]+)"`).FindSubmatch(content)
	if id == nil {
		t.Fatal("the schema has no $id")
	}
	return string(id[1])
}
