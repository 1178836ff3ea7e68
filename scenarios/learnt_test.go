package scenarios

import (
	"slices"
	"strings"
	"testing"
)

const (
	ofBeijing Source = "recording beijing.json.gz cn-beijing v1 (2026-12-01)"
	ofTokyo   Source = "recording tokyo.json.gz ap-northeast-1 v1 (2026-12-02)"
)

// pairOfFaults is a scenario with two faults whose order is not known, and one value of each level.
func pairOfFaults() Scenario {
	then := Denied("AccessDenied", Documented(Page403)).
		Message(Exactly("no"), Documented(Page403)).
		EC("0003-00000001", Inferred("its neighbour"))
	return Scenario{ID: "a/one", Title: "which of them is not known: x", Then: then,
		Else: Denied("Other", Documented(Page403)).Message(Exactly("never"), Captured(answerOf2020)).EC("0003-00000002", Inferred("as well"))}
}

func learn(t *testing.T, l Learnt) Scenario {
	t.Helper()
	before := pairOfFaults()
	taught := l.Taught([]Scenario{before})[0]
	message, _ := before.Then.Field(FieldMessage)
	if e := message.Answers[0].Evidence; e.Level != LevelDocumented || len(message.Answers) != 1 || len(e.Sources) != 1 {
		t.Errorf("learning has changed the scenarios that were given: %+v", message)
	}
	return taught
}

// A value that came is captured, its page stays cited, and a conclusion is needed no longer.
func TestWhatCameIsCaptured(t *testing.T) {
	s := learn(t, Learnt{Values: []LearntValue{
		{"Message", Exactly("no"), []Source{ofBeijing}, []string{"a/one", "a/other"}},
		{"EC", Exactly("0003-00000001"), []Source{ofBeijing, ofTokyo}, []string{"a/one"}},
		{"Absent", Exactly("x"), []Source{ofBeijing}, []string{"a/one"}},
	}})
	message, _ := s.Then.Field(FieldMessage)
	ec, _ := s.Then.Field(FieldEC)
	code, _ := s.Then.Field(FieldCode)
	if e := message.Answers[0].Evidence; len(message.Answers) != 1 || e.Level != LevelCaptured ||
		!slices.Equal(e.Sources, []Source{ofBeijing, Page403}) {
		t.Errorf("%+v", message)
	}
	if e := ec.Answers[0].Evidence; e.Level != LevelCaptured || !slices.Equal(e.Sources, []Source{ofBeijing, ofTokyo}) {
		t.Errorf("%+v", ec)
	}
	if code.Level() != LevelDocumented || len(s.Then.Fields) != len(pairOfFaults().Then.Fields) {
		t.Errorf("%+v", s.Then)
	}
	if problems := lintExpectation(s.Then); len(problems) > 0 {
		t.Error(problems)
	}
}

// Two recordings that disagree keep both values, each with its region and its day; the page's stays as the last.
func TestRecordingsThatDisagreeKeepBoth(t *testing.T) {
	s := learn(t, Learnt{Values: []LearntValue{
		{"Message", Exactly("nope"), []Source{ofBeijing}, []string{"a/one"}},
		{"Message", Exactly("nay"), []Source{ofTokyo}, []string{"a/one"}},
	}})
	message, _ := s.Then.Field(FieldMessage)
	var got []string
	for _, a := range message.Answers {
		got = append(got, a.Match.Text+" "+string(a.Evidence.Level)+" "+string(a.Evidence.Sources[0]))
	}
	want := []string{"nay captured " + string(ofTokyo), "nope captured " + string(ofBeijing), "no documented " + string(Page403)}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// An order that a recording shows is settled, whichever of the two faults answered.
func TestAnOrderIsSettled(t *testing.T) {
	for besides, code := range map[bool]string{false: "AccessDenied", true: "Other"} {
		s := learn(t, Learnt{Orders: []LearntOrder{{besides, []Source{ofTokyo}, []string{"a/one"}}}})
		if s.Undecided() || s.Code() != code || strings.Contains(s.Title, "not known") {
			t.Errorf("%v: %s %q", besides, s.Code(), s.Title)
		}
		if s.Order.Level != LevelCaptured || !slices.Contains(s.Sources(), ofTokyo) || !slices.Contains(s.Shown()[0].Sources, ofTokyo) {
			t.Errorf("%v: the recording is no source of the order: %+v, %q", besides, s.Order, s.Sources())
		}
	}
}

func TestSourcesThatAreRecordings(t *testing.T) {
	s := Recorded("tokyo.json.gz", "ap-northeast-1", "v1").Of("2026-12-02")
	if s != ofTokyo || s.Kind() != ARecording || s.Date() != "2026-12-02" || !s.carries() ||
		s.Address() != "https://github.com/oss403/oss403/blob/main/scenarios/recordings/tokyo.json.gz" {
		t.Errorf("%q %s %s %s", s, s.Kind(), s.Date(), s.Address())
	}
}

func TestEvidenceThatCantBeRead(t *testing.T) {
	if _, err := ReadLearnt(); err != nil {
		t.Error(err)
	}
	for text, says := range map[string]string{
		`{"schema": "oss403/evidence/9"}`:              "its schema is",
		`{"schema": "oss403/evidence/1", "colour": 1}`: "unknown field",
		`{`: "evidence.json",
	} {
		if _, err := ParseLearnt([]byte(text)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", text, err)
		}
	}
	if _, err := ParseLearnt([]byte(`{"schema": "oss403/evidence/1", "values": []}`)); err != nil {
		t.Errorf("evidence of an older program: %v", err)
	}
	l, err := ParseLearnt([]byte(`{"schema": "oss403/evidence/2", "values": [{"field": "Code", "match": {"kind": "pattern", "text": "^A"}}]}`))
	if err != nil || !l.Values[0].Match.Matches("AccessDenied") {
		t.Errorf("a pattern is not compiled: %v", err)
	}
}
