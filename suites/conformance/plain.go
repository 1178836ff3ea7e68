package conformance

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/verdict"
)

// Test runs the scenarios as subtests. The name of a subtest is the id of its scenario.
//
// A scenario that deviates fails. A scenario for which the target lacks something is
// skipped, and its message names what is missing. If no scenario passes, the test
// fails. A subtest that -run leaves out does not count. Test writes the reports into
// the directory Reports, unless it is empty. It removes everything that it created on
// the target, also if the test is interrupted or its time (go test -timeout) runs out.
func Test(t *testing.T, o Options) {
	t.Helper()
	picked, err := o.Scenarios()
	if err != nil {
		t.Fatal(err)
	}
	v := &visit{options: &o}
	if err := v.clear(); err != nil {
		t.Fatal(err)
	}
	ctx, stop := whileThereIsTime(t)
	defer stop()
	opening, opened := context.WithTimeout(ctx, openWithin)
	defer opened()
	if err := v.begin(opening); err != nil {
		t.Fatal(err)
	}
	run := o.NewRun(picked)
	run.StartedAt, run.Product = time.Now(), v.product()
	groups, alone := v.options.groups(picked)
	for _, group := range append(groups, alone) {
		prepared := sync.OnceValue(func() error { return v.prepare(ctx, group) })
		for _, s := range group {
			if ctx.Err() != nil {
				break
			}
			t.Run(s.ID, func(t *testing.T) {
				if err := prepared(); err != nil {
					t.Log(err)
				}
				result := v.run(ctx, s)
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
	switch {
	case ctx.Err() != nil: // scenarios without a result become ERROR
		why := context.Cause(ctx).Error()
		run.Trouble = append(run.Trouble, why)
		t.Error(why)
	case len(run.Results) == 0:
		return
	default:
		expectOnlyResults(&run)
	}
	outdated, err := o.Outdated()
	if err == nil {
		run.Results = append(run.Results, outdated...)
		err = concludeQuietly(run, &o)
	}
	if err != nil {
		t.Error(err)
	}
}

// whileThereIsTime returns a context that ends when the test is interrupted, or when go
// test -timeout leaves just enough time to clean up. stop passes the interrupt on.
func whileThereIsTime(t *testing.T) (ctx context.Context, stop func()) {
	ctx, end := context.WithCancelCause(t.Context())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	var timeIsUp <-chan time.Time
	if deadline, ok := t.Deadline(); ok {
		left := time.Until(deadline)
		timeIsUp = time.After(left - min(cleanUpWithin, left/4))
	}
	interrupted := errors.New("interrupted")
	go func() {
		select {
		case <-signals:
			end(interrupted)
		case <-timeIsUp:
			end(errors.New("the time of the test runs out, and what it made must go first; allow more by go test -timeout"))
		case <-ctx.Done():
		}
	}()
	return ctx, func() {
		signal.Stop(signals)
		end(nil)
		if errors.Is(context.Cause(ctx), interrupted) { // the interrupt must still end the program
			interruptSelf()
			time.Sleep(time.Second)
		}
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

// within runs a step with a time limit, because a target may stall it. It does not use
// the context of the test, which ends before the clean-up.
func within(bound time.Duration, step func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), bound)
	defer cancel()
	return step(ctx)
}
