package judge

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// fieldDocument is the finding about the error document as a whole.
const fieldDocument = "error document"

// fieldLayout is the finding about the white space of the error document.
const fieldLayout = "error document layout"

// FieldEffect is the finding about the effects of a refused write.
const FieldEffect = "no effect"

// FieldFreshID is the finding that no other answer of the run has the id of this one.
const FieldFreshID = "RequestId of its own"

// Absent is shown for a field that the answer lacks.
const Absent = "(absent)"

// Answer compares the answer with the expectation. It fails with wire.ErrUnreadable
// where the answer can't be judged, because it does not come from an OSS.
func Answer(e scenarios.Expectation, a wire.Answer) ([]verdict.Finding, error) {
	document, err := a.Document()
	if errors.Is(err, wire.ErrUnreadable) && !a.Succeeded() {
		return nil, err
	}
	seen := evidence{answer: a, document: document}
	if a.Succeeded() { // of a success only the status is judged
		status, _ := e.Field(scenarios.FieldStatus)
		finding, _ := field(status, seen)
		return []verdict.Finding{wellFormed(a, err), finding}, nil
	}
	findings := []verdict.Finding{wellFormed(a, err), layout(document), elementOrder(document), unknownElements(document), tellsNothing(a)}
	for _, expected := range e.Fields {
		if finding, judged := field(expected, seen); judged {
			findings = append(findings, finding)
		}
	}
	findings = append(findings, clientView(seen)...)
	for i := range findings {
		findings[i].Expected = a.Redact.Text(findings[i].Expected)
		findings[i].Explanation = a.Redact.Text(findings[i].Explanation)
		findings[i].Actual = a.Redact.Text(findings[i].Actual)
	}
	return findings, nil
}

// Verdict is FAIL if some finding fails, else PASS.
func Verdict(findings []verdict.Finding) verdict.Verdict {
	failed := func(f verdict.Finding) bool { return !f.OK && f.Severity == verdict.Fails }
	if slices.ContainsFunc(findings, failed) {
		return verdict.Fail
	}
	return verdict.Pass
}

// NoEffect is the finding about the effects of a refused write. changes says what has changed.
func NoEffect(changes []string) verdict.Finding {
	const none = "nothing changed"
	f := verdict.Finding{
		Field: FieldEffect, Level: string(scenarios.LevelDocumented), Severity: verdict.Fails,
		Expected: none, Actual: none, OK: len(changes) == 0,
	}
	if !f.OK {
		f.Actual = strings.Join(changes, "\n")
	}
	return f
}

// Done is the finding about a request that is done in spite of its answer. changes says what else has changed.
func Done(done bool, changes []string) verdict.Finding {
	const all = "done, and nothing else"
	f := verdict.Finding{
		Field: FieldEffect, Level: string(scenarios.LevelDocumented), Severity: verdict.Fails,
		Expected: all, Actual: all, OK: done && len(changes) == 0,
	}
	switch {
	case !done:
		f.Actual = "not done"
	case !f.OK:
		f.Actual = strings.Join(changes, "\n")
	}
	return f
}

// FreshRequestID is the finding about a request id: no two answers of a run may share one.
func FreshRequestID(id string, fresh bool) verdict.Finding {
	return verdict.Finding{
		Field: FieldFreshID, Level: string(scenarios.LevelDocumented), Severity: verdict.Fails,
		Expected: "an id that no other answer has", Actual: id, OK: fresh,
	}
}

// wellFormed checks that a refusal has one well-formed error document, in the body or, for HEAD, in x-oss-err.
func wellFormed(a wire.Answer, err error) verdict.Finding {
	f := verdict.Finding{
		Field: fieldDocument, Level: string(scenarios.LevelCaptured), Severity: verdict.Fails,
		Expected: "one well-formed <Error> document", Actual: "one well-formed <Error> document", OK: err == nil,
	}
	if a.Succeeded() {
		f.Actual, f.OK = "not refused: HTTP "+strconv.Itoa(a.Status), false
	} else if err != nil {
		f.Actual = err.Error()
	}
	return f
}

// layout checks the white space: one element a line, two blanks a level, LF. An XML
// reader ignores it, so a deviation is recorded and never judged.
func layout(d wire.Document) verdict.Finding {
	f := verdict.Finding{
		Field: fieldLayout, Level: string(scenarios.LevelCaptured), Severity: verdict.Recorded,
		Expected: "one element a line, two blanks a level, LF", Actual: "as expected", OK: d.LaidOut,
	}
	if !f.OK {
		f.Actual = "laid out otherwise"
	}
	return f
}

// evidence is the answer with its error document, for match.
type evidence struct {
	answer   wire.Answer
	document wire.Document
}

// value reads a field of the answer: the status, a header (a name in lower case), or
// an element of the error document.
func (e evidence) value(name string) (string, bool) {
	switch {
	case name == scenarios.FieldStatus:
		return strconv.Itoa(e.answer.Status), true
	case name == strings.ToLower(name):
		values := e.answer.Header.Values(name)
		return strings.Join(values, ", "), len(values) > 0
	default:
		return e.document.Text(name)
	}
}

// field compares one field of the answer with what is expected. It does not judge an
// optional field that is absent.
func field(expected scenarios.Expected, seen evidence) (verdict.Finding, bool) {
	actual, present := seen.value(expected.Field)
	if !present && expected.Optional {
		return verdict.Finding{}, false
	}
	finding := verdict.Finding{
		Field: expected.Field, Level: string(expected.Level()), Severity: severity(expected), Actual: Absent,
	}
	var wanted []string
	for _, answer := range expected.Answers {
		want, ok := Absent, !present
		if answer.Match.Kind != scenarios.MatchAbsent {
			want, ok = match(answer.Match, actual, seen)
			ok = present && (ok || lenientPeriod(expected, answer, actual))
		}
		wanted = append(wanted, want)
		finding.OK = finding.OK || ok
	}
	if present {
		finding.Actual = actual
	}
	finding.Expected = strings.Join(wanted, "\n or ")
	if expected.Field == scenarios.FieldStringToSign && present && !finding.OK {
		finding.Explanation = explainMismatch(seen)
	}
	return finding, true
}

// severity derives the severity of a deviation from the level. A documented EC only
// warns: its pages say that it may change.
func severity(expected scenarios.Expected) verdict.Severity {
	switch level := expected.Level(); {
	case level == scenarios.LevelInferred:
		return verdict.Recorded
	case level == scenarios.LevelDocumented && expected.Field == scenarios.FieldEC:
		return verdict.Warns
	default:
		return verdict.Fails
	}
}

// lenientPeriod ignores one trailing period of a documented Message: the editions
// of the page differ in it.
func lenientPeriod(expected scenarios.Expected, answer scenarios.Accepted, actual string) bool {
	return expected.Field == scenarios.FieldMessage &&
		answer.Evidence.Level == scenarios.LevelDocumented &&
		answer.Match.Kind == scenarios.MatchExactly &&
		strings.TrimSuffix(actual, ".") == strings.TrimSuffix(answer.Match.Text, ".") &&
		actual != ""
}
