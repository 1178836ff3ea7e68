package reports

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
)

// schemaNode is the part of JSON Schema that conformance.schema.json uses.
type schemaNode struct {
	Schema, ID, Title, Description, Format string
	Type                                   string
	Const                                  any
	Enum                                   []any
	Minimum                                *float64
	MinLength                              int
	Required                               []string
	Properties                             map[string]schemaNode
	AdditionalProperties                   *bool
	Items                                  *schemaNode
	Ref                                    string                `json:"$ref"`
	Defs                                   map[string]schemaNode `json:"$defs"`
	SchemaURI                              string                `json:"$schema"`
	IDURI                                  string                `json:"$id"`
}

func readSchema(t *testing.T) schemaNode {
	t.Helper()
	file, err := os.Open("conformance.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	decoder := json.NewDecoder(file)
	decoder.DisallowUnknownFields() // a keyword that the check does not know would hold nothing
	var root schemaNode
	if err := decoder.Decode(&root); err != nil {
		t.Fatal(err)
	}
	return root
}

// check lists where value departs from the node.
func (root schemaNode) check(node schemaNode, value any, at string) []string {
	if name, ok := strings.CutPrefix(node.Ref, "#/$defs/"); ok {
		return root.check(root.Defs[name], value, at)
	}
	var wrong []string
	note := func(format string, args ...any) { wrong = append(wrong, at+": "+fmt.Sprintf(format, args...)) }
	if node.Type != "" && !isOfType(node.Type, value) {
		note("%v is no %s", value, node.Type)
	}
	if node.Const != nil && node.Const != value {
		note("%v is not %v", value, node.Const)
	}
	if node.Enum != nil && !slices.Contains(node.Enum, value) {
		note("%v is none of %v", value, node.Enum)
	}
	switch v := value.(type) {
	case float64:
		if node.Minimum != nil && v < *node.Minimum {
			note("%v is below %v", v, *node.Minimum)
		}
	case string:
		if len(v) < node.MinLength {
			note("too short")
		}
	case []any:
		for i, item := range v {
			wrong = append(wrong, root.check(*node.Items, item, fmt.Sprintf("%s[%d]", at, i))...)
		}
	case map[string]any:
		for _, name := range node.Required {
			if _, ok := v[name]; !ok {
				note("%s is missing", name)
			}
		}
		for name, item := range v {
			property, known := node.Properties[name]
			if !known {
				note("%s is not described", name)
				continue
			}
			wrong = append(wrong, root.check(property, item, at+"."+name)...)
		}
	}
	return wrong
}

func isOfType(name string, value any) bool {
	switch v := value.(type) {
	case string:
		return name == "string"
	case bool:
		return name == "boolean"
	case float64:
		return name == "number" || name == "integer" && v == math.Trunc(v)
	case []any:
		return name == "array"
	case map[string]any:
		return name == "object"
	default:
		return false
	}
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
	root := readSchema(t)
	for name, run := range map[string]Run{"every verdict": everyVerdict(), "hostile": hostileRun(), "empty": {}} {
		if wrong := root.check(root, decoded(t, jsonOf(t, run.Summarise())), "$"); len(wrong) > 0 {
			t.Errorf("%s: %s", name, strings.Join(wrong, "\n"))
		}
	}
}

func TestTheSchemaRefuses(t *testing.T) {
	root, good := readSchema(t), jsonOf(t, everyVerdict().Summarise())
	for _, change := range []struct{ from, to, at string }{
		{Schema, "oss403/conformance/2", "$.schema"},
		{`"target"`, `"colour"`, "$: target is missing"},
		{`"rowsPassed": 1`, `"rowsPassed": 1.5`, "$.score.rowsPassed"},
		{`"rowsPassed": 1`, `"rowsPassed": -1`, "$.score.rowsPassed"},
		{`"verdict": "FAIL"`, `"verdict": "FINE"`, "$.rows[4].verdict"},
		{`"severity": "fails"`, `"severity": "hurts"`, ".severity"},
		{`"trouble": [`, `"trouble": [7,`, "$.trouble[0]"},
		{`"ok": false`, `"ok": "no"`, ".ok"},
	} {
		if !strings.Contains(good, change.from) {
			t.Fatalf("the document holds no %s", change.from)
		}
		wrong := root.check(root, decoded(t, strings.Replace(good, change.from, change.to, 1)), "$")
		if !strings.Contains(strings.Join(wrong, "\n"), change.at) {
			t.Errorf("%s -> %s: %q", change.from, change.to, wrong)
		}
	}
}

func TestTheSchemaDescribesEveryFieldAsClosed(t *testing.T) {
	root := readSchema(t)
	for name, node := range root.Defs {
		if node.Type == "object" && (node.AdditionalProperties == nil || *node.AdditionalProperties) {
			t.Errorf("%s admits fields that it does not describe", name)
		}
	}
}
