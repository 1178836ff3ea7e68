package reports

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"slices"
	"time"

	"github.com/oss403/oss403/harness/verdict"
)

// html/ holds the template, the style and the script of the page.
//
//go:embed html
var htmlFiles embed.FS

// htmlPage is what the template shows.
type htmlPage struct {
	Policy     string // Content-Security-Policy: nothing but this style and this script, and no request
	Style      template.CSS
	Script     template.JS
	Target     string
	Score      Score
	Passed     int    // scenarios
	Line       string // the score in one line
	Started    string
	Took       time.Duration
	About      [][2]string
	Evidence   Evidence
	Usage      *verdict.Usage
	Trouble    []string
	Verdicts   []htmlVerdict
	Choices    []htmlChoice // the filters
	Carriers   []string
	Sections   []htmlSection // the rows that have a scenario
	Deviations []htmlDeviation
	Untested   []htmlReason
	Known      []htmlReason
	Recorded   []htmlReason
	Orders     []htmlOrder
	Pairs      int
	Untried    string // the common reason if nothing was tried
}

// htmlVerdict is one part of the bar of verdicts.
type htmlVerdict struct {
	Verdict     verdict.Verdict
	Count       int
	From, Width float64 // per cent
}

// htmlChoice is a filter by one property.
type htmlChoice struct {
	Key, Label string
	Values     []string
}

// htmlReason is a text that scenarios share.
type htmlReason struct {
	Lines []string
	IDs   []string
}

// htmlDeviation is what one or more scenarios did not pass for.
type htmlDeviation struct {
	Verdict verdict.Verdict
	Lines   []string
	First   []string // ids
	More    int      // further scenarios
}

// htmlOrder is an order that the run has learnt.
type htmlOrder struct {
	Answered string
	Silent   []string
}

// WriteHTML writes the summary as one page that asks nobody for anything. Without JavaScript,
// the page shows each scenario, and all of those that did not pass; the exchanges and fields of
// those that passed are packed, row by row, and unpacked by its script.
func WriteHTML(w io.Writer, s Summary) error {
	pages, err := htmlTemplates(s)
	if err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	page, err := pages.page(s)
	if err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	if err := pages.template.ExecuteTemplate(w, "page.html", page); err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	return nil
}

// htmlWriter renders one summary.
type htmlWriter struct {
	template *template.Template
	repeat   []string // the words of the command that repeats the run, without its focus
}

// Style returns the style sheet of the page, for other pages that look like it.
func Style() (string, error) {
	style, err := htmlFiles.ReadFile("html/page.css")
	return string(style), err
}

func htmlTemplates(s Summary) (htmlWriter, error) {
	parsed, err := template.New("").Funcs(template.FuncMap{"glyph": glyph}).ParseFS(htmlFiles, "html/*.html")
	return htmlWriter{template: parsed, repeat: command(s)}, err
}

// page prepares what the template shows.
func (h htmlWriter) page(s Summary) (htmlPage, error) {
	style, err := htmlFiles.ReadFile("html/page.css")
	if err != nil {
		return htmlPage{}, err
	}
	script, err := htmlFiles.ReadFile("html/page.js")
	if err != nil {
		return htmlPage{}, err
	}
	page := htmlPage{
		Policy: fmt.Sprintf("default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'", digestOf(style), digestOf(script)),
		Style:  template.CSS(style), Script: template.JS(script),
		Target: oneLine(s.Target, maxTitle), Score: s.Score, Passed: s.Score.Scenarios[verdict.Pass], Line: scoreLine(s),
		Started: s.StartedAt.UTC().Format("2006-01-02 15:04:05 UTC"), Took: s.Duration.Round(time.Millisecond),
		Evidence: s.Evidence, Usage: s.Usage,
		Carriers:   valuesOf(s.Results, func(r verdict.Result) []string { return []string{r.Carrier} }),
		Deviations: unpassed(s.Results),
		Untested:   shared(withVerdicts(s.Results, verdict.NotSupported)),
		Known:      shared(withVerdicts(s.Results, verdict.Known)),
		Recorded:   differing(s.Results),
	}
	for _, pair := range s.pairs() {
		page.About = append(page.About, [2]string{pair[0], oneLine(pair[1], maxTitle)})
	}
	for _, text := range s.Trouble {
		page.Trouble = append(page.Trouble, oneLine(withoutColour(text), mostReason))
	}
	if why, all := untried(s.Results); all {
		page.Untried = oneLine(why, mostReason)
	}
	page.Verdicts, page.Choices = bar100(s.Score.Scenarios), choices(s)
	page.orders(s.Results)
	page.Sections, err = h.sections(s, page.Carriers)
	return page, err
}

func digestOf(text []byte) string {
	sum := sha256.Sum256(text)
	return base64.StdEncoding.EncodeToString(sum[:])
}

// bar100 divides 100 per cent among the verdicts, the most serious first.
func bar100(counts Counts) []htmlVerdict {
	var parts []htmlVerdict
	from, all := 0.0, float64(max(1, counts.Total()))
	for _, v := range slices.Backward(verdict.Verdicts()) {
		if counts[v] > 0 {
			width := 100 * float64(counts[v]) / all
			parts = append(parts, htmlVerdict{v, counts[v], from, width})
			from += width
		}
	}
	return parts
}

// choices lists the filters with the values that occur in the run.
func choices(s Summary) []htmlChoice {
	var present []string
	for _, part := range bar100(s.Score.Scenarios) {
		present = append(present, string(part.Verdict))
	}
	codes := map[string]string{}
	for _, row := range s.Rows {
		codes[row.ID] = oneLine(row.Code, 60)
	}
	return []htmlChoice{
		{"verdict", "verdict", present},
		{"area", "area", valuesOf(s.Results, func(r verdict.Result) []string { return []string{area(r)} })},
		{"code", "Code", valuesOf(s.Results, func(r verdict.Result) []string { return []string{codes[r.Row]} })},
		{"carrier", "carrier", valuesOf(s.Results, func(r verdict.Result) []string { return []string{oneLine(r.Carrier, 60)} })},
		{"needs", "capability", valuesOf(s.Results, func(r verdict.Result) []string { return r.Needs })},
	}
}

// valuesOf lists the values of a property that occur in the results, sorted, each once.
func valuesOf(results []verdict.Result, of func(verdict.Result) []string) []string {
	var all []string
	for _, r := range results {
		for _, value := range of(r) {
			if value = oneLine(value, 60); value != "" {
				all = append(all, value)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// shared lists the reasons of the results, the most frequent first.
func shared(results []verdict.Result) []htmlReason {
	groups := alike(results, func(r verdict.Result) []string { return excerpt(withoutColour(reason(r))) })
	slices.SortStableFunc(groups, func(a, b group) int { return len(b.members) - len(a.members) })
	var reasons []htmlReason
	for _, g := range groups {
		reasons = append(reasons, htmlReason{g.lines, g.ids()})
	}
	return reasons
}

// unpassed lists why scenarios did not pass, in the order of the scenarios.
func unpassed(results []verdict.Result) []htmlDeviation {
	const named = 3
	var all []htmlDeviation
	for _, g := range alike(withVerdicts(results, deviating()...), why) {
		ids := g.ids()
		first := ids[:min(named, len(ids))]
		all = append(all, htmlDeviation{g.members[0].Verdict, g.lines, first, len(ids) - len(first)})
	}
	return all
}

func (p *htmlPage) orders(results []verdict.Result) {
	orders, pairs := ordersLearnt(results)
	p.Pairs = pairs
	for _, o := range orders {
		learnt := htmlOrder{Answered: oneLine(o.answered, maxTitle)}
		for _, silent := range o.silent {
			learnt.Silent = append(learnt.Silent, oneLine(silent, maxTitle))
		}
		p.Orders = append(p.Orders, learnt)
	}
}

// differing lists the recorded fields that differ from what was inferred, and the scenarios in
// which they do.
func differing(results []verdict.Result) []htmlReason {
	at := map[string]int{}
	var all []htmlReason
	for _, r := range results {
		for _, f := range r.Deviations(verdict.Recorded) {
			lines := []string{fieldName(f), "expected " + oneLine(f.Expected, maxRunes), "actual " + oneLine(f.Actual, maxRunes)}
			key := fmt.Sprintf("%q", lines)
			if _, known := at[key]; !known {
				at[key] = len(all)
				all = append(all, htmlReason{Lines: lines})
			}
			all[at[key]].IDs = append(all[at[key]].IDs, name(r))
		}
	}
	return all
}

// glyph is the sign of a verdict in the matrix.
func glyph(v verdict.Verdict) string {
	switch v {
	case verdict.Pass:
		return "✓"
	case verdict.Fail:
		return "✗"
	case verdict.Known:
		return "≈"
	case verdict.Stale:
		return "⚑"
	case verdict.Untestable:
		return "?"
	case verdict.NotSupported:
		return "–"
	case verdict.Error:
		return "!"
	}
	return ""
}
