package recording

import (
	"net/http"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/internal/judge"
	"github.com/oss403/oss403/harness/internal/stage"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// expecting is a scenario that expects this Code, and a StringToSign.
func expecting(code string) scenarios.Scenario {
	page := scenarios.Documented(scenarios.Page403)
	return scenarios.Scenario{ID: "a/one", Row: "R48", When: scenarios.GetObject(), Carriers: []scenarios.Carrier{scenarios.V1Header},
		Then: scenarios.Expectation{Fields: []scenarios.Expected{
			{Field: scenarios.FieldCode, Answers: []scenarios.Accepted{{Match: scenarios.Exactly(code), Evidence: page}}},
			{Field: scenarios.FieldStringToSign,
				Answers: []scenarios.Accepted{{Match: scenarios.Echo(scenarios.MatchStringToSign), Evidence: page}}},
		}}}
}

const mismatch = `<?xml version="1.0" encoding="UTF-8"?>
<Error>
  <Code>SignatureDoesNotMatch</Code>
  <StringToSign>GET</StringToSign>
</Error>
`

// entry is a recorded refusal with these findings.
func entry(v verdict.Verdict, findings ...verdict.Finding) Entry {
	return Entry{Scenario: "a/one", Verdict: v, Reason: "as it was", Findings: findings,
		Sent:   &Sent{Method: http.MethodGet, Host: "h", StringToSign: "GET", SignedAgain: true},
		Client: &Client{Status: 403, Code: "SignatureDoesNotMatch"},
		Exchanges: []Exchange{{Exchange: verdict.Exchange{Step: provocation, Status: 403, ResponseBody: mismatch}},
			{Exchange: verdict.Exchange{Step: control, Method: http.MethodGet, Status: 200, ResponseBody: stage.Content}}}}
}

func found(field string, ok bool) verdict.Finding {
	return verdict.Finding{Field: field, Level: "inferred", Severity: verdict.Recorded, Expected: "x", Actual: "y", OK: ok}
}

// The expectations of today judge what was seen. What only the target or the true secret can tell is as it was recorded,
// and says so; so is a verdict that did not judge the answer.
func TestWhatIsJudgedAgainAndWhatIsCarried(t *testing.T) {
	signed := found(scenarios.FieldStringToSign, true)
	noEffect, fresh := found(judge.FieldEffect, true), found(judge.FieldFreshID, true)
	for name, c := range map[string]struct {
		entry   Entry
		code    string
		want    verdict.Verdict
		carried string
	}{
		"as it was": {entry(verdict.Pass, signed, noEffect, fresh), "SignatureDoesNotMatch", verdict.Pass,
			"StringToSign no effect RequestId of its own"},
		"the catalogue says otherwise": {entry(verdict.Pass, signed), "Other", verdict.Fail, "StringToSign"},
		"the secret says otherwise": {entry(verdict.Fail, found(scenarios.FieldStringToSign, false)), "SignatureDoesNotMatch", verdict.Fail,
			"StringToSign"},
		"it had an effect": {entry(verdict.Fail, signed, verdict.Finding{Field: judge.FieldEffect, Severity: verdict.Fails, Actual: "gone"}),
			"SignatureDoesNotMatch", verdict.Fail, "StringToSign no effect"},
		"it was not judged": {entry(verdict.Untestable, signed), "Other", verdict.Untestable, "StringToSign"},
	} {
		got := c.entry.Replay(expecting(c.code))
		var carried []string
		for _, f := range got.Findings {
			if f.Carried {
				carried = append(carried, f.Field)
			}
		}
		if got.Verdict != c.want || strings.Join(carried, " ") != c.carried || len(got.Exchanges) != 2 {
			t.Errorf("%s: %s %q, carried %q, want %s %q\n%+v", name, got.Verdict, got.Reason, carried, c.want, c.carried, got.Findings)
		}
	}
	without := entry(verdict.Fail, noEffect)
	without.Exchanges[0].Status = 0
	dropped := entry(verdict.Pass, noEffect)
	dropped.Carried = "too long"
	for _, e := range []Entry{without, dropped} {
		if got := e.Replay(expecting("Other")); got.Verdict != e.Verdict || got.Reason != "as it was" || !got.Findings[0].Carried {
			t.Errorf("%+v", got)
		}
	}
}

// The answer to a control is judged again too: where it proves nothing, the refusal proves nothing. A recording of the version
// without such answers is as it was, and whether a write had an effect only the target could tell.
func TestTheControlIsJudgedAgain(t *testing.T) {
	reading := expecting("SignatureDoesNotMatch")
	reading.When = scenarios.GetObject()
	writing := reading
	writing.When = scenarios.PutObject()
	for name, c := range map[string]struct {
		s    scenarios.Scenario
		body string
		old  bool
		want verdict.Verdict
	}{
		"the content that was put there": {reading, stage.Content, false, verdict.Pass},
		"a body that was only counted":   {reading, "[12 bytes, 0123456789abcdef]", false, verdict.Pass},
		"another content":                {reading, "something else", false, verdict.Untestable},
		"nothing":                        {reading, "", false, verdict.Untestable},
		"nothing, as of old":             {reading, "", true, verdict.Pass},
		"a write":                        {writing, "", false, verdict.Pass},
	} {
		e := entry(verdict.Pass, found(scenarios.FieldStringToSign, true))
		e.Exchanges[1].ResponseBody, e.bodiless = c.body, c.old
		got := e.Replay(c.s)
		doubted := strings.HasPrefix(got.Reason, "the control proves nothing: HTTP 200 with another")
		if got.Verdict != c.want || (c.want == verdict.Untestable) != doubted {
			t.Errorf("%s: %s %s, want %s", name, got.Verdict, got.Reason, c.want)
		}
	}
}

// A quote is judged by what it shows: literal values alone, of the fields that it may speak of.
func TestAQuoteIsJudgedByWhatItShows(t *testing.T) {
	quote := entry("")
	quote.Source, quote.Exchanges[0].Status = &Source{"issue a/b#1 (2024-01-02)", "https://github.com/a/b/issues/1"}, 0
	right := quote.Replay(expecting("SignatureDoesNotMatch"))
	if right.Verdict != verdict.Pass || len(right.Findings) != 1 || right.Findings[0].Field != scenarios.FieldCode {
		t.Errorf("%+v", right)
	}
	if wrong := quote.Replay(expecting("Other")); wrong.Verdict != verdict.Fail {
		t.Errorf("%+v", wrong)
	}
	quote.Only = []string{scenarios.FieldMessage}
	if none := quote.Replay(expecting("Other")); none.Verdict != verdict.Pass || len(none.Findings) != 0 {
		t.Errorf("%+v", none)
	}
	two := Replayed{entries: map[string][]Entry{"a/one": {entryQuoting("SignatureDoesNotMatch"), entryQuoting("Other")}}}
	if both := two.Run(expecting("SignatureDoesNotMatch")); both.Verdict != verdict.Fail || len(both.Findings) != 2 {
		t.Errorf("of two quotes the second is not judged: %+v", both)
	}
}

func entryQuoting(code string) Entry {
	e := entry("")
	e.Source = &Source{"issue a/b#1 (2024-01-02)", "https://github.com/a/b/issues/1"}
	e.Exchanges[0].ResponseBody = strings.Replace(mismatch, "SignatureDoesNotMatch", code, 1)
	return e
}
