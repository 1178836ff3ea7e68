package judge

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/verdict"
)

const known = `
- scenarios: [no-token/v4-header/*, no-token/v4-url/get]
  fields: [Code, status]
  reason: the gateway sends 401 Unauthorized
  link: https://example.com/issues/7
  until: 2027-01-31
- scenarios: [bucket-policy/v4-header/get]
  reason: no bucket policies yet
  until: 2027-01-31
`

var today = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)

func result(id string, v verdict.Verdict, fields ...string) verdict.Result {
	r := verdict.Result{ID: id, Row: "R33", Verdict: v, Reason: "as it was"}
	for _, f := range fields {
		r.Findings = append(r.Findings, verdict.Finding{Field: f, Severity: verdict.Fails, Expected: "403", Actual: "401"})
	}
	return r
}

func TestWhatTheBaselineMakesOfAResult(t *testing.T) {
	b, err := parseBaseline([]byte(known))
	if err != nil {
		t.Fatal(err)
	}
	later := today.AddDate(0, 3, 0)
	for _, c := range []struct {
		name   string
		result verdict.Result
		now    time.Time
		want   verdict.Verdict
		says   string
	}{
		{"fails as it says", result("no-token/v4-header/get", verdict.Fail, "status", "Code"), today, verdict.Known,
			"baseline: the gateway sends 401 Unauthorized, see https://example.com/issues/7, until 2027-01-31"},
		{"fails in another field", result("no-token/v4-header/get", verdict.Fail, "Message"), today, verdict.Fail, "as it was"},
		{"fails in one more field", result("no-token/v4-header/get", verdict.Fail, "status", "Code", "Message"), today, verdict.Fail,
			"as it was"},
		{"not named", result("no-token/v4-url/put", verdict.Fail, "status", "Code"), today, verdict.Fail, "as it was"},
		{"a star is one part of an id", result("no-token/v4-header/get/more", verdict.Fail, "status", "Code"), today, verdict.Fail, "as it was"},
		{"passes", result("no-token/v4-url/get", verdict.Pass), today, verdict.Stale, "passes, though the baseline says that it fails"},
		{"past its day", result("no-token/v4-header/get", verdict.Fail, "status", "Code"), later, verdict.Fail, "as it was"},
		{"on its day", result("no-token/v4-header/get", verdict.Fail, "status", "Code"), time.Date(2027, 1, 31, 23, 0, 0, 0, time.UTC),
			verdict.Known, ""},
		{"fails where it was untestable", result("bucket-policy/v4-header/get", verdict.Fail, "Message"), today, verdict.Fail, "as it was"},
		{"untestable", result("bucket-policy/v4-header/get", verdict.Untestable), today, verdict.Known, "no bucket policies yet"},
		{"untestable is no deviating field", result("no-token/v4-header/get", verdict.Untestable), today, verdict.Untestable, ""},
		{"not supported", result("bucket-policy/v4-header/get", verdict.NotSupported), today, verdict.NotSupported, ""},
		{"an error", result("bucket-policy/v4-header/get", verdict.Error), today, verdict.Error, ""},
	} {
		if got := b.Judge(c.result, c.now); got.Verdict != c.want || !strings.Contains(got.Reason, c.says) {
			t.Errorf("%s: %s %q, want %s %q", c.name, got.Verdict, got.Reason, c.want, c.says)
		}
	}
}

// If several entries name a scenario, the one with the fields that deviate counts.
func TestOfSeveralEntriesThatCountsWhichSaysSo(t *testing.T) {
	b, err := parseBaseline([]byte(`
- {scenarios: [no-token/*/get], fields: [status], reason: old, until: 2026-01-31}
- {scenarios: [no-token/*/get], fields: [Code], reason: its own Code, until: 2027-01-31}
- {scenarios: [no-token/v4-url/get], fields: [Code, Message], reason: its own words too, until: 2027-01-31}
- {scenarios: [no-token/*/*], fields: [status], reason: new, until: 2027-01-31}
`))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		fields []string
		want   verdict.Verdict
		says   string
	}{
		{[]string{"Code"}, verdict.Known, "its own Code"},
		{[]string{"Code", "Message"}, verdict.Known, "its own words too"},
		{[]string{"status"}, verdict.Known, "new"},
		{[]string{"EC"}, verdict.Fail, "as it was"},
	} {
		if got := b.Judge(result("no-token/v4-url/get", verdict.Fail, c.fields...), today); got.Verdict != c.want ||
			!strings.Contains(got.Reason, c.says) {
			t.Errorf("%v: %s %q, want %s %q", c.fields, got.Verdict, got.Reason, c.want, c.says)
		}
	}
}

func TestAnEntryThatIsOutdatedIsStale(t *testing.T) {
	b, err := parseBaseline([]byte(known))
	if err != nil {
		t.Fatal(err)
	}
	all := []string{"no-token/v4-header/get", "no-token/v4-url/get", "bucket-policy/v4-header/get"}
	for _, c := range []struct {
		ids  []string
		now  time.Time
		want []string // reasons
	}{
		{all, today, nil},
		{all[:1], today, []string{"no-token/v4-url/get; take it out", "bucket-policy/v4-header/get; take it out"}},
		{all, today.AddDate(0, 3, 0),
			[]string{"accepted until 2027-01-31, which is past: the gateway", "accepted until 2027-01-31, which is past: no bucket"}},
	} {
		stale := b.Outdated(c.ids, c.now)
		if len(stale) != len(c.want) {
			t.Fatalf("%+v, want %q", stale, c.want)
		}
		for i, want := range c.want {
			if stale[i].Verdict != verdict.Stale || !strings.Contains(stale[i].Reason, want) {
				t.Errorf("%+v, want %q", stale[i], want)
			}
		}
	}
}

func TestABadBaselineIsRefused(t *testing.T) {
	for text, says := range map[string]string{
		"- scenarios: [a]\n  until: 2027-01-31":                "needs scenarios and a reason",
		"- reason: x\n  until: 2027-01-31":                     "needs scenarios and a reason",
		"- scenarios: [a]\n  reason: x":                        "until is \"\"",
		"- scenarios: [a]\n  reason: x\n  until: soon":         "until is \"soon\"",
		"- scenarios: ['[']\n  reason: x\n  until: 2027-01-31": "no id or pattern",
		"- scenario: [a]\n  reason: x\n  until: 2027-01-31":    "field scenario not found",
		known + "---\n" + known:                                "one YAML document",
		"a: b":                                                 "accepted: a list of",
		"# " + strings.Repeat("x", mostBaseline):               "more than",
	} {
		if _, err := parseBaseline([]byte(text)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%.40q: %v, want %q", text, err, says)
		}
	}
	if _, err := ReadBaseline("/dev/zero"); err == nil || !strings.Contains(err.Error(), "more than") {
		t.Errorf("a file without end: %v", err)
	}
	if _, err := ReadBaseline(filepath.Join(t.TempDir(), "none.yaml")); err == nil {
		t.Error("an absent file is no baseline")
	}
}

// With a draft made from a run, the same run is KNOWN.
func TestADraftKnowsTheRunThatItIsOf(t *testing.T) {
	results := []verdict.Result{
		result("a/v4-header/get", verdict.Fail, "status", "Code"), result("a/v4-url/get", verdict.Fail, "status", "Code"),
		result("b/v4-header/get", verdict.Untestable), result("c/v4-header/get", verdict.Pass), result("d/v4-header/get", verdict.NotSupported),
	}
	text, err := Baseline{}.Draft(results, today)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "known.yaml")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	b, err := ReadBaseline(file)
	if err != nil || len(b.entries) != 2 {
		t.Fatalf("%v\n%s", err, text)
	}
	want := []verdict.Verdict{verdict.Known, verdict.Known, verdict.Known, verdict.Pass, verdict.NotSupported}
	for i, r := range results {
		if got := b.Judge(r, today); got.Verdict != want[i] {
			t.Errorf("%s is %s, want %s, by\n%s", r.ID, got.Verdict, want[i], text)
		}
	}
	if text, err := (Baseline{}).Draft(results[3:], today); err != nil || strings.Contains(string(text), "scenarios") {
		t.Errorf("of a run without a deviation: %v\n%s", err, text)
	}
}

func FuzzBaseline(f *testing.F) {
	f.Add([]byte(known))
	f.Fuzz(func(t *testing.T, text []byte) {
		if b, err := parseBaseline(text); err == nil {
			b.Judge(result("a/b", verdict.Fail), today)
		}
	})
}

// A new draft keeps what a person wrote of what still deviates so, and forgets the rest.
func TestADraftKeepsReasonsOfTheBaseline(t *testing.T) {
	known := Baseline{entries: []KnownDeviation{
		{Scenarios: []string{"a/*/get"}, Fields: []string{"status", "Code"}, Reason: "by design", Link: "https://x.example/1",
			Until: "2999-01-31"},
		{Scenarios: []string{"b/v4-header/get"}, Reason: "no right there", Until: "2000-01-31"},
		{Scenarios: []string{"gone/v4-header/get"}, Fields: []string{"EC"}, Reason: "mended", Until: "2999-01-31"},
	}}
	text, err := known.Draft([]verdict.Result{
		result("a/v4-header/get", verdict.Known, "status", "Code"), result("a/v4-url/get", verdict.Fail, "Code", "status"),
		result("a/v1-url/get", verdict.Fail, "Message"), result("b/v4-header/get", verdict.Untestable),
		result("gone/v4-header/get", verdict.Pass),
	}, today)
	if err != nil {
		t.Fatal(err)
	}
	b, err := parseBaseline(text)
	if err != nil || len(b.entries) != 3 {
		t.Fatalf("%v\n%s", err, text)
	}
	kept, other, late := b.entries[0], b.entries[1], b.entries[2]
	if len(kept.Scenarios) != 2 || kept.Reason != "by design" || kept.Link != "https://x.example/1" || kept.Until != "2999-01-31" {
		t.Errorf("%+v", kept)
	}
	if other.Scenarios[0] != "a/v1-url/get" || other.Reason == "by design" {
		t.Errorf("%+v", other)
	}
	if late.Reason != "no right there" || late.Until <= "2000-01-31" {
		t.Errorf("%+v", late)
	}
}
