package target

import (
	"encoding/json"
	"encoding/pem"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

const schemaFile = "profile.schema.json"

// bySchema returns the error of the schema for a profile; nil: the profile is valid.
func bySchema(t *testing.T, schema *jsonschema.Schema, content []byte) error {
	t.Helper()
	var document any
	if err := yaml.Unmarshal(content, &document); err != nil {
		return err
	}
	return schema.Validate(document)
}

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// A part is an object of the schema.
type part struct {
	Description          string
	AdditionalProperties *bool
	Properties           map[string]part
	Enum                 []string
	Items                *part
}

// The schema has the same keys as the reader, each with a description.
func TestTheSchemaHasTheKeysOfAProfile(t *testing.T) {
	content, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	var schema part
	if err := json.Unmarshal(content, &schema); err != nil {
		t.Fatal(err)
	}
	sameKeys(t, "profile", schema, reflect.TypeFor[Profile]())
	for key, want := range map[string][]string{
		"addressing": {virtualHost, byPath}, "signing": {v1, v2, v4, s3}, "provides": words(provided()), "allow": permissionWords(),
	} {
		p := schema.Properties[key]
		if p.Items != nil {
			p = *p.Items
		}
		if !slices.Equal(p.Enum, want) {
			t.Errorf("the schema has %q for %s, the reader takes %q", p.Enum, key, want)
		}
	}
}

func sameKeys(t *testing.T, at string, p part, of reflect.Type) {
	t.Helper()
	if p.AdditionalProperties == nil || *p.AdditionalProperties {
		t.Errorf("%s takes any key", at)
	}
	var keys []string
	for i := range of.NumField() {
		field := of.Field(i)
		key := field.Tag.Get("yaml")
		keys = append(keys, key)
		if p.Properties[key].Description == "" {
			t.Errorf("%s.%s has no description", at, key)
		}
		if field.Type.Kind() == reflect.Struct {
			sameKeys(t, at+"."+key, p.Properties[key], field.Type)
		}
	}
	if described := slices.Sorted(maps.Keys(p.Properties)); !slices.Equal(described, slices.Sorted(slices.Values(keys))) {
		t.Errorf("%s: the schema has %v, the reader %v", at, described, keys)
	}
}

// The defaults in the schema are those of the code.
func TestTheSchemaTellsTheDefaults(t *testing.T) {
	content, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	none := Profile{}
	if err := (Limits{}).check(0); err != nil || none.Timeouts.settling() != defaultSettling {
		t.Error(err, none.Timeouts.settling())
	}
	for _, says := range []string{"Default: 10s.", "Default: 1m.", "Default: 60.", `"minimum": 4 `, "Default: " + ownerID,
		"Default: " + otherSecret} {
		if !strings.Contains(string(content), says) {
			t.Errorf("the schema does not say %s", says)
		}
	}
	if DefaultTimeout.String() != "10s" || defaultSettling.Minutes() != 1 || defaultBuckets != 60 || leastBuckets != 4 {
		t.Error("a default has changed: change the schema too")
	}
}

// Each sample says how to run it. Reader and schema accept it that way.
func TestTheSamples(t *testing.T) {
	folder := t.TempDir()
	writeAuthority(t, filepath.Join(folder, "oss403-ca.pem"))
	withVariables(t)
	schema := compiled(t)
	files, err := filepath.Glob("samples/*.yaml")
	if err != nil || len(files) < 7 {
		t.Fatal(files, err)
	}
	command := regexp.MustCompile(`(?m)^# .*oss403 run --target=(\S+) --profile=(\S+)`)
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		said := command.FindStringSubmatch(string(content))
		if !strings.HasPrefix(string(content), "# yaml-language-server: $schema=../"+schemaFile+"\n#\n# ") || said == nil ||
			said[2] != filepath.Base(file) {
			t.Errorf("%s does not open with its schema, what it is for and how it is run", file)
			continue
		}
		if err := bySchema(t, schema, content); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		copied := filepath.Join(folder, said[2])
		if err := os.WriteFile(copied, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := (Spec{Target: said[1], Profile: copied}).Check(); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// withVariables sets the environment variables that the samples name.
func withVariables(t *testing.T) {
	t.Helper()
	t.Setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI0000example") // for the credential chain
	t.Setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "an-example-secret")
	for _, name := range []string{ownerID, ownerSecret, otherID, otherSecret, "OTHER_ID", "OTHER_SECRET", "OLD_ID", "OLD_SECRET",
		"OLD_TOKEN"} {
		t.Setenv(name, "an-example")
	}
	t.Setenv("OSS_REGION", "")
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
}

// writeAuthority writes a certificate to a file.
func writeAuthority(t *testing.T, path string) {
	t.Helper()
	server := httptest.NewTLSServer(http.NotFoundHandler())
	defer server.Close()
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}
