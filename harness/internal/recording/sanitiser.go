package recording

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// A Sanitiser replaces what nobody may see in the texts of one scenario. The same text always gets the same stand-in, of
// the same length, and of each byte of the text only the kind decides. So what was equal stays equal, what is counted in
// bytes stays so, and a text in hex, in base64 or escaped is sanitised as the text in it.
type Sanitiser struct {
	seed  string
	shift time.Duration     // what every time near the recording is moved by, in whole weeks
	times [2]time.Time      // times between these two are near the recording
	known map[string]string // values with their stand-ins
	taken map[string]bool   // the stand-ins
	order []string          // the known values, the longest first; nil: to be sorted anew
	done  map[string]string // sanitised texts, as long as no value becomes known
	own   []string          // texts of the suite's own, which stay where a body holds nothing else
}

// shortestKnown is the least length of a value that is replaced wherever it stands; a shorter one would hit other texts.
const shortestKnown = 6

// anchor is the week into which every recording is moved.
var anchor = time.Date(2020, 1, 6, 0, 0, 0, 0, time.UTC) // a Monday

const week = 7 * 24 * time.Hour

// NewSanitiser makes the sanitiser of one scenario, whose id is the seed of its stand-ins, near the time of its requests.
func NewSanitiser(seed string, near time.Time) *Sanitiser {
	return &Sanitiser{
		seed: seed, shift: near.Sub(anchor).Truncate(week), known: map[string]string{}, taken: map[string]bool{},
		done: map[string]string{}, times: [2]time.Time{near.AddDate(-1, 0, 0), near.AddDate(1, 0, 0)},
	}
}

// Hide replaces a value wherever it stands on its own.
func (s *Sanitiser) Hide(value string) {
	if len(value) >= shortestKnown {
		s.standIn(value, classOf(value))
	}
}

// bind says by which text a value is replaced, as the hash of a text by the hash of its sanitised form.
func (s *Sanitiser) bind(value, by string) {
	s.known[value] = by
	s.taken[by] = true
	s.order = nil
	clear(s.done)
}

// Text is the sanitised text, of the same length in bytes.
func (s *Sanitiser) Text(text string) string {
	if by, ok := s.done[text]; ok || text == "" {
		return by
	}
	by := s.anew(text)
	s.done[text] = by
	return by
}

// anew sanitises a text that was not sanitised since a value became known.
func (s *Sanitiser) anew(text string) string {
	if plain, spans := unescaped(text, percent); spans != nil {
		return patched(text, spans, plain, s.Text(plain), percentOf)
	}
	return s.replaced(text, func(rest string) string { return rest })
}

// replaced replaces what is known or has a form of its own, and lets by replace the rest.
func (s *Sanitiser) replaced(text string, by func(rest string) string) string {
	var cuts []cut
	free := func(from, to int) bool {
		return !slices.ContainsFunc(cuts, func(c cut) bool { return from < c.to && c.from < to })
	}
	for _, find := range s.finders() {
		for _, c := range find.in(text) {
			if !free(c.from, c.to) {
				continue
			}
			if c.by = find.by(text[c.from:c.to]); c.by != text[c.from:c.to] || find.keeps {
				cuts = append(cuts, c)
			}
		}
	}
	slices.SortFunc(cuts, func(a, b cut) int { return cmp.Compare(a.from, b.from) })
	var out strings.Builder
	at := 0
	for _, c := range cuts {
		out.WriteString(by(text[at:c.from]))
		out.WriteString(c.by)
		at = c.to
	}
	out.WriteString(by(text[at:]))
	return out.String()
}

// A cut is a part of a text and what takes its place, of the same length.
type cut struct {
	from, to int
	by       string
}

// knownValues finds the values that are known, the longest first, where no letter or digit is next to them.
func (s *Sanitiser) knownValues(text string) []cut {
	if s.order == nil {
		for value := range s.known {
			if len(value) >= shortestKnown {
				s.order = append(s.order, value)
			}
		}
		slices.SortFunc(s.order, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b)) })
	}
	var cuts []cut
	for _, value := range s.order {
		for at := 0; ; {
			i := strings.Index(text[at:], value)
			if i < 0 {
				break
			}
			from, to := at+i, at+i+len(value)
			if (from == 0 || !alphanumeric(text[from-1])) && (to == len(text) || !alphanumeric(text[to])) {
				cuts = append(cuts, cut{from: from, to: to})
			}
			at = from + 1
		}
	}
	return cuts
}
