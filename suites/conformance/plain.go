package conformance

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/suites/options"
)

// Test runs the scenarios as subtests, each named by its id. One that deviates fails,
// one that the target lacks something for is skipped and says what; a test of which no
// scenario passes fails. What -run leaves out is not missed. With Reports, the reports
// are written there.
func Test(t *testing.T, o options.Options) {
	t.Helper()
	picked, err := o.Scenarios()
	if err != nil {
		t.Fatal(err)
	}
	v := &visit{options: &o}
	if err := within(openWithin, v.begin); err != nil {
		t.Fatal(err)
	}
	run := NewRun(o.Target, picked)
	run.StartedAt = time.Now()
	groups, alone := harness.Groups(picked)
	for _, group := range append(groups, alone) {
		prepared := sync.OnceValue(func() error { return v.prepare(t.Context(), group) })
		for _, s := range group {
			t.Run(s.ID, func(t *testing.T) {
				if err := prepared(); err != nil {
					t.Log(err)
				}
				result := v.run(t.Context(), s)
				run.Results = append(run.Results, result)
				tell(t, result)
			})
		}
	}
	run.Duration = time.Since(run.StartedAt)
	if err := within(cleanUpWithin, func(ctx context.Context) error {
		used, err := v.end(ctx)
		run.Usage = &used
		return err
	}); err != nil {
		run.Trouble = append(run.Trouble, err.Error())
		t.Error(err)
	}
	if len(run.Results) == 0 {
		return
	}
	expectOnlyResults(&run)
	o.Quiet = true
	if err := conclude(run, &o); err != nil {
		t.Error(err)
	}
}

// tell turns a result into the state of the subtest.
func tell(t *testing.T, result verdict.Result) {
	switch result.Verdict {
	case verdict.Pass, verdict.Known:
	case verdict.NotSupported:
		t.Skip(result.Reason)
	default:
		t.Error(deviation(result))
	}
}

// within bounds a step that a target may stall. It is of the whole test, whose context
// ends before the clean-up.
func within(bound time.Duration, step func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), bound)
	defer cancel()
	return step(ctx)
}
