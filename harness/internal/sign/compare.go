package sign

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/oss403/oss403/harness/internal/explain"
	"github.com/oss403/oss403/harness/internal/judge"
	"github.com/oss403/oss403/harness/internal/wire"
)

// Difference is the first line in which a text differs from that of a refused answer.
type Difference struct {
	Text   string `json:"text,omitempty"` // StringToSign or CanonicalRequest; empty: there is no difference
	Line   int    `json:"line,omitempty"` // from 1
	Of     string `json:"of,omitempty"`   // what the line is made of
	From   int    `json:"from,omitempty"` // the first byte that differs, from 1
	Signed string `json:"signed"`         // the line here
	Answer string `json:"answer"`         // the line of the answer; of a text without its lines, the rest
	Says   string `json:"says"`
}

// errNothingToCompare says that the answer tells no text.
var errNothingToCompare = errors.New("the answer has no StringToSign to compare with; " +
	"accepted: the answer to a request with a wrong signature")

// compare holds the texts against those of the answer. The CanonicalRequest is hashed into the StringToSign, so that
// it goes first.
func compare(a explain.Answer, signed wire.Signed, page Page) (*Difference, error) {
	told := false
	for _, part := range []struct {
		name, mine string
		lines      []Line
	}{{"CanonicalRequest", signed.CanonicalRequest, page.CanonicalRequest}, {"StringToSign", signed.StringToSign, page.StringToSign}} {
		theirs, exact := a.Text(part.name)
		if theirs == "" || part.mine == "" {
			continue
		}
		told = true
		d := inLines(part.lines, theirs)
		if !exact {
			d = flattened(part.lines, theirs)
		}
		if d != nil {
			d.Text = part.name
			return d, nil
		}
	}
	if !told {
		return nil, errNothingToCompare
	}
	says := "OSS signs the same text"
	switch provided := strings.ReplaceAll(a.SignatureProvided(), " ", "+"); {
	case provided == signed.Signature:
		says += ", and this signature was refused: OSS has another secret for the AccessKey"
	case provided != "":
		says += ", and another signature was refused: its client signed another text, or with another secret"
	}
	return &Difference{Says: says}, nil
}

// inLines finds the first line that differs; nil: none.
func inLines(mine []Line, text string) *Difference {
	theirs := strings.Split(text, "\n")
	texts := make([]string, len(mine))
	for i, l := range mine {
		texts[i] = l.Text
	}
	for i := range max(len(mine), len(theirs)) {
		d := Difference{Line: i + 1, Of: "a line more than here"}
		if i < len(mine) {
			d.Signed, d.Of = mine[i].Text, mine[i].Of
		}
		if i < len(theirs) {
			d.Answer = theirs[i]
		}
		if d.Signed != d.Answer || i >= len(mine) || i >= len(theirs) {
			d.From = 1 + common(d.Signed, d.Answer)
			_, _, cause := judge.Differ(strings.Join(texts, "\n"), text)
			d.Says = "likely cause: " + cause.String()
			return &d
		}
	}
	return nil
}

// flattened compares with a text that has lost its line feeds, or has blanks in their place: all white space counts
// as nothing. nil: no difference.
func flattened(mine []Line, text string) *Difference {
	rest := text
	for i, l := range mine {
		for at, r := range l.Text {
			if strings.ContainsRune(" \t\r", r) {
				continue
			}
			rest = strings.TrimLeft(rest, " \t\r\n")
			if next, size := utf8.DecodeRuneInString(rest); size == 0 || next != r {
				const says = "the text of the answer has lost its lines; compared without blanks, it differs here"
				added, _, later := strings.Cut(rest, l.Text)
				if empty := emptyBefore(mine[:i]); at == 0 && later && empty > 0 {
					return &Difference{Line: empty, Of: mine[empty-1].Of, From: 1, Answer: strings.TrimSpace(added), Says: says}
				}
				return &Difference{Line: i + 1, Of: l.Of, From: at + 1, Signed: l.Text, Answer: rest, Says: says}
			}
			_, size := utf8.DecodeRuneInString(rest)
			rest = rest[size:]
		}
	}
	if rest = strings.TrimSpace(rest); rest != "" {
		last := mine[len(mine)-1]
		return &Difference{Line: len(mine), Of: last.Of, From: len(last.Text) + 1, Signed: last.Text, Answer: rest,
			Says: "the text of the answer has lost its lines; compared without blanks, it goes on here"}
	}
	return nil
}

// emptyBefore is the number of the empty line at the end of some lines, in which the answer has a header; 0: none.
func emptyBefore(lines []Line) int {
	for i := len(lines); i > 0 && lines[i-1].Text == ""; i-- {
		if of := lines[i-1].Of; of == endOfHeaders || strings.HasSuffix(of, "header (none)") {
			return i
		}
	}
	return 0
}

func common(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && n < len(a) && !utf8.RuneStart(a[n]) || n > 0 && n < len(b) && !utf8.RuneStart(b[n]) {
		n--
	}
	return n
}

// mostBytes is how many bytes of a difference are shown in hex.
const mostBytes = 32

// lines writes the difference for a person, its bytes marked.
func (d Difference) lines() []string {
	if d.Text == "" {
		return []string{d.Says}
	}
	from := d.From - 1
	ofAnswer := from
	if !strings.HasPrefix(d.Answer, d.Signed[:min(from, len(d.Signed))]) { // of a text that has lost its lines, only the rest is told
		ofAnswer = 0
	}
	return []string{
		fmt.Sprintf("%s differs in line %d (%s), from its byte %d on", d.Text, d.Line, d.Of, d.From),
		marked("signed", d.Signed, from), marked("answer", d.Answer, ofAnswer),
		d.Says,
	}
}

// marked is a line with what differs underlined, and its bytes.
func marked(who, line string, from int) string {
	from = min(from, len(line))
	before, rest := visible(line[:from]), visible(line[from:])
	hex := fmt.Sprintf("% X", line[from:min(len(line), from+mostBytes)])
	if len(line) > from+mostBytes {
		hex += " …"
	}
	if hex == "" {
		hex = "(nothing)"
	}
	under := strings.Repeat(" ", len([]rune(before))) + strings.Repeat("^", max(1, len([]rune(rest))))
	return fmt.Sprintf("  %s  %s\n          %s\n          %s", who, before+rest, under, hex)
}
