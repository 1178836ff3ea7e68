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
	page := &strings.Builder{}
	line := func(format string, args ...any) { fmt.Fprintf(page, format+"\n", args...) }
	part := func(name string, lines []string) {
		for i, text := range lines {
			if i > 0 {
				name = ""
			}
			line("%s %s", padded(name), text)
		}
	}
	var told []string
	if d.Told(in) != "" {
		told = []string{d.Told(in)}
	}
	if d.Row == "" {
		line("%s", strings.TrimSpace(d.Code+" "+d.EC)+": "+d.Because)
		part(in.Say("told"), told)
		_, err := io.WriteString(w, page.String())
		return err
	}
	if d.Many() {
		line("%s: %s", d.Code, in.Say("one of %d rows", d.Rows()))
		line("")
	} else {
		line("%s %s", d.Row, d.Code)
		line("%s", d.Message)
		line("")
		if d.Cause != d.Message {
			part(in.Say("cause"), []string{d.Cause})
		}
		part(in.Say("remedy"), numbered(d.Remedy))
	}
	part(in.Say("sure"), []string{in.Say(string(d.Certainty)) + ": " + d.Because})
	if d.Detail != nil {
		part(in.Say("detail"), []string{d.Detail.Says, d.Detail.Statement})
		if d.Detail.Encoded && d.Decoded == nil {
			part("", []string{in.Say("RAM tells the rest: %s, or %s", "oss403 explain --decode",
				"aliyun ram DecodeDiagnosticMessage --EncodedDiagnosticMessage …")})
		}
	}
	if d.Decoded != nil {
		part(in.Say("decoded"), d.Decoded.lines(in))
	}
	if d.Comparison != nil {
		part(in.Say("signed"), d.Comparison.lines(in))
	}
	part(in.Say("told"), told)
	if len(d.Alternatives) > 0 {
		line("\n%s", in.Say("It may also be:"))
		if d.Many() {
			line("  %s %s: %s", d.Row, d.Code, d.Cause)
		}
		for _, other := range d.Alternatives {
			line("  %s %s: %s", other.Row, other.Code, other.Cause)
			line("      %s", other.Tells)
		}
	}
	line("")
	end := func(name, text string) { line("%s %s", paddedTo(12, name), text) }
	if in.English() { // the sentences of scenarios are in English alone
		end("Provoked by:", strings.Join(d.Faults, " · "))
	}
	if len(d.Sources) > 0 {
		end(in.Say("Shown by:"), strings.Join(d.Sources, "\n             "))
	}
	if says := called(d.Printed); says != "" {
		end(in.Say("Printed as:"), says)
	}
	end(in.Say("See it:"), "oss403 run --focus "+d.Row)
	_, err := io.WriteString(w, page.String())
	return err
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
