package plan

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/oss403/oss403/harness/internal/opened"
	"github.com/oss403/oss403/harness/internal/preflight"
	"github.com/oss403/oss403/harness/internal/remedy"
	"github.com/oss403/oss403/harness/internal/run"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// Plan is the forecast of a run. Making it changes nothing on the target.
type Plan struct {
	Target       string                 `json:"target"`
	Region       string                 `json:"region"`
	ClockAheadMs int64                  `json:"clockAheadMs"` // the target's clock minus this machine's, in milliseconds
	Capabilities []Has                  `json:"capabilities"`
	Rows         []RowPlan              `json:"rows"`
	Scenarios    int                    `json:"scenarios"` // that can run
	Asked        int                    `json:"asked"`     // scenarios in focus
	Forecast     verdict.Usage          `json:"forecast"`  // of a run in one process
	Costs        map[scenarios.Cost]int `json:"costs"`     // scenarios by class of cost
	Irreversible []string               `json:"irreversible"`
	Billed       []string               `json:"billed"`
	LeavesBehind string                 `json:"leavesBehind"`
}

// Has says whether the target has a capability, and if not, Why. If Has is true and there is
// a Why, reads alone can't decide, and the plan assumes that the target has it.
type Has struct {
	Name scenarios.Capability `json:"name"`
	Has  bool                 `json:"has"`
	Why  string               `json:"why,omitempty"`
}

// RowPlan is one row: how many of its scenarios can run, and what the others need.
type RowPlan struct {
	Row   string                 `json:"row"`
	Can   int                    `json:"can"`
	Of    int                    `json:"of"`
	Needs []scenarios.Capability `json:"needs"`
}

// Survey opens the target, reads what a run can do there, and rehearses the run on the
// carried emulator, reduced to the same capabilities. It calls progress with the number of
// scenarios rehearsed so far.
func Survey(ctx context.Context, spec target.Spec, picked []scenarios.Scenario, progress func(done int)) (Plan, error) {
	t, err := preflight.Open(ctx, spec)
	if err != nil {
		return Plan{}, err
	}
	p := Plan{Target: spec.Target, Region: t.Endpoint.Region, Asked: len(picked), Costs: map[scenarios.Cost]int{},
		Irreversible: []string{}, Billed: []string{}, LeavesBehind: "nothing"}
	refused, err := p.ask(ctx, t)
	if err != nil {
		return Plan{}, errors.Join(err, t.Close(ctx))
	}
	r, err := t.Rehearsal(ctx, refused)
	if err != nil {
		return Plan{}, errors.Join(err, t.Close(ctx))
	}
	return p, errors.Join(p.rehearse(ctx, r, picked, progress), t.Close(ctx))
}

// ask reads the target's clock and capabilities. It returns the signatures that the target refuses.
func (p *Plan) ask(ctx context.Context, t *target.Target) (refused []scenarios.Capability, err error) {
	offset, err := wire.Probe(ctx, t.Transport, t.Endpoint, t.Timeout)
	if err != nil {
		return nil, fmt.Errorf("preflight: %w", remedy.Unreachable(err, t))
	}
	p.ClockAheadMs = offset.Milliseconds()
	s := opened.On(t, t.Transport, offset, "plan", nil)
	if t.Guest {
		if err := preflight.Fit(ctx, s); err != nil {
			return nil, fmt.Errorf("preflight: %w", err)
		}
	}
	now, signatures := time.Now().Add(offset), run.SignaturesOn(s)
	for _, c := range scenarios.Capabilities() {
		why := t.Lacks(c, now)
		has := Has{Name: c, Has: why == "", Why: why}
		switch {
		case why != "":
		case slices.Contains(run.ProbedAtTheService(), c):
			if has.Why = signatures.Lacks(ctx, c); has.Why != "" {
				has.Has, refused = false, append(refused, c)
			}
		case c == scenarios.SignatureV1NewBuckets, c == scenarios.SignatureV1BucketURLs:
			has.Why = "a run asks for it at the first bucket that it makes"
		}
		p.Capabilities = append(p.Capabilities, has)
	}
	return refused, nil
}

// rehearse runs the scenarios on the carried emulator and counts them.
func (p *Plan) rehearse(ctx context.Context, r *target.Target, picked []scenarios.Scenario, progress func(int)) error {
	session, err := run.On(ctx, r, nil)
	if err != nil {
		return fmt.Errorf("rehearsing on the carried emulator: %w", err)
	}
	groups, alone := run.Groups(picked)
	done := 0
	for _, group := range append(groups, alone) {
		if err := session.Prepare(ctx, group); err != nil {
			return fmt.Errorf("rehearsing on the carried emulator: %w", errors.Join(err, session.Close(ctx)))
		}
		for _, s := range group {
			p.count(s, session.Run(ctx, s).Verdict != verdict.NotSupported)
			done++
			progress(done)
		}
	}
	if err := session.Close(ctx); err != nil {
		return fmt.Errorf("rehearsing on the carried emulator: %w", err)
	}
	p.Forecast = session.Usage()
	order := scenarios.AllRows()
	slices.SortFunc(p.Rows, func(a, b RowPlan) int { return cmp.Compare(place(order, a.Row), place(order, b.Row)) })
	return nil
}

func place(order []scenarios.Row, id string) int {
	return slices.IndexFunc(order, func(r scenarios.Row) bool { return r.ID == id })
}

// count adds a scenario to its row and to the costs.
func (p *Plan) count(s scenarios.Scenario, can bool) {
	at := slices.IndexFunc(p.Rows, func(r RowPlan) bool { return r.Row == s.Row })
	if at < 0 {
		at, p.Rows = len(p.Rows), append(p.Rows, RowPlan{Row: s.Row, Needs: []scenarios.Capability{}})
	}
	row := &p.Rows[at]
	row.Of++
	if !can {
		for _, c := range s.Needs() {
			if p.lacks(c) && !slices.Contains(row.Needs, c) {
				row.Needs = append(row.Needs, c)
			}
		}
		return
	}
	row.Can++
	p.Scenarios++
	marks := s.Marks()
	p.Costs[marks.Cost]++
	if marks.Irreversible {
		p.Irreversible = append(p.Irreversible, s.ID)
	}
	if marks.Billed {
		p.Billed = append(p.Billed, s.ID)
	}
}

func (p *Plan) lacks(c scenarios.Capability) bool {
	return slices.ContainsFunc(p.Capabilities, func(h Has) bool { return h.Name == c && !h.Has })
}
