package reports

import (
	"fmt"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/verdict"
)

// The terminal and JUnit show the same description of a result: plain lines with
// a label column, then the text. A text of several lines stands below its label,
// each line behind a bar. Thus nobody takes such a line for a line of the report,
// and no log viewer takes it for a command (GitHub obeys a line that begins with
// "::").

const (
	labelColumn = 10 // "expected" and two blanks
	bar         = "  | "
)

// describe returns the title and fault of the scenario, and the reason of its
// result.
func describe(r verdict.Result) []string {
	var lines []string
	if r.Title != "" {
		lines = append(lines, labelled("title", excerpt(withoutColour(r.Title)))...)
	}
	if r.Fault != "" {
		lines = append(lines, labelled("fault", excerpt(withoutColour(r.Fault)))...)
	}
	return slices.Concat(lines, why(r), decided(r))
}

// why returns the reason of a result and its deviating fields.
func why(r verdict.Result) []string {
	lines := labelled("reason", excerpt(withoutColour(reason(r))))
	return append(lines, fields(failed(r))...)
}

// decided returns the target's own explanation of its answer. Only the emulator
// can give one; for other targets the list is empty.
func decided(r verdict.Result) []string {
	if r.Decision == nil {
		return nil
	}
	says := r.Decision.Says
	if r.Decision.URL != "" {
		says = append(slices.Clone(says), "more: GET "+r.Decision.URL)
	}
	return labelled("decision", excerpt(withoutColour(strings.Join(says, "\n"))))
}

// reason returns the reason of a result. It is never empty, so that no report
// shows a verdict alone.
func reason(r verdict.Result) string {
	if r.Reason == "" {
		return "no reason given"
	}
	return r.Reason
}

// failed lists the fields that made the result fail. It is empty if the control
// did not succeed, because the fields then prove nothing.
func failed(r verdict.Result) []verdict.Finding {
	if r.Verdict == verdict.Untestable {
		return nil
	}
	return r.Deviations(verdict.Fails)
}

// fields shows each finding as field, expected and actual, in aligned columns.
func fields(findings []verdict.Finding) []string {
	width := 0
	for _, f := range findings {
		width = max(width, len([]rune(fieldName(f))))
	}
	var lines []string
	for _, f := range findings {
		own := labelled("expected", excerpt(f.Expected))
		own = append(own, labelled("actual", excerpt(f.Actual))...)
		if byteForByte(f.Field) && strings.Contains(f.Expected, "\n") {
			own = append(own, firstDifference(f.Expected, f.Actual)...)
		}
		if f.Explanation != "" {
			own = append(own, labelled("why", excerpt(f.Explanation))...)
		}
		for i, line := range own {
			name := ""
			if i == 0 {
				name = fieldName(f)
			}
			lines = append(lines, strings.TrimRight(pad(name, width)+"  "+line, " "))
		}
	}
	return lines
}

func fieldName(f verdict.Finding) string { return oneLine(f.Field, 40) }

// labelled puts a single line beside its label, and several lines below it.
func labelled(label string, text []string) []string {
	if len(text) == 1 {
		return []string{pad(label, labelColumn) + text[0]}
	}
	lines := []string{label}
	for _, line := range text {
		lines = append(lines, bar+line)
	}
	return lines
}

// byteForByte reports whether the place of the first different byte matters in
// this field.
func byteForByte(field string) bool {
	return field == "StringToSign" || field == "CanonicalRequest"
}

// firstDifference shows where two texts start to differ: the line (from 1), the
// byte offset in the whole text (from 0), and that line of both texts.
func firstDifference(expected, actual string) []string {
	offset := commonPrefix(expected, actual)
	if offset == len(expected) && offset == len(actual) {
		return []string{"no difference: the texts are equal byte for byte"}
	}
	start := strings.LastIndexByte(expected[:offset], '\n') + 1
	return []string{
		fmt.Sprintf("first difference: line %d, byte offset %d: %s against %s",
			1+strings.Count(expected[:offset], "\n"), offset, byteAt(expected, offset), byteAt(actual, offset)),
		bar + pad("expected", labelColumn) + around(expected[start:], offset-start),
		bar + pad("actual", labelColumn) + around(actual[start:], offset-start),
	}
}

func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func byteAt(text string, offset int) string {
	if offset == len(text) {
		return "the end"
	}
	return fmt.Sprintf("0x%02x", text[offset])
}

// around returns the first line of text, cut to the bytes near offset at.
func around(text string, at int) string {
	const before, after = 40, 60
	line, _, _ := strings.Cut(text, "\n")
	from, to := max(0, at-before), min(len(line), at+after)
	shown := visible(line[from:to])
	if from > 0 {
		shown = "…" + shown
	}
	if to < len(line) {
		shown += "…"
	}
	return fmt.Sprintf("%s (%d bytes)", shown, len(line))
}
