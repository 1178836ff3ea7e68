package harness

import (
	"context"
	"errors"
	"fmt"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/fixture"
	"github.com/oss403/oss403/harness/judge"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/harness/wire"
	"github.com/oss403/oss403/scenarios"
)

// provocation is one scenario on its way to a verdict. The faulty request goes
// first: refused, it leaves the state alone, so that the control finds the very
// same one.
type provocation struct {
	session  *Session
	scenario scenarios.Scenario
	place    fixture.Place
	result   *verdict.Result

	afterRefusal func(*provocation, context.Context) // before the second look
}

func (p *provocation) run(ctx context.Context) {
	findings, refused := p.provoke(ctx)
	if p.result.Verdict != "" {
		return
	}
	p.result.Findings = findings
	if !p.control(ctx) {
		return
	}
	p.result.Verdict = judge.Verdict(findings)
	if p.result.Verdict == verdict.Fail {
		p.result.Reason = fmt.Sprintf("refused otherwise than expected: %s", refused.Summary())
		if refused.Succeeded() {
			p.result.Reason = fmt.Sprintf("not refused: %s", refused.Summary())
		}
	}
}

// provoke sends the request with its fault and judges the answer and its effect.
func (p *provocation) provoke(ctx context.Context) ([]verdict.Finding, wire.Answer) {
	s := p.scenario
	if !p.arrange(ctx, s.Fault.In(s.Given)) {
		return nil, wire.Answer{}
	}
	before, ok := p.observe(ctx)
	if !ok {
		return nil, wire.Answer{}
	}
	answer, ok := p.send(ctx, "provocation", s.When, s.Fault)
	if !ok {
		return nil, answer
	}
	if answer.Succeeded() {
		p.session.fixtures.Changed(p.place)
	}
	p.afterRefusal(p, ctx)
	after, ok := p.observe(ctx)
	if !ok {
		return nil, answer
	}
	findings, err := judge.Answer(s.Then, answer)
	if err != nil {
		p.end(verdict.Error, "provocation: %v", err)
		return nil, answer
	}
	if s.When.Effect != scenarios.NoEffect {
		if before != after {
			p.session.fixtures.Changed(p.place)
		}
		findings = append(findings, judge.NoEffect(before, after))
	}
	return findings, answer
}

// control sends the same request without the fault; it must succeed, else the
// refusal proves nothing.
func (p *provocation) control(ctx context.Context) bool {
	if !p.arrange(ctx, p.scenario.Given) {
		return false
	}
	answer, ok := p.send(ctx, "control", p.scenario.When, scenarios.Fault{})
	if p.scenario.When.Effect != scenarios.NoEffect {
		p.session.fixtures.Changed(p.place)
	}
	if !ok {
		return false
	}
	if !answer.Succeeded() {
		if _, err := answer.Document(); errors.Is(err, wire.ErrUnreadable) {
			return p.end(verdict.Error, "control: %v", err)
		}
		return p.end(verdict.Untestable, "the control did not succeed, so a refusal proves nothing: %s", answer.Summary())
	}
	return true
}

func (p *provocation) arrange(ctx context.Context, state scenarios.State) bool {
	err := p.session.fixtures.Arrange(ctx, &p.place, state)
	if err == nil {
		return true
	}
	var refused oss.ServiceError
	if errors.As(err, &refused) {
		return p.end(verdict.Untestable, "the state can't be made: %v", err)
	}
	return p.end(verdict.Error, "%v", err)
}

func (p *provocation) observe(ctx context.Context) (string, bool) {
	effect := p.scenario.When.Effect
	if effect == scenarios.NoEffect {
		return "", true
	}
	seen, err := p.session.fixtures.Observe(ctx, p.place, effect)
	if err != nil {
		return "", p.end(verdict.Error, "looking for the effect of %s: %v", p.scenario.When.Operation, err)
	}
	return seen, true
}

func (p *provocation) send(ctx context.Context, step string, request scenarios.Request, fault scenarios.Fault) (wire.Answer, bool) {
	caller := request.Caller
	if fault.Kind == scenarios.FaultCaller {
		caller = fault.Caller
	}
	credentials, _ := p.session.target.Callers.Of(caller)
	answer, err := p.session.client.Send(ctx, wire.Call{
		Request:     request,
		Carrier:     p.scenario.Carrier(),
		Fault:       fault,
		Credentials: credentials,
		Endpoint:    p.session.target.Endpoint,
		Elsewhere:   p.session.target.Elsewhere,
		Bucket:      p.place.Bucket,
		Key:         p.place.Key,
		UploadID:    p.place.UploadID,
	})
	answer.Exchange.Step = step
	p.result.Exchanges = append(p.result.Exchanges, answer.Exchange)
	if err != nil {
		return answer, p.end(verdict.Error, "%s: %v", step, err)
	}
	return answer, true
}

// end ends the scenario with a verdict that is no judgement of the answer.
func (p *provocation) end(v verdict.Verdict, format string, args ...any) bool {
	p.result.Verdict, p.result.Reason = v, fmt.Sprintf(format, args...)
	return false
}
