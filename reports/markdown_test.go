package reports

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/verdict"
)

func markdownOf(t *testing.T, run Run) string {
	t.Helper()
	var text strings.Builder
	if err := WriteMarkdown(&text, run.Summarise()); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

func TestMarkdownShowsEveryVerdict(t *testing.T) {
	run := everyVerdict()
	text := markdownOf(t, run)
	golden(t, "summary.md", text)
	for _, row := range run.Summarise().Rows {
		if listed := strings.Contains(text, "| `"+row.ID+"` |"); listed != slices.Contains(deviating(), row.Verdict) {
			t.Errorf("%s %s: listed is %v", row.ID, row.Verdict, listed)
		}
	}
	for _, r := range withVerdicts(run.Summarise().Results, verdict.Known, verdict.NotSupported) {
		if !strings.Contains(text, prose(r.Reason)) {
			t.Errorf("%s %s: the reason is missing", r.Verdict, r.ID)
		}
	}
}

func TestMarkdownSaysOnceWhyNothingWasTried(t *testing.T) {
	run := of()
	for _, id := range []string{"a", "b"} {
		run.Expected = append(run.Expected, id)
		run.Results = append(run.Results, verdict.Result{ID: id, Row: "R05", Verdict: verdict.Error, Reason: "preflight: nothing listens"})
	}
	if text := markdownOf(t, run); strings.Count(text, "nothing listens") != 1 || strings.Contains(text, "| `R05`") {
		t.Error(text)
	}
}

// Text from a target has no effect on the page.
func TestMarkdownIsInert(t *testing.T) {
	run := of()
	run.Expected = []string{"a"}
	run.Results = []verdict.Result{scenario("a", "R05", verdict.Fail, "<script>x</script> ![](http://x) | @all `b` \\| [l](javascript:x)")}
	text := markdownOf(t, run)
	if bad := regexp.MustCompile(`(^|[^\\])[<>@\[]`).FindString(strings.Split(text, "|---|")[1]); bad != "" {
		t.Errorf("%q stands in\n%s", bad, text)
	}
	if strings.Count(strings.ReplaceAll(lastLine(text), `\|`, ""), "|") != 6 {
		t.Errorf("the table has another column:\n%s", text)
	}
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for _, line := range lines {
		if strings.HasPrefix(line, "| `R05`") {
			return line
		}
	}
	return ""
}
