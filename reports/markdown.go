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

// WriteMarkdown writes the summary as Markdown for the page of a CI job: the score;
// each row that is not PASS, with the first scenario that says why; the reasons of
// KNOWN and NOT-SUPPORTED scenarios; and Trouble. GitHub shows at most 1 MiB, and
// the summary stays far below that.
func WriteMarkdown(w io.Writer, s Summary) error {
	page := markdown{}
	page.line("## oss403: %s", scoreLine(s))
	page.line("\n%s · %s in %s · started %s", code(oneLine(s.Target, 80)), plural(len(s.Results), "scenario"),
		s.Duration.Round(time.Millisecond), s.StartedAt.UTC().Format("2006-01-02 15:04:05 UTC"))
	if about := s.line(); about != "" {
		page.line("\n%s", prose(about))
	}
	if why, all := untried(s.Results); all {
		page.line("\nNothing was tried: %s", prose(oneLine(why, mostReason)))
	} else {
		page.rows(s)
		page.reasons("Known: fails as the baseline says", withVerdicts(s.Results, verdict.Known))
		page.reasons("Not supported by the target, and so not provoked", withVerdicts(s.Results, verdict.NotSupported))
		page.learnt(s.Results)
	}
	if len(s.Trouble) > 0 {
		page.line("\nTrouble with the run itself:\n")
		for _, text := range s.Trouble {
			page.line("- %s", prose(oneLine(withoutColour(text), maxRunes)))
		}
	}
	if _, err := w.Write(page.text.Bytes()); err != nil {
		return fmt.Errorf("write the Markdown summary: %w", err)
	}
	return nil
}

// markdown collects the lines of one summary.
type markdown struct{ text bytes.Buffer }

func (m *markdown) line(format string, args ...any) { fmt.Fprintf(&m.text, format+"\n", args...) }

// deviating returns the verdicts for which the page shows a row or a baseline
// entry.
func deviating() []verdict.Verdict {
	return []verdict.Verdict{verdict.Fail, verdict.Stale, verdict.Error, verdict.Untestable}
}

func (m *markdown) rows(s Summary) {
	told := slices.DeleteFunc(slices.Clone(s.Rows), func(row RowSummary) bool { return !slices.Contains(deviating(), row.Verdict) })
	if len(told) > 0 {
		m.line("\n| row | verdict | passed | Code | the first of its scenarios that says why |")
		m.line("|---|---|---|---|---|")
	}
	for _, row := range told {
		first := s.Results[slices.IndexFunc(s.Results, func(r verdict.Result) bool { return r.Row == row.ID && r.Verdict == row.Verdict })]
		m.line("| %s | %s | %d of %d | %s | %s: %s |", code(oneLine(row.ID, 12)), verdictOfRow(row), row.Counts[verdict.Pass], len(row.Scenarios),
			code(oneLine(row.Code, 40)), code(name(first)), prose(oneLine(first.Reason, maxRunes)))
	}
	for _, result := range withVerdicts(s.Results, deviating()...) {
		if result.Row == "" { // a baseline entry, or a scenario that the run does not list
			m.line("\n- %s %s: %s", result.Verdict, code(name(result)), prose(oneLine(result.Reason, maxRunes)))
		}
	}
}

// reasons lists each reason once, with its count, the most frequent first.
func (m *markdown) reasons(heading string, results []verdict.Result) {
	if len(results) == 0 {
		return
	}
	m.line("\n%s:\n", heading)
	groups := alike(results, func(r verdict.Result) []string { return []string{oneLine(withoutColour(reason(r)), maxRunes)} })
	slices.SortStableFunc(groups, func(a, b group) int { return len(b.members) - len(a.members) })
	for _, g := range groups {
		m.line("- %s: %s", plural(len(g.members), "scenario"), prose(strings.Join(g.lines, " ")))
	}
}

// code formats text as a code span, in which Markdown has no meaning. It is safe
// inside a table too.
func code(text string) string {
	if text == "" {
		return ""
	}
	return "`" + strings.NewReplacer("`", "'", "|", "¦").Replace(text) + "`"
}

// prose escapes everything that has a meaning in Markdown or HTML. It also escapes
// addresses, because GitHub turns them into links:
// https://github.github.com/gfm/#autolinks-extension-
func prose(text string) string {
	var b strings.Builder
	for _, r := range text {
		if strings.ContainsRune("\\`*_{}[]()<>#|~!@&", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return strings.NewReplacer("://", `\://`, "www.", `www\.`).Replace(b.String())
}
