// Package opened holds an opened target together with its fixtures, callers and client.
// Preflight, plan, run and sweep work on it.
package opened

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/harness/internal/journal"
	"github.com/oss403/oss403/harness/internal/stage"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// A Stage is an opened target with its fixtures, callers and client.
type Stage struct {
	Target     *target.Target
	Client     *wire.Client
	Identities *caller.Identities
	Fixtures   *stage.Fixtures
	Journal    *journal.Journal // nil: none
	Run        string           // a part of the name of everything that is made
}

// On makes the stage of a target. offset is the target's clock minus ours. On sends nothing.
func On(t *target.Target, transport http.RoundTripper, offset time.Duration, run string, written *journal.Journal) *Stage {
	identities := caller.NewIdentities(t.Cloud, t.Callers, run, t.Expired, written)
	client := wire.NewClient(transport, identities.Secrets, t.Timeout, offset)
	owner, _ := t.Callers.Of(scenarios.Owner)
	other, _ := t.Callers.Of(scenarios.OtherAccount)
	site := stage.Site{EndpointOf: t.EndpointOf, Owner: owner, Other: other, Names: identities.Name, Control: t.Control, Run: run,
		V1Alone: t.V1Alone(), Journal: written, Marked: t.Guest, Most: t.MaxBuckets, Settling: t.Settling,
		Callback: stage.CallbackAt(t.Callback)}
	fixtures := stage.New(client, site)
	identities.AskOwner(fixtures.OwnerOf)
	return &Stage{Target: t, Client: client, Identities: identities, Fixtures: fixtures, Journal: written, Run: run}
}

// Close removes everything that was made and closes the target.
func (s *Stage) Close(ctx context.Context) error {
	return errors.Join(s.Fixtures.Normalise(ctx), s.Fixtures.Close(ctx), s.Identities.Close(ctx), s.Target.Close(ctx), s.Journal.Close())
}

// Usage counts the requests, calls and buckets so far.
func (s *Stage) Usage() verdict.Usage {
	made, atOnce := s.Fixtures.Usage()
	return verdict.Usage{
		Requests: s.Target.Meter.Sent(),
		Repeated: s.Target.Meter.Repeated() + s.Client.Repeated() + s.Identities.Repeated(),
		Calls:    s.Identities.Calls(),
		Buckets:  made,
		AtOnce:   atOnce,
	}
}
