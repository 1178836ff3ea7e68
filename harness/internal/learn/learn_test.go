package learn_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/internal/learn"
	"github.com/oss403/oss403/harness/internal/recording"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
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

// quoting is a recording of one refusal to a scenario of the catalogue.
func quoting(name, region, id, code, message string) learn.Recording {
	body := "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" +
		"<Error>\n  <Code>" + code + "</Code>\n  <Message>" + message + "</Message>\n</Error>\n"
	return learn.Recording{Name: name, Recording: recording.Recording{Origin: recording.OfService, Region: region, Day: "2026-12-01",
		Scenarios: []recording.Entry{{Scenario: id, Verdict: verdict.Fail, Sent: &recording.Sent{Method: "GET", Host: "h"},
			Client:    &recording.Client{Status: 403, Code: code, Message: message},
			Exchanges: []recording.Exchange{{Exchange: verdict.Exchange{Step: "provocation", Status: 403, ResponseBody: body}}}}}}}
}

// Of two recordings that disagree both values are kept, each with its region and day. What differs from a captured value is
// listed for people, and never accepted; so is what is no literal, and what holds something of the request.
func TestRecordingsThatDisagree(t *testing.T) {
	const documented, captured = "kms-in-debt/v4-header/get", "access-denied/request-expired/v1-url/get"
	learnt := learn.Evidence([]learn.Recording{
		quoting("a.json", "cn-beijing", documented, "KmsInDebt", "Current user is indebted."),
		quoting("b.json", "ap-northeast-1", documented, "KmsInDebt", "You are indebted."),
		quoting("c.json", "ap-northeast-1", documented, "KmsInDebt", "Ask h for it."),
		quoting("d.json", "cn-beijing", captured, "AccessDenied", "Too late."),
	}, catalogue.Untaught())
	var got []string
	for _, v := range learnt.Values {
		if v.Field == scenarios.FieldMessage {
			got = append(got, v.Match.Text+" "+string(v.Sources[0]))
		}
	}
	want := []string{"Current user is indebted. recording a.json cn-beijing (2026-12-01)",
		"You are indebted. recording b.json ap-northeast-1 (2026-12-01)"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	rejected := map[string]string{}
	for _, r := range learnt.Contradictions {
		rejected[r.Actual] = strings.Join(r.Scenarios, " ") + " " + string(r.Sources[0])
	}
	if rejected["Too late."] != captured+" recording d.json cn-beijing (2026-12-01)" || rejected["Ask h for it."] == "" ||
		rejected["(absent)"] == "" {
		t.Errorf("%q", rejected)
	}
	twice := learn.Evidence([]learn.Recording{quoting("a.json", "x", documented, "KmsInDebt", "Current user is indebted."),
		quoting("b.json", "y", documented, "KmsInDebt", "Current user is indebted.")}, catalogue.Untaught())
	if v := twice.Values[len(twice.Values)-1]; len(v.Sources) != 2 {
		t.Errorf("one source is lost: %+v", v)
	}
}
