package learn_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/internal/learn"
	"github.com/oss403/oss403/harness/verdict"
)

func result(id string, findings ...verdict.Finding) verdict.Result {
	return verdict.Result{ID: id, Row: "R05", Verdict: verdict.Pass, Findings: findings}
}

func finding(field, level, expected, actual string) verdict.Finding {
	return verdict.Finding{Field: field, Level: level, Expected: expected, Actual: actual, OK: expected == actual}
}

func answering(r verdict.Result, ec string) verdict.Result {
	r.Exchanges = []verdict.Exchange{
		{Step: "provocation", Status: 403, ResponseBody: "<Error><EC>" + ec + "</EC></Error>"},
		{Step: "control", Status: 200, ResponseHeaders: []verdict.Header{{Name: "X-Oss-Ec", Value: ec}}},
	}
	return r
}

// What a run teaches is sorted by urgency, and what scenarios of a row teach alike is one lesson.
func TestWhatARunTeaches(t *testing.T) {
	learnt := result("order/a")
	learnt.Learnt = &verdict.Learnt{Answered: "a wrong secret", Silent: "an old date"}
	unknown := finding("unknown elements", "inferred", "none that no source knows", "Surprise")
	run := learn.Run{Name: "run.json", Results: []verdict.Result{
		result("a", finding("EC", "inferred", "0003-00000001", "0003-00000001"), finding("Code", "captured", "AccessDenied", "AccessDenied")),
		result("b", finding("EC", "inferred", "0003-00000001", "0003-00000001"), finding("Message", "documented", "no", "never")),
		result("c", finding("Code", "captured", "AccessDenied", "Refused"), unknown),
		answering(result("d"), "0099-00000001"), answering(result("e"), "0003-00000001"),
		answering(result("f", finding("EC", "inferred", "0098-00000001", "0098-00000001")), "0098-00000001"),
		learnt,
	}}
	var got []string
	for _, l := range learn.From([]learn.Run{run}, func(ec string) bool { return ec == "0003-00000001" }) {
		got = append(got, strings.Join([]string{string(l.Kind), l.Field, l.Actual, strings.Join(l.Scenarios, "+")}, "|"))
	}
	want := []string{
		"contradiction|Code|Refused|c",
		"disagreement|Message|never|b",
		"unknown EC||0099-00000001|d",
		"unknown element|unknown elements|Surprise|c",
		"order||a wrong secret|order/a",
		"now seen|EC||a+b+f",
	}
	if !slices.Equal(got, want) {
		t.Errorf("learnt %q, want %q", got, want)
	}
}

// Where two runs differ in a field, that is a lesson of its own.
func TestTwoRunsThatDoNotAgree(t *testing.T) {
	one := learn.Run{Name: "one.json", Results: []verdict.Result{result("a", finding("EC", "documented", "1", "1"))}}
	two := learn.Run{Name: "two.json", Results: []verdict.Result{result("a", finding("EC", "documented", "1", "2"))}}
	kinds := func(runs ...learn.Run) (list []learn.Kind) {
		for _, l := range learn.From(runs, func(string) bool { return true }) {
			list = append(list, l.Kind)
		}
		return list
	}
	if got := kinds(one, two); !slices.Equal(got, []learn.Kind{learn.Disagreement, learn.Divided, learn.Seen}) {
		t.Errorf("%v", got)
	}
	two.Results[0] = one.Results[0]
	if got := kinds(one, two); !slices.Equal(got, []learn.Kind{learn.Seen}) {
		t.Errorf("runs that agree: %v", got)
	}
}

// A line stays a line, whatever a target has answered.
func TestHostileValuesStayInTheirLine(t *testing.T) {
	run := learn.Run{Name: "run.json", Results: []verdict.Result{
		result("a", finding("Code", "captured", "AccessDenied", "x\x1b[2J\nfalse line"+strings.Repeat("y", 1000)))}}
	var text strings.Builder
	if err := learn.WriteText(&text, learn.From([]learn.Run{run}, nil)); err != nil {
		t.Fatal(err)
	}
	if strings.Count(text.String(), "\n") != 3 || strings.Contains(text.String(), "\x1b") || len(text.String()) > 400 {
		t.Errorf("%q", text.String())
	}
}
