package run

import (
	"context"
	"errors"

	"github.com/oss403/oss403/harness/internal/stage"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// For the self-test: scenarios on a target that refuses a write and does it all the same.

// RunUncontrolled is Run without the control and without looking for effects. It is
// only for the self-test, in which the same control has just succeeded: without a
// control a refusal proves nothing.
func (s *Session) RunUncontrolled(ctx context.Context, scenario scenarios.Scenario) verdict.Result {
	return s.alone(ctx, scenario, (*provocation).runUncontrolled)
}

// RunAsIfItHadAnEffect imitates a target that refuses a write and does it all the
// same: the owner sends the write after the refusal, before the run looks for
// effects. Where the faulty state refuses the owner too, he sends it in the given
// state. It is only for the self-test; the verdict must be FAIL.
func (s *Session) RunAsIfItHadAnEffect(ctx context.Context, scenario scenarios.Scenario) verdict.Result {
	defer s.hiding(scenario.ID, func(p *provocation) { p.writeAsOwner(ctx) })()
	return s.alone(ctx, scenario, (*provocation).run)
}

// RunAsIfItHadNone imitates a target that says that it has done a request, and has not: the look
// after the answer sees what the look before it saw. It is only for the self-test; the verdict must be
// FAIL.
func (s *Session) RunAsIfItHadNone(ctx context.Context, scenario scenarios.Scenario) verdict.Result {
	return s.alone(ctx, scenario, func(p *provocation, ctx context.Context) {
		p.withoutEffect = true
		p.run(ctx)
	})
}

// RunAsIfItDid imitates a target that refuses a write and does something else in the bucket,
// one of stage.Deeds. It is only for the self-test. done says whether the deed was possible
// there; then the scenario must notice it. whole makes the scenario look at every setting, as
// the last write of a group does.
func (s *Session) RunAsIfItDid(ctx context.Context, scenario scenarios.Scenario, deed string,
	whole bool) (result verdict.Result, done bool) {
	if s.looksWhole = ""; whole {
		s.looksWhole = scenario.ID
	}
	defer s.hiding(scenario.ID, func(p *provocation) { done = p.place.Bucket != "" && p.doAsOwner(ctx, deed) == nil })()
	result = s.alone(ctx, scenario, (*provocation).run)
	return result, done
}

// RunTogetherAsIfSomeDid runs a group as Prepare and Run do. After each refusal of a scenario that deeds names by its id, the
// target does that one of stage.Deeds in its bucket. It is only for the self-test. done holds the ids beside whose refusals the
// deed was possible; then that scenario must notice it, and no other may.
func (s *Session) RunTogetherAsIfSomeDid(ctx context.Context, group []scenarios.Scenario,
	deeds map[string]string) (results []verdict.Result, done map[string]bool) {
	s.group, s.looksWhole, done = groupOf(group), lastWrite(group), map[string]bool{}
	s.hidden = map[string]func(*provocation){}
	defer func() { s.hidden = nil }()
	for id, deed := range deeds {
		s.hidden[id] = func(p *provocation) { done[id] = p.place.Bucket != "" && p.doAsOwner(ctx, deed) == nil }
	}
	for _, one := range group {
		results = append(results, s.Run(ctx, one))
	}
	return results, done
}

// hiding makes a scenario do something after each of its refusals, until the returned function is called.
func (s *Session) hiding(id string, what func(*provocation)) (end func()) {
	s.hidden = map[string]func(*provocation){id: what}
	return func() { s.hidden = nil }
}

// hide does what is hidden in a refusal of the scenario.
func (p *provocation) hide() {
	if what := p.session.hidden[p.scenario.ID]; what != nil {
		what(p)
	}
}

// writeAsOwner sends the refused write as the owner. Where the faulty state refuses him
// too, it first brings the place into the given state. Where that is impossible, it
// changes something else at the place.
func (p *provocation) writeAsOwner(ctx context.Context) {
	write := p.scenario.When.By(scenarios.Owner)
	write.ByPoint = false // the policy of the access point binds the owner too
	write.Method = p.scenario.Fault.Method(write.Method)
	if !p.state.ClosedToOwner() {
		if answer, ok := p.send(ctx, "hidden effect", write); !ok || answer.Succeeded() {
			return
		}
	}
	err := p.session.on.Fixtures.Normalise(ctx)
	if err == nil {
		p.place, err = p.session.on.Fixtures.Convert(ctx, p.place, p.scenario.Given)
	}
	if errors.Is(err, stage.ErrFixed) {
		if err = p.session.on.Fixtures.Disturb(ctx, p.place, p.scenario.When.Effect); err == nil {
			return
		}
	}
	if err == nil {
		err = p.session.on.Fixtures.Administer(ctx, operationOf(p.scenario), p.place, p.scenario.Given)
	}
	if err != nil {
		p.end(verdict.Error, "%v", err)
		return
	}
	p.state = p.scenario.Given
	p.send(ctx, "hidden effect", write)
}

// doAsOwner does one of stage.Deeds in the bucket of the place.
func (p *provocation) doAsOwner(ctx context.Context, deed string) error {
	_, err := p.asOwner(ctx, func() (stage.Sight, error) { return nil, p.session.on.Fixtures.Do(ctx, p.place, deed) })
	return err
}
