package reports

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func compiledSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile("conformance.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func decoded(t *testing.T, text string) any {
	t.Helper()
	var value any
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatal(err)
	}
	return value
}

func TestDocumentsAgreeWithTheSchema(t *testing.T) {
	schema := compiledSchema(t)
	for name, run := range map[string]Run{"every verdict": everyVerdict(), "hostile": hostileRun(), "empty": {}} {
		if err := schema.Validate(decoded(t, jsonOf(t, run.Summarise()))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTheSchemaRefuses(t *testing.T) {
	schema, good := compiledSchema(t), jsonOf(t, everyVerdict().Summarise())
	for _, change := range []struct{ from, to, at string }{
		{Schema, "oss403/conformance/3", "at '/schema'"},
		{`"target"`, `"colour"`, "missing property 'target'"},
		{`"target"`, `"colour"`, "additional properties 'colour' not allowed"},
		{`"rowsPassed": 1`, `"rowsPassed": 1.5`, "at '/score/rowsPassed'"},
		{`"rowsPassed": 1`, `"rowsPassed": -1`, "at '/score/rowsPassed'"},
		{`"verdict": "FAIL"`, `"verdict": "FINE"`, "at '/rows/4/verdict'"},
		{`"severity": "fails"`, `"severity": "hurts"`, "/severity'"},
		{`"trouble": [`, `"trouble": [7,`, "at '/trouble/0'"},
		{`"ok": false`, `"ok": "no"`, "/ok'"},
	} {
		if !strings.Contains(good, change.from) {
			t.Fatalf("the document holds no %s", change.from)
		}
		err := schema.Validate(decoded(t, strings.Replace(good, change.from, change.to, 1)))
		if err == nil || !strings.Contains(err.Error(), change.at) {
			t.Errorf("%s -> %s: %v", change.from, change.to, err)
		}
	}
}

func TestTheSchemaDescribesEveryFieldAsClosed(t *testing.T) {
	text, err := os.ReadFile("conformance.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var root struct {
		Defs map[string]struct {
			Type                 string
			AdditionalProperties *bool
		} `json:"$defs"`
	}
	if err := json.Unmarshal(text, &root); err != nil || len(root.Defs) == 0 {
		t.Fatal(err)
	}
	for name, node := range root.Defs {
		if node.Type == "object" && (node.AdditionalProperties == nil || *node.AdditionalProperties) {
			t.Errorf("%s admits fields that it does not describe", name)
		}
	}
}
