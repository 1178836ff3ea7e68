package reports

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"slices"
	"time"

	"github.com/oss403/oss403/harness/verdict"
)

// Schema is the version of conformance.json. conformance.schema.json describes
// the format. Schema changes only when a reader of the old version would misread
// the new version.
const Schema = "oss403/conformance/2"

// schema1 is the version before. It does not say who judged, and no row has a cause.
const schema1 = "oss403/conformance/1"

// maxDocument is the largest document that ReadJSON reads, in bytes. It has room
// for some thousand scenarios with answers of 64 KiB each.
const maxDocument = 256 << 20

// document is the content of conformance.json.
type document struct {
	Schema     string           `json:"schema"`
	About                       // who judged what
	Target     string           `json:"target"`
	StartedAt  time.Time        `json:"startedAt"`  // in UTC
	DurationMs float64          `json:"durationMs"` // of the run
	Score      Score            `json:"score"`
	Evidence   Evidence         `json:"evidence"`
	Rows       []documentRow    `json:"rows"`
	Scenarios  []verdict.Result `json:"scenarios"`
	Usage      *verdict.Usage   `json:"usage,omitempty"`
	Trouble    []string         `json:"trouble"`
}

type documentRow struct {
	Row       string          `json:"row"`
	Code      string          `json:"code"`
	Message   string          `json:"message"`
	Cause     string          `json:"cause,omitempty"`
	Remedy    []string        `json:"remedy,omitempty"`
	Verdict   verdict.Verdict `json:"verdict,omitempty"` // empty if the row has no scenario in this run
	Scenarios []string        `json:"scenarios"`
}

// WriteJSON writes the summary as conformance.json.
func WriteJSON(w io.Writer, s Summary) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(documentOf(s)); err != nil {
		return fmt.Errorf("write conformance.json: %w", err)
	}
	return nil
}

func documentOf(s Summary) document {
	d := document{
		Schema: Schema, About: s.About, Evidence: s.Evidence, Target: s.Target,
		StartedAt: s.StartedAt.UTC(), DurationMs: verdict.Milliseconds(s.Duration),
		Score: s.Score, Usage: s.Usage, Rows: []documentRow{}, Scenarios: []verdict.Result{}, Trouble: neverNull(s.Trouble),
	}
	for _, r := range s.Rows {
		d.Rows = append(d.Rows, documentRow{r.ID, r.Code, r.Message, r.Cause, r.Remedy, r.Verdict, neverNull(r.Scenarios)})
	}
	for _, r := range s.Results {
		r.Findings = neverNull(r.Findings)
		r.Exchanges = neverNull(slices.Clone(r.Exchanges))
		for i := range r.Exchanges {
			r.Exchanges[i].RequestHeaders = neverNull(r.Exchanges[i].RequestHeaders)
		}
		d.Scenarios = append(d.Scenarios, r)
	}
	return d
}

// neverNull turns nil into an empty list, so that JSON shows [] and not null.
func neverNull[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// ReadJSON reads conformance.json back as a Run, so that another process can
// render it or compute its exit code. It reads this version of the schema and the
// one before. It returns an error if the document
//   - has another schema,
//   - has unknown fields or verdicts,
//   - is larger than 256 MiB, or
//   - has a score, evidence, rows or trouble that do not follow from its scenarios.
func ReadJSON(r io.Reader) (Run, error) {
	run, err := readJSON(r, maxDocument)
	if err != nil {
		return Run{}, fmt.Errorf("read conformance.json: %w", err)
	}
	return run, nil
}

func readJSON(r io.Reader, limit int64) (Run, error) {
	limited := &io.LimitedReader{R: r, N: limit + 1}
	decoder := json.NewDecoder(limited)
	decoder.DisallowUnknownFields()
	var d document
	err := decoder.Decode(&d)
	if err == nil {
		err = ended(decoder)
	}
	if limited.N <= 0 {
		return Run{}, fmt.Errorf("it is larger than %d bytes", limit)
	}
	switch {
	case errors.Is(err, io.EOF):
		return Run{}, errors.New("it is empty")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return Run{}, errors.New("it is cut off")
	case err != nil:
		return Run{}, err
	}
	run := d.run()
	return run, d.check(run)
}

func ended(decoder *json.Decoder) error {
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more follows after the document")
	}
	return nil
}

func (d document) run() Run {
	run := Run{
		About: d.About, Target: d.Target, StartedAt: d.StartedAt, Results: d.Scenarios, Usage: d.Usage, Trouble: d.Trouble,
		Duration: time.Duration(math.Round(d.DurationMs*1000)) * time.Microsecond,
	}
	for _, r := range d.Rows {
		run.Rows = append(run.Rows, Row{r.Row, r.Code, r.Message, r.Cause, r.Remedy})
	}
	for _, s := range d.Scenarios {
		run.Expected = append(run.Expected, s.ID)
	}
	return run
}

// check returns an error if the score, evidence, rows or trouble of the document do not
// follow from its scenarios.
func (d document) check(run Run) error {
	if d.Schema != Schema && d.Schema != schema1 {
		return fmt.Errorf("its schema is %q; this program reads %q and %q", d.Schema, Schema, schema1)
	}
	for _, s := range d.Scenarios {
		if s.ID == "" || !slices.Contains(verdict.Verdicts(), s.Verdict) {
			return fmt.Errorf("scenario %q has the verdict %q", s.ID, s.Verdict)
		}
	}
	again := documentOf(run.Summarise())
	if d.Schema == schema1 {
		d.Evidence = again.Evidence
	}
	if again.Evidence != d.Evidence || !reflect.DeepEqual(again.Score, d.Score) || !reflect.DeepEqual(again.Rows, d.Rows) ||
		!reflect.DeepEqual(again.Trouble, d.Trouble) {
		return errors.New("its score, evidence, rows or trouble do not follow from its scenarios")
	}
	return nil
}
