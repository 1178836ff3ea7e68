package judge

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

const (
	requestID = "65AF5037EXAMPLE0000000FF"
	text      = "You have no right to access this object because of bucket acl."
)

func refusal(code, message, ec string) wire.Answer {
	body := fmt.Sprintf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>\n  <Code>%s</Code>\n  <Message>%s</Message>\n"+
		"  <RequestId>65AF50370000000000000FFF</RequestId>\n  <HostId>b.oss-cn-hangzhou.aliyuncs.com</HostId>\n  <EC>%s</EC>\n</Error>\n",
		code, message, ec)
	return wire.Answer{
		Sent:   wire.Sent{Method: "GET", Host: "b.oss-cn-hangzhou.aliyuncs.com"},
		Status: 403,
		Header: http.Header{
			"Date": {"Tue, 23 Jan 2024 05:35:51 GMT"}, "Content-Type": {"application/xml"},
			"X-Oss-Request-Id": {"65AF50370000000000000FFF"}, "X-Oss-Ec": {ec},
		},
		Body: []byte(body),
		SDKError: oss.ServiceError{StatusCode: 403, Code: code, Message: message, Ec: ec,
			RequestID: "65AF50370000000000000FFF", HostID: "b.oss-cn-hangzhou.aliyuncs.com"},
	}
}

func expectation(level func(...scenarios.Source) scenarios.Evidence) scenarios.Expectation {
	evidence := level(scenarios.Page403)
	return scenarios.Denied("AccessDenied", evidence).Message(scenarios.Exactly(text), evidence).EC("0003-00000001", evidence).
		For(scenarios.Unsigned)
}

func deviating(t *testing.T, e scenarios.Expectation, a wire.Answer) map[string]verdict.Severity {
	t.Helper()
	findings, err := Answer(e, a)
	if err != nil {
		t.Fatal(err)
	}
	fields := map[string]verdict.Severity{}
	for _, f := range findings {
		if !f.OK {
			fields[f.Field] = f.Severity
		}
	}
	return fields
}

func TestTheRightAnswerHasNoDeviation(t *testing.T) {
	if fields := deviating(t, expectation(scenarios.Captured), refusal("AccessDenied", text, "0003-00000001")); len(fields) > 0 {
		t.Error(fields)
	}
}

func TestEveryDeviatingFieldIsFoundAtOnce(t *testing.T) {
	fields := deviating(t, expectation(scenarios.Captured), refusal("Other", "other", "0003-00000002"))
	for _, name := range []string{"Code", "Message", "EC"} {
		if fields[name] != verdict.Fails {
			t.Errorf("%s: %q, want it to fail", name, fields[name])
		}
	}
}

func TestTheLevelDecidesWhatADeviationMeans(t *testing.T) {
	inferred := func(...scenarios.Source) scenarios.Evidence { return scenarios.Inferred("a test") }
	period := refusal("AccessDenied", strings.TrimSuffix(text, "."), "0003-00000001")
	otherEC := refusal("AccessDenied", text, "0003-00000002")
	otherText := refusal("AccessDenied", "other", "0003-00000001")
	cases := []struct {
		name   string
		level  func(...scenarios.Source) scenarios.Evidence
		answer wire.Answer
		field  string
		want   verdict.Severity // empty: no deviation
	}{
		{"a captured Message without its period", scenarios.Captured, period, "Message", verdict.Fails},
		{"a documented Message without its period", scenarios.Documented, period, "Message", ""},
		{"a documented Message in other words", scenarios.Documented, otherText, "Message", verdict.Fails},
		{"an inferred Message in other words", inferred, otherText, "Message", verdict.Recorded},
		{"another captured EC", scenarios.Captured, otherEC, "EC", verdict.Fails},
		{"another documented EC", scenarios.Documented, otherEC, "EC", verdict.Warns},
		{"another inferred EC", inferred, otherEC, "EC", verdict.Recorded},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := deviating(t, expectation(c.level), c.answer)[c.field]; got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestOnlyAFailingDeviationFailsTheScenario(t *testing.T) {
	for severity, want := range map[verdict.Severity]verdict.Verdict{
		verdict.Fails: verdict.Fail, verdict.Warns: verdict.Pass, verdict.Recorded: verdict.Pass,
	} {
		if got := Verdict([]verdict.Finding{{Severity: severity}}); got != want {
			t.Errorf("%s: %s, want %s", severity, got, want)
		}
	}
}

func TestAnAlternativeIsAccepted(t *testing.T) {
	e := scenarios.Denied("AccessDenied", scenarios.Captured(scenarios.Page403)).
		Message(scenarios.Exactly("one"), scenarios.Captured(scenarios.Page403)).
		Or(scenarios.Exactly("two"), scenarios.Captured(scenarios.Page403)).For(scenarios.Unsigned)
	for message, want := range map[string]verdict.Severity{"one": "", "two": "", "three": verdict.Fails} {
		if got := deviating(t, e, refusal("AccessDenied", message, "0003-00000001"))["Message"]; got != want {
			t.Errorf("%q: %q, want %q", message, got, want)
		}
	}
}

func TestTheSDKMustSayWhatTheWireSays(t *testing.T) {
	right := refusal("AccessDenied", text, "0003-00000001")
	is := func(e oss.ServiceError) error { return e }
	base := right.SDKError.(oss.ServiceError)
	wrong := func(change func(*oss.ServiceError)) error { e := base; change(&e); return is(e) }
	for field, err := range map[string]error{
		"SDK StatusCode": wrong(func(e *oss.ServiceError) { e.StatusCode = 400 }),
		"SDK Code":       wrong(func(e *oss.ServiceError) { e.Code = "Other" }),
		"SDK Message":    wrong(func(e *oss.ServiceError) { e.Message = "other" }),
		"SDK RequestID":  wrong(func(e *oss.ServiceError) { e.RequestID = requestID }),
		"SDK HostID":     wrong(func(e *oss.ServiceError) { e.HostID = "other" }),
		"SDK Ec":         wrong(func(e *oss.ServiceError) { e.Ec = "" }),
		"SDK error":      errors.New("oss: service returned invalid response body"),
	} {
		answer := right
		answer.SDKError = err
		if got := deviating(t, expectation(scenarios.Captured), answer)[field]; got != verdict.Fails {
			t.Errorf("%s is not found to deviate", field)
		}
	}
}

func TestAnAnswerThatNoOSSGivesIsNoJudgement(t *testing.T) {
	answer := refusal("AccessDenied", text, "0003-00000001")
	answer.Body = []byte("<html><body>403 Forbidden</body></html>")
	if _, err := Answer(expectation(scenarios.Captured), answer); !errors.Is(err, wire.ErrUnreadable) {
		t.Error(err)
	}
}

func TestStringToSignBytesHaveATrailingSpace(t *testing.T) {
	// The example is from a captured answer.
	if got, want := hexBytes("PUT\n\nimage/png\n"), "50 55 54 0A 0A 69 6D 61 67 65 2F 70 6E 67 0A "; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestServerTimeMayCrossOneSecond(t *testing.T) {
	header := http.Header{"Date": {"Tue, 23 Jan 2024 05:37:59 GMT"}}
	for value, want := range map[string]bool{
		"2024-01-23T05:37:59.000Z": true, "2024-01-23T05:38:00.000Z": true,
		"2024-01-23T05:38:01.000Z": false, "2024-01-23T05:37:59Z": false, "": false,
	} {
		if _, ok := serverTime(value, header); ok != want {
			t.Errorf("%q: %t", value, ok)
		}
	}
}

// The vectors are those of the SDKs' signer tests, with AccessKey ak and secret sk.
func TestAStringToSignSignedAgainGivesTheSignature(t *testing.T) {
	v4 := "OSS4-HMAC-SHA256\n20231216T162057Z\n20231216/cn-hangzhou/oss/aliyun_v4_request\n" +
		"f4613657f1b108998e8dbd10a1aa5da621dc2c6e02c9ddec0f163664848704c4"
	for text, want := range map[string]string{
		"GET\n\n\n1699807420\n/bucket/key?versionId=versionId": "dcLTea+Yh9ApirQ8o8dOPqtvJXQ=",
		v4: "e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe",
	} {
		sent := wire.Sent{StringToSign: text, TrueSignature: want, TrueSecret: "sk", Credentials: caller.Credentials{AccessKeyID: "ak"}}
		if _, ok := stringToSign(text, sent); !ok {
			t.Errorf("%q is not accepted", text)
		}
		sent.TrueSignature = "another"
		if _, ok := stringToSign(text, sent); ok {
			t.Errorf("%q is accepted with another signature", text)
		}
	}
}

func TestAnEmptyStringToSignIsNeverRight(t *testing.T) {
	if _, ok := stringToSign("", wire.Sent{SignedAt: time.Now()}); ok {
		t.Error("accepted")
	}
}
