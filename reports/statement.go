package reports

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/oss403/oss403/harness/verdict"
)

// StatementSchema is the version of a conformance statement.
const StatementSchema = "oss403/statement/1"

// Statement is what a run says of a product, short enough to be published.
type Statement struct {
	Schema       string          `json:"schema"`
	Product      verdict.Product `json:"product"`
	Date         string          `json:"date"` // of the run, in UTC
	Suite        Suite           `json:"suite"`
	Settings     Settings        `json:"settings"`
	Score        Score           `json:"score"`
	Evidence     Evidence        `json:"evidence"`
	Deviations   []Deviation     `json:"deviations"`   // what did not pass, by row and reason
	NotSupported []Untested      `json:"notSupported"` // what was not tested, by reason
	Digest       string          `json:"digest"`       // SHA-256 of the conformance.json, in hex
}

// Deviation is a reason for which scenarios of a row did not pass.
type Deviation struct {
	Row       string          `json:"row"`
	Verdict   verdict.Verdict `json:"verdict"`
	Reason    string          `json:"reason"`
	Scenarios []string        `json:"scenarios"`
}

// Untested is a reason for which scenarios were not tested.
type Untested struct {
	Reason    string `json:"reason"`
	Scenarios int    `json:"scenarios"`
}

// Errors of a run that makes no statement.
var (
	errNoProduct = errors.New("the run does not say what it judged; name it as product in the profile")
	errPart      = errors.New("the run judged only a part; run it without a focus, a quick selection, a day and shards, or merge the shards")
	errNoSuite   = errors.New("the run does not say which suite judged; run it with this version")
)

// State makes the statement of a run. digest is the SHA-256 of its conformance.json, in hex. It returns an
// error if the run judged only a part, or if it does not say which product was judged or which suite judged.
func State(s Summary, digest string) (Statement, error) {
	switch {
	case s.Product == nil || s.Product.Name == "":
		return Statement{}, errNoProduct
	case s.Settings.Focus != "" || s.Settings.Quick || s.Settings.Since != "" || s.Settings.Shard != "":
		return Statement{}, errPart
	case s.Suite.Catalogue == "":
		return Statement{}, errNoSuite
	}
	statement := Statement{
		Schema: StatementSchema, Product: *s.Product, Date: s.StartedAt.UTC().Format("2006-01-02"), Suite: s.Suite, Settings: s.Settings,
		Score: s.Score, Evidence: s.Evidence, Deviations: []Deviation{}, NotSupported: []Untested{}, Digest: digest,
	}
	for _, r := range withVerdicts(s.Results, append(deviating(), verdict.Known)...) {
		statement.deviates(r)
	}
	for _, shared := range shared(withVerdicts(s.Results, verdict.NotSupported)) {
		statement.NotSupported = append(statement.NotSupported, Untested{oneLine(shared.Lines[0], maxRunes), len(shared.IDs)})
	}
	return statement, nil
}

func (s *Statement) deviates(r verdict.Result) {
	why := oneLine(withoutColour(reason(r)), maxRunes)
	i := slices.IndexFunc(s.Deviations, func(d Deviation) bool { return d.Row == r.Row && d.Verdict == r.Verdict && d.Reason == why })
	if i < 0 {
		i = len(s.Deviations)
		s.Deviations = append(s.Deviations, Deviation{Row: r.Row, Verdict: r.Verdict, Reason: why})
	}
	s.Deviations[i].Scenarios = append(s.Deviations[i].Scenarios, name(r))
}

// WriteStatement writes a statement as JSON.
func WriteStatement(w io.Writer, s Statement) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(s); err != nil {
		return fmt.Errorf("write the statement: %w", err)
	}
	return nil
}

const maxStatement = 16 << 20 // bytes

// ReadStatement reads a statement. It returns an error if the text is none, or has another schema.
func ReadStatement(r io.Reader) (Statement, error) {
	limited := &io.LimitedReader{R: r, N: maxStatement + 1}
	decoder := json.NewDecoder(limited)
	decoder.DisallowUnknownFields()
	var s Statement
	err := decoder.Decode(&s)
	switch {
	case limited.N <= 0:
		return Statement{}, fmt.Errorf("read a statement: it is larger than %d bytes", maxStatement)
	case err != nil:
		return Statement{}, fmt.Errorf("read a statement: %w", err)
	case s.Schema != StatementSchema:
		return Statement{}, fmt.Errorf("read a statement: its schema is %q, not %q", s.Schema, StatementSchema)
	}
	return s, nil
}
