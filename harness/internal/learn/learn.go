package learn

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/internal/judge"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// Run is a run on a target.
type Run struct {
	Name    string // of its file
	Region  string // empty: not known
	Day     string // YYYY-MM-DD
	Results []verdict.Result
}

// Kind says what a lesson is about.
type Kind string

// The kinds, from the most to the least urgent.
const (
	Contradiction  Kind = "contradiction"   // a captured value is not what came
	Disagreement   Kind = "disagreement"    // a documented or inferred value is not what came
	Divided        Kind = "divided"         // the runs do not agree with each other
	UnknownEC      Kind = "unknown EC"      // an EC that no list has
	UnknownElement Kind = "unknown element" // an element of the answer that no source knows
	Order          Kind = "order"           // which of two faults answers, where no source says it
	Capability     Kind = "capability"      // what the target has, or lacks
	Seen           Kind = "now seen"        // a documented or inferred value came as expected

	EmulatorContradicted Kind = "emulator contradicted" // a row of the emulator's catalogue is not what was seen
	EmulatorBehind       Kind = "emulator behind"       // a row of the emulator's catalogue was seen, and claims less
)

// Kinds lists the kinds, the most urgent first.
func Kinds() []Kind {
	return []Kind{Contradiction, Disagreement, Divided, UnknownEC, UnknownElement, Order, Capability, Seen,
		EmulatorContradicted, EmulatorBehind}
}

// Lesson is one thing that the runs teach of the scenarios of a row.
type Lesson struct {
	Kind      Kind     `json:"kind"`
	Row       string   `json:"row"`                // of a capability, of the first scenario
	Field     string   `json:"field,omitempty"`    // of the emulator, the reason; else the capability
	Level     string   `json:"level,omitempty"`    // of the value that was expected; of the emulator, of the row
	Expected  string   `json:"expected,omitempty"` // of the first scenario; of an order, the fault that stayed silent
	Actual    string   `json:"actual,omitempty"`   // of the first scenario; of an order, the fault that answered
	Scenarios []string `json:"scenarios"`
	Runs      []string `json:"runs"`

	Has    *bool  `json:"has,omitempty"`    // only of a capability, as the next two; Actual has the answer that shows a lack
	Region string `json:"region,omitempty"` // empty: not known
	Day    string `json:"day,omitempty"`    // YYYY-MM-DD
}

// From lists what the runs teach, the most urgent first. known says whether a list has the EC.
func From(runs []Run, known func(ec string) bool) []Lesson {
	l := lessons{at: map[string]int{}}
	values := map[string]map[string]string{} // by scenario and field: whether the value was as expected, by run
	for _, run := range runs {
		for _, r := range run.Results {
			for _, f := range r.Findings {
				l.finding(run, r, f)
				at := r.ID + " " + f.Field
				if values[at] == nil {
					values[at] = map[string]string{}
				}
				if was, other := firstOther(values[at], outcome(f)); other {
					l.add(run, r, Lesson{Kind: Divided, Field: f.Field, Level: f.Level, Expected: was, Actual: outcome(f)})
				}
				values[at][run.Name] = outcome(f)
			}
			for _, ec := range ecsIn(r) {
				if !known(ec) && !expected(r, ec) {
					l.add(run, r, Lesson{Kind: UnknownEC, Actual: ec})
				}
			}
			for _, f := range foundIn(r) {
				l.add(run, r, Lesson{Kind: Capability, Field: f.name, Actual: f.says, Has: &f.has, Region: run.Region, Day: run.Day})
			}
			if r.Learnt != nil {
				l.add(run, r, Lesson{Kind: Order, Expected: r.Learnt.Silent, Actual: r.Learnt.Answered})
			}
		}
	}
	slices.SortStableFunc(l.all, func(a, b Lesson) int {
		return cmp.Or(cmp.Compare(slices.Index(Kinds(), a.Kind), slices.Index(Kinds(), b.Kind)), cmp.Compare(a.Row, b.Row))
	})
	return l.all
}

// lessons collects lessons. What several scenarios of a row teach alike is one lesson.
type lessons struct {
	all []Lesson
	at  map[string]int
}

func (l *lessons) add(run Run, r verdict.Result, lesson Lesson) {
	lesson.Row = r.Row
	key := string(lesson.Kind) + "\n" + r.Row + "\n" + lesson.Field + "\n" + lesson.Level
	switch lesson.Kind {
	case Capability:
		key = strings.Join([]string{string(lesson.Kind), lesson.Field, fmt.Sprint(*lesson.Has), lesson.Region, lesson.Day}, "\n")
	case UnknownEC, UnknownElement:
		key += "\n" + lesson.Actual
	case Order:
		key += "\n" + lesson.Actual + "\n" + lesson.Expected
	}
	i, there := l.at[key]
	if !there {
		i = len(l.all)
		l.at[key] = i
		l.all = append(l.all, lesson)
	}
	if !slices.Contains(l.all[i].Scenarios, r.ID) {
		l.all[i].Scenarios = append(l.all[i].Scenarios, r.ID)
	}
	if !slices.Contains(l.all[i].Runs, run.Name) {
		l.all[i].Runs = append(l.all[i].Runs, run.Name)
	}
}

const captured = "captured"

func (l *lessons) finding(run Run, r verdict.Result, f verdict.Finding) {
	lesson := Lesson{Field: f.Field, Level: f.Level, Expected: f.Expected, Actual: f.Actual}
	switch {
	case f.Field == judge.FieldUnknown:
		if lesson.Kind = UnknownElement; f.OK {
			return
		}
	case f.OK && f.Level == captured, f.Field == judge.FieldEffect && f.OK:
		return
	case f.OK:
		lesson.Kind, lesson.Actual = Seen, ""
	case f.Level == captured:
		lesson.Kind = Contradiction
	default:
		lesson.Kind = Disagreement
	}
	l.add(run, r, lesson)
}

// expected reports whether the scenario expects the EC, if only by inference.
func expected(r verdict.Result, ec string) bool {
	return slices.ContainsFunc(r.Findings, func(f verdict.Finding) bool { return f.Field == scenarios.FieldEC && f.OK && f.Actual == ec })
}

// outcome is what came in the place of an expected value.
func outcome(f verdict.Finding) string {
	if f.OK {
		return "as expected"
	}
	return f.Actual
}

func firstOther(known map[string]string, now string) (was string, other bool) {
	for _, was := range known {
		if was != now {
			return was, true
		}
	}
	return "", false
}

var ecElement = regexp.MustCompile(`<EC>([0-9]{4}-[0-9]{8})</EC>`)

// ecsIn lists the ECs of the answers of a scenario.
func ecsIn(r verdict.Result) []string {
	var list []string
	for _, e := range r.Exchanges {
		for _, found := range ecElement.FindAllStringSubmatch(e.ResponseBody, -1) {
			list = append(list, found[1])
		}
		for _, h := range e.ResponseHeaders {
			if strings.EqualFold(h.Name, "x-oss-ec") {
				list = append(list, h.Value)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
