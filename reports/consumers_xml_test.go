package reports

import (
	"encoding/xml"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/verdict"
)

// element is one parsed XML element.
type element struct {
	name       string
	attributes map[string]string
	children   []*element
	text       string
}

// outcome returns the verdict of a red case, "skipped" for a skipped one, and "" for
// a plain one. The case about the run itself returns "trouble".
func (e *element) outcome() string {
	for _, name := range []string{"failure", "error", "skipped"} {
		i := slices.IndexFunc(e.children, func(child *element) bool { return child.name == name })
		switch {
		case i < 0:
		case name == "skipped":
			return name
		case e.attributes["classname"] == troubleArea:
			return "trouble"
		default:
			return e.children[i].attributes["type"]
		}
	}
	return ""
}

func readingOfOutcomes(outcomes iter.Seq[string]) reading {
	t := reading{red: map[verdict.Verdict]int{}}
	for outcome := range outcomes {
		switch outcome {
		case "":
			t.plain++
		case "skipped":
			t.skipped++
		case "trouble":
			t.trouble++
		default:
			t.red[verdict.Verdict(outcome)]++
		}
	}
	return t
}

// elements parses the report strictly and returns its suites.
func elements(t *testing.T, junit string) []*element {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(junit))
	top := &element{}
	for open := []*element{top}; ; {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		last := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			child := &element{name: token.Name.Local, attributes: map[string]string{}}
			for _, a := range token.Attr {
				child.attributes[a.Name.Local] = a.Value
			}
			last.children = append(last.children, child)
			open = append(open, child)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			last.text += string(token)
		}
	}
	if len(top.children) != 1 || top.children[0].name != "testsuites" {
		t.Fatal("the report is no testsuites")
	}
	return top.children[0].children
}

// A shape says what the strict schema of Jenkins' xUnit plugin allows in an element.
type shape struct {
	required, optional []string // attributes
	children           []string
	text               bool
}

// jenkinsShapes returns the shapes of https://github.com/jenkinsci/xunit-plugin
// (junit-10.xsd), by element.
func jenkinsShapes() map[string]shape {
	outcome := shape{optional: []string{"type", "message"}, text: true}
	return map[string]shape{
		"testsuite": {required: []string{"name", "tests"}, children: []string{"properties", "testcase", "system-out", "system-err"},
			optional: []string{"failures", "errors", "time", "disabled", "skipped", "timestamp", "hostname", "id", "package"}},
		"testcase": {required: []string{"name"}, optional: []string{"assertions", "time", "classname", "status", "class", "file", "line"},
			children: []string{"skipped", "error", "failure", "rerunFailure", "properties", "system-out", "system-err"}},
		"properties": {children: []string{"property"}}, "property": {required: []string{"name", "value"}},
		"failure": outcome, "error": outcome, "skipped": outcome,
	}
}

// jenkins checks the report against the strict schema, then counts as Jenkins does.
// A case may have one outcome at most: Jenkins would count a case with two twice.
func jenkins(t *testing.T, junit string) reading {
	t.Helper()
	var outcomes []string
	for _, suite := range elements(t, junit) {
		admitted(t, suite)
		for _, c := range suite.children {
			if c.name != "testcase" {
				continue
			}
			if len(c.children) > 1 {
				t.Errorf("%s has %d outcomes", c.attributes["name"], len(c.children))
			}
			outcomes = append(outcomes, c.outcome())
		}
	}
	return readingOfOutcomes(slices.Values(outcomes))
}

func admitted(t *testing.T, e *element) {
	t.Helper()
	allowed, known := jenkinsShapes()[e.name]
	if !known {
		t.Errorf("Jenkins knows no element %s", e.name)
		return
	}
	for _, name := range allowed.required {
		if _, ok := e.attributes[name]; !ok {
			t.Errorf("%s has no %s", e.name, name)
		}
	}
	for name := range e.attributes {
		if !slices.Contains(slices.Concat(allowed.required, allowed.optional), name) {
			t.Errorf("%s has the attribute %s", e.name, name)
		}
	}
	if !allowed.text && strings.TrimSpace(e.text) != "" {
		t.Errorf("%s holds the text %q", e.name, e.text)
	}
	for _, child := range e.children {
		if !slices.Contains(allowed.children, child.name) {
			t.Errorf("%s holds %s", e.name, child.name)
		}
		admitted(t, child)
	}
}
