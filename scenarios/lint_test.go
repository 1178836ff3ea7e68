package scenarios

import (
	"slices"
	"strings"
	"testing"
)

func complete() Scenario {
	evidence := Captured(Issue("somebody/something#1"))
	return Expand("area", []Scenario{{
		ID: "some-code/{carrier}/variant", Row: "R48", Title: "something is refused", Carriers: []Carrier{V4Header},
		Given: AnObject(Private), When: GetObject(), Fault: WrongSecret(),
		Then: Denied("SomeCode", evidence).Message(Exactly("no"), evidence).EC("0002-00000040", evidence),
	}})[0]
}

func TestACompleteScenarioIsAccepted(t *testing.T) {
	if problems := Lint([]Scenario{complete()}, []string{"some-code/v4-header/variant"}); len(problems) > 0 {
		t.Error(problems)
	}
}

func TestAnIncompleteScenarioIsRefusedWithWhatToAdd(t *testing.T) {
	const id = "some-code/v4-header/variant"
	without := func(field string) Expectation {
		var kept []Expected
		for _, f := range complete().Then.Fields {
			if f.Field != field {
				kept = append(kept, f)
			}
		}
		return Expectation{kept}
	}
	cases := []struct {
		name   string
		change func(*Scenario)
		locked []string
		says   string
	}{
		{"id with capitals", func(s *Scenario) { s.ID = "Some/Thing" }, []string{"Some/Thing"}, "write lower-case words"},
		{"unknown row", func(s *Scenario) { s.Row = "R52" }, []string{id}, "name one of R01 to R51"},
		{"no title", func(s *Scenario) { s.Title = "" }, []string{id}, "add a sentence"},
		{"no carrier", func(s *Scenario) { s.Carriers = nil }, []string{id}, "add the carriers"},
		{"no control", func(s *Scenario) { s.When = Request{} }, []string{id}, "add to When the request that succeeds"},
		{"no fault", func(s *Scenario) { s.Fault = Fault{} }, []string{id}, "add to Fault the one difference"},
		{"a fault of a kind that nobody knows", func(s *Scenario) { s.Fault.Kind = "moon" }, []string{id}, "to what the harness applies"},
		{"a second fault of such a kind", func(s *Scenario) { s.Besides.Kind = "moon" }, []string{id}, "to what the harness applies"},
		{"a fault that keeps the caller", func(s *Scenario) { s.Fault = SentBy(Owner) }, []string{id}, "let another caller send it"},
		{"a fault that keeps the state", func(s *Scenario) { s.Fault = With(ObjectACL, Default) }, []string{id}, "differs from Given"},
		{"an object in a locked bucket", func(s *Scenario) { s.Fault = With(Retention, Locked) }, []string{id}, "lock empty buckets only"},
		{"no expectation", func(s *Scenario) { s.Then = Expectation{} }, []string{id}, "add to Then what must come back"},
		{"no Message", func(s *Scenario) { s.Then = without(FieldMessage) }, []string{id}, "no expected Message; add it"},
		{"no EC", func(s *Scenario) { s.Then = without(FieldEC) }, []string{id}, "no expected EC; add it"},
		{"no level", func(s *Scenario) { s.Then = s.Then.Element("X", Exactly("y"), Evidence{Sources: []Source{Page403}}) }, []string{id},
			"add Captured, Documented or Inferred"},
		{"no source", func(s *Scenario) { s.Then = s.Then.Element("X", Exactly("y"), Captured()) }, []string{id},
			"add where the value is known from"},
		{"an empty source", func(s *Scenario) { s.Then = s.Then.Element("X", Exactly("y"), Captured("")) }, []string{id},
			"add where the value is known from"},
		{"captured on a page", func(s *Scenario) { s.Then = s.Then.Element("X", Exactly("y"), Captured(Page403)) }, []string{id},
			"add an issue or an SDK test"},
		{"captured on a mock", func(s *Scenario) {
			s.Then = s.Then.Element("X", Exactly("y"), Captured(SDKTest("aliyun/some-sdk", "client_mock_test.go:1")))
		}, []string{id}, "add an issue or an SDK test"},
		{"captured on somebody's word",
			func(s *Scenario) { s.Then = s.Then.Element("X", Exactly("y"), Captured(Note("error bodies of 2022"))) }, []string{id},
			"add an issue or an SDK test"},
		{"a broken pattern", func(s *Scenario) { s.Then = s.Then.Element("X", Pattern("("), Captured(Page403)) }, []string{id},
			"does not compile"},
		{"not in ids.lock", func(*Scenario) {}, nil, "add the id as its last line"},
		{"gone from the catalogue", func(*Scenario) {}, []string{id, "some-code/v4-header/gone"}, "bring the scenario back"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := complete()
			c.change(&s)
			problems := strings.Join(Lint([]Scenario{s}, c.locked), "\n")
			if !strings.Contains(problems, c.says) {
				t.Errorf("want a sentence with %q, got %q", c.says, problems)
			}
		})
	}
}

func TestTwoScenariosMayNotShareAnID(t *testing.T) {
	problems := Lint([]Scenario{complete(), complete()}, LockedIDs())
	if !strings.Contains(strings.Join(problems, "\n"), "give this one an id of its own") {
		t.Error(problems)
	}
}

func TestTheRowsAreThoseOfTheOfficialPage(t *testing.T) {
	rows := OfficialRows()
	if len(rows) != 51 || rows[0].ID != "R01" || rows[50].ID != "R51" {
		t.Errorf("%d rows from %s to %s", len(rows), rows[0].ID, rows[len(rows)-1].ID)
	}
}

func TestAFieldHoldsOnlyForItsCarriers(t *testing.T) {
	e := Denied("C", Captured(Page403)).
		EC("1", Captured(Page403)).On(V1()...).
		EC("2", Captured(Page403)).On(V4()...)
	for carrier, want := range map[Carrier]string{V1URL: "1", V4HeaderHead: "2"} {
		ec, _ := e.For(carrier).Field(FieldEC)
		if got := ec.Answers[0].Match.Text; got != want {
			t.Errorf("%s: EC %s, want %s", carrier, got, want)
		}
	}
	if _, ok := e.For(Unsigned).Field(FieldEC); ok {
		t.Error("an unsigned request has an EC that holds for signed ones only")
	}
}

func TestAnAlternativeLeavesTheOriginalAlone(t *testing.T) {
	base := Denied("C", Captured(Page403)).Message(Exactly("a"), Captured(Page403))
	_ = base.Or(Exactly("b"), Captured(Page403))
	message, _ := base.Field(FieldMessage)
	if len(message.Answers) != 1 {
		t.Error("Or changed the expectation that it was called on")
	}
}

func TestSelectRefusesAWordThatMatchesNothing(t *testing.T) {
	all := []Scenario{complete()}
	for _, focus := range []string{"R48", "SomeCode", "variant", "", " R48 , variant"} {
		if picked, err := Select(all, focus); err != nil || len(picked) != 1 {
			t.Errorf("focus %q: %d scenarios, %v", focus, len(picked), err)
		}
	}
	for _, focus := range []string{"R49", "R48,nothing", ","} {
		if _, err := Select(all, focus); err == nil || !strings.Contains(err.Error(), "accepted: a row") {
			t.Errorf("focus %q: %v", focus, err)
		}
	}
}

func TestEachRowHasANumberOfItsOwn(t *testing.T) {
	seen := map[string]bool{}
	for _, row := range slices.Concat(OfficialRows(), BeyondRows()) {
		if seen[row.ID] {
			t.Errorf("%s stands twice", row.ID)
		}
		seen[row.ID] = true
	}
}
