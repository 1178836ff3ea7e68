package explain

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/internal/explain/lang"
	"github.com/oss403/oss403/scenarios"
)

// Certainty says how sure a diagnosis is.
type Certainty string

// The certainties.
const (
	Certain   Certainty = "certain"   // Code, and EC or Message, are those of this row alone, and a source shows them
	Likely    Certainty = "likely"    // this row alone fits what the text tells, but that is little, or inferred
	Ambiguous Certainty = "ambiguous" // other rows answer the same
	Unknown   Certainty = "unknown"   // no row answers so
)

// Diagnosis is what a refusal means.
type Diagnosis struct {
	Row          string        `json:"row"` // empty if no row answers so
	Code         string        `json:"code"`
	Message      string        `json:"message"`
	EC           string        `json:"ec"` // as told; empty if it is not
	Cause        string        `json:"cause"`
	Remedy       []string      `json:"remedy"` // steps
	Certainty    Certainty     `json:"certainty"`
	Because      string        `json:"because"` // why it is so sure
	Alternatives []Alternative `json:"alternatives"`
	Faults       []string      `json:"faults"` // what the scenarios of the row do to provoke it
	Sources      []string      `json:"sources"`
	Printed      []Printed     `json:"printed,omitempty"` // the Codes by which editions of pages call it, where they were asked
	Detail       *Detail       `json:"detail,omitempty"`
	Decoded      *Decoded      `json:"decoded,omitempty"`      // what RAM tells, if it was asked
	Comparison   *Comparison   `json:"stringToSign,omitempty"` // of SignatureDoesNotMatch, with a request or a secret
	Answer       Answer        `json:"answer"`
}

// Alternative is another row that may have answered.
type Alternative struct {
	Row   string `json:"row"`
	Code  string `json:"code"`
	Cause string `json:"cause"`
	Tells string `json:"tells"` // what would tell it apart
}

// mostFaults is how many faults and sources a diagnosis names.
const mostFaults = 5

// Diagnose finds the rows that answer as the text tells, and says so in a language.
func Diagnose(a Answer, known Known, in lang.Language) Diagnosis {
	d := Diagnosis{Code: a.Code, Message: a.Message, EC: a.EC, Answer: a, Certainty: Unknown, Detail: detailOf(a, in),
		Alternatives: []Alternative{}, Faults: []string{}, Sources: []string{}, Remedy: []string{}}
	fits := known.fitting(a)
	if says := madeUpByClient(a); says != "" {
		d.Because = in.Say(says)
		return d
	}
	if len(fits) == 0 {
		d.Because = unknownBecause(a, in)
		return d
	}
	best := fits[0]
	d.Row, d.Cause = best.ID, causeOf(best.Row, in)
	for _, step := range scenarios.Remedy(best.ID) {
		d.Remedy = append(d.Remedy, in.Say(step))
	}
	d.Code, d.Message = cmp.Or(a.Code, best.codes[0]), cmp.Or(a.Message, best.Message)
	d.Faults = best.faults[:min(mostFaults, len(best.faults))]
	for _, source := range best.sources[:min(mostFaults, len(best.sources))] {
		d.Sources = append(d.Sources, string(source))
	}
	for _, other := range fits[1:] {
		d.Alternatives = append(d.Alternatives, Alternative{
			Row: other.ID, Code: other.codes[0], Cause: causeOf(other.Row, in), Tells: tellsApart(a, best.knownRow, other.knownRow, in),
		})
	}
	d.Certainty, d.Because = best.sure(a, fits[1:], in)
	return d
}

// fit is a row that may have answered, and which told fields are its own.
type fit struct {
	knownRow
	byEC, byMessage look // zero if the field is not told, or another row's
	otherCode       bool // the Code told is another one
}

// told counts the told fields that are the row's own, and those of them that a source shows.
func (f fit) told() (all, shown int) {
	for _, l := range []look{f.byEC, f.byMessage} {
		if l.level != "" {
			all++
		}
		if l.level == scenarios.LevelCaptured || l.level == scenarios.LevelDocumented {
			shown++
		}
	}
	return all, shown
}

// fitting lists the rows that fit best: whose Code is told, and of those the rows that have the most of the
// other told fields. Those with the most fields that a source shows stand first.
func (k Known) fitting(a Answer) []fit {
	var fits []fit
	for _, row := range k.rows {
		if a.row != "" && a.row != row.ID {
			continue
		}
		if a.Code != "" && !slices.Contains(row.codes, a.Code) {
			continue
		}
		f := fit{knownRow: row}
		if a.EC != "" {
			f.byEC = surest(row.ecs, a.EC)
		}
		if a.Message != "" {
			f.byMessage = surest(row.messages, a.Message)
		}
		if a.Code == "" && a.row == "" && f.byEC == (look{}) && f.byMessage == (look{}) {
			continue
		}
		fits = append(fits, f)
	}
	most := 0
	for _, f := range fits {
		all, _ := f.told()
		most = max(most, all)
	}
	if most == 0 && a.Code != "" && a.row == "" { // the EC, or the Message, may belong to another Code
		told := a
		told.Code = ""
		if under := k.fitting(told); len(under) > 0 {
			for i := range under {
				under[i].otherCode = true
			}
			return under
		}
	}
	fits = slices.DeleteFunc(fits, func(f fit) bool { all, _ := f.told(); return all < most })
	slices.SortStableFunc(fits, func(a, b fit) int {
		_, shownByA := a.told()
		_, shownByB := b.told()
		return cmp.Or(cmp.Compare(shownByB, shownByA), cmp.Compare(rank(a.ID), rank(b.ID)))
	})
	return fits
}

// rank puts the rows of the official page first, then other refusals, then their neighbours.
func rank(row string) int { return strings.Index("RXB", row[:1]) }

// surest is the look of a value that is shown best; zero if the value has none of the looks.
func surest(looks []look, value string) look {
	var best look
	for _, level := range []scenarios.Level{scenarios.LevelCaptured, scenarios.LevelDocumented, scenarios.LevelInferred} {
		for _, l := range looks {
			if best == (look{}) && l.level == level && l.is(value) {
				best = l
			}
		}
	}
	return best
}

func (f fit) sure(a Answer, others []fit, in lang.Language) (Certainty, string) {
	var told []string
	all, shown := f.told()
	for _, own := range []struct {
		name string
		look look
	}{{"EC", f.byEC}, {"Message", f.byMessage}} {
		if own.look.level != "" {
			told = append(told, fmt.Sprintf("%s (%s)", own.name, in.Say(string(own.look.level))))
		}
	}
	if a.Code != "" && !f.otherCode {
		told = slices.Insert(told, 0, "Code")
	}
	fields := ""
	for _, field := range told {
		if fields != "" {
			field = in.Say("%s and the %s", fields, field)
		}
		fields = field
	}
	switch {
	case a.row != "":
		return Certain, in.Say("the row was asked for")
	case len(others) > 0:
		if _, shownByOther := others[0].told(); shownByOther < shown {
			return Likely, in.Say("the %s are shown for this row; that the others answer so is inferred", fields)
		}
		hasWords := func(row fit) bool { return row.Message != scenarios.Unpublished }
		if !slices.ContainsFunc(others, hasWords) && hasWords(f) && shown > 0 {
			return Likely, in.Say("the %s are shown for this row; the others are refused in the same words", fields)
		}
		return Ambiguous, in.Say("%d rows answer with the %s that the text tells", 1+len(others), fields)
	case f.otherCode:
		return Likely, in.Say("the %s are those of this row alone, which answers with another Code than the text tells", fields)
	case shown > 0:
		return Certain, in.Say("the %s are those of this row alone", fields)
	case all == 0 && (a.EC != "" || a.Message != ""):
		return Likely, in.Say("the Code is that of this row alone; no source shows its EC or Message as told")
	case all == 0:
		return Likely, in.Say("the Code is that of this row alone; the text tells no EC and no Message")
	}
	return Likely, in.Say("the %s are those of this row alone, but no source shows them", fields)
}

func unknownBecause(a Answer, in lang.Language) string {
	switch {
	case a.Status != 0 && a.Status != http.StatusForbidden:
		return in.Say("it is HTTP %d; oss403 knows the refusals with 403, and their neighbours", a.Status)
	case a.Code != "":
		return in.Say("no row of the catalogue answers with the Code %s and what else the text tells", a.Code)
	}
	return in.Say("no row of the catalogue answers so")
}

// causeOf is the cause of a row, or the Message where that says everything. A Message is said as OSS does.
func causeOf(row scenarios.Row, in lang.Language) string {
	if row.Cause == "" {
		return row.Message
	}
	return in.Say(row.Cause)
}

// tellsApart says by which field the other row would have answered otherwise.
func tellsApart(a Answer, best, other knownRow, in lang.Language) string {
	if a.EC == "" {
		mine, its := literals(best.ecs), literals(other.ecs)
		if len(its) > 0 && !slices.Equal(mine, its) && !slices.ContainsFunc(its, func(ec string) bool { return slices.Contains(mine, ec) }) {
			ecs := its[0]
			for _, ec := range its[1:min(3, len(its))] {
				ecs = in.Say("%s or %s", ecs, ec)
			}
			return in.Say("its EC is %s", ecs)
		}
	}
	if a.Message == "" {
		mine, its := literals(best.messages), literals(other.messages)
		if len(its) > 0 && !slices.ContainsFunc(its, func(m string) bool { return slices.Contains(mine, m) }) {
			return in.Say("its Message is %q", its[0])
		}
	}
	return in.Say("the answer does not tell; look at the cause")
}

func literals(looks []look) []string {
	var all []string
	for _, l := range looks {
		if l.match.Kind == scenarios.MatchExactly && !slices.Contains(all, l.match.Text) {
			all = append(all, l.match.Text)
		}
	}
	return all
}
