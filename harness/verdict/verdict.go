// Package verdict holds what a run says: the verdict of a scenario, its
// findings and the exchanges behind them. Types only; judging stands in
// harness/judge, rendering in reports.
package verdict

import "time"

// Verdict is the judgement of one scenario or row.
type Verdict string

// The verdicts.
const (
	Pass         Verdict = "PASS"          // control succeeded, fault refused as expected, no effect
	Fail         Verdict = "FAIL"          // not refused, or refused otherwise
	Known        Verdict = "KNOWN"         // fails as the baseline says
	Stale        Verdict = "STALE"         // the baseline says that it fails, and it passes
	Untestable   Verdict = "UNTESTABLE"    // the control did not succeed, or a promised fixture is missing
	NotSupported Verdict = "NOT-SUPPORTED" // the target lacks a capability
	Error        Verdict = "ERROR"         // network, TLS, time-out, unreadable answer, clean-up, our own bug
)

// Verdicts lists them from the mildest to the gravest: a row has the gravest of its scenarios.
func Verdicts() []Verdict {
	return []Verdict{NotSupported, Pass, Known, Stale, Untestable, Fail, Error}
}

// Severity is what a deviation in a field means for the scenario.
type Severity string

// The severities.
const (
	Fails    Severity = "fails"    // the deviation fails the scenario
	Warns    Severity = "warns"    // it is shown, and does not fail it: a documented EC
	Recorded Severity = "recorded" // it is kept, and never judged: an inferred value
)

// Finding is one field held against the answer.
type Finding struct {
	Field    string   `json:"field"`
	Level    string   `json:"level"` // captured, documented or inferred
	Severity Severity `json:"severity"`
	Expected string   `json:"expected"`
	Actual   string   `json:"actual"`
	OK       bool     `json:"ok"`

	Explanation string `json:"explanation,omitempty"` // of a deviating StringToSign: where, and what usually brings that about
}

// Header is one header field as sent, secrets redacted.
type Header struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Exchange is one HTTP request and response as they went over the wire, secrets
// redacted at capture.
type Exchange struct {
	Step            string   `json:"step"` // control or provocation
	Method          string   `json:"method"`
	URL             string   `json:"url"`
	RequestHeaders  []Header `json:"requestHeaders"`
	Status          int      `json:"status"` // 0: no answer
	ResponseHeaders []Header `json:"responseHeaders,omitempty"`
	ResponseBody    string   `json:"responseBody,omitempty"` // cut after 64 KiB
	DurationMs      float64  `json:"durationMs"`
	Error           string   `json:"error,omitempty"`
}

// Decision is why a target that can be asked gave the answer of the provocation.
type Decision struct {
	RequestID string   `json:"requestId"`
	Says      []string `json:"says"`          // who asked for what, the check that refused, what policies said
	URL       string   `json:"url,omitempty"` // where all of it stands, while the target runs
}

// Learnt is which of two faults at once answered, where nothing orders their checks.
type Learnt struct {
	Answered string `json:"answered"` // the fault whose refusal came
	Silent   string `json:"silent"`   // the other one
}

// Usage is what a run has asked of its target, set-up and clean-up included.
type Usage struct {
	Requests int64 `json:"requests"` // to OSS, repeated ones not counted again
	Repeated int64 `json:"repeated"` // sent again: the target was too busy, did not decide, or something was waited for
	Calls    int64 `json:"calls"`    // to RAM and STS
	Buckets  int   `json:"buckets"`  // made
	AtOnce   int   `json:"atOnce"`   // buckets that stood at the same time, at most
}

// Plus is the usage of two processes of one run.
func (u Usage) Plus(other Usage) Usage {
	return Usage{u.Requests + other.Requests, u.Repeated + other.Repeated, u.Calls + other.Calls, u.Buckets + other.Buckets,
		u.AtOnce + other.AtOnce}
}

// Result is what became of one scenario.
type Result struct {
	ID         string     `json:"id"`
	Row        string     `json:"row"`
	Title      string     `json:"title"`
	Area       string     `json:"area"`
	Fault      string     `json:"fault"` // the one difference between control and provocation
	Verdict    Verdict    `json:"verdict"`
	Reason     string     `json:"reason,omitempty"` // for every verdict but PASS: why
	DurationMs float64    `json:"durationMs"`
	Findings   []Finding  `json:"findings"`
	Exchanges  []Exchange `json:"exchanges"`
	Decision   *Decision  `json:"decision,omitempty"` // of FAIL
	Learnt     *Learnt    `json:"learnt,omitempty"`   // of two faults whose order is not known
}

// Deviations lists the findings of that severity that do not hold.
func (r Result) Deviations(severity Severity) []Finding {
	var deviations []Finding
	for _, f := range r.Findings {
		if !f.OK && f.Severity == severity {
			deviations = append(deviations, f)
		}
	}
	return deviations
}

// Milliseconds is d in the unit of the reports.
func Milliseconds(d time.Duration) float64 {
	return float64(d.Microseconds()) / 1000
}
