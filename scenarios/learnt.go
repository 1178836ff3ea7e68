package scenarios

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

//go:embed recordings/evidence.json
var learntFile []byte

// LearntSchema is the version of the format of evidence.json.
const LearntSchema = "oss403/evidence/2"

// learntSchemas lists the versions that are read: the first had no capabilities.
func learntSchemas() []string { return []string{LearntSchema, "oss403/evidence/1"} }

// Learnt is what recordings of the service have taught, as data: recordings/evidence.json. `oss403 learn --write` writes it.
type Learnt struct {
	Schema         string         `json:"schema"`
	Values         []LearntValue  `json:"values"`         // values that came
	Orders         []LearntOrder  `json:"orders"`         // which of two faults answered
	Confirmed      []LearntDay    `json:"confirmed"`      // the last day on which scenarios passed on the service
	Contradictions []LearntReject `json:"contradictions"` // what came in place of a captured value; for people to look into, never applied

	Capabilities []LearntCapability `json:"capabilities"` // what the service had, or lacked, where runs asked for it
}

// LearntValue is a value that came in a field of some scenarios.
type LearntValue struct {
	Field     string   `json:"field"`
	Match     Match    `json:"match"` // one that the scenarios accept, or the value itself, which they accept from now on
	Sources   []Source `json:"sources"`
	Scenarios []string `json:"scenarios"` // ids
}

// LearntOrder is a pair of faults whose order is settled.
type LearntOrder struct {
	Besides   bool     `json:"besides"` // the second fault of the pair answered
	Sources   []Source `json:"sources"`
	Scenarios []string `json:"scenarios"` // ids
}

// LearntCapability is something that the service had, or lacked, in the regions and on the days of the sources. Another
// region, or another account, may have it otherwise.
type LearntCapability struct {
	Name    string   `json:"name"` // a Capability; of what is not served, an operation or a sub-resource
	Has     bool     `json:"has"`
	Says    string   `json:"says,omitempty"` // the answer that shows the lack
	Sources []Source `json:"sources"`
}

// Told says what was found, and by which recordings, with their regions and days.
func (c LearntCapability) Told() string {
	says := "has it"
	if !c.Has {
		says = "lacks it: " + c.Says
	}
	for _, s := range c.Sources {
		says += "; " + string(s)
	}
	return says
}

// LearntDay lists the scenarios that a run on the service has passed on a day, and none later.
type LearntDay struct {
	Day       string   `json:"day"`       // YYYY-MM-DD
	Scenarios []string `json:"scenarios"` // ids
}

// LearntReject is a value that came in place of one that is captured, or that is no literal.
type LearntReject struct {
	Field     string   `json:"field"`
	Expected  string   `json:"expected"`
	Actual    string   `json:"actual"`
	Sources   []Source `json:"sources"`
	Scenarios []string `json:"scenarios"` // ids
}

// ReadLearnt reads the evidence that the program carries.
func ReadLearnt() (Learnt, error) { return ParseLearnt(learntFile) }

// ParseLearnt reads an evidence.json.
func ParseLearnt(text []byte) (Learnt, error) {
	var l Learnt
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&l); err != nil {
		return Learnt{}, fmt.Errorf("evidence.json: %w", err)
	}
	if !slices.Contains(learntSchemas(), l.Schema) {
		return Learnt{}, fmt.Errorf("evidence.json: its schema is %q; this program reads %q", l.Schema, learntSchemas())
	}
	for i, v := range l.Values {
		if v.Match.Kind == MatchPattern {
			l.Values[i].Match = Pattern(v.Match.Text)
		}
	}
	return l, nil
}

// Taught returns the scenarios with what was learnt: a value that came is captured, and outranks what a page says. A value
// that no scenario accepted yet is accepted first, and the others stay: the service may answer otherwise elsewhere.
func (l Learnt) Taught(all []Scenario) []Scenario {
	at := map[string]int{}
	taught := slices.Clone(all)
	for i, s := range taught {
		at[s.ID] = i
	}
	own := map[string]bool{} // the fields of these scenarios are copies
	for _, v := range l.Values {
		for _, id := range v.Scenarios {
			i, ok := at[id]
			if !ok {
				continue
			}
			if !own[id] {
				taught[i].Then, own[id] = taught[i].Then.copied(), true
			}
			taught[i].Then.learn(v)
		}
	}
	for _, o := range l.Orders {
		for _, id := range o.Scenarios {
			if i, ok := at[id]; ok && taught[i].Undecided() {
				taught[i] = taught[i].settled(o)
			}
		}
	}
	for _, c := range l.Confirmed {
		for _, id := range c.Scenarios {
			if i, ok := at[id]; ok {
				taught[i].Confirmed = max(taught[i].Confirmed, c.Day)
			}
		}
	}
	return taught
}

func (e Expectation) copied() Expectation {
	fields := slices.Clone(e.Fields)
	for i := range fields {
		fields[i].Answers = slices.Clone(fields[i].Answers)
	}
	return Expectation{fields}
}

// learn takes a value into an expectation that is a copy.
func (e Expectation) learn(v LearntValue) {
	i := slices.IndexFunc(e.Fields, func(x Expected) bool { return x.Field == v.Field })
	if i < 0 {
		return
	}
	answers := e.Fields[i].Answers
	j := slices.IndexFunc(answers, func(a Accepted) bool { return a.Match.Same(v.Match) })
	if j < 0 {
		e.Fields[i].Answers = slices.Insert(answers, 0, Accepted{v.Match, Captured(v.Sources...)})
		return
	}
	sources := slices.Clone(v.Sources)
	for _, s := range answers[j].Evidence.Sources {
		if s.Kind() != AConclusion && !slices.Contains(sources, s) {
			sources = append(sources, s)
		}
	}
	answers[j].Evidence = Captured(sources...)
}

// settled is a pair of faults of which it is known which one answers.
func (s Scenario) settled(o LearntOrder) Scenario {
	then := s.Then
	if o.Besides {
		then = s.Else
	}
	s.Then, s.Else, s.Order = then, Expectation{}, Captured(o.Sources...)
	s.Title = strings.Replace(s.Title, "which of them is not known", "which of them a recording shows", 1)
	return s
}
