package judge

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/oss403/oss403/harness/verdict"
)

// Baseline is what a target is known to refuse otherwise than OSS. The zero value
// knows of nothing.
type Baseline struct {
	entries []KnownDeviation
}

// KnownDeviation is one entry: scenarios that fail, how, why, and until when that is
// accepted.
type KnownDeviation struct {
	Scenarios []string `yaml:"scenarios,flow"`        // ids; * stands for any text between two slashes
	Fields    []string `yaml:"fields,flow,omitempty"` // that deviate, as the reports call them; none: they are UNTESTABLE
	Reason    string   `yaml:"reason"`                // what the target does instead
	Link      string   `yaml:"link,omitempty"`        // e.g. of the issue
	Until     string   `yaml:"until"`                 // the last day on which it is accepted, e.g. 2027-01-31
}

// mostBaseline bounds the file, in bytes.
const mostBaseline = 1 << 20

// ReadBaseline reads a baseline file, strictly; an empty path is an empty baseline.
func ReadBaseline(file string) (Baseline, error) {
	if file == "" {
		return Baseline{}, nil
	}
	text, err := readBounded(file)
	if err != nil {
		return Baseline{}, fmt.Errorf("reading the baseline: %w", err)
	}
	b, err := parseBaseline(text)
	if err != nil {
		return Baseline{}, fmt.Errorf("baseline %s: %w", file, err)
	}
	return b, nil
}

// readBounded reads no more than it takes to see that the file is too long.
func readBounded(name string) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, mostBaseline+1))
}

func parseBaseline(text []byte) (Baseline, error) {
	if len(text) > mostBaseline {
		return Baseline{}, fmt.Errorf("more than %d bytes", mostBaseline)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	var b Baseline
	if err := decoder.Decode(&b.entries); err != nil && !errors.Is(err, io.EOF) {
		return Baseline{}, fmt.Errorf("%s; accepted: a list of {scenarios: [ID], fields: [FIELD], reason, link, until: YYYY-MM-DD}",
			strings.Join(strings.Fields(err.Error()), " "))
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return Baseline{}, errors.New("goes on after its first list; accepted: one YAML document")
	}
	for i, e := range b.entries {
		if err := e.check(); err != nil {
			return Baseline{}, fmt.Errorf("entry %d: %w", i+1, err)
		}
	}
	return b, nil
}

func (e KnownDeviation) check() error {
	if len(e.Scenarios) == 0 || strings.TrimSpace(e.Reason) == "" {
		return errors.New("needs scenarios and a reason")
	}
	if _, err := time.Parse(time.DateOnly, e.Until); err != nil {
		return fmt.Errorf("until is %q; accepted: a day, such as 2027-01-31", e.Until)
	}
	for _, pattern := range e.Scenarios {
		if _, err := path.Match(pattern, ""); err != nil {
			return fmt.Errorf("scenarios hold %q, which is no id or pattern", pattern)
		}
	}
	return nil
}

// Judge holds a result against the baseline: what fails as it says is KNOWN, what
// passes although it says otherwise is STALE.
func (b Baseline) Judge(r verdict.Result, now time.Time) verdict.Result {
	for _, e := range b.entries {
		switch {
		case !e.names(r.ID):
		case r.Verdict == verdict.Pass:
			r.Verdict, r.Reason = verdict.Stale, "passes, though the baseline says that it fails ("+e.Reason+"); take it out of the baseline"
			return r
		case e.saysSo(r) && !e.past(now):
			r.Verdict, r.Reason = verdict.Known, e.text()
			return r
		}
	}
	return r
}

// Outdated gives a STALE result for each entry that is past its day, and for each pattern
// that names none of the ids.
func (b Baseline) Outdated(ids []string, now time.Time) []verdict.Result {
	var all []verdict.Result
	stale := func(entry int, reason string) {
		all = append(all, verdict.Result{ID: fmt.Sprintf("entry %d of the baseline", entry+1), Verdict: verdict.Stale, Reason: reason,
			Findings: []verdict.Finding{}, Exchanges: []verdict.Exchange{}})
	}
	for i, e := range b.entries {
		if e.past(now) {
			stale(i, "was accepted until "+e.Until+", which is past: "+e.Reason)
			continue
		}
		var none []string
		for _, pattern := range e.Scenarios {
			one := KnownDeviation{Scenarios: []string{pattern}}
			if !slices.ContainsFunc(ids, one.names) {
				none = append(none, pattern)
			}
		}
		if len(none) > 0 {
			stale(i, "names what is no scenario: "+strings.Join(none, ", ")+"; take it out of the baseline")
		}
	}
	return all
}

func (e KnownDeviation) names(id string) bool {
	return slices.ContainsFunc(e.Scenarios, func(pattern string) bool {
		matches, err := path.Match(pattern, id)
		return err == nil && matches
	})
}

// saysSo says that the result deviates in the fields of the entry and in no other, or
// that it is UNTESTABLE and the entry has none.
func (e KnownDeviation) saysSo(r verdict.Result) bool {
	switch r.Verdict {
	case verdict.Untestable:
		return len(e.Fields) == 0
	case verdict.Fail:
		return slices.Equal(slices.Sorted(slices.Values(e.Fields)), deviatingFields(r))
	}
	return false
}

// past: the day is the last on which the entry counts, anywhere on Earth.
func (e KnownDeviation) past(now time.Time) bool {
	day, err := time.Parse(time.DateOnly, e.Until)
	return err != nil || now.After(day.AddDate(0, 0, 1).Add(12*time.Hour))
}

func (e KnownDeviation) text() string {
	text := "baseline: " + e.Reason
	if e.Link != "" {
		text += ", see " + e.Link
	}
	return text + ", until " + e.Until
}

func deviatingFields(r verdict.Result) []string {
	var fields []string
	for _, f := range r.Deviations(verdict.Fails) {
		fields = append(fields, f.Field)
	}
	slices.Sort(fields)
	return slices.Compact(fields)
}
