package recording

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"encoding/xml"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/oss403/oss403/harness/internal/markup"
	"github.com/oss403/oss403/harness/verdict"
)

// sample is a small recording with every key of the format.
func sample(t *testing.T) Recording {
	t.Helper()
	entry, _, err := Capture(told("GET"))
	if err != nil {
		t.Fatal(err)
	}
	quote := Entry{Scenario: "canary/two",
		Source: &Source{"issue a/b#1 (2024-01-02)", "https://github.com/a/b/issues/1"}, Also: []string{"canary/*"},
		Only: []string{"Code"}, Exchanges: none()}
	return Recording{Origin: OfService, Suite: Suite{Version: "v1.2.3", Catalogue: "abc"}, Product: &verdict.Product{Name: "p"},
		Region: "cn-hangzhou", Day: "2026-11-30", Scenarios: []Entry{quote, entry}}
}

// A recording that is cut, edited or of another schema is named as such; one that is whole is read as it was written.
func TestBadRecordingsAreNamed(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"r.json", "r.json.gz"} {
		file := filepath.Join(folder, name)
		if err := Write(file, sample(t)); err != nil {
			t.Fatal(err)
		}
		r, err := Read(file)
		if err != nil || len(r.Scenarios) != 2 || r.Scenarios[0].Scenario != "canary/one" || r.Digest == "" {
			t.Fatalf("%s: %v %d", name, err, len(r.Scenarios))
		}
		if is, err := Is(file); err != nil || !is {
			t.Errorf("%s is no recording: %v", name, err)
		}
	}
	text, err := os.ReadFile(filepath.Join(folder, "r.json"))
	if err != nil {
		t.Fatal(err)
	}
	zipped, err := os.ReadFile(filepath.Join(folder, "r.json.gz"))
	if err != nil {
		t.Fatal(err)
	}
	change := func(from, to string) []byte {
		if !bytes.Contains(text, []byte(from)) {
			t.Fatalf("no %s in it", from)
		}
		return bytes.Replace(text, []byte(from), []byte(to), 1)
	}
	for _, c := range []struct {
		name string
		text []byte
		want error
	}{
		{"cut in the middle", text[:len(text)/2], ErrCut},
		{"cut before the end", text[:len(text)-3], ErrCut},
		{"a cut file of gzip", zipped[:len(zipped)/2], ErrCut},
		{"empty", nil, ErrCut},
		{"another region", change("cn-hangzhou", "cn-shanghai"), ErrEdited},
		{"another verdict", change(`"FAIL"`, `"PASS"`), ErrEdited},
		{"given as the service's", change(`"origin": "service"`, `"origin": "quoted"`), ErrEdited},
		{"a key more", change(`"region"`, `"colour": 1, "region"`), ErrEdited},
		{"a later schema", change("recording/2", "recording/3"), ErrForeign},
		{"conformance.json", []byte(`{"schema": "oss403/conformance/2"}`), ErrForeign},
		{"no JSON", []byte("<html>"), ErrForeign},
	} {
		file := filepath.Join(folder, "bad.json")
		if err := os.WriteFile(file, c.text, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(file); !errors.Is(err, c.want) || !strings.Contains(err.Error(), file) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	if err := Write(filepath.Join(folder, "odd.json"), Recording{Origin: "moon"}); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(filepath.Join(folder, "odd.json")); !errors.Is(err, ErrForeign) {
		t.Errorf("an origin that nobody knows: %v", err)
	}
}

// A recording of the version before is read, and known to have no bodies of successes.
func TestTheVersionBeforeIsRead(t *testing.T) {
	for version, bodiless := range map[string]bool{firstSchema: true, Schema: false} {
		r := sample(t)
		r.Schema = version
		digest, err := r.digest()
		if err != nil {
			t.Fatal(err)
		}
		r.Digest = digest
		text, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		got, err := read(bytes.NewReader(text), 1<<20)
		if err != nil || len(got.Scenarios) != 2 || got.Scenarios[1].bodiless != bodiless {
			t.Errorf("%s: %v %+v", version, err, got)
		}
	}
}

// A file that grows without end when it is unpacked, or is none, does not hang or fill the memory.
func TestALargeRecordingIsRefused(t *testing.T) {
	var bomb bytes.Buffer
	w := gzip.NewWriter(&bomb)
	if _, err := w.Write(bytes.Repeat([]byte(" "), 1<<20)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{bomb.String(), strings.Repeat(" ", 3000)} {
		if _, err := read(strings.NewReader(text), 2000); err == nil || !strings.Contains(err.Error(), "larger than 2000 bytes") {
			t.Errorf("%v", err)
		}
	}
	if _, err := Read(t.TempDir()); err == nil {
		t.Error("a folder is a recording")
	}
}

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	compiled, err := compiler.Compile("recording.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

func validate(t *testing.T, s *jsonschema.Schema, text []byte) error {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(value)
}

// What is written agrees with the published schema, which knows every key of the format and no other.
func TestRecordingsAgreeWithTheSchema(t *testing.T) {
	file := filepath.Join(t.TempDir(), "r.json")
	if err := Write(file, sample(t)); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := validate(t, schema(t), text); err != nil {
		t.Error(err)
	}
	for from, to := range map[string]string{
		`"origin": "service"`: `"origin": "moon"`, `"day": "2026-11-30"`: `"day": "today"`, `"region"`: `"colour"`, `"exchanges"`: `"exchange"`,
		`"step": "provocation"`: `"step": "dance"`, `"signature"`: `"autograph"`, `"https://github.com/a/b/issues/1"`: `":/"`,
	} {
		if changed := bytes.Replace(text, []byte(from), []byte(to), 1); validate(t, schema(t), changed) == nil {
			t.Errorf("the schema takes %s for %s", to, from)
		}
	}
	var carried map[string]any
	if err := json.Unmarshal(SchemaJSON, &carried); err != nil || carried["title"] == "" {
		t.Errorf("the schema that the program carries: %v", err)
	}
}

// FuzzRead: whatever a file holds, reading it ends, with an error or with a recording whose digest is right.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"schema": "oss403/recording/1"}`))
	f.Add([]byte{0x1f, 0x8b, 8, 0})
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := read(bytes.NewReader(text), 1<<16)
		if err == nil && r.check() != nil {
			t.Errorf("%q is read in spite of its digest", text)
		}
	})
}

// FuzzBody: whatever a body holds and says it is, a word of a user in it is gone, and the structure of XML and JSON stays.
func FuzzBody(f *testing.F) {
	f.Add("a &amp; b", "text/plain")
	f.Add(`{"a": "\u0041\n"}`, "application/json")
	f.Add("--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\ny\r\n--b--", "multipart/form-data; boundary=b")
	f.Add("<a><!-- b > c --><![CDATA[d]]>e<f/></a>", "application/xml")
	f.Add("\x00\xff", "image/png")
	f.Fuzz(func(t *testing.T, text, kind string) {
		s := NewSanitiser("fuzz", canaryTime)
		s.body([]byte(text), int64(len(text)), kind)
		const word = "zanzibarharbour"
		if strings.Contains(text, word) || !readable(text) {
			return
		}
		inJSON, err := json.Marshal(map[string]any{text: []any{text + " " + word, word, map[string]string{word: "1"}}})
		if err != nil {
			t.Fatal(err)
		}
		var inXML bytes.Buffer
		if err := xml.EscapeText(&inXML, []byte(text+" "+word)); err != nil {
			t.Fatal(err)
		}
		for _, body := range []string{text + " " + word, string(inJSON), "<a><b>" + inXML.String() + "</b> " + word + "<c/></a>"} {
			got := s.body([]byte(body), int64(len(body)), "")
			if strings.Contains(got, word) || json.Valid([]byte(body)) && !json.Valid([]byte(got)) ||
				wellFormed([]byte(body)) && markup.Root([]byte(body)) != markup.Root([]byte(got)) {
				t.Errorf("%q became %q", body, got)
			}
		}
	})
}

// FuzzText: whatever a text holds, what is made of it has its length, and of what is hidden nothing is left.
func FuzzText(f *testing.F) {
	f.Add(secretCanary + " " + signatureCanary)
	f.Add(spaced("oss403-" + runCanary))
	f.Add(encoded("the bucket of " + mailCanary))
	f.Add("%41%zz%e5%AD 20261130T034642Z é字 AQIBI")
	f.Add("<Error><User>a&amp;b</User></Error>")
	f.Fuzz(func(t *testing.T, text string) {
		s := NewSanitiser("fuzz", canaryTime)
		s.Hide(secretCanary)
		if got := s.document(text); len(got) != len(text) {
			t.Errorf("%q became %q", text, got)
		}
		if got := s.document(text + " " + secretCanary + " "); strings.Contains(got, secretCanary) {
			t.Errorf("%q", got)
		}
	})
}
