package run

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/oss403/oss403/harness/internal/stage"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// A proof is a control that succeeded. It proves the same for every fault on that request in that state, if the faults were
// sent before it.
type proof struct {
	of     string // id of the scenario whose control it was
	answer wire.Answer
}

// proofKey names the controls that prove the same: equal requests of equal callers in equal states, signed in one way.
func proofKey(s scenarios.Scenario) string {
	return fmt.Sprintf("%s\x00%s\x00%+v", s.Given.Key(), s.Carrier(), s.When)
}

// proven reports whether a control of another scenario of the group counts for this one. The result names the other.
func (p *provocation) proven() bool {
	if p.group == nil {
		return false
	}
	known, ok := p.group.proofs[proofKey(p.scenario)]
	if ok {
		if known.of != p.scenario.ID {
			p.result.ControlOf = known.of
		}
		p.add(known.answer)
	}
	return ok
}

// share lets the control that has just succeeded count for the other scenarios of the group.
func (p *provocation) share(answer wire.Answer) {
	if p.group != nil {
		answer.Exchange.Step = controlStep
		p.group.proofs[proofKey(p.scenario)] = proof{p.scenario.ID, answer}
	}
}

// The steps of a scenario, as its exchanges name them.
const (
	provocationStep = "provocation"
	controlStep     = "control"
)

// control sends the same request without the fault. It must succeed, else the
// refusal proves nothing.
func (p *provocation) control(ctx context.Context) bool {
	if p.proven() {
		return true
	}
	operation := p.scenario.When.Operation
	if part, known := p.session.shows[operation]; known {
		switch answer, shown, ok := p.tried(ctx, func(stage.Place) []string { return []string{part} }); {
		case !ok:
			return false
		case shown != "":
			p.share(answer)
			return true
		}
		last := len(p.answers) - 1 // it shows elsewhere this time
		p.answers, p.result.Exchanges = p.answers[:last], p.result.Exchanges[:last]
	}
	answer, shown, ok := p.tried(ctx, p.observed)
	if !ok {
		return false
	}
	if doubt := Doubtful(p.scenario.When, answer, shown != ""); doubt != "" {
		return p.end(verdict.Untestable, "the control proves nothing: %s", doubt)
	}
	if shown != "" {
		p.session.shows[operation] = shown
	}
	p.share(answer)
	return true
}

// tried arranges the given state, sends the control and returns the one of these parts in which its effect shows; empty:
// in none. It returns false if the control did not succeed.
func (p *provocation) tried(ctx context.Context, among func(stage.Place) []string) (answer wire.Answer, shown string, ok bool) {
	if !p.arrange(ctx, p.scenario.Given) {
		return answer, "", false
	}
	parts := among(p.place)
	before, ok := p.glance(ctx, parts, p.session.on.Fixtures.Known)
	if !ok {
		return answer, "", false
	}
	answer, ok = p.send(ctx, controlStep, p.scenario.When)
	if p.scenario.When.Effect != scenarios.NoEffect {
		p.session.on.Fixtures.Changed(p.place, p.scenario.When.Effect)
	}
	if !ok || !p.succeeded(answer) {
		return answer, "", false
	}
	shown, ok = p.changeIn(ctx, parts, before)
	return answer, shown, ok
}

// succeeded reports whether a control succeeded, and ends the scenario if not.
func (p *provocation) succeeded(answer wire.Answer) bool {
	if answer.Succeeded() {
		return true
	}
	if _, err := answer.Document(); errors.Is(err, wire.ErrUnreadable) {
		return p.end(verdict.Error, "control: %v", err)
	}
	if answer.Status == http.StatusNotImplemented || answer.Status == http.StatusMethodNotAllowed {
		return p.end(verdict.NotSupported, "the target does not serve %s: %s", p.scenario.When.Operation, answer.Summary())
	}
	return p.end(verdict.Untestable, "the control did not succeed, so a refusal proves nothing: %s", answer.Summary())
}
