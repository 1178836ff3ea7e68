package reports

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/oss403/oss403/harness/verdict"
)

func terminalOf(t *testing.T, run Run, color bool) string {
	t.Helper()
	var text strings.Builder
	if err := WriteTerminal(&text, run.Summarise(), color); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

func TestTerminalShowsEveryVerdict(t *testing.T) {
	text := terminalOf(t, everyVerdict(), false)
	golden(t, "terminal.txt", text)
	for _, r := range everyVerdict().Summarise().Results {
		if r.Verdict != verdict.Pass && !strings.Contains(text, r.Reason) {
			t.Errorf("%s %s: the reason is missing", r.Verdict, r.ID)
		}
	}
}

func TestTerminalColours(t *testing.T) {
	coloured := terminalOf(t, everyVerdict(), true)
	if !strings.Contains(coloured, "\x1b[31mFAIL") || !strings.Contains(coloured, "\x1b[32mPASS") {
		t.Error("verdicts are not coloured")
	}
	if plain := terminalOf(t, everyVerdict(), false); withoutColour(coloured) != plain {
		t.Error("colour changes more than the colour")
	}
}

func TestTerminalWritesOneBlockForManyAlike(t *testing.T) {
	run := of()
	for i := range 260 {
		id := fmt.Sprintf("scenario-%03d", i)
		run.Expected = append(run.Expected, id)
		run.Results = append(run.Results, scenario(id, "R05", verdict.Error, "preflight: connection refused"))
	}
	text := terminalOf(t, run, false)
	if strings.Count(text, "preflight") != 1 || !strings.Contains(text, "260 scenarios alike") || !strings.Contains(text, "and 257 more") {
		t.Error(text)
	}
}

func TestScoreLine(t *testing.T) {
	tests := []struct {
		run  Run
		want string
	}{
		{of(verdict.Pass, verdict.Pass), "1 of 1 row PASS · 2 scenarios: 2 PASS · 5 of the page's 6 rows without a scenario in this run"},
		{of(verdict.Pass, verdict.NotSupported),
			"PARTIAL · 1 of 1 row PASS · 2 scenarios: 1 PASS, 1 NOT-SUPPORTED · 5 of the page's 6 rows without a scenario in this run"},
		{Run{}, "0 of 0 rows PASS · 0 scenarios: 0 PASS · 1 problem with the run itself"},
	}
	for _, test := range tests {
		lines := strings.Split(strings.TrimSpace(terminalOf(t, test.run, false)), "\n")
		if got := lines[len(lines)-1]; got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
}

func TestFirstDifference(t *testing.T) {
	tests := []struct{ expected, actual, want string }{
		{"a\nbc\nd", "a\nbX\nd", "first difference: line 2, byte offset 3: 0x63 against 0x58"},
		{"a\nb", "a\nb\n", "first difference: line 2, byte offset 3: the end against 0x0a"},
		{"", "a", "first difference: line 1, byte offset 0: the end against 0x61"},
		{"a\n\nb", "a\nb", "first difference: line 2, byte offset 2: 0x0a against 0x62"},
		{"ä", "ö", "first difference: line 1, byte offset 1: 0xa4 against 0xb6"},
		{"a", "a", "no difference: the texts are equal byte for byte"},
	}
	for _, test := range tests {
		if got := firstDifference(test.expected, test.actual)[0]; got != test.want {
			t.Errorf("%q, %q: %s", test.expected, test.actual, got)
		}
	}
}

func TestHostileTextIsHarmlessInTheTerminal(t *testing.T) {
	text := terminalOf(t, hostileRun(), false)
	if !utf8.ValidString(text) || strings.ContainsFunc(text, actsOnATerminal) {
		t.Error("a control character reaches the terminal")
	}
	if len(text) > 200<<10 {
		t.Errorf("%d bytes", len(text))
	}
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), "::") {
			t.Errorf("a log viewer would obey %q", line)
		}
	}
	if !strings.Contains(text, `\x1b[31mred\x1b]0;title\a\x9b]]>`) {
		t.Error("what the target sent is not to be seen")
	}
}

// actsOnATerminal reports whether r is a control character, a bidirectional override
// or a line separator.
func actsOnATerminal(r rune) bool {
	return r < ' ' && r != '\n' || r >= 0x7f && r <= 0x9f || r >= 0x2028 && r <= 0x202e
}

func TestAFailedWriteIsReported(t *testing.T) {
	s := everyVerdict().Summarise()
	for name, err := range map[string]error{
		"terminal":         WriteTerminal(brokenPipe{}, s, false),
		"conformance.json": WriteJSON(brokenPipe{}, s),
		"junit.xml":        WriteJUnit(brokenPipe{}, s, Gate{}),
	} {
		if !errors.Is(err, errBroken) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

var errBroken = errors.New("broken pipe")

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errBroken }

func TestTerminalCountsRecordedDeviationsWhereTheyAreMany(t *testing.T) {
	run := of(verdict.Pass)
	for i := range 5 {
		run.Results[0].Findings = append(run.Results[0].Findings, deviation("HostId", "inferred", verdict.Recorded, "a", fmt.Sprint(i)))
	}
	text := terminalOf(t, run, false)
	if !strings.Contains(text, "HostId  5 other values, seen 5 times") {
		t.Error(text)
	}
}

func TestALongDifferingLineIsShownAroundTheDifference(t *testing.T) {
	same := strings.Repeat("s", 100)
	got := firstDifference(same+"a"+same, same+"b"+same)[1]
	want := bar + "expected  …" + strings.Repeat("s", 40) + "a" + strings.Repeat("s", 59) + "… (201 bytes)"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// If nothing was tried, the terminal shows the whole reason once, and no rows.
func TestTerminalSaysOnceWhyNothingWasTried(t *testing.T) {
	why := "preflight: " + strings.Repeat("a long cause ", 40) + "and its remedy"
	run := of()
	for i := range 3 {
		result := verdict.Result{ID: fmt.Sprintf("scenario-%d", i), Row: "R05", Verdict: verdict.Error, Reason: why}
		run.Expected, run.Results = append(run.Expected, result.ID), append(run.Results, result)
	}
	text := terminalOf(t, run, false)
	if strings.Count(text, why) != 1 || strings.Contains(text, "ROW ") || strings.Contains(text, "scenario-0") ||
		!strings.Contains(text, "NOTHING WAS TRIED") {
		t.Error(text)
	}
	for name, change := range map[string]func(*verdict.Result){
		"another reason": func(r *verdict.Result) { r.Reason = "no answer" },
		"was tried":      func(r *verdict.Result) { r.DurationMs = 1 },
		"has an answer":  func(r *verdict.Result) { r.Exchanges = []verdict.Exchange{{Status: 403}} },
		"passed":         func(r *verdict.Result) { r.Verdict = verdict.Pass },
		"not reported":   func(r *verdict.Result) { r.Reason = notReported },
	} {
		tried := run
		tried.Results = append([]verdict.Result{}, run.Results...)
		change(&tried.Results[1])
		if text := terminalOf(t, tried, false); strings.Contains(text, "NOTHING WAS TRIED") || !strings.Contains(text, "ROW ") {
			t.Errorf("%s:\n%s", name, text)
		}
	}
}
