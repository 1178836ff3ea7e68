package reports

import (
	"regexp"
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

func TestMarkdownShowsEveryRowThatIsNotPass(t *testing.T) {
	run := everyVerdict()
	text := markdownOf(t, run)
	golden(t, "summary.md", text)
	for _, row := range run.Summarise().Rows {
		listed := strings.Contains(text, "| `"+row.ID+"` |")
		if listed == passed(row) {
			t.Errorf("%s %s: listed is %v", row.ID, row.Verdict, listed)
		}
	}
}

// What a target sent acts on no page.
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
