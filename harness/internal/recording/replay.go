package recording

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/harness/internal/judge"
	"github.com/oss403/oss403/harness/internal/run"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// Replay judges an entry again, by what the scenario expects today. Findings that need the target, or the true secret, are
// carried as they were recorded, and say so; so is the verdict of a scenario whose answer was not judged.
func (e Entry) Replay(s scenarios.Scenario) verdict.Result {
	result := run.Planned(s)
	result.Exchanges, result.ControlOf = e.exchanges(), e.ControlOf
	answer, ok := e.answer()
	if e.Source != nil {
		return e.quote(s, answer, result)
	}
	judged := e.Verdict == verdict.Pass || e.Verdict == verdict.Fail
	if !judged || !ok || e.Carried != "" {
		result.Verdict, result.Reason, result.Findings = e.Verdict, e.Reason, carried(e.Findings)
		return result
	}
	findings, learnt, err := judge.Scenario(s, answer)
	if err != nil {
		result.Verdict, result.Reason = verdict.Error, "provocation: "+err.Error()
		return result
	}
	for i, f := range findings {
		if f.Field == scenarios.FieldStringToSign && e.Sent.SignedAgain {
			findings[i] = e.signedAgain(f)
		}
	}
	result.Learnt = learnt
	run.Conclude(&result, append(findings, carried(e.offline())...), answer)
	e.doubt(s, &result)
	return result
}

// doubt judges the answer to the control again: if it proves nothing, neither does the refusal. Whether a write had an effect
// only the target can tell.
func (e Entry) doubt(s scenarios.Scenario, result *verdict.Result) {
	for _, x := range slices.Backward(e.Exchanges) {
		if e.bodiless || x.Step != control || x.Status/100 != 2 || countedForm.MatchString(x.ResponseBody) {
			continue
		}
		answer := wire.Answer{Status: x.Status, Header: headerOf(x.ResponseHeaders), Body: []byte(x.ResponseBody),
			Sent: wire.Sent{Method: x.Method}}
		const asRecorded = true
		if doubt := run.Doubtful(s.When, answer, asRecorded); doubt != "" {
			result.Verdict, result.Reason = verdict.Untestable, "the control proves nothing: "+doubt
		}
		return
	}
}

func headerOf(list []verdict.Header) http.Header {
	header := http.Header{}
	for _, h := range list {
		header.Add(h.Name, h.Value)
	}
	return header
}

// quote judges what a page quotes of an answer. Nothing is known of a control.
func (e Entry) quote(s scenarios.Scenario, answer wire.Answer, result verdict.Result) verdict.Result {
	findings, err := judge.Quote(s.Then, answer)
	if err != nil {
		result.Verdict, result.Reason = verdict.Error, "quoted answer: "+err.Error()
		return result
	}
	if len(e.Only) > 0 {
		findings = slices.DeleteFunc(findings, func(f verdict.Finding) bool { return !slices.Contains(e.Only, f.Field) })
	}
	run.Conclude(&result, findings, answer)
	return result
}

// offline lists the findings that only the target can give: about effects, and about ids that another answer has.
func (e Entry) offline() []verdict.Finding {
	return slices.DeleteFunc(slices.Clone(e.Findings), func(f verdict.Finding) bool {
		return f.Field != judge.FieldEffect && f.Field != judge.FieldFreshID
	})
}

func carried(findings []verdict.Finding) []verdict.Finding {
	list := []verdict.Finding{}
	for _, f := range findings {
		f.Carried = true
		list = append(list, f)
	}
	return list
}

// signedAgain keeps what was found about a StringToSign that was signed again with the true secret. Where its level or
// its severity is another one today, those are today's.
func (e Entry) signedAgain(today verdict.Finding) verdict.Finding {
	i := slices.IndexFunc(e.Findings, func(f verdict.Finding) bool { return f.Field == today.Field })
	if i < 0 {
		return today
	}
	was := e.Findings[i]
	was.Level, was.Severity, was.Carried = today.Level, today.Severity, true
	return was
}

// answer is the recorded answer to the provocation, as the judge reads it.
func (e Entry) answer() (wire.Answer, bool) {
	i := slices.IndexFunc(e.Exchanges, func(x Exchange) bool {
		return x.Step == provocation && (x.Status != 0 || e.Source != nil) // a page may not tell the status
	})
	if i < 0 {
		return wire.Answer{}, false
	}
	exchange := e.Exchanges[i].Exchange
	a := wire.Answer{Status: exchange.Status, Header: headerOf(exchange.ResponseHeaders), Body: []byte(exchange.ResponseBody),
		Exchange: exchange, SDKError: e.Client.asError()}
	if s := e.Sent; s != nil {
		a.Sent = wire.Sent{
			Method: s.Method, Host: s.Host, Bucket: s.Bucket, Key: s.Key, Region: s.Region,
			Credentials:   caller.Credentials{AccessKeyID: s.AccessKeyID, SecurityToken: s.SecurityToken},
			Authorization: s.Authorization, Signature: s.Signature, SignedAt: utc(s.SignedAt), Expires: utc(s.Expires),
			OwnerUID: s.OwnerUID, UserID: s.UserID, ForOrigin: s.ForOrigin,
			StringToSign: s.StringToSign, CanonicalRequest: s.CanonicalRequest, Form: scenarios.Form(s.Form),
		}
	}
	return a, true
}

func utc(t time.Time) time.Time { return t.UTC() }

func (c *Client) asError() error {
	switch {
	case c == nil:
		return nil
	case c.Other != "":
		return errors.New(c.Other)
	}
	return oss.ServiceError{StatusCode: c.Status, Code: c.Code, Message: c.Message, RequestID: c.RequestID, HostID: c.HostID, Ec: c.EC}
}

// Public reports whether a value holds nothing of the request, so that it is the same for everybody.
func (e Entry) Public(value string) bool {
	if e.Sent == nil {
		return true
	}
	s := e.Sent
	for _, own := range []string{s.Host, s.Bucket, s.AccessKeyID, s.SecurityToken, s.Signature, s.OwnerUID, s.UserID, s.StringToSign} {
		if own != "" && strings.Contains(value, own) {
			return false
		}
	}
	return true
}
