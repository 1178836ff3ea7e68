package reports

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/verdict"
)

// WriteMarkdown writes the summary as a page of a CI job shows it: the score, the rows
// that are not PASS, each with the first of its scenarios that say why, and what is
// wrong with the run itself. GitHub shows 1 MiB of it at most; it stays far below.
func WriteMarkdown(w io.Writer, s Summary) error {
	var page bytes.Buffer
	line := func(format string, args ...any) { fmt.Fprintf(&page, format+"\n", args...) }
	line("## oss403: %s", scoreLine(s))
	line("")
	line("%s · %s in %s · started %s", code(oneLine(s.Target, 80)), plural(len(s.Results), "scenario"),
		s.Duration.Round(time.Millisecond), s.StartedAt.UTC().Format("2006-01-02 15:04:05 UTC"))
	if notPassed := slices.DeleteFunc(slices.Clone(s.Rows), passed); len(notPassed) > 0 {
		line("\n| row | verdict | passed | Code | the first that is not PASS |")
		line("|---|---|---|---|---|")
		for _, row := range notPassed {
			first := s.gravestOf(row)
			line("| %s | %s | %d of %d | %s | %s: %s |", code(oneLine(row.ID, 12)), verdictOfRow(row), row.Counts[verdict.Pass], len(row.Scenarios),
				code(oneLine(row.Code, 40)), code(oneLine(first.ID, 120)), prose(oneLine(first.Reason, maxRunes)))
		}
	}
	for _, result := range s.Results {
		if result.Row == "" && result.Verdict != verdict.Pass {
			line("\n- %s %s: %s", result.Verdict, code(oneLine(result.ID, 120)), prose(oneLine(result.Reason, maxRunes)))
		}
	}
	if len(s.Trouble) > 0 {
		line("\nTrouble with the run itself:\n")
		for _, text := range s.Trouble {
			line("- %s", prose(oneLine(withoutColour(text), maxRunes)))
		}
	}
	if _, err := w.Write(page.Bytes()); err != nil {
		return fmt.Errorf("write the Markdown summary: %w", err)
	}
	return nil
}

// passed: nothing of the row is worth a line.
func passed(row RowSummary) bool {
	return len(row.Scenarios) == 0 || row.Verdict == verdict.Pass && !row.Partial()
}

// gravestOf is the first scenario with the row's verdict, or the first that was not
// supported where the rest passed.
func (s Summary) gravestOf(row RowSummary) verdict.Result {
	says := row.Verdict
	if says == verdict.Pass {
		says = verdict.NotSupported
	}
	i := slices.IndexFunc(s.Results, func(r verdict.Result) bool { return r.Row == row.ID && r.Verdict == says })
	return s.Results[max(0, i)]
}

// code sets text in type in which Markdown means nothing, inside a table too.
func code(text string) string {
	if text == "" {
		return ""
	}
	return "`" + strings.NewReplacer("`", "'", "|", "¦").Replace(text) + "`"
}

// prose takes the meaning from all that Markdown or HTML would act on.
func prose(text string) string {
	var b strings.Builder
	for _, r := range text {
		if strings.ContainsRune("\\`*_{}[]()<>#|~!@&", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
