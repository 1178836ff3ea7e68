package caller

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/oss403/oss403/harness/internal/journal"
)

// undoing undoes one step at RAM.
type undoing struct {
	thing journal.Thing // that it removes; zero: it only takes away what hangs on a user, a role or a policy
	do    func(context.Context) error
}

// undoneAtATime is the number of steps that are undone at the same time.
const undoneAtATime = 4

// Close removes everything that was made: first what hangs on users and roles, without which RAM removes none, then these and
// the policies. It goes on after a failure and returns all failures.
// https://www.alibabacloud.com/help/en/ram/developer-reference/api-ram-2015-05-01-deleteuser
func (i *Identities) Close(ctx context.Context) error {
	var hanging, things []undoing
	for _, u := range slices.Backward(i.undo) {
		if u.thing.Name == "" {
			hanging = append(hanging, u)
		} else {
			things = append(things, u)
		}
	}
	i.undo = nil
	return errors.Join(i.undoAll(ctx, hanging), i.undoAll(ctx, things))
}

// undoAll undoes steps that do not need one another, and notes in the journal what is gone.
func (i *Identities) undoAll(ctx context.Context, list []undoing) error {
	failures := make([]error, len(list))
	var all errgroup.Group
	all.SetLimit(undoneAtATime)
	for n, u := range list {
		all.Go(func() error {
			failures[n] = u.do(ctx)
			return nil
		})
	}
	all.Wait()
	for n, u := range list {
		switch {
		case failures[n] != nil:
			failures[n] = fmt.Errorf("left over: %w", failures[n])
		case u.thing.Name != "":
			failures[n] = i.journal.Gone(u.thing)
		}
	}
	return errors.Join(failures...)
}
