package run

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/harness/internal/judge"
	"github.com/oss403/oss403/harness/internal/remedy"
	"github.com/oss403/oss403/harness/internal/stage"
	"github.com/oss403/oss403/harness/internal/traffic"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// provocation is one scenario on its way to a verdict. The faulty request goes
// first: a refused request does not change the state, so the control finds the
// same state.
type provocation struct {
	session  *Session
	scenario scenarios.Scenario
	place    stage.Place
	state    scenarios.State // the state that was arranged last
	result   *verdict.Result
	answers  []wire.Answer // one for each exchange of the result

	answer   wire.Answer       // to the provocation
	findings []verdict.Finding // about it
	took     time.Duration     // so far

	group      *group // in which it was provoked; nil: it runs by itself
	unanswered bool   // a request got no answer
	blind      bool   // do not look for effects

	withoutEffect bool // only for the self-test: see nothing of what the provocation has done
}

func (p *provocation) run(ctx context.Context) {
	p.provoke(ctx)
	p.close(ctx)
}

// close sends the control of a scenario that was provoked, and concludes.
func (p *provocation) close(ctx context.Context) {
	if p.result.Verdict == "" && p.control(ctx) {
		p.conclude()
		p.result.Decision = p.session.decision(ctx, p.result.Verdict, p.answer)
	}
}

// runUncontrolled runs the scenario without its control and without looking for effects.
func (p *provocation) runUncontrolled(ctx context.Context) {
	p.blind = true
	p.provoke(ctx)
	if p.result.Verdict == "" {
		p.conclude()
	}
}

func (p *provocation) conclude() {
	Conclude(p.result, p.findings, p.answer)
	kept := p.session.on.Target.Kept
	if p.result.Verdict == verdict.Fail && kept != "" && p.scenario.Fault.Needs(scenarios.ExpiredSession) {
		p.result.Reason += "; the session is one that an earlier run has kept, " +
			"of which a target that was started anew since knows nothing: if so, remove " + kept
	}
}

// provoke sends the request with its fault and judges the answer and its effect.
func (p *provocation) provoke(ctx context.Context) {
	s := p.scenario
	if !p.arrangeFaulty(ctx) {
		return
	}
	before, ok := p.observe(ctx, p.session.on.Fixtures.Known)
	if !ok {
		return
	}
	around, ok := p.around(ctx, p.session.on.Fixtures.Known)
	if !ok {
		return
	}
	answer, ok := p.send(ctx, provocationStep, s.When, s.Fault, s.Besides)
	if !ok || answer.Succeeded() || s.Done() { // a request without an answer may have had its effect
		p.session.on.Fixtures.Changed(p.place, s.When.Effect)
	}
	if !ok {
		return
	}
	p.hide()
	if err := p.session.on.Fixtures.LetSettle(ctx, s.When.Effect); err != nil {
		p.end(verdict.Error, "waiting for the effect of %s: %v", s.When.Operation, err)
		return
	}
	after, ok := p.observe(ctx, p.session.on.Fixtures.Look)
	if !ok {
		p.session.on.Fixtures.Changed(p.place, s.When.Effect)
		return
	}
	aroundAfter, ok := p.around(ctx, p.session.on.Fixtures.Look)
	if !ok {
		return
	}
	if p.withoutEffect {
		after = before
	}
	changes := append(before.Changes(after), around.Changes(aroundAfter)...)
	findings, err := p.judged(answer)
	if err != nil {
		p.end(verdict.Error, "provocation: %v", err)
		return
	}
	findings = append(findings, p.session.freshRequestID(answer))
	switch {
	case s.When.Effect == scenarios.NoEffect || p.blind:
	case s.Done():
		findings = append(findings, judge.Done(!before.Same(after), around.Changes(aroundAfter)))
	default:
		if len(changes) > 0 {
			p.session.on.Fixtures.Disturbed(p.place, s.When.Effect)
		}
		findings = append(findings, judge.NoEffect(changes))
	}
	p.findings, p.answer = findings, answer
}

// arrangeFaulty brings the state of the provocation about, or uses the bucket or region that
// the user brings.
func (p *provocation) arrangeFaulty(ctx context.Context) bool {
	brought := p.session.on.Target.Brought(p.scenario.Brought())
	switch {
	case brought == "":
		return p.arrange(ctx, p.scenario.Faulty())
	case p.scenario.Brought() == scenarios.PlainRegion:
		return p.arrange(ctx, p.scenario.Given.In(scenarios.Plain).Without(scenarios.Acceleration))
	}
	p.place, p.state = stage.Brought(brought), p.scenario.Given
	return true
}

func (p *provocation) arrange(ctx context.Context, state scenarios.State) bool {
	return p.arrangeIn(ctx, stage.Wanted{State: state})
}

// arrangeIn brings a state about in the bucket of it that is wanted.
func (p *provocation) arrangeIn(ctx context.Context, wanted stage.Wanted) bool {
	state := wanted.State
	err := p.session.on.Fixtures.Normalise(ctx)
	if err == nil && p.scenario.ChangesAccount() {
		err = p.session.on.Fixtures.HoldAccount(ctx)
	}
	if err == nil {
		p.place, err = p.session.on.Fixtures.Arrange(ctx, wanted)
	}
	if err == nil {
		err = p.session.on.Fixtures.Administer(ctx, operationOf(p.scenario), p.place, state)
	}
	p.state = state
	if err == nil {
		return true
	}
	var unserved *stage.Unserved
	if errors.As(err, &unserved) {
		return p.end(verdict.NotSupported, "%v", unserved) // without the name of the place, so that reports can count equal reasons
	}
	var refused oss.ServiceError
	var unset *control.Refused
	p.unanswered = !stage.Unreadable(err) && !errors.As(err, &refused) && !errors.As(err, &unset) &&
		!errors.As(err, new(*stage.Unsettled)) && !errors.As(err, new(*traffic.TooLong)) && !errors.Is(err, caller.ErrRefused)
	if stage.Unreadable(err) {
		return p.end(verdict.Error, "the state can't be made: %s", alike(err, p.place.Bucket))
	}
	if !p.unanswered {
		return p.end(verdict.Untestable, "the state can't be made: %s", alike(err, p.place.Bucket))
	}
	return p.end(verdict.Error, "%v", remedy.Bounded(err, p.session.on.Target))
}

// alike describes a refusal without the name of the bucket and the id of the request. So one
// cause that stops many scenarios has the same text in all of them.
func alike(err error, bucket string) string {
	text := remedy.Reworded(err, remedy.InShort)
	if bucket == "" {
		return text
	}
	return strings.ReplaceAll(text, bucket, "BUCKET")
}

// send sends a request with its faults. false: it got no answer, or could not be made.
func (p *provocation) send(ctx context.Context, step string, request scenarios.Request, faults ...scenarios.Fault) (wire.Answer, bool) {
	call, ok := p.call(ctx, request, faults...)
	if !ok {
		return wire.Answer{}, false
	}
	return p.deliver(ctx, step, call)
}

// call makes the call of a request at the place, with the credentials of its caller.
func (p *provocation) call(ctx context.Context, request scenarios.Request, faults ...scenarios.Fault) (wire.Call, bool) {
	p.place.Soon = p.session.on.Fixtures.Soon()
	call := wire.Call{
		Request:   request,
		Carrier:   p.scenario.Carrier(),
		V1Alone:   p.session.on.Target.V1Alone(),
		Faults:    faults,
		Endpoint:  p.session.on.Target.EndpointOf(p.place.Region),
		Elsewhere: p.session.on.Target.Elsewhere,
		Bucket:    p.place.Bucket,
		Alias:     p.place.Alias,
		Domain:    p.place.Domain,
		Key:       p.place.Key,
		UploadID:  p.place.UploadID,
		Named:     p.place.Named(),
	}
	if p.place.Region == scenarios.Elsewhere {
		call.Elsewhere = p.session.on.Target.Endpoint
	}
	if err := p.session.identify(ctx, &call, p.state); err != nil {
		return call, p.end(verdict.Untestable, "no credentials of the %s: %v", request.Caller, err)
	}
	if err := p.session.nameCallers(ctx, &call, p.scenario.Then, p.state); err != nil {
		return call, p.end(verdict.Untestable, "the answer must name a caller whose id is not known: %v", err)
	}
	var err error
	if call.Request.Body, err = p.session.on.Identities.Name(ctx, call.Request.Body, p.state); err != nil {
		return call, p.end(verdict.Untestable, "the request must name a caller whose id is not known: %v", err)
	}
	return call, true
}

// deliver sends a call and notes the exchange. Calls of several scenarios may be delivered at the same time.
func (p *provocation) deliver(ctx context.Context, step string, call wire.Call) (wire.Answer, bool) {
	answer, err := p.session.on.Client.Send(ctx, call)
	answer.Exchange.Step = step
	p.add(answer)
	if err != nil {
		p.unanswered = !errors.Is(err, wire.ErrUnapplied) // such a request was never sent
		return answer, p.end(verdict.Error, "%s: %v", step, err)
	}
	return answer, true
}

// add notes the exchange of an answer.
func (p *provocation) add(answer wire.Answer) {
	p.answers, p.result.Exchanges = append(p.answers, answer), append(p.result.Exchanges, answer.Exchange)
}

// end ends the scenario with a verdict that does not judge the answer.
func (p *provocation) end(v verdict.Verdict, format string, args ...any) bool {
	p.result.Verdict, p.result.Reason = v, fmt.Sprintf(format, args...)
	return false
}
