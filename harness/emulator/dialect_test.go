package emulator_test

import (
	"encoding/json"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/mutant"
	"github.com/oss403/oss403/harness/emulator/internal/parts"
)

// Each refusal that differs between the dialects answers as its catalogue says. No other refusal
// differs.
func TestDialectsDifferInLooks(t *testing.T) {
	observed, printed := deny.In(deny.AsObserved), deny.In(deny.AsPrinted)
	differing := 0
	for _, p := range bench.Provocations() {
		if observed[p.Why] == printed[p.Why] {
			continue
		}
		differing++
		for dialect, catalogue := range map[deny.Dialect]deny.Catalogue{"": observed, deny.AsObserved: observed, deny.AsPrinted: printed} {
			b := bench.NewWith(t, emulator.Options{Dialect: dialect})
			bench.Stage(b)
			w, why := b.Send(p.By(b))
			look := catalogue[p.Why]
			if why != string(p.Why) || w.Code != look.Status ||
				!strings.Contains(w.Body.String(), "<Code>"+look.Code+"</Code>\n  <Message>"+look.Message+"</Message>") {
				t.Errorf("%q, %s: %d %s\n%s", dialect, p.Why, w.Code, why, w.Body)
			}
		}
	}
	if differing < len(deny.Printed()) {
		t.Errorf("%d provocations tell %d refusals apart", differing, len(deny.Printed()))
	}
}

// The control port names the dialect, and shows its catalogue.
func TestDialectIsShown(t *testing.T) {
	for dialect, code := range map[deny.Dialect]string{
		"": "AccessDenied", deny.AsObserved: "AccessDenied", deny.AsPrinted: "BucketNotBelongTo",
	} {
		b := bench.NewWith(t, emulator.Options{Dialect: dialect})
		want := dialect
		if want == "" {
			want = deny.AsObserved
		}
		if _, body := b.Control("GET", "/v1/health", ""); !strings.Contains(body, `"dialect": "`+string(want)+`"`) {
			t.Errorf("%q: %s", dialect, body)
		}
		_, body := b.Control("GET", "/v1/reasons", "")
		var rows []struct{ Reason, Code string }
		if err := json.Unmarshal([]byte(body), &rows); err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(rows, func(r struct{ Reason, Code string }) bool { return r.Reason == string(deny.NotYourBucket) })
		if rows[at].Code != code {
			t.Errorf("%q: %+v", dialect, rows[at])
		}
	}
}

// A mutant uses the dialect of the options. An unknown dialect is an error, as an unknown mutant
// is.
func TestAMutantSpeaksItsDialect(t *testing.T) {
	for _, c := range []struct {
		dialect emulator.Dialect
		mutant  string
		says    string
	}{
		{"swiss", "", "none of [observed documented]"},
		{emulator.AsPrinted, "code none", `no mutant "code none"`},
		{emulator.AsPrinted, "code not-your-bucket", ""},
	} {
		e, err := emulator.New(emulator.Options{Dialect: c.dialect, Mutant: c.mutant})
		if c.says != "" {
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%q: %v", c.dialect, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		w := httptest.NewRecorder()
		e.Control().ServeHTTP(w, httptest.NewRequest("GET", "/v1/reasons", nil))
		if body := w.Body.String(); !strings.Contains(body, "PermanentRedirect") || strings.Contains(body, "BucketNotBelongTo") {
			t.Errorf("%q: hurt, and in its dialect: %s", c.dialect, body)
		}
	}
}

// Every mutant of a look exists in each dialect.
func TestMutantsOfLooksInEachDialect(t *testing.T) {
	for _, d := range deny.Dialects() {
		whole := parts.In(d)
		for _, m := range mutant.All(whole) {
			why := deny.Reason(bench.BrokenPart(m))
			if look, known := whole.Catalogue[why]; known && m.Of(whole).Catalogue[why] == look {
				t.Errorf("%s, %s: nothing is hurt", d, m.Name)
			}
		}
	}
}
