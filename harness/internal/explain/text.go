package explain

import (
	"fmt"
	"io"
	"strings"

	"github.com/oss403/oss403/harness/internal/explain/lang"
)

// manyRows is the number of alternatives from which no row is put in front.
const manyRows = 5

// WriteText writes a diagnosis for a person, in the language in which it was made.
func WriteText(w io.Writer, d Diagnosis, in lang.Language) error {
	p := &page{in: in}
	if d.Row == "" {
		p.line("%s", strings.TrimSpace(d.Code+" "+d.EC)+": "+d.Because)
		p.told(d)
	} else {
		p.meaning(d)
		p.told(d)
		p.alternatives(d)
		p.line("")
		p.ends(d)
	}
	_, err := io.WriteString(w, p.text.String())
	return err
}

// A page is a diagnosis as lines of text.
type page struct {
	text strings.Builder
	in   lang.Language
}

func (p *page) line(format string, args ...any) { fmt.Fprintf(&p.text, format+"\n", args...) }

// part writes lines that have their name before the first.
func (p *page) part(name string, lines ...string) {
	for i, text := range lines {
		if i > 0 {
			name = ""
		}
		p.line("%s %s", padded(name), text)
	}
}

// told writes what the answer tells, if anything.
func (p *page) told(d Diagnosis) {
	if told := d.Told(p.in); told != "" {
		p.part(p.in.Say("told"), told)
	}
}

// meaning writes which row it is, what to do about it, how sure that is, and what its details say.
func (p *page) meaning(d Diagnosis) {
	in := p.in
	if d.Many() {
		p.line("%s: %s", d.Code, in.Say("one of %d rows", d.Rows()))
		p.line("")
	} else {
		p.line("%s %s", d.Row, d.Code)
		p.line("%s", d.Message)
		p.line("")
		if d.Cause != d.Message {
			p.part(in.Say("cause"), d.Cause)
		}
		p.part(in.Say("remedy"), numbered(d.Remedy)...)
	}
	p.part(in.Say("sure"), in.Say(string(d.Certainty))+": "+d.Because)
	if d.Detail != nil {
		p.part(in.Say("detail"), d.Detail.Says, d.Detail.Statement)
		if d.Detail.Encoded && d.Decoded == nil {
			p.part("", in.Say("RAM tells the rest: %s, or %s", "oss403 explain --decode",
				"aliyun ram DecodeDiagnosticMessage --EncodedDiagnosticMessage …"))
		}
	}
	if d.Decoded != nil {
		p.part(in.Say("decoded"), d.Decoded.lines(in)...)
	}
	if d.Comparison != nil {
		p.part(in.Say("signed"), d.Comparison.lines(in)...)
	}
}

// alternatives writes the other rows that it may be.
func (p *page) alternatives(d Diagnosis) {
	if len(d.Alternatives) == 0 {
		return
	}
	p.line("\n%s", p.in.Say("It may also be:"))
	if d.Many() {
		p.line("  %s %s: %s", d.Row, d.Code, d.Cause)
	}
	for _, other := range d.Alternatives {
		p.line("  %s %s: %s", other.Row, other.Code, other.Cause)
		p.line("      %s", other.Tells)
	}
}

// ends writes what provokes and shows the row.
func (p *page) ends(d Diagnosis) {
	end := func(name, text string) { p.line("%s %s", paddedTo(12, name), text) }
	if p.in.English() { // the sentences of scenarios are in English alone
		end("Provoked by:", strings.Join(d.Faults, " · "))
	}
	if len(d.Sources) > 0 {
		end(p.in.Say("Shown by:"), strings.Join(d.Sources, "\n             "))
	}
	if says := called(d.Printed); says != "" {
		end(p.in.Say("Printed as:"), says)
	}
	end(p.in.Say("See it:"), "oss403 run --focus "+d.Row)
}

// Told says what the text tells, without anything that may be a secret; empty if there was no text.
func (d Diagnosis) Told(in lang.Language) string {
	a := d.Answer
	if a.ReadAs == aWord {
		return ""
	}
	var fields []string
	if a.Status != 0 {
		fields = append(fields, in.Say("status %d", a.Status))
	}
	for _, field := range [][2]string{{"Code", a.Code}, {"EC", a.EC}, {"RequestId", a.RequestID}, {"HostId", a.HostID}} {
		if field[1] != "" {
			fields = append(fields, field[0]+" "+field[1])
		}
	}
	return in.Say("%s (read as %s)", strings.Join(fields, " · "), in.Say(a.ReadAs))
}

// Rows is the number of rows that may have answered.
func (d Diagnosis) Rows() int {
	if d.Row == "" {
		return 0
	}
	return 1 + len(d.Alternatives)
}

// Many reports whether so many rows may have answered that none is put in front.
func (d Diagnosis) Many() bool { return d.Rows() > manyRows }

// padded fills a label up to the width of its column; characters of Chinese and Japanese are two columns wide.
func padded(label string) string { return paddedTo(10, label) }

func paddedTo(width int, label string) string {
	for _, r := range label {
		width--
		if r >= '\u1100' {
			width--
		}
	}
	return label + strings.Repeat(" ", max(0, width))
}

func numbered(steps []string) []string {
	if len(steps) < 2 {
		return steps
	}
	var all []string
	for i, step := range steps {
		all = append(all, fmt.Sprintf("%d. %s", i+1, step))
	}
	return all
}
