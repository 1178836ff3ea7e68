package explain

import (
	"fmt"
	"io"
	"strings"
)

// manyRows is the number of alternatives from which no row is put in front.
const manyRows = 5

// WriteText writes a diagnosis for a person.
func WriteText(w io.Writer, d Diagnosis) error {
	page := &strings.Builder{}
	line := func(format string, args ...any) { fmt.Fprintf(page, format+"\n", args...) }
	part := func(name string, lines []string) {
		for i, text := range lines {
			if i > 0 {
				name = ""
			}
			line("%-10s %s", name, text)
		}
	}
	var told []string
	if d.Told() != "" {
		told = []string{d.Told()}
	}
	if d.Row == "" {
		line("%s", strings.TrimSpace(d.Code+" "+d.EC)+": "+d.Because)
		part("told", told)
		_, err := io.WriteString(w, page.String())
		return err
	}
	if d.Many() {
		line("%s: one of %d rows", d.Code, d.Rows())
		line("")
	} else {
		line("%s %s", d.Row, d.Code)
		line("%s", d.Message)
		line("")
		if d.Cause != d.Message {
			part("cause", []string{d.Cause})
		}
		part("remedy", numbered(d.Remedy))
	}
	part("sure", []string{string(d.Certainty) + ": " + d.Because})
	if d.Detail != nil {
		part("detail", []string{d.Detail.Says, d.Detail.Statement})
		if d.Detail.Encoded && d.Decoded == nil {
			part("", []string{"RAM tells the rest: oss403 explain --decode, or aliyun ram DecodeDiagnosticMessage --EncodedDiagnosticMessage …"})
		}
	}
	if d.Decoded != nil {
		part("decoded", d.Decoded.lines())
	}
	if d.Comparison != nil {
		part("signed", d.Comparison.lines())
	}
	part("told", told)
	if len(d.Alternatives) > 0 {
		line("\nIt may also be:")
		if d.Many() {
			line("  %s %s: %s", d.Row, d.Code, d.Cause)
		}
		for _, other := range d.Alternatives {
			line("  %s %s: %s", other.Row, other.Code, other.Cause)
			line("      %s", other.Tells)
		}
	}
	line("\nProvoked by: %s", strings.Join(d.Faults, " · "))
	if len(d.Sources) > 0 {
		line("Shown by:    %s", strings.Join(d.Sources, "\n             "))
	}
	line("See it:      oss403 run --focus %s", d.Row)
	_, err := io.WriteString(w, page.String())
	return err
}

// Told says what the text tells, without anything that may be a secret; empty if there was no text.
func (d Diagnosis) Told() string {
	a := d.Answer
	if a.ReadAs == aWord {
		return ""
	}
	var fields []string
	if a.Status != 0 {
		fields = append(fields, fmt.Sprintf("status %d", a.Status))
	}
	for _, field := range [][2]string{{"Code", a.Code}, {"EC", a.EC}, {"RequestId", a.RequestID}, {"HostId", a.HostID}} {
		if field[1] != "" {
			fields = append(fields, field[0]+" "+field[1])
		}
	}
	return strings.Join(fields, " · ") + " (read as " + a.ReadAs + ")"
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
