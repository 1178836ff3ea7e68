package reports

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/verdict"
)

// htmlExchange is one request and its answer as lines.
type htmlExchange struct {
	Step     string
	Request  []htmlLine
	Response []htmlLine
	Error    string
}

// htmlLine is a line in which the bytes between Before and After are marked.
type htmlLine struct{ Before, Marked, After string }

// htmlStrings holds two texts, line by line, side by side.
type htmlStrings struct {
	Name     string
	Same     bool
	Expected []htmlLine
	Actual   []htmlLine
}

const maxBody = 4 << 10 // bytes of a body on the page

// htmlExchanges shows the exchanges in their order. In the first provocation and the first
// control, it marks where their requests differ: that is the fault.
func htmlExchanges(exchanges []verdict.Exchange) []htmlExchange {
	step := func(name string) int {
		return slices.IndexFunc(exchanges, func(e verdict.Exchange) bool { return e.Step == name })
	}
	provocation, control := step("provocation"), step("control")
	var all []htmlExchange
	for i, e := range exchanges {
		other := -1
		switch i {
		case provocation:
			other = control
		case control:
			other = provocation
		}
		shown := htmlExchange{Step: oneLine(e.Step, 60), Error: oneLine(e.Error, maxRunes), Response: plain(answerLines(e))}
		if other < 0 {
			shown.Request = plain(requestLines(e))
		} else {
			shown.Request = marked(requestLines(e), requestLines(exchanges[other]))
		}
		all = append(all, shown)
	}
	return all
}

// alikeOnTheWire reports whether the first provocation and the first control read the same.
func alikeOnTheWire(exchanges []verdict.Exchange) bool {
	requests := map[string][]string{}
	for _, e := range exchanges {
		if _, seen := requests[e.Step]; !seen {
			requests[e.Step] = requestLines(e)
		}
	}
	return requests["control"] != nil && slices.Equal(requests["control"], requests["provocation"])
}

func requestLines(e verdict.Exchange) []string {
	lines := []string{visible(e.Method + " " + e.URL)}
	return append(lines, headerLines(e.RequestHeaders)...)
}

func answerLines(e verdict.Exchange) []string {
	if e.Status == 0 {
		return nil
	}
	lines := []string{strings.TrimSpace(fmt.Sprintf("HTTP %d %s", e.Status, http.StatusText(e.Status)))}
	lines = append(lines, headerLines(e.ResponseHeaders)...)
	if e.ResponseBody == "" {
		return lines
	}
	body := e.ResponseBody[:min(len(e.ResponseBody), maxBody)]
	lines = append(append(lines, ""), strings.Split(visible(body), "\n")...)
	if len(body) < len(e.ResponseBody) {
		lines = append(lines, fmt.Sprintf("… cut; %d bytes in all, whole in %s", len(e.ResponseBody), ConformanceFile))
	}
	return lines
}

func headerLines(headers []verdict.Header) []string {
	var lines []string
	for _, h := range headers {
		lines = append(lines, visible(h.Name)+": "+strings.ReplaceAll(visible(h.Value), "\n", `\n`))
	}
	return lines
}

func plain(lines []string) []htmlLine {
	var all []htmlLine
	for _, line := range lines {
		all = append(all, htmlLine{Before: line})
	}
	return all
}

// marked marks in each line what the other lines do not have. It compares a line with the other
// line that begins with the same word.
func marked(lines, others []string) []htmlLine {
	var all []htmlLine
	for i, line := range lines {
		if slices.Contains(others, line) {
			all = append(all, htmlLine{Before: line})
			continue
		}
		word, _, _ := strings.Cut(line, " ")
		at := slices.IndexFunc(others, func(other string) bool { return strings.HasPrefix(other, word+" ") })
		if i == 0 {
			at = 0 // the request line, also if the methods differ
		}
		if at < 0 {
			all = append(all, htmlLine{Marked: line})
			continue
		}
		all = append(all, difference(line, others[at]))
	}
	return all
}

// difference marks the part of a line between the ends that it shares with the other line.
func difference(line, other string) htmlLine {
	a, b := []rune(line), []rune(other)
	from := 0
	for from < len(a) && from < len(b) && a[from] == b[from] {
		from++
	}
	end := 0
	for end < len(a)-from && end < len(b)-from && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	return htmlLine{string(a[:from]), string(a[from : len(a)-end]), string(a[len(a)-end:])}
}

// compareStrings sets two texts side by side, with line feeds and blanks visible, and marks the
// bytes that differ. Lines in the middle that both texts have at the same distance from the begin
// or the end stand beside each other.
func compareStrings(name, expected, actual string) htmlStrings {
	shown := htmlStrings{Name: name, Same: expected == actual}
	if shown.Same {
		shown.Expected = plain(spaced(expected))
		return shown
	}
	a, b := spaced(expected), spaced(actual)
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	for i := range max(len(a), len(b)) - tail {
		left, right := lineOf(a, i, tail), lineOf(b, i, tail)
		shown.Expected = append(shown.Expected, difference(left, right))
		shown.Actual = append(shown.Actual, difference(right, left))
	}
	for i := range tail {
		shown.Expected = append(shown.Expected, htmlLine{Before: a[len(a)-tail+i]})
		shown.Actual = append(shown.Actual, htmlLine{Before: b[len(b)-tail+i]})
	}
	return shown
}

// lineOf returns the line at i, or nothing where the text has no such line before its tail.
func lineOf(lines []string, i, tail int) string {
	if i < len(lines)-tail {
		return lines[i]
	}
	return ""
}

// spaced splits a text into lines, with its line feeds and blanks as signs.
func spaced(text string) []string {
	text = text[:min(len(text), maxBody)]
	text = strings.NewReplacer("\n", "↵\n", " ", "·").Replace(text)
	return strings.Split(visible(text), "\n")
}
