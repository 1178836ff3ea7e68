// Package opened holds an opened target, with what is needed to arrange, look at and send
// something there: what preflight, plan, run and sweep work on.
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

// A Stage is an opened target, and what is needed to arrange, look at and send something there.
type Stage struct {
	Target     *target.Target
	Client     *wire.Client
	Identities *caller.Identities
	Fixtures   *stage.Fixtures
	Journal    *journal.Journal // nil: none
	Run        string           // part of the name of whatever is made
}

// On is the stage on a target whose clock is offset ahead of ours. Nothing is sent yet.
func On(t *target.Target, transport http.RoundTripper, offset time.Duration, run string, written *journal.Journal) *Stage {
	identities := caller.NewIdentities(t.Cloud, t.Callers, run, t.Expired, written)
	client := wire.NewClient(transport, identities.Secrets, t.Timeout, offset)
	owner, _ := t.Callers.Of(scenarios.Owner)
	other, _ := t.Callers.Of(scenarios.OtherAccount)
	site := stage.Site{EndpointOf: t.EndpointOf, Owner: owner, Other: other, Names: identities.Name, Control: t.Control, Run: run,
		V1Alone: t.V1Alone(), Journal: written, Marked: t.Guest, Most: t.MaxBuckets, Settling: t.Settling}
	fixtures := stage.New(client, site)
	identities.AskOwner(fixtures.OwnerOf)
	return &Stage{Target: t, Client: client, Identities: identities, Fixtures: fixtures, Journal: written, Run: run}
}

// Close removes what was made and gives the target back.
func (s *Stage) Close(ctx context.Context) error {
	return errors.Join(s.Fixtures.Normalise(ctx), s.Fixtures.Close(ctx), s.Identities.Close(ctx), s.Target.Close(ctx), s.Journal.Close())
}

// Usage is what the target was asked for so far.
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
