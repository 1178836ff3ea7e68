package reports

import (
	"encoding/xml"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/verdict"
)

func junitOf(t *testing.T, run Run, p Gate) (string, junitSuites) {
	t.Helper()
	var text strings.Builder
	if err := WriteJUnit(&text, run.Summarise(), p); err != nil {
		t.Fatal(err)
	}
	var parsed junitSuites
	if err := xml.Unmarshal([]byte(text.String()), &parsed); err != nil {
		t.Fatal(err)
	}
	return text.String(), parsed
}

// outcomes maps the id of each case to its element.
func outcomes(t *testing.T, parsed junitSuites) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, suite := range parsed.Suites {
		for _, c := range suite.Cases {
			id, _, _ := strings.Cut(c.Name, " ")
			if _, twice := found[id]; twice {
				t.Errorf("%s stands twice", id)
			}
			found[id] = elementOf(c)
		}
	}
	return found
}

func elementOf(c junitCase) string {
	element := "plain"
	for name, outcome := range map[string]*junitOutcome{"failure": c.Failure, "error": c.Error} {
		if outcome != nil && outcome.Message != "" && outcome.Text != "" {
			element = name + " " + outcome.Type
		}
	}
	if c.Skipped != nil && c.Skipped.Message != "" && c.Skipped.Text != "" {
		element = "skipped"
	}
	return element
}

func TestJUnitShowsEveryVerdict(t *testing.T) {
	text, parsed := junitOf(t, everyVerdict(), Gate{})
	golden(t, "junit.xml", text)
	checkStructure(t, text, parsed)
	tests := []struct {
		policy Gate
		want   map[verdict.Verdict]string
	}{
		{Gate{}, map[verdict.Verdict]string{verdict.Untestable: "failure UNTESTABLE", verdict.NotSupported: "skipped"}},
		{Gate{Lenient: true}, map[verdict.Verdict]string{verdict.Untestable: "skipped", verdict.NotSupported: "skipped"}},
		{Gate{Strict: true},
			map[verdict.Verdict]string{verdict.Untestable: "failure UNTESTABLE", verdict.NotSupported: "failure NOT-SUPPORTED"}},
	}
	for _, test := range tests {
		test.want[verdict.Pass] = "plain"
		test.want[verdict.Fail] = "failure FAIL"
		test.want[verdict.Stale] = "failure STALE"
		test.want[verdict.Known] = "skipped"
		test.want[verdict.Error] = "error ERROR"
		_, parsed := junitOf(t, everyVerdict(), test.policy)
		got := outcomes(t, parsed)
		if got["the"] != "error ERROR" { // the case "the run itself"
			t.Errorf("Trouble is %q", got["the"])
		}
		for _, r := range everyVerdict().Summarise().Results {
			if got[r.ID] != test.want[r.Verdict] {
				t.Errorf("%+v: %s %s is %q, want %q", test.policy, r.Verdict, r.ID, got[r.ID], test.want[r.Verdict])
			}
		}
	}
}

func TestJUnitIsNeverEmpty(t *testing.T) {
	_, parsed := junitOf(t, Run{}, Gate{})
	if parsed.Tests != 1 || parsed.Errors != 1 {
		t.Errorf("an empty run: %d tests, %d errors", parsed.Tests, parsed.Errors)
	}
}

func TestHostileTextIsHarmlessInJUnit(t *testing.T) {
	text, parsed := junitOf(t, hostileRun(), Gate{})
	checkStructure(t, text, parsed)
	if strings.Contains(text, "]]>") || strings.Contains(text, "<script") || strings.ContainsFunc(text, actsOnATerminal) {
		t.Error("hostile text reaches the report as it is")
	}
	if len(text) > 1<<20 {
		t.Errorf("%d bytes", len(text))
	}
}

// checkStructure checks the rules of the comment above junitSuites.
func checkStructure(t *testing.T, text string, parsed junitSuites) {
	t.Helper()
	var sum junitSuite
	for _, suite := range parsed.Suites {
		own := junitSuite{}
		for _, c := range suite.Cases {
			own.add(c, 0)
			if c.ClassName != suite.Name || c.Name == "" {
				t.Errorf("case %q of class %q stands in suite %q", c.Name, c.ClassName, suite.Name)
			}
		}
		if own.Tests != suite.Tests || own.Failures != suite.Failures || own.Errors != suite.Errors || own.Skipped != suite.Skipped {
			t.Errorf("suite %s miscounts: %+v", suite.Name, suite)
		}
		sum.Tests += own.Tests
		sum.Failures += own.Failures
		sum.Errors += own.Errors
	}
	if sum.Tests != parsed.Tests || sum.Failures != parsed.Failures || sum.Errors != parsed.Errors {
		t.Errorf("testsuites miscounts: %+v", sum)
	}
	for _, match := range regexp.MustCompile(` (time|status|owner|disabled)="([^"]*)"`).FindAllStringSubmatch(text, -1) {
		if match[1] != "time" || !regexp.MustCompile(`^\d+\.\d{3}$`).MatchString(match[2]) {
			t.Errorf("attribute%s", match[0])
		}
	}
	if xmllint, err := exec.LookPath("xmllint"); err == nil {
		lint := exec.Command(xmllint, "--noout", "-")
		lint.Stdin = strings.NewReader(text)
		if out, err := lint.CombinedOutput(); err != nil {
			t.Errorf("xmllint: %v: %s", err, out)
		}
	}
}
