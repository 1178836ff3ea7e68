package learn

import (
	"cmp"
	"encoding/json"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/internal/judge"
	"github.com/oss403/oss403/harness/internal/recording"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// Recording is a recording with the name of its file.
type Recording struct {
	Name string
	recording.Recording
}

// Evidence is what the recordings teach the catalogue beyond what it says without any recording. Values that are captured
// already are left out. Of two recordings that disagree both values are kept, each with its source.
func Evidence(recordings []Recording, untaught []scenarios.Scenario) scenarios.Learnt {
	c := collector{passed: map[string]string{}, values: map[valueKey]map[string][]scenarios.Source{},
		orders:  map[bool]map[string][]scenarios.Source{},
		rejects: map[rejectKey]map[string][]scenarios.Source{}, found: map[found][]scenarios.Source{}}
	byID := map[string]scenarios.Scenario{}
	for _, s := range untaught {
		byID[s.ID] = s
	}
	for _, r := range recordings {
		for _, e := range r.Scenarios {
			s, ok := byID[e.Scenario]
			if !ok {
				continue
			}
			result := e.Replay(s)
			c.take(s, e, result, sourceOf(r, e))
			c.find(result, sourceOf(r, e))
			if r.Origin == recording.OfService && result.Verdict == verdict.Pass {
				c.passed[s.ID] = max(c.passed[s.ID], r.Day)
			}
			for _, also := range alike(e, untaught) {
				c.alike(also, e.Replay(also), sourceOf(r, e))
			}
		}
	}
	return c.learnt()
}

// sourceOf is the source of an entry, with its day.
func sourceOf(r Recording, e recording.Entry) scenarios.Source {
	if e.Source != nil {
		return scenarios.Source(e.Source.Text)
	}
	return scenarios.Recorded(path.Base(r.Name), r.Region, r.Suite.Version).Of(r.Day)
}

// alike lists the other scenarios of which a quoted answer speaks too.
func alike(e recording.Entry, all []scenarios.Scenario) []scenarios.Scenario {
	var list []scenarios.Scenario
	for _, s := range all {
		names := func(pattern string) bool {
			matches, err := path.Match(pattern, s.ID)
			return err == nil && matches
		}
		if s.ID != e.Scenario && slices.ContainsFunc(e.Also, names) {
			list = append(list, s)
		}
	}
	return list
}

type valueKey struct {
	field string
	kind  scenarios.MatchKind
	text  string
}

type rejectKey struct{ field, expected, actual string }

// collector collects sources by scenario, for each thing that is learnt.
type collector struct {
	values  map[valueKey]map[string][]scenarios.Source
	orders  map[bool]map[string][]scenarios.Source
	rejects map[rejectKey]map[string][]scenarios.Source
	found   map[found][]scenarios.Source
	passed  map[string]string // the last day on which a scenario passed on the service, by id
}

func add[K comparable](to map[K]map[string][]scenarios.Source, key K, id string, source scenarios.Source) {
	if to[key] == nil {
		to[key] = map[string][]scenarios.Source{}
	}
	if !slices.Contains(to[key][id], source) {
		to[key][id] = append(to[key][id], source)
	}
}

// judgedOnly reports whether the answer was a refusal that was judged: of any other, nothing is learnt.
func judgedOnly(r verdict.Result) bool {
	refused := slices.ContainsFunc(r.Findings, func(f verdict.Finding) bool { return f.Field == scenarios.FieldCode })
	return refused && (r.Verdict == verdict.Pass || r.Verdict == verdict.Fail)
}

func (c *collector) take(s scenarios.Scenario, e recording.Entry, r verdict.Result, source scenarios.Source) {
	if !judgedOnly(r) {
		return
	}
	c.agreeing(s, r, source)
	then := s.Then
	if r.Learnt != nil {
		besides := r.Learnt.Answered == s.Besides.Sentence
		add(c.orders, besides, s.ID, source)
		if besides {
			then = s.Else
		}
	}
	for _, f := range r.Findings {
		expected, ok := then.Field(f.Field)
		if f.OK || !ok || f.Carried {
			continue
		}
		if expected.Level() == scenarios.LevelCaptured || !judge.Literal(expected) || !e.Public(f.Actual) || f.Actual == judge.Absent {
			add(c.rejects, rejectKey{f.Field, f.Expected, f.Actual}, s.ID, source)
			continue
		}
		add(c.values, valueKey{f.Field, scenarios.MatchExactly, f.Actual}, s.ID, source)
	}
}

// agreeing takes the values that came as expected, and that no answer had shown before.
func (c *collector) agreeing(s scenarios.Scenario, r verdict.Result, source scenarios.Source) {
	if !judgedOnly(r) || s.Undecided() {
		return
	}
	for _, f := range r.Findings {
		expected, ok := s.Then.Field(f.Field)
		if !f.OK || !ok || f.Carried {
			continue
		}
		if a, ok := accepted(expected, f.Actual); ok && a.Evidence.Level != scenarios.LevelCaptured {
			add(c.values, valueKey{f.Field, a.Match.Kind, a.Match.Text}, s.ID, source)
		}
	}
}

// alike takes what a quoted answer to one scenario shows for another, which is refused for the same reason: values that a
// page documents for it, if Code and Message are those of the quote. What is inferred of a scenario, no answer to another
// shows.
func (c *collector) alike(s scenarios.Scenario, r verdict.Result, source scenarios.Source) {
	for _, f := range r.Findings {
		if !f.OK && (f.Field == scenarios.FieldCode || f.Field == scenarios.FieldMessage) {
			return
		}
	}
	inferred := func(f verdict.Finding) bool { return f.Level == string(scenarios.LevelInferred) }
	r.Findings = slices.DeleteFunc(slices.Clone(r.Findings), inferred)
	c.agreeing(s, r, source)
}

// accepted is the accepted value that came. A text that differs in a trailing period is a value of its own, and so is the
// Code or the EC of which only a pattern was known.
func accepted(e scenarios.Expected, actual string) (scenarios.Accepted, bool) {
	for _, a := range e.Answers {
		if a.Match.Kind == scenarios.MatchExactly && a.Match.Text == actual {
			return a, true
		}
	}
	for _, a := range e.Answers {
		switch {
		case a.Match.Kind != scenarios.MatchPattern || !a.Match.Matches(actual):
		case e.Field == scenarios.FieldCode || e.Field == scenarios.FieldEC: // they hold nothing of the request
			return scenarios.Accepted{Match: scenarios.Exactly(actual)}, true
		default:
			return a, true
		}
	}
	only := e.Answers[0]
	switch {
	case judge.Literal(e):
		return scenarios.Accepted{Match: scenarios.Exactly(actual)}, true
	case len(e.Answers) == 1:
		return only, true
	}
	return scenarios.Accepted{}, false
}

// learnt writes what was collected as data, in an order of its own.
func (c *collector) learnt() scenarios.Learnt {
	l := scenarios.Learnt{Schema: scenarios.LearntSchema, Values: []scenarios.LearntValue{}, Orders: []scenarios.LearntOrder{},
		Confirmed: c.confirmed(), Contradictions: []scenarios.LearntReject{}, Capabilities: c.capabilities()}
	for key, ids := range c.values {
		for _, g := range grouped(ids) {
			l.Values = append(l.Values, scenarios.LearntValue{Field: key.field, Match: scenarios.Match{Kind: key.kind, Text: key.text},
				Sources: g.sources, Scenarios: g.ids})
		}
	}
	for besides, ids := range c.orders {
		for _, g := range grouped(ids) {
			l.Orders = append(l.Orders, scenarios.LearntOrder{Besides: besides, Sources: g.sources, Scenarios: g.ids})
		}
	}
	for key, ids := range c.rejects {
		for _, g := range grouped(ids) {
			l.Contradictions = append(l.Contradictions, scenarios.LearntReject{Field: key.field, Expected: key.expected, Actual: key.actual,
				Sources: g.sources, Scenarios: g.ids})
		}
	}
	slices.SortFunc(l.Values, func(a, b scenarios.LearntValue) int {
		return cmp.Or(strings.Compare(a.Scenarios[0], b.Scenarios[0]), strings.Compare(a.Field, b.Field),
			strings.Compare(a.Match.Text, b.Match.Text))
	})
	slices.SortFunc(l.Orders, func(a, b scenarios.LearntOrder) int { return strings.Compare(a.Scenarios[0], b.Scenarios[0]) })
	slices.SortFunc(l.Contradictions, func(a, b scenarios.LearntReject) int {
		return cmp.Or(strings.Compare(a.Scenarios[0], b.Scenarios[0]), strings.Compare(a.Field, b.Field), strings.Compare(a.Actual, b.Actual))
	})
	return l
}

// confirmed lists the scenarios that have passed on the service by day.
func (c *collector) confirmed() []scenarios.LearntDay {
	byDay := map[string][]string{}
	for id, day := range c.passed {
		byDay[day] = append(byDay[day], id)
	}
	list := []scenarios.LearntDay{}
	for _, day := range slices.Sorted(maps.Keys(byDay)) {
		slices.Sort(byDay[day])
		list = append(list, scenarios.LearntDay{Day: day, Scenarios: byDay[day]})
	}
	return list
}

// group is the scenarios that have the same sources.
type group struct {
	sources []scenarios.Source
	ids     []string
}

func grouped(ids map[string][]scenarios.Source) []group {
	at := map[string]*group{}
	for id, sources := range ids {
		slices.Sort(sources)
		key := ""
		for _, s := range sources {
			key += string(s) + "\n"
		}
		if at[key] == nil {
			at[key] = &group{sources: sources}
		}
		at[key].ids = append(at[key].ids, id)
	}
	var list []group
	for _, g := range at {
		slices.Sort(g.ids)
		list = append(list, *g)
	}
	return list
}

// WriteEvidence writes what was learnt as evidence.json.
func WriteEvidence(w io.Writer, l scenarios.Learnt) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	return encoder.Encode(l)
}
