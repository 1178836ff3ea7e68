package reports

import (
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/oss403/oss403/harness/verdict"
)

func jsonOf(t *testing.T, s Summary) string {
	t.Helper()
	var text strings.Builder
	if err := WriteJSON(&text, s); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

func TestJSONComesBackAsTheSameRun(t *testing.T) {
	runs := map[string]Run{
		"every verdict": everyVerdict(), "hostile": hostileRun(), "empty": {},
		"all skipped": of(verdict.NotSupported), "a FAIL": of(verdict.Pass, verdict.Fail), "conformant": of(verdict.Pass),
	}
	unexpected := of(verdict.Pass)
	unexpected.Expected = nil
	runs["unexpected"] = unexpected
	for name, run := range runs {
		before := run.Summarise()
		text := jsonOf(t, before)
		read, err := ReadJSON(strings.NewReader(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		after := read.Summarise()
		if again, err := ReadJSON(strings.NewReader(jsonOf(t, after))); err != nil || !reflect.DeepEqual(again, read) {
			t.Errorf("%s: written again, the document differs: %v", name, err)
		}
		for _, p := range []Gate{{}, {Strict: true}, {Lenient: true}} {
			if before.ExitCode(p) != after.ExitCode(p) {
				t.Errorf("%s, %+v: exit code %d became %d", name, p, before.ExitCode(p), after.ExitCode(p))
			}
		}
	}
}

func TestJSONShowsEveryVerdict(t *testing.T) {
	var d document
	if err := json.Unmarshal([]byte(jsonOf(t, everyVerdict().Summarise())), &d); err != nil {
		t.Fatal(err)
	}
	if want := everyVerdict().Summarise().Score.Scenarios; !reflect.DeepEqual(count(d.Scenarios), want) {
		t.Errorf("got %v, want %v", count(d.Scenarios), want)
	}
	for v, n := range count(d.Scenarios) {
		if n == 0 {
			t.Errorf("the sample holds no %s", v)
		}
	}
}

func TestHostileTextIsHarmlessInJSON(t *testing.T) {
	text := jsonOf(t, hostileRun().Summarise())
	if !utf8.ValidString(text) || strings.Contains(text, "<script") || strings.ContainsAny(text, "\x00\x1b\u2028") {
		t.Error("hostile text reaches the document as it is")
	}
}

func TestReadJSONRefuses(t *testing.T) {
	good := jsonOf(t, everyVerdict().Summarise())
	change := func(from, to string) string {
		if !strings.Contains(good, from) {
			t.Fatalf("the document holds no %s", from)
		}
		return strings.Replace(good, from, to, 1)
	}
	tests := []struct{ name, text, because string }{
		{"nothing", "", "it is empty"},
		{"null", "null", "schema"},
		{"half a document", good[:len(good)/2], "it is cut off"},
		{"another schema", change(Schema, "oss403/conformance/3"), "schema"},
		{"a field of tomorrow", change(`"target"`, `"colour": "red", "target"`), "unknown field"},
		{"more behind it", good + "{}", "more follows"},
		{"an unknown verdict", change(`"verdict": "FAIL"`, `"verdict": "FINE"`), "do not follow"},
		{"an unknown verdict of a scenario",
			change("\"fault\": \"signed with a wrong secret\",\n   \"verdict\": \"PASS\"", `"fault": "", "verdict": "FINE"`), `verdict "FINE"`},
		{"a score that is too good", change(`"rowsPassed": 1`, `"rowsPassed": 6`), "do not follow"},
		{"a scenario without id", change(`"id": "blocked-address/v4-header"`, `"id": ""`), `scenario ""`},
	}
	for _, test := range tests {
		if _, err := ReadJSON(strings.NewReader(test.text)); err == nil || !strings.Contains(err.Error(), test.because) {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

// testdata/conformance-1.json is a file of the version before. Reports of it show all that it says.
func TestReadJSONReadsTheVersionBefore(t *testing.T) {
	file, err := os.Open("testdata/conformance-1.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	run, err := ReadJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	now := everyVerdict().Summarise()
	then := run.Summarise()
	if !reflect.DeepEqual(then.Score, now.Score) || !reflect.DeepEqual(then.Trouble, now.Trouble) || then.Suite != (Suite{}) {
		t.Errorf("read: %+v, trouble %q, suite %+v", then.Score, then.Trouble, then.Suite)
	}
	if _, err := ReadJSON(strings.NewReader(jsonOf(t, then))); err != nil {
		t.Errorf("written again as version 2: %v", err)
	}
}

func TestReadJSONIsBounded(t *testing.T) {
	text := []byte(jsonOf(t, everyVerdict().Summarise()))
	if _, err := readJSON(bytes.NewReader(text), int64(len(text))); err != nil {
		t.Error(err)
	}
	if _, err := readJSON(bytes.NewReader(text), int64(len(text)-1)); err == nil || !strings.Contains(err.Error(), "larger") {
		t.Error(err)
	}
}
