package reports

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/oss403/oss403/harness/verdict"
)

// htmlSection is a row with its scenarios.
type htmlSection struct {
	Row       RowSummary
	Code      string
	Message   string
	Cause     string
	Remedy    []string
	Cells     []htmlCell // one for each carrier
	Scenarios []htmlScenario
	Packed    string // the bodies of the scenarios that passed: JSON, then gzip, then base64
}

// htmlCell is a field of the matrix: the scenarios of a row with one carrier.
type htmlCell struct {
	Carrier string
	Verdict verdict.Verdict // the most serious one; empty if there is no scenario
	Count   int
}

// htmlScenario is what the page shows of a scenario.
type htmlScenario struct {
	ID      string
	Anchor  string
	Title   string
	Fault   string
	Code    string
	Area    string
	Carrier string
	Needs   []string
	Verdict verdict.Verdict
	Reason  []string
	Packed  int       // place in the packed bodies of its row; -1 if the page shows Body at once
	Body    *htmlBody // nil if it is packed
}

// htmlBody is what opens below a scenario.
type htmlBody struct {
	Title     string
	Cause     string
	Remedy    []string
	Fault     string
	Needs     []string
	Sources   []verdict.Source
	Took      string
	Reason    []string
	Exchanges []htmlExchange
	Alike     bool // provocation and control read the same
	Strings   []htmlStrings
	Fields    []htmlField
	Decision  []string
	More      string // address of the full decision
	Learnt    string
	ControlOf string // id of the scenario whose control counts for this one
	Command   string
}

// htmlField is a line in the table of fields.
type htmlField struct {
	Name, Level, Expected, Actual, Why string
	Mark                               string // ok, fails, warns or recorded
}

// command returns the words that run the same again, without its focus.
func command(s Summary) []string {
	words := []string{"oss403 run"}
	for _, option := range []struct{ flag, value string }{
		{"target", s.Target}, {"profile", s.Settings.Profile}, {"dialect", s.Settings.Dialect}, {"allow", s.Settings.Allow},
	} {
		if option.value != "" && option.value != "emulator:" {
			words = append(words, "--"+option.flag+"="+quoted(oneLine(option.value, maxTitle)))
		}
	}
	return words
}

// quoted quotes a word for a shell, if it needs that.
func quoted(word string) string {
	if strings.Trim(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:,=") == "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// noRow is the section of results without a row: entries of the baseline, and scenarios that the run does not list.
const noRow = "other results"

// sections prepares each row that has a scenario.
func (h htmlWriter) sections(s Summary, carriers []string) ([]htmlSection, error) {
	rows := slices.Clone(s.Rows)
	listed := func(id string) bool {
		return slices.ContainsFunc(s.Rows, func(r RowSummary) bool { return r.ID == id })
	}
	if slices.ContainsFunc(s.Results, func(r verdict.Result) bool { return !listed(r.Row) }) {
		rows = append(rows, RowSummary{Row: Row{ID: noRow}})
	}
	all := make([]htmlSection, len(rows))
	var rendering errgroup.Group
	rendering.SetLimit(runtime.GOMAXPROCS(0))
	for i, row := range rows {
		own := slices.DeleteFunc(slices.Clone(s.Results), func(r verdict.Result) bool {
			return r.Row != row.ID && (row.ID != noRow || listed(r.Row))
		})
		if len(own) == 0 {
			continue
		}
		rendering.Go(func() (err error) {
			if all[i], err = h.section(row, own, carriers); err != nil {
				return fmt.Errorf("row %s: %w", row.ID, err)
			}
			return nil
		})
	}
	err := rendering.Wait()
	return slices.DeleteFunc(all, func(section htmlSection) bool { return len(section.Scenarios) == 0 }), err
}

func (h htmlWriter) section(row RowSummary, own []verdict.Result, carriers []string) (htmlSection, error) {
	row.Row.ID = oneLine(row.ID, 20)
	section := htmlSection{Row: row, Code: oneLine(row.Code, 60), Message: oneLine(row.Message, maxRunes), Cause: oneLine(row.Cause, maxRunes)}
	for _, step := range row.Remedy {
		section.Remedy = append(section.Remedy, oneLine(step, maxRunes))
	}
	for _, carrier := range carriers {
		cell := htmlCell{Carrier: carrier}
		for _, r := range own {
			if oneLine(r.Carrier, 60) == carrier {
				cell.Verdict, cell.Count = graver(cell.Verdict, r.Verdict), cell.Count+1
			}
		}
		section.Cells = append(section.Cells, cell)
	}
	var packed []string
	for _, r := range own {
		scenario := htmlScenario{
			ID: name(r), Anchor: oneLine(r.ID, maxTitle), Title: oneLine(r.Title, maxRunes), Fault: oneLine(r.Fault, maxRunes),
			Code: section.Code, Area: area(r), Carrier: oneLine(r.Carrier, 60), Verdict: r.Verdict, Packed: -1,
		}
		for _, need := range r.Needs {
			scenario.Needs = append(scenario.Needs, oneLine(need, 60))
		}
		if r.Verdict != verdict.Pass {
			scenario.Reason = excerpt(withoutColour(reason(r)))
		}
		body := h.body(section, scenario, r)
		switch r.Verdict {
		case verdict.NotSupported: // the reason says everything
		case verdict.Pass:
			text := &bytes.Buffer{}
			if err := h.template.ExecuteTemplate(text, "body.html", body); err != nil {
				return section, err
			}
			scenario.Packed = len(packed)
			packed = append(packed, text.String())
		default:
			scenario.Body = &body
		}
		section.Scenarios = append(section.Scenarios, scenario)
	}
	var err error
	section.Packed, err = pack(packed)
	return section, err
}

// pack compresses texts, so that the page can carry them.
func pack(texts []string) (string, error) {
	if len(texts) == 0 {
		return "", nil
	}
	packed := &bytes.Buffer{}
	compressed := gzip.NewWriter(packed)
	if err := json.NewEncoder(compressed).Encode(texts); err != nil {
		return "", err
	}
	if err := compressed.Close(); err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(packed.Bytes()), nil
}

// body prepares what opens below a scenario.
func (h htmlWriter) body(section htmlSection, s htmlScenario, r verdict.Result) htmlBody {
	body := htmlBody{
		Title: s.Title, Cause: section.Cause, Remedy: section.Remedy, Fault: s.Fault, Needs: s.Needs,
		Reason: s.Reason, Took: fmt.Sprintf("%.1f ms", r.DurationMs),
		Exchanges: htmlExchanges(r.Exchanges), Command: strings.Join(append(slices.Clone(h.repeat), "--focus="+quoted(s.ID)), " "),
	}
	body.Alike = alikeOnTheWire(r.Exchanges)
	if body.Cause == "" {
		body.Cause = section.Message
	}
	for _, source := range r.Sources {
		body.Sources = append(body.Sources, verdict.Source{Level: source.Level, Text: oneLine(source.Text, maxRunes)})
	}
	for _, f := range r.Findings {
		body.Fields = append(body.Fields, htmlFieldOf(f))
		if byteForByte(f.Field) && strings.Contains(f.Expected, "\n") {
			body.Strings = append(body.Strings, compareStrings(fieldName(f), f.Expected, f.Actual))
		}
	}
	if r.Decision != nil {
		body.Decision, body.More = excerpt(strings.Join(r.Decision.Says, "\n")), oneLine(r.Decision.URL, maxTitle)
	}
	body.ControlOf = oneLine(r.ControlOf, maxTitle)
	if r.Learnt != nil {
		body.Learnt = oneLine(r.Learnt.Answered, maxTitle) + " answered, and not: " + oneLine(r.Learnt.Silent, maxTitle)
	}
	return body
}

func htmlFieldOf(f verdict.Finding) htmlField {
	field := htmlField{
		Name: fieldName(f), Level: level(f), Mark: "ok", Why: strings.Join(excerpt(f.Explanation), "\n"),
		Expected: strings.Join(excerpt(f.Expected), "\n"), Actual: strings.Join(excerpt(f.Actual), "\n"),
	}
	if !f.OK {
		field.Mark = string(f.Severity)
	}
	if field.Actual == field.Expected {
		field.Actual = ""
	}
	return field
}

// level is how sure the expected value is, and whether the finding is one that a recording has.
func level(f verdict.Finding) string {
	if f.Carried {
		return oneLine(f.Level, 20) + ", as recorded"
	}
	return oneLine(f.Level, 20)
}
