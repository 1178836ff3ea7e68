package scenarios

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

//go:embed ids.lock
var idsLock string

// LockedIDs lists every scenario id that was ever published, in the order of
// ids.lock. Lines are added to that file and never removed.
func LockedIDs() []string {
	var ids []string
	for line := range strings.Lines(idsLock) {
		if id := strings.TrimSpace(line); id != "" && !strings.HasPrefix(id, "#") {
			ids = append(ids, id)
		}
	}
	return ids
}

var (
	slugPath = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)+$`)
	rowID    = regexp.MustCompile(`^[RXB]\d\d$`)
)

// Lint checks the expanded catalogue: the rules of a scenario, and ids.lock. Each
// problem is a sentence that says what to add.
func Lint(catalogue []Scenario, locked []string) []string {
	var problems []string
	seen := map[string]bool{}
	for _, s := range catalogue {
		for _, problem := range lintOne(s) {
			problems = append(problems, fmt.Sprintf("scenario %q: %s", s.ID, problem))
		}
		if seen[s.ID] {
			problems = append(problems, fmt.Sprintf("scenario %q: the id is taken; give this one an id of its own", s.ID))
		}
		seen[s.ID] = true
		if !slices.Contains(locked, s.ID) {
			problems = append(problems, fmt.Sprintf("scenario %q: not in scenarios/ids.lock; add the id as its last line", s.ID))
		}
	}
	for _, id := range locked {
		if !seen[id] {
			problems = append(problems, fmt.Sprintf(
				"scenarios/ids.lock: no scenario has the id %q; ids never change, so bring the scenario back", id))
		}
	}
	return problems
}

func lintOne(s Scenario) []string {
	var problems []string
	refuse := func(when bool, format string, args ...any) {
		if when {
			problems = append(problems, fmt.Sprintf(format, args...))
		}
	}
	refuse(!slugPath.MatchString(s.ID), "the id is no slug path; write lower-case words joined by - in at least two parts joined by /")
	refuse(!knownRow(s.Row),
		"row %q is not one of the catalogue's; name one of R01 to R51, or add one beyond the page (X…, B…) to rows.go", s.Row)
	refuse(s.Title == "", "no title; add a sentence that says what is refused")
	refuse(len(s.Carriers) != 1, "no carrier; add the carriers that it is sent over to Carriers")
	refuse(s.When.Operation == "", "no control; add to When the request that succeeds without the fault")
	refuse(s.Fault.Kind == "", "no fault; add to Fault the one difference between control and provocation")
	for _, kind := range []FaultKind{s.Fault.Kind, s.Besides.Kind} {
		refuse(kind != "" && !slices.Contains(FaultKinds(), kind),
			"the fault kind %q is known to nobody; add it to fault_kinds.go, and to what the harness applies", kind)
	}
	refuse(s.Fault.Kind == FaultCaller && s.Fault.Caller == s.When.Caller, "the fault changes nothing; let another caller send it")
	refuse(s.Fault.Kind == FaultState && s.Fault.In(s.Given) == s.Given,
		"the fault changes nothing; let it lead to a state that differs from Given")
	refuse(s.Fault.Kind != "" && s.Fault.Sentence == "", "the fault says nothing; add what its absence means to says in the row of its trait")
	for _, t := range slices.Concat(s.Given.Traits(), s.Faulty().Traits()) {
		refuse(!t.Kind.takes(t.Value), "the %s can't be %q; accepted: %q", t.Kind, t.Value, t.Kind.row().values)
	}
	refuse(s.locksObjects(), "a locked retention policy would keep the object for good; lock empty buckets only")
	refuse(len(s.Then.Fields) == 0, "no expectation; add to Then what must come back")
	return append(problems, lintExpectation(s.Then)...)
}

// locksObjects reports whether, in some step, an object lies in a bucket with a locked retention policy.
func (s Scenario) locksObjects() bool {
	for _, state := range []State{s.Given, s.Faulty()} {
		locked := state.Of(Retention) == Locked || slices.Contains(lockingOperations(), s.When.Operation)
		if locked && state.Has(ObjectACL, Upload) {
			return true
		}
	}
	return false
}

func lintExpectation(e Expectation) []string {
	var problems []string
	for _, name := range []string{FieldStatus, FieldCode, FieldMessage, FieldEC} {
		if _, ok := e.Field(name); !ok {
			problems = append(problems, fmt.Sprintf("no expected %s; add it to Then", name))
		}
	}
	for _, field := range e.Fields {
		for _, answer := range field.Answers {
			if answer.Evidence.Level == "" {
				problems = append(problems, fmt.Sprintf("expected field %s has no level; add Captured, Documented or Inferred", field.Field))
			}
			if !slices.ContainsFunc(answer.Evidence.Sources, func(s Source) bool { return s != "" }) {
				problems = append(problems, fmt.Sprintf("expected field %s has no source; add where the value is known from", field.Field))
			}
			if answer.Evidence.Level == LevelCaptured && !slices.ContainsFunc(answer.Evidence.Sources, Source.carries) {
				problems = append(problems, fmt.Sprintf(
					"expected field %s is captured, and rests on %q: add an issue or an SDK test that shows an answer, "+
						"or say Documented or Inferred",
					field.Field, answer.Evidence.Sources))
			}
			if !answer.Match.Compiles() {
				problems = append(problems, fmt.Sprintf(
					"expected field %s has the pattern %q, which does not compile; write a regular expression",
					field.Field, answer.Match.Text))
			}
		}
	}
	return problems
}

func knownRow(id string) bool {
	if !rowID.MatchString(id) {
		return false
	}
	return slices.ContainsFunc(AllRows(), func(r Row) bool { return r.ID == id })
}
