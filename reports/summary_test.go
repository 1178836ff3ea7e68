package reports

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/verdict"
)

func TestARowHasTheGravestVerdictOfItsScenarios(t *testing.T) {
	tests := []struct {
		scenarios []verdict.Verdict
		want      verdict.Verdict
		partial   bool
	}{
		{nil, "", false},
		{[]verdict.Verdict{verdict.Pass, verdict.Pass}, verdict.Pass, false},
		{[]verdict.Verdict{verdict.NotSupported, verdict.Pass, verdict.NotSupported}, verdict.Pass, true},
		{[]verdict.Verdict{verdict.NotSupported}, verdict.NotSupported, false},
		{[]verdict.Verdict{verdict.Known, verdict.Pass}, verdict.Known, false},
		{[]verdict.Verdict{verdict.Stale, verdict.Known}, verdict.Stale, false},
		{[]verdict.Verdict{verdict.Stale, verdict.Untestable}, verdict.Untestable, false},
		{[]verdict.Verdict{verdict.Fail, verdict.Untestable, verdict.NotSupported}, verdict.Fail, true},
		{[]verdict.Verdict{verdict.Error, verdict.Fail}, verdict.Error, false},
	}
	for _, test := range tests {
		row := of(test.scenarios...).Summarise().Rows[0]
		if row.Verdict != test.want || row.Partial() != test.partial {
			t.Errorf("%v: verdict %q, partial %v", test.scenarios, row.Verdict, row.Partial())
		}
	}
}

func TestScoreCountsRowsOfThePageApartFromThoseBeyond(t *testing.T) {
	got := everyVerdict().Summarise().Score
	want := Score{
		RowsPassed: 1, RowsTotal: 6, RowsDocumented: 6, BeyondPassed: 1, BeyondTotal: 1,
		Scenarios: Counts{verdict.Pass: 3, verdict.Fail: 1, verdict.Known: 1, verdict.Stale: 1, verdict.Untestable: 1,
			verdict.NotSupported: 3, verdict.Error: 5 + 1},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestResultsStandByRowThenID(t *testing.T) {
	run := everyVerdict()
	forward := run.Summarise()
	slices.Reverse(run.Results)
	slices.Reverse(run.Expected)
	if !reflect.DeepEqual(forward, run.Summarise()) {
		t.Error("the summary depends on the order in which results came in")
	}
	position := func(r verdict.Result) string { return fmt.Sprintf("%02d %s", run.position(r.Row), r.ID) }
	if !slices.IsSortedFunc(forward.Results, func(a, b verdict.Result) int { return strings.Compare(position(a), position(b)) }) {
		t.Error("the results are not sorted")
	}
}

func TestAnExpectedScenarioThatWasNotReportedIsAnError(t *testing.T) {
	run := of(verdict.Pass)
	run.Expected = append(run.Expected, "lost", "planned")
	run.Planned = []verdict.Result{{ID: "planned", Row: "R48", Title: "title", Area: "area", Fault: "fault", Verdict: verdict.Pass}}
	s := run.Summarise()
	want := []verdict.Result{
		{ID: "planned", Row: "R48", Title: "title", Area: "area", Fault: "fault", Verdict: verdict.Error, Reason: notReported},
		{ID: "lost", Verdict: verdict.Error, Reason: notReported},
	}
	if got := s.Results[1:]; !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
	if s.Score.RowsTotal != 2 || s.Score.RowsPassed != 1 {
		t.Errorf("score %+v", s.Score)
	}
}

func TestWhatIsWrongWithTheRunIsTrouble(t *testing.T) {
	twice := of(verdict.Pass)
	twice.Results = append(twice.Results, scenario("scenario-0", "R05", verdict.Fail, "second try"))
	unexpected := of(verdict.Pass)
	unexpected.Expected = []string{}
	stale := of(verdict.Pass)
	stale.Results = append(stale.Results, verdict.Result{ID: "gone", Verdict: verdict.Stale, Reason: "the entry matches nothing"})
	rowless := of(verdict.Pass)
	rowless.Results[0].Row = "R99"
	repeated := of(verdict.Pass)
	repeated.Trouble = []string{"interrupted", "interrupted"}
	tests := []struct {
		name string
		run  Run
		want []string
	}{
		{"nothing", of(verdict.Pass, verdict.Fail), nil},
		{"empty run", Run{}, []string{"no scenario was expected, and none ran"}},
		{"all skipped", of(verdict.NotSupported, verdict.Known), []string{"no scenario passed: the run proves nothing"}},
		{"reported twice", twice, []string{"1 scenario reported more than once, the gravest verdict counts: scenario-0"}},
		{"unexpected", unexpected, []string{"1 scenario reported, though not expected to run: scenario-0"}},
		{"a stale entry is no scenario", stale, nil},
		{"unknown row", rowless, []string{"1 scenario reported under a row that the run does not list: scenario-0"}},
		{"said twice", repeated, []string{"interrupted"}},
	}
	for _, test := range tests {
		if got := test.run.Summarise().Trouble; !slices.Equal(got, test.want) {
			t.Errorf("%s: trouble %q, want %q", test.name, got, test.want)
		}
	}
	if got := twice.Summarise().Results[0].Verdict; got != verdict.Fail {
		t.Errorf("of two results %s counts", got)
	}
}

func TestAVerdictThatIsNoneIsAnError(t *testing.T) {
	got := of("", "passed").Summarise()
	for _, r := range got.Results {
		if r.Verdict != verdict.Error || !strings.Contains(r.Reason, "which is none") {
			t.Errorf("%s: %s", r.Verdict, r.Reason)
		}
	}
}

func TestSummariseLeavesTheRunAlone(t *testing.T) {
	run, same := everyVerdict(), everyVerdict()
	run.Summarise()
	if !reflect.DeepEqual(run, same) {
		t.Error("Summarise changed its run")
	}
}
