package sweep

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/harness/internal/journal"
	"github.com/oss403/oss403/harness/internal/opened"
	"github.com/oss403/oss403/harness/internal/preflight"
	"github.com/oss403/oss403/harness/internal/remedy"
	"github.com/oss403/oss403/harness/internal/stage"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/scenarios"
)

// A Sweep finds and removes what dead runs have left on the accounts of a target's callers.
type Sweep struct {
	Account   string // UID of the owner
	on        *opened.Stage
	older     time.Duration    // the least age of a leftover without a journal
	standing  []stage.Standing // buckets of the owner and of the other account
	dead      []journal.Left   // dead runs on this target and account
	alive     []journal.Left   // live runs anywhere
	elsewhere []journal.Left   // dead runs on other targets or accounts
}

// Begin opens the target, which must be an endpoint, and reads the journals of this
// machine. Close closes the target.
func Begin(ctx context.Context, spec target.Spec, older time.Duration) (*Sweep, error) {
	if !strings.HasPrefix(spec.Target, "http://") && !strings.HasPrefix(spec.Target, "https://") {
		return nil, target.Usagef("target %q is no account that outlives a run; accepted: http://ENDPOINT or https://ENDPOINT", spec.Target)
	}
	t, err := preflight.Open(ctx, spec)
	if err != nil {
		return nil, err
	}
	w := &Sweep{older: older}
	if err := w.begin(ctx, t); err != nil {
		return nil, errors.Join(err, t.Close(ctx))
	}
	return w, nil
}

func (w *Sweep) begin(ctx context.Context, t *target.Target) error {
	offset, err := wire.Probe(ctx, t.Transport, t.Endpoint, t.Timeout)
	if err != nil {
		return remedy.Unreachable(err, t)
	}
	w.on = opened.On(t, t.Transport, offset, "sweep", nil)
	if err := preflight.ClocksAgree(w.on); err != nil {
		return err
	}
	if w.Account, w.standing, err = w.on.Fixtures.Prefixed(ctx, t.Callers[scenarios.Owner]); err != nil {
		return remedy.Explained(err, w.on.Target, "the buckets of the owner can't be listed")
	}
	folder, err := journal.Folder()
	if err != nil {
		return err
	}
	journals, err := journal.Read(folder)
	if err != nil {
		return err
	}
	for _, j := range journals {
		switch {
		case j.Alive:
			w.alive = append(w.alive, j)
		case w.here(j):
			w.dead = append(w.dead, j)
		default:
			w.elsewhere = append(w.elsewhere, j)
		}
	}
	return nil
}

// here reports whether the run was on this target and account, as far as its journal knows.
func (w *Sweep) here(j journal.Left) bool {
	return j.Target == w.on.Target.Endpoint.URL && (j.Account == "" || j.Account == w.Account)
}

// Close closes the target.
func (w *Sweep) Close(ctx context.Context) error { return w.on.Target.Close(ctx) }

// Remove removes the leftovers in the order of the list, several buckets at the same time. It
// calls told with each outcome in that order, and returns the leftovers that remain.
func (w *Sweep) Remove(ctx context.Context, found []Leftover, told func(Leftover, error)) (remaining []Leftover) {
	outcomes := make([]chan error, len(found))
	for i := range outcomes {
		outcomes[i] = make(chan error, 1)
	}
	go func() {
		var buckets errgroup.Group
		buckets.SetLimit(stage.RemovedAtATime)
		for i, left := range found {
			if left.Kind == journal.Bucket {
				buckets.Go(func() error { outcomes[i] <- w.remove(ctx, left); return nil })
				continue
			}
			buckets.Wait()
			outcomes[i] <- w.remove(ctx, left)
		}
	}()
	for i, left := range found {
		err := <-outcomes[i]
		if err != nil {
			remaining = append(remaining, left)
		}
		told(left, err)
	}
	return remaining
}

func (w *Sweep) remove(ctx context.Context, left Leftover) error {
	t := w.on.Target
	if left.Stays != "" {
		return errors.New(left.Stays)
	}
	switch left.Kind {
	case journal.Bucket:
		err := w.on.Fixtures.RemoveWhole(ctx, left.standing, t.EndpointIn(left.standing.Region))
		if err != nil {
			return remedy.Explained(err, w.on.Target, "OSS refuses")
		}
		return nil
	case journal.Setting:
		if err := w.on.Fixtures.BlockAccount(ctx, left.Was); err != nil {
			return remedy.Explained(err, w.on.Target, "OSS refuses")
		}
		return nil
	}
	err := t.Cloud.Remove(ctx, t.Callers[scenarios.Owner], left.Kind, left.Name)
	if errors.Is(err, caller.ErrRefused) {
		return fmt.Errorf("%w; remove it by hand, or sweep with an AccessKey that may", err)
	}
	return err
}

// Forget deletes the journals of dead runs on this account that have no remaining leftover.
func (w *Sweep) Forget(remaining []Leftover) error {
	var failures []error
	for _, j := range w.dead {
		if !slices.ContainsFunc(remaining, func(l Leftover) bool { return l.Run == j.Run }) {
			failures = append(failures, journal.Remove(j.File))
		}
	}
	return errors.Join(failures...)
}

// Elsewhere lists the dead runs that have left something on other targets or accounts, by
// their journals.
func (w *Sweep) Elsewhere() []journal.Left {
	return slices.DeleteFunc(slices.Clone(w.elsewhere), func(j journal.Left) bool { return len(j.Things) == 0 })
}
