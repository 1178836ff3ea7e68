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
	return s.provoke(ctx, scenario, (*provocation).runUncontrolled)
}

// RunAsIfItHadAnEffect imitates a target that refuses a write and does it all the
// same: the owner sends the write after the refusal, before the run looks for
// effects. Where the faulty state refuses the owner too, he sends it in the given
// state. It is only for the self-test; the verdict must be FAIL.
func (s *Session) RunAsIfItHadAnEffect(ctx context.Context, scenario scenarios.Scenario) verdict.Result {
	return s.provoke(ctx, scenario, func(p *provocation, ctx context.Context) {
		p.afterRefusal = func() { p.writeAsOwner(ctx) }
		p.run(ctx)
	})
}

// RunAsIfItHadNone imitates a target that says that it has done a request, and has not: the look
// after the answer sees what the look before it saw. It is only for the self-test; the verdict must be
// FAIL.
func (s *Session) RunAsIfItHadNone(ctx context.Context, scenario scenarios.Scenario) verdict.Result {
	return s.provoke(ctx, scenario, func(p *provocation, ctx context.Context) {
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
	result = s.provoke(ctx, scenario, func(p *provocation, ctx context.Context) {
		p.afterRefusal = func() { done = p.place.Bucket != "" && p.doAsOwner(ctx, deed) == nil }
		p.run(ctx)
	})
	return result, done
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
