package postpolicy

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

func encode(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// The messages of the first two mistakes are those of the service.
func TestWordsOfSyntaxErrors(t *testing.T) {
	for text, want := range map[string]string{
		`{"expiration":e}`:              "unknown char e",
		`{"conditions":["a" "b"]}`:      ", or ] expected",
		`{"a":1 "b":2}`:                 ", or } expected",
		`{"a" 1}`:                       ": expected",
		`{a:1}`:                         `" expected`,
		`{"a":1,"a":2}`:                 "duplicate name a",
		`{"a":"`:                        "unexpected end",
		`{"a":"\`:                       "unexpected end",
		`{"a":"\u12`:                    "unexpected end",
		`{"a":"\x"}`:                    "unknown char x",
		``:                              "unexpected end",
		`{} x`:                          "unknown char x",
		strings.Repeat(`[`, MaxDepth+1): "nested too deeply",
		strings.Repeat(`{"a":`, MaxDepth+1) + `1`: "nested too deeply",
		`{"a":1-2}`: "unknown char 1",
	} {
		_, denial := Parse(encode(text))
		if denial == nil || denial.Reason != deny.PolicyJSON || denial.Detail != want {
			t.Errorf("%s: %+v, want %s", text, denial, want)
		}
	}
}

func TestEscapes(t *testing.T) {
	p, denial := Parse(encode(`{"expiration":"2027-01-01T00:00:00.000Z","conditions":[{"k":"\/\\\"\$\b\f\n\r\t\u00e4\ud83d\ude00"}]}`))
	if denial != nil || p.Conditions[0].Value != "/\\\"$\b\f\n\r\tä😀" {
		t.Errorf("%v %+v", denial, p)
	}
}

// FuzzPolicy checks that nothing panics, that valid JSON is read unless it repeats a name or nests
// too deeply, and that the conditions of an accepted policy make sense.
func FuzzPolicy(f *testing.F) {
	for _, seed := range []string{
		`{"expiration":"2014-12-01T12:00:00.000Z","conditions":[{"bucket":"johnsmith"},["starts-with","$key","user/eric/"]]}`,
		`{"expiration":"2023-02-19T13:19:00.000Z",` +
			`"conditions":[["content-length-range",1,1024],["in","$content-type",["image/jpg"]],["not-in","$cache-control",["no-cache"]]]}`,
		`{}`, `[]`, `{"expiration":1}`, `{"expiration":"","conditions":[]}`,
		`{"expiration":"2023-02-19T13:19:00.000Z","conditions":[["content-length-range",-1,1e999]]}`,
		`{"a":"\ud800\u0041\$"}`, `[[[[[[[[[[[[[[[[[[`, `{"conditions":{"conditions":null}}`, "\xff", `"`, `-`, `tru`, `{"a":1,"a":1}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, denial := Parse(encode(text))
		if utf8.ValidString(text) && json.Valid([]byte(text)) && denial != nil && denial.Reason == deny.PolicyJSON &&
			!strings.HasPrefix(denial.Detail, "duplicate name") && denial.Detail != "nested too deeply" {
			t.Errorf("valid JSON refused: %q %+v", text, denial)
		}
		if denial != nil {
			return
		}
		for _, c := range p.Conditions {
			if c.Mode == ContentLengthRange && (c.Min < 0 || c.Max < c.Min) || c.String() == "" {
				t.Errorf("%q: %+v", text, c)
			}
		}
		p.Holds(func(string) (string, bool) { return "", false })
		p.HoldsSize(0)
	})
}
