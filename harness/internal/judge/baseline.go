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

// Baseline lists the known deviations of a target from OSS. The zero value lists
// none.
type Baseline struct {
	entries []KnownDeviation
}

// KnownDeviation is one entry of a baseline: scenarios that fail, the fields that deviate,
// the reason, and the last day on which that is accepted.
type KnownDeviation struct {
	Scenarios []string `yaml:"scenarios,flow"`        // ids; * stands for any text between two slashes
	Fields    []string `yaml:"fields,flow,omitempty"` // deviating fields, as the reports name them; none: the scenarios are UNTESTABLE
	Reason    string   `yaml:"reason"`                // what the target does instead of OSS's answer
	Link      string   `yaml:"link,omitempty"`        // e.g. of the issue
	Until     string   `yaml:"until"`                 // the last day on which the entry counts, e.g. 2027-01-31
}

// mostBaseline is the largest size of the file, in bytes.
const mostBaseline = 1 << 20

// ReadBaseline reads a baseline file. Unknown keys are errors. An empty path is an empty baseline.
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

// readBounded reads at most mostBaseline+1 bytes, so that the caller can see that the file is too long.
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

// Judge compares a result with the baseline. A result that fails as an entry says is
// KNOWN. A result that passes although an entry names it is STALE.
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

// Outdated returns a STALE result for each entry past its last day, and for each entry with
// patterns that match none of the ids.
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

// saysSo reports whether the result deviates in exactly the fields of the entry. A result
// that is UNTESTABLE fits an entry without fields.
func (e KnownDeviation) saysSo(r verdict.Result) bool {
	switch r.Verdict {
	case verdict.Untestable:
		return len(e.Fields) == 0
	case verdict.Fail:
		return e.deviatesIn(deviatingFields(r))
	}
	return false
}

// deviatesIn reports whether the entry is about exactly these fields, which are sorted.
func (e KnownDeviation) deviatesIn(fields []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(e.Fields)), fields)
}

// past reports whether the last day of the entry is over everywhere on Earth.
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
