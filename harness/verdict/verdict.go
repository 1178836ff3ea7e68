// Package verdict defines the results of a run: the verdict of a scenario, its
// findings and its exchanges. It holds types only. Package harness judges answers,
// and package reports renders results.
package verdict

import "time"

// Verdict is the judgement of one scenario or row.
type Verdict string

// The verdicts.
const (
	Pass         Verdict = "PASS"          // control succeeded, fault refused as expected, no effect
	Fail         Verdict = "FAIL"          // the fault is not refused, or not refused as expected
	Known        Verdict = "KNOWN"         // the scenario fails as the baseline says
	Stale        Verdict = "STALE"         // it passes but the baseline says that it fails; or the entry matches nothing or has expired
	Untestable   Verdict = "UNTESTABLE"    // the control did not succeed, or a promised fixture is missing
	NotSupported Verdict = "NOT-SUPPORTED" // the target lacks a capability
	Error        Verdict = "ERROR"         // network, TLS, time-out, unreadable answer, clean-up, our own bug
)

// Verdicts lists the verdicts from the least to the most serious. The verdict of a
// row is the most serious verdict of its scenarios.
func Verdicts() []Verdict {
	return []Verdict{NotSupported, Pass, Known, Stale, Untestable, Fail, Error}
}

// Severity says what a deviation in a field means for the verdict of the scenario.
type Severity string

// The severities.
const (
	Fails    Severity = "fails"    // the deviation fails the scenario
	Warns    Severity = "warns"    // reports show the deviation, but it does not fail the scenario: a documented EC
	Recorded Severity = "recorded" // the deviation is stored and never judged: an inferred value
)

// Finding compares the expected value of one field with the answer.
type Finding struct {
	Field    string   `json:"field"`
	Level    string   `json:"level"` // captured, documented or inferred
	Severity Severity `json:"severity"`
	Expected string   `json:"expected"`
	Actual   string   `json:"actual"`
	OK       bool     `json:"ok"`
	Carried  bool     `json:"carried,omitempty"` // as a recording has it: only the target, or the true secret, could tell it again

	Explanation string `json:"explanation,omitempty"` // where a StringToSign deviates, and the usual cause
}

// Header is one header field as sent. Secrets are redacted.
type Header struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Exchange is one HTTP request and its response as they went over the wire. Secrets
// are redacted at capture.
type Exchange struct {
	Step            string   `json:"step"` // control or provocation
	Method          string   `json:"method"`
	URL             string   `json:"url"`
	RequestHeaders  []Header `json:"requestHeaders"`
	Status          int      `json:"status"` // 0 if there was no answer
	ResponseHeaders []Header `json:"responseHeaders,omitempty"`
	ResponseBody    string   `json:"responseBody,omitempty"` // cut after 64 KiB
	DurationMs      float64  `json:"durationMs"`
	Error           string   `json:"error,omitempty"` // why there was no complete answer
}

// Decision is the target's own explanation of its answer to the provocation. Only
// the emulator can give one.
type Decision struct {
	RequestID string   `json:"requestId"`
	Says      []string `json:"says"`          // sentences: who asked for what, the result of each policy, the check that refused
	URL       string   `json:"url,omitempty"` // address of the full trace; it works while the target runs
}

// Learnt says which of two faults in one request answered. No source documents the
// order of their checks.
type Learnt struct {
	Answered string `json:"answered"` // the fault whose refusal came
	Silent   string `json:"silent"`   // the other one
}

// Usage counts the load of a run on its target, including set-up and clean-up.
type Usage struct {
	Requests int64 `json:"requests"` // requests to OSS; a repeated one counts once
	Repeated int64 `json:"repeated"` // requests sent again: the target was busy, gave no decision, or a change was awaited
	Calls    int64 `json:"calls"`    // calls to RAM and STS
	Buckets  int   `json:"buckets"`  // buckets created
	AtOnce   int   `json:"atOnce"`   // largest number of buckets that existed at the same time
}

// Plus returns the sum of the usage of two processes of one run.
func (u Usage) Plus(other Usage) Usage {
	return Usage{u.Requests + other.Requests, u.Repeated + other.Repeated, u.Calls + other.Calls, u.Buckets + other.Buckets,
		u.AtOnce + other.AtOnce}
}

// Product is the implementation behind a target.
type Product struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
	Vendor  string `json:"vendor,omitempty"`
	Dialect string `json:"dialect,omitempty"` // how it refuses; only of the carried emulator
}

// Source is a page, an answer or a test that shows some expected values of a scenario.
type Source struct {
	Level string `json:"level"` // captured, documented or inferred: the highest level of a value that it shows
	Text  string `json:"text"`  // an address, or the kind and the name of the source
}

// Result is the outcome of one scenario.
type Result struct {
	ID         string     `json:"id"`
	Row        string     `json:"row"`
	Title      string     `json:"title"`
	Area       string     `json:"area"`
	Carrier    string     `json:"carrier,omitempty"` // how the request carries its signature
	Needs      []string   `json:"needs,omitempty"`   // capabilities that the scenario needs of a target
	Sources    []Source   `json:"sources,omitempty"` // what shows the expected values
	Fault      string     `json:"fault"`             // the one difference between control and provocation
	Verdict    Verdict    `json:"verdict"`
	Reason     string     `json:"reason,omitempty"` // why the verdict is not PASS
	DurationMs float64    `json:"durationMs"`
	Findings   []Finding  `json:"findings"`
	Exchanges  []Exchange `json:"exchanges"`
	ControlOf  string     `json:"controlOf,omitempty"` // id of the scenario whose control counts for this one too; empty: it has its own
	Decision   *Decision  `json:"decision,omitempty"`  // only for FAIL
	Learnt     *Learnt    `json:"learnt,omitempty"`    // only for a scenario with two faults whose order is not known
}

// Deviations lists the findings of the severity that deviate.
func (r Result) Deviations(severity Severity) []Finding {
	var deviations []Finding
	for _, f := range r.Findings {
		if !f.OK && f.Severity == severity {
			deviations = append(deviations, f)
		}
	}
	return deviations
}

// Milliseconds converts d to milliseconds, the unit of the reports.
func Milliseconds(d time.Duration) float64 {
	return float64(d.Microseconds()) / 1000
}
