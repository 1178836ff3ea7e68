package reports

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/verdict"
)

// The junit types are the subset of JUnit that GitLab, Jenkins and the strict
// schema of the Jenkins xUnit plugin agree on. GitLab reads the text of an element;
// Jenkins reads its message attribute. Of two cases with the same name only one
// counts, so names must be unique.

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Time     string       `xml:"time,attr"` // seconds
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name      string `xml:"name,attr"`
	Tests     int    `xml:"tests,attr"`
	Failures  int    `xml:"failures,attr"`
	Errors    int    `xml:"errors,attr"`
	Skipped   int    `xml:"skipped,attr"`
	Time      string `xml:"time,attr"` // seconds
	Timestamp string `xml:"timestamp,attr"`

	Properties []junitProperty `xml:"properties>property"`
	Cases      []junitCase     `xml:"testcase"`
	ms         float64
}

// junitProperty says one thing about the run, such as the version of the suite.
type junitProperty struct {
	Name  string `xml:"name,attr"`
	Value string `xml:"value,attr"`
}

type junitCase struct {
	ClassName string        `xml:"classname,attr"`
	Name      string        `xml:"name,attr"`
	Time      string        `xml:"time,attr"` // seconds
	Failure   *junitOutcome `xml:"failure"`
	Error     *junitOutcome `xml:"error"`
	Skipped   *junitSkipped `xml:"skipped"`
}

type junitOutcome struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"` // the verdict
	Text    string `xml:",chardata"`
}

type junitSkipped struct {
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

// The classnames of cases without an area.
const (
	noArea      = "no area" // the suite did not report the scenario, and the run does not describe it
	troubleArea = "run"     // the case that shows Trouble
)

const (
	junitTimestamp = "2006-01-02T15:04:05" // UTC; the schema allows no zone
	maxMessage     = 300                   // runes
	maxTitle       = 200                   // runes
	maxCaseText    = 16 << 10              // runes; GitLab refuses files over 30 MB
)

// WriteJUnit writes the summary as JUnit XML, with a suite for each area and a
// case for each scenario. If there is Trouble, one more case shows it. A verdict
// that fails the run under the policy becomes a failure or an error.
func WriteJUnit(w io.Writer, s Summary, p Gate) error {
	report := junitSuites{Name: "oss403 " + oneLine(s.Target, maxMessage), Time: seconds(verdict.Milliseconds(s.Duration))}
	for _, r := range s.Results {
		report.suite(area(r), s.StartedAt).add(scenarioCase(r, p), r.DurationMs)
	}
	if len(s.Trouble) > 0 {
		report.suite(troubleArea, s.StartedAt).add(troubleCase(s.Trouble), 0)
	}
	slices.SortFunc(report.Suites, func(a, b junitSuite) int { return strings.Compare(a.Name, b.Name) })
	for i, suite := range report.Suites {
		for _, pair := range s.pairs() {
			report.Suites[i].Properties = append(report.Suites[i].Properties, junitProperty{"oss403." + pair[0], oneLine(pair[1], maxMessage)})
		}
		report.Tests += suite.Tests
		report.Failures += suite.Failures
		report.Errors += suite.Errors
	}
	text, err := xml.MarshalIndent(report, "", " ")
	if err != nil {
		return fmt.Errorf("write junit.xml: %w", err)
	}
	if _, err := io.WriteString(w, xml.Header+string(text)+"\n"); err != nil {
		return fmt.Errorf("write junit.xml: %w", err)
	}
	return nil
}

// suite returns the suite of that name. It appends a new suite if there is none.
func (j *junitSuites) suite(name string, startedAt time.Time) *junitSuite {
	for i := range j.Suites {
		if j.Suites[i].Name == name {
			return &j.Suites[i]
		}
	}
	j.Suites = append(j.Suites, junitSuite{Name: name, Timestamp: startedAt.UTC().Format(junitTimestamp)})
	return &j.Suites[len(j.Suites)-1]
}

func (j *junitSuite) add(c junitCase, ms float64) {
	j.Cases = append(j.Cases, c)
	j.Tests++
	if c.Failure != nil {
		j.Failures++
	}
	if c.Error != nil {
		j.Errors++
	}
	if c.Skipped != nil {
		j.Skipped++
	}
	j.ms += ms
	j.Time = seconds(j.ms)
}

// scenarioCase returns the case of one scenario. Its name is the scenario's id and
// title, so it is unique and stable.
func scenarioCase(r verdict.Result, p Gate) junitCase {
	c := junitCase{
		ClassName: area(r), Time: seconds(r.DurationMs),
		Name: strings.TrimSpace(strings.ReplaceAll(visible(r.ID), "\n", `\n`) + " " + oneLine(r.Title, maxTitle)),
	}
	message := oneLine(reason(r), maxMessage)
	switch outcomeOf(r.Verdict, p) {
	case "error":
		c.Error = &junitOutcome{message, string(r.Verdict), caseText(describe(r))}
	case "failure":
		c.Failure = &junitOutcome{message, string(r.Verdict), caseText(describe(r))}
	case "skipped":
		c.Skipped = &junitSkipped{string(r.Verdict) + ": " + message, caseText(describe(r))}
	}
	return c
}

// outcomeOf returns the name of the element that shows the verdict. It is empty
// for PASS.
func outcomeOf(v verdict.Verdict, p Gate) string {
	switch {
	case v == verdict.Pass:
		return ""
	case v == verdict.Error:
		return "error"
	case v == verdict.Known, v == verdict.NotSupported && !p.Strict, v == verdict.Untestable && p.Lenient:
		return "skipped"
	default:
		return "failure"
	}
}

func troubleCase(trouble []string) junitCase {
	var lines []string
	for _, text := range trouble {
		lines = append(lines, excerpt(withoutColour(text))...)
	}
	message := plural(len(trouble), "problem") + " with the run itself: " + oneLine(trouble[0], maxMessage)
	return junitCase{
		ClassName: troubleArea, Name: "the run itself", Time: seconds(0),
		Error: &junitOutcome{message, string(verdict.Error), caseText(lines)},
	}
}

func area(r verdict.Result) string {
	if r.Area == "" {
		return noArea
	}
	return oneLine(r.Area, maxTitle)
}

func caseText(lines []string) string { return clip(strings.Join(lines, "\n"), maxCaseText) }

func seconds(ms float64) string { return fmt.Sprintf("%.3f", ms/1000) }
