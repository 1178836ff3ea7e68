package reports

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/verdict"
)

// A reading holds the numbers that a reader of a report counts.
type reading struct {
	red     map[verdict.Verdict]int // cases shown as failure or error, by verdict
	skipped int                     // KNOWN and NOT-SUPPORTED
	plain   int                     // PASS
	trouble int                     // cases about the run itself
}

func (t reading) String() string {
	return fmt.Sprintf("%d plain, %d skipped, %d about the run, red %v", t.plain, t.skipped, t.trouble, t.red)
}

// readingOf turns counts by verdict into a reading.
func readingOf(counts Counts, trouble int) reading {
	t := reading{red: map[verdict.Verdict]int{}, plain: counts[verdict.Pass],
		skipped: counts[verdict.Known] + counts[verdict.NotSupported], trouble: trouble}
	for _, v := range []verdict.Verdict{verdict.Fail, verdict.Stale, verdict.Untestable, verdict.Error} {
		if counts[v] > 0 {
			t.red[v] = counts[v]
		}
	}
	return t
}

// Every reader of a report counts the same. The run holds all seven verdicts, once
// in plain words, and once in text that could act on XML, Markdown, HTML or a
// terminal.
func TestEveryReaderOfAReportCountsTheSame(t *testing.T) {
	for name, run := range map[string]Run{"plain": everyVerdict(), "hostile": hostileRun()} {
		t.Run(name, func(t *testing.T) {
			s := run.Summarise()
			counts := Counts{}
			for _, r := range s.Results {
				counts[r.Verdict]++
			}
			want := readingOf(counts, min(1, len(s.Trouble)))
			if seven := len(verdict.Verdicts()); len(want.red)+3 != seven || want.plain*want.skipped == 0 {
				t.Fatalf("the run does not hold every verdict: %s", want)
			}
			folder := t.TempDir()
			if err := Write(folder, s, Gate{}); err != nil {
				t.Fatal(err)
			}
			var terminal strings.Builder
			if err := WriteTerminal(&terminal, s, false); err != nil {
				t.Fatal(err)
			}
			junit := readFile(t, folder, JUnitFile)
			for reader, got := range map[string]reading{
				"Jenkins":              jenkins(t, junit),
				"GitLab":               gitlab(t, junit),
				"a reader of the JSON": jsonReader(t, readFile(t, folder, ConformanceFile)),
				"GitHub's summary":     github(t, readFile(t, folder, SummaryFile)),
				"a reader of the page": htmlReader(t, readFile(t, folder, HTMLFile)),
				"the terminal":         person(t, terminal.String()),
			} {
				if got.String() != want.String() {
					t.Errorf("%s counts %s; want %s", reader, got, want)
				}
			}
		})
	}
}

func readFile(t *testing.T, folder, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// gitlab counts as GitLab's JUnit parser does. It identifies a case by suite, class
// and name; a later case replaces an earlier one. Failure wins over error, and error
// over skipped.
// https://docs.gitlab.com/ci/testing/unit_test_reports/
func gitlab(t *testing.T, junit string) reading {
	t.Helper()
	status := map[string]string{}
	for _, suite := range elements(t, junit) {
		for _, c := range suite.children {
			if c.name != "testcase" {
				continue
			}
			key := suite.attributes["name"] + "\x00" + c.attributes["classname"] + "\x00" + c.attributes["name"]
			status[key] = c.outcome()
		}
	}
	return readingOfOutcomes(maps.Values(status))
}

// jsonReader counts the verdicts of the scenarios, and checks that the score has the
// same counts.
func jsonReader(t *testing.T, text string) reading {
	t.Helper()
	var d struct {
		Score struct {
			Scenarios Counts `json:"scenarios"`
		} `json:"score"`
		Scenarios []struct {
			Verdict verdict.Verdict `json:"verdict"`
		} `json:"scenarios"`
		Trouble []string `json:"trouble"`
	}
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		t.Fatal(err)
	}
	counts := Counts{}
	for _, s := range d.Scenarios {
		counts[s.Verdict]++
	}
	score := readingOf(d.Score.Scenarios, min(1, len(d.Trouble)))
	if own := readingOf(counts, min(1, len(d.Trouble))); own.String() != score.String() {
		t.Errorf("conformance.json counts %s, and holds %s", score, own)
	}
	return score
}

// person reads the last line that a run prints.
func person(t *testing.T, text string) reading {
	t.Helper()
	if strings.ContainsFunc(text, actsOnATerminal) {
		t.Error("something acts on the terminal")
	}
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return scoreLineReading(t, lines[len(lines)-1])
}

// scoreLineReading reads "… scenarios: 3 PASS, 6 ERROR · … · 1 problem with the run itself".
func scoreLineReading(t *testing.T, line string) reading {
	t.Helper()
	_, list, found := strings.Cut(line, "scenarios: ")
	if !found {
		t.Fatalf("no counts in %q", line)
	}
	list, _, _ = strings.Cut(list, " · ")
	counts := Counts{}
	for _, part := range regexp.MustCompile(`(\d+) ([A-Z-]+)`).FindAllStringSubmatch(list, -1) {
		n, err := strconv.Atoi(part[1])
		if err != nil {
			t.Fatal(err)
		}
		counts[verdict.Verdict(part[2])] = n
	}
	trouble := 0
	if strings.Contains(line, "with the run itself") {
		trouble = 1
	}
	return readingOf(counts, trouble)
}
