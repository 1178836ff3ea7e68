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

// terminalWidth is the largest width of a row's line, in columns.
const terminalWidth = 120

// WriteTerminal writes the summary for a person: the rows that have a scenario,
// each deviation with its reason, what the target lacks, and the score at the end.
// If no scenario was tried, it writes the common reason instead. It uses ANSI
// colours if color is true.
func WriteTerminal(w io.Writer, s Summary, color bool) error {
	page := terminal{paint: paint(color)}
	page.head(s)
	why, nothing := untried(s.Results)
	if nothing {
		page.nothingTried(why)
	} else {
		page.rows(s.Rows)
		page.blocks("DEVIATIONS", s.Results, verdict.Fail, verdict.Stale)
		page.blocks("NOT JUDGED", s.Results, verdict.Error, verdict.Untestable)
		page.warnings(s.Results)
		page.recorded(s.Results)
		page.learnt(s.Results)
		page.reasons("KNOWN: fails as the baseline says", s.Results, verdict.Known)
		page.reasons("PARTIAL: not supported by the target, and so not provoked", s.Results, verdict.NotSupported)
	}
	page.trouble(s.Trouble)
	page.line("")
	page.usage(s.Usage)
	page.line("%s", page.paint.bold(scoreLine(s)))
	if _, err := w.Write(page.text.Bytes()); err != nil {
		return fmt.Errorf("write the terminal report: %w", err)
	}
	return nil
}

// terminal collects the lines of one report.
type terminal struct {
	paint paint
	text  bytes.Buffer
}

func (t *terminal) line(format string, args ...any) {
	fmt.Fprintf(&t.text, format+"\n", args...)
}

func (t *terminal) heading(text string) {
	t.line("")
	t.line("%s", t.paint.bold(text))
}

// indented writes lines with a margin, below a heading.
func (t *terminal) indented(lines []string) {
	for _, line := range lines {
		t.line("%s", strings.TrimRight("      "+line, " "))
	}
}

func (t *terminal) head(s Summary) {
	t.line("oss403 · %s · %s in %s · started %s", oneLine(s.Target, 80), plural(len(s.Results), "scenario"),
		s.Duration.Round(time.Millisecond), s.StartedAt.UTC().Format("2006-01-02 15:04:05 UTC"))
	if about := s.line(); about != "" {
		t.line("%s", about)
	}
}

// rows writes one line for each row that has a scenario.
func (t *terminal) rows(all []RowSummary) {
	rows := slices.DeleteFunc(slices.Clone(all), func(r RowSummary) bool { return len(r.Scenarios) == 0 })
	if len(rows) == 0 {
		return
	}
	table := [][]string{{"ROW", "VERDICT", "PASSED", "CODE", "MESSAGE"}}
	for _, r := range rows {
		table = append(table, []string{oneLine(r.ID, 12), verdictOfRow(r),
			fmt.Sprintf("%d of %d", r.Counts[verdict.Pass], len(r.Scenarios)), oneLine(r.Code, 40), oneLine(r.Message, terminalWidth)})
	}
	widths := columnWidths(table)
	t.line("")
	for i, cells := range table {
		for c := range cells[:len(cells)-1] {
			cells[c] = pad(cells[c], widths[c])
		}
		left := terminalWidth - len([]rune(strings.Join(cells[:4], "  ")+"  "))
		cells[4] = clip(cells[4], left-1)
		if i > 0 {
			cells[1] = t.paint.verdict(rows[i-1].Verdict, cells[1])
		}
		t.line("%s", strings.TrimRight(strings.Join(cells, "  "), " "))
	}
}

func verdictOfRow(r RowSummary) string {
	if r.Partial() {
		return string(r.Verdict) + " (partial)"
	}
	return string(r.Verdict)
}

func columnWidths(table [][]string) []int {
	widths := make([]int, len(table[0]))
	for _, cells := range table {
		for c, cell := range cells {
			widths[c] = max(widths[c], len([]rune(cell)))
		}
	}
	return widths
}

func (t *terminal) trouble(trouble []string) {
	if len(trouble) == 0 {
		return
	}
	t.heading("TROUBLE with the run itself")
	for _, text := range trouble {
		t.indented(labelled("problem", excerpt(withoutColour(text))))
	}
}

// usage writes how many requests, calls and buckets the run needed.
func (t *terminal) usage(u *verdict.Usage) {
	if u == nil {
		return
	}
	repeated := ""
	if u.Repeated > 0 {
		repeated = fmt.Sprintf(" (and %d again: to wait, to a busy target, or after a hiccup, 4 tries each at most)", u.Repeated)
	}
	t.line("asked for: %s%s · %s to RAM and STS · %s, at most %d at once",
		plural(int(u.Requests), "request"), repeated, plural(int(u.Calls), "call"), plural(u.Buckets, "bucket"), u.AtOnce)
}

// scoreLine sums up the run in one line.
func scoreLine(s Summary) string {
	score := s.Score
	parts := []string{
		fmt.Sprintf("%d of %s PASS", score.RowsPassed, plural(score.RowsTotal, "row")),
		plural(score.Scenarios.Total(), "scenario") + ": " + countsLine(score.Scenarios),
	}
	if s.Partial() {
		parts = slices.Insert(parts, 0, "PARTIAL")
	}
	if score.BeyondTotal > 0 {
		parts = append(parts, fmt.Sprintf("%d of %s beyond the page PASS", score.BeyondPassed, plural(score.BeyondTotal, "row")))
	}
	if without := score.RowsDocumented - score.RowsTotal; without > 0 {
		parts = append(parts, fmt.Sprintf("%d of the page's %d rows without a scenario in this run", without, score.RowsDocumented))
	}
	if n := len(s.Trouble); n > 0 {
		parts = append(parts, plural(n, "problem")+" with the run itself")
	}
	return strings.Join(parts, " · ")
}

// countsLine lists the count of PASS, then the other counts, the most serious
// verdict first.
func countsLine(counts Counts) string {
	parts := []string{fmt.Sprintf("%d %s", counts[verdict.Pass], verdict.Pass)}
	for _, v := range slices.Backward(verdict.Verdicts()) {
		if v != verdict.Pass && counts[v] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[v], v))
		}
	}
	return strings.Join(parts, ", ")
}

// paint adds ANSI colours to text if it is true.
type paint bool

func (p paint) bold(text string) string { return p.with("1", text) }

// verdict paints text in the colour of the verdict.
func (p paint) verdict(v verdict.Verdict, text string) string {
	switch v {
	case verdict.Pass:
		return p.with("32", text)
	case verdict.Fail, verdict.Stale, verdict.Error:
		return p.with("31", text)
	default:
		return p.with("33", text)
	}
}

func (p paint) with(code, text string) string {
	if !p {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}
