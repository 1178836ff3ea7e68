package harness_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// Two runs on one kind of target report the same except for ids and times: verdicts, reasons,
// findings and their order, explanations of a StringToSign, and exchanges.
func TestTheSameRunTwiceSaysTheSame(t *testing.T) {
	picked, err := scenarios.Select(catalogue.All(), "R48,R42,R36,R03,matrix/v4-header/ram-user-denied")
	done(t, err)
	first := saidBy(t, picked)
	for range 2 {
		again := saidBy(t, picked)
		for i, line := range first {
			if line != again[i] {
				t.Fatalf("%s: %s", picked[i].ID, differing(line, again[i]))
			}
		}
	}
}

// differing returns the first lines in which two texts differ.
func differing(a, b string) string {
	one, other := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(one), len(other)) {
		if one[i] != other[i] {
			return strings.Join(one[max(0, i-2):i+1], "\n") + "\n against " + other[i]
		}
	}
	return fmt.Sprintf("%d lines against %d", len(one), len(other))
}

// saidBy returns the report of each scenario of a run with many falsified answers.
func saidBy(t *testing.T, picked []scenarios.Scenario) []string {
	t.Helper()
	session, err := harness.Open(t.Context(), target.Spec{Target: "emulator:"},
		func(base http.RoundTripper) http.RoundTripper { return falsifying{base} })
	done(t, err)
	var all []string
	for _, s := range picked {
		all = append(all, said(t, session.Run(t.Context(), s)))
	}
	done(t, session.Close(t.Context()))
	return all
}

func said(t *testing.T, r verdict.Result) string {
	t.Helper()
	r.DurationMs, r.Decision = 0, nil
	for i := range r.Exchanges {
		r.Exchanges[i].DurationMs = 0
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	done(t, encoder.Encode(r))
	text := b.Bytes()
	for _, of := range idsAndTimes() {
		text = of.ReplaceAll(text, []byte("#"))
	}
	return string(text)
}

// idsAndTimes matches everything that differs from run to run: names, accounts, keys, ids,
// signatures, their bytes, dates.
func idsAndTimes() []*regexp.Regexp {
	var all []*regexp.Regexp
	for _, text := range []string{`(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT`,
		`\d{4}-?\d\d-?\d\dT\d\d:?\d\d:?\d\d(\.\d+)?Z`,
		`LTAI[0-9A-Za-z]+`, `(STS|NULL)\.[0-9A-Za-z]+`, `\b([0-9A-F]{2} ){8,}`, `[A-Za-z0-9+/%=]{27,}`, `[0-9A-Fa-f]{8,}`,
		`\d{8,}`, `byte (offset )?\d+`, `"X-Oss-Server-Time",\s+"value": "\d+"`,
		`"Content-Md5",\s+"value": "[^"]+"`} { // of a body that names the id of a version
		all = append(all, regexp.MustCompile(text))
	}
	return all
}

// falsifying changes refusals in many places, so that many fields deviate at once.
type falsifying struct{ base http.RoundTripper }

func (f falsifying) RoundTrip(q *http.Request) (*http.Response, error) {
	r, err := f.base.RoundTrip(q)
	if err != nil || r.StatusCode != http.StatusForbidden {
		return r, err
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	text := strings.NewReplacer("x-oss-", "x-amz-", "<HostId>", "<HostId>not-", "&amp;", "+").Replace(string(body))
	r.Header.Set("ETag", "told")
	r.Header.Set("x-oss-meta-a", "told")
	r.Header.Set("Last-Modified", "told")
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader([]byte(text))), int64(len(text))
	r.Header.Del("Content-Length")
	return r, nil
}
