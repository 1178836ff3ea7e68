package harness

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/oss403/oss403/harness/fixture"
	"github.com/oss403/oss403/harness/target"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/harness/wire"
	"github.com/oss403/oss403/scenarios"
)

// Session is one run against one target. It provokes one scenario at a time.
type Session struct {
	target   *target.Target
	client   *wire.Client
	fixtures *fixture.Fixtures
	errors   int // scenarios in a row that ended in ERROR
}

// giveUpAfter is how many scenarios in a row may end in ERROR before
// the rest are not tried, so that a dead target ends the run in bounded time.
const giveUpAfter = 3

// Open opens the target and asks it once for anything at all. through may put a
// transport of its own around the target's; nil leaves it as it is.
func Open(ctx context.Context, spec target.Spec, through func(http.RoundTripper) http.RoundTripper) (*Session, error) {
	t, err := target.Open(ctx, spec)
	if err != nil {
		return nil, err
	}
	transport := t.Transport
	if through != nil {
		transport = through(transport)
	}
	redact := wire.NewRedactor(t.Callers.Secrets())
	offset, err := wire.Probe(ctx, t.Transport, t.Endpoint, t.Timeout)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("preflight: %w", err), t.Close(ctx))
	}
	client := wire.NewClient(transport, redact, t.Timeout, offset)
	owner, _ := t.Callers.Of(scenarios.Owner)
	return &Session{target: t, client: client, fixtures: fixture.New(client, t.Endpoint, owner)}, nil
}

// Close removes what the run made and gives the target back.
func (s *Session) Close(ctx context.Context) error {
	return errors.Join(s.fixtures.Close(ctx), s.target.Close(ctx))
}

// Run provokes one scenario and judges the answer.
func (s *Session) Run(ctx context.Context, scenario scenarios.Scenario) verdict.Result {
	return s.provoke(ctx, scenario, func(*provocation, context.Context) {})
}

// RunAsIfItHadAnEffect provokes a write on a target that refuses it and acts
// all the same: the owner sends it between the refusal and the look at what it
// left behind. For the self-test; the verdict must be FAIL.
func (s *Session) RunAsIfItHadAnEffect(ctx context.Context, scenario scenarios.Scenario) verdict.Result {
	return s.provoke(ctx, scenario, func(p *provocation, ctx context.Context) {
		write := p.scenario.When.By(scenarios.Owner)
		if p.scenario.Fault.Kind == scenarios.FaultMethod {
			write.Method = p.scenario.Fault.Value
		}
		p.send(ctx, "hidden effect", write, scenarios.Fault{})
	})
}

func (s *Session) provoke(ctx context.Context, scenario scenarios.Scenario, afterRefusal func(*provocation, context.Context)) verdict.Result {
	started := time.Now()
	result := Planned(scenario)
	if reason := s.lacks(scenario); reason != "" {
		result.Verdict, result.Reason = verdict.NotSupported, reason
		return result
	}
	if s.errors >= giveUpAfter {
		result.Verdict = verdict.Error
		result.Reason = fmt.Sprintf("not tried: the %d scenarios before it ended in ERROR", s.errors)
		return result
	}
	p := provocation{session: s, scenario: scenario, place: s.fixtures.Place(scenario), result: &result, afterRefusal: afterRefusal}
	p.run(ctx)
	if result.Verdict == verdict.Error {
		s.errors++
	} else {
		s.errors = 0
	}
	result.DurationMs = verdict.Milliseconds(time.Since(started))
	return result
}

// Unopened is the result of a scenario whose target could not be opened.
func Unopened(scenario scenarios.Scenario, err error) verdict.Result {
	result := Planned(scenario)
	result.Verdict, result.Reason = verdict.Error, err.Error()
	return result
}

// Planned is the result of a scenario before it has run: no verdict yet.
func Planned(s scenarios.Scenario) verdict.Result {
	return verdict.Result{
		ID: s.ID, Row: s.Row, Title: s.Title, Area: s.Area, Fault: s.Fault.Sentence,
		Findings: []verdict.Finding{}, Exchanges: []verdict.Exchange{},
	}
}

func (s *Session) lacks(scenario scenarios.Scenario) string {
	for _, c := range scenario.Needs() {
		if reason := s.target.Lacks(c, s.client.Now()); reason != "" {
			return reason
		}
	}
	return ""
}
