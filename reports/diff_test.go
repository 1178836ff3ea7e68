package reports

import (
	"bytes"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/verdict"
)

// Compare gives each change one kind and its fields, and sorts the most serious
// change first.
func TestRunsAreComparedFieldByField(t *testing.T) {
	answer := func(id string, v verdict.Verdict, code, sts string) verdict.Result {
		return verdict.Result{ID: id, Row: "R48", Verdict: v, Reason: "why", Findings: []verdict.Finding{
			{Field: "Code", Severity: verdict.Fails, Expected: "SignatureDoesNotMatch", Actual: code, OK: code == "SignatureDoesNotMatch"},
			{Field: "StringToSign", Severity: verdict.Fails, Expected: "GET", Actual: sts, OK: sts == "GET"},
			{Field: "EC", Severity: verdict.Recorded, Expected: "1", Actual: id},
		}}
	}
	const good = "SignatureDoesNotMatch"
	before := runOf(
		answer("breaks", verdict.Pass, good, "GET"),
		answer("fixed", verdict.Fail, "Denied", "GET"),
		answer("same", verdict.Pass, good, "GET"),
		answer("fails the same", verdict.Fail, "Denied", "a bucket of this run"),
		answer("fails otherwise", verdict.Fail, "Denied", "GET"),
		answer("untested now", verdict.Pass, good, "GET"),
		answer("gone", verdict.Pass, good, "GET"),
		answer("never", verdict.NotSupported, "", ""),
	)
	after := runOf(
		answer("breaks", verdict.Fail, "Denied", "GET"),
		answer("fixed", verdict.Pass, good, "GET"),
		answer("same", verdict.Pass, good, "GET"),
		answer("fails the same", verdict.Fail, "Denied", "a bucket of that run"),
		answer("fails otherwise", verdict.Fail, "Forbidden", "GET"),
		answer("untested now", verdict.NotSupported, "", ""),
		answer("new", verdict.Pass, good, "GET"),
		answer("never", verdict.NotSupported, "", ""),
	)
	var told []string
	for _, c := range Compare(before, after) {
		text := string(c.Kind) + ": " + c.ID
		for _, f := range c.Fields {
			text += " " + f.Field + " " + f.Before + "->" + f.After
		}
		told = append(told, text)
	}
	want := []string{
		"broken: breaks Code ->Denied", "changed: fails otherwise Code Denied->Forbidden", "no longer tested: gone",
		"no longer tested: untested now", "newly tested: new", "fixed: fixed Code Denied->",
	}
	got := strings.Join(told, "\n")
	for _, line := range want {
		if !strings.Contains(got, line) {
			t.Errorf("no %q in\n%s", line, got)
		}
	}
	if len(told) != len(want) {
		t.Errorf("%d changes:\n%s", len(told), got)
	}
	if again := Compare(before, before); len(again) != 0 {
		t.Errorf("a run differs from itself: %+v", again)
	}
}

// Text from a hostile target has no effect on a terminal or on a page.
func TestADiffIsHarmless(t *testing.T) {
	hostile := "\x1b[31m<script>|`x`\u202e"
	bad := verdict.Result{ID: "a", Row: "R48", Verdict: verdict.Fail, Findings: []verdict.Finding{
		{Field: "Code", Severity: verdict.Fails, Expected: "b", Actual: hostile},
	}}
	changes := Compare(runOf(verdict.Result{ID: "a", Row: "R48", Verdict: verdict.Pass}), runOf(bad))
	var text, page bytes.Buffer
	if err := WriteDiff(&text, changes); err != nil {
		t.Fatal(err)
	}
	if err := WriteDiffMarkdown(&page, changes); err != nil {
		t.Fatal(err)
	}
	for _, bytes := range []string{text.String(), page.String()} {
		if strings.Contains(bytes, "\x1b") || strings.Contains(bytes, "\u202e") {
			t.Errorf("%q", bytes)
		}
	}
	if strings.Contains(page.String(), "<script>") || strings.Count(page.String(), "\n| ") != 2 {
		t.Errorf("%s", page.String())
	}
}

func runOf(results ...verdict.Result) Run {
	run := Run{Rows: []Row{{ID: "R48"}}, Results: results}
	for _, r := range results {
		run.Expected = append(run.Expected, r.ID)
	}
	return run
}
