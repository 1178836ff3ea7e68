package harness

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/harness/internal/journal"
	"github.com/oss403/oss403/harness/internal/judge"
	"github.com/oss403/oss403/harness/internal/stage"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// Session is one run against one target. It provokes one scenario at a time.
type Session struct {
	target     *target.Target
	client     *wire.Client
	identities *caller.Identities
	fixtures   *stage.Fixtures
	journal    *journal.Journal // nil: none
	run        string
	looksWhole string                          // id of the scenario of the group that looks at every setting of its bucket
	silent     int                             // scenarios in a row that got no answer
	silences   int                             // in all
	requestIDs map[string]bool                 // seen in this run
	v1Refusals map[scenarios.Capability]string // by capability that was probed; empty: none
}

// How many scenarios may get no answer, in a row and in all, before the rest are
// not tried: a dead target ends the run in bounded time.
const (
	silentInARow = 3
	silentInAll  = 10
)

// closeWithin is how long a run that could not begin may take to clean up.
const closeWithin = 30 * time.Second

// Open opens the target and sees whether a run can begin there. through may put a
// transport of its own around the target's; nil leaves it as it is.
func Open(ctx context.Context, spec target.Spec, through func(http.RoundTripper) http.RoundTripper) (*Session, error) {
	t, err := opened(ctx, spec)
	if err != nil {
		return nil, err
	}
	return begin(ctx, t, through)
}

// opened opens the target. What only the surroundings lack, such as credentials, is a
// finding of the preflight; what was asked for wrongly stays a target.UsageError.
func opened(ctx context.Context, spec target.Spec) (*target.Target, error) {
	t, err := target.Open(ctx, spec)
	if err != nil && !errors.As(err, new(target.UsageError)) {
		err = fmt.Errorf("preflight: %w", err)
	}
	return t, err
}

// begin begins a run on an open target, and closes it if that fails.
func begin(ctx context.Context, t *target.Target, through func(http.RoundTripper) http.RoundTripper) (*Session, error) {
	if err := wire.SignerFits(); err != nil {
		return nil, errors.Join(fmt.Errorf("preflight: %w", err), t.Close(ctx))
	}
	transport := t.Transport
	if through != nil {
		transport = through(transport)
	}
	offset, err := wire.Probe(ctx, t.Transport, t.Endpoint, t.Timeout)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("preflight: %w", unreachable(err, t)), t.Close(ctx))
	}
	run := runID()
	written, err := journalOf(t, run)
	if err != nil {
		err = fmt.Errorf(
			"preflight: what a run makes is written down first, and can't be: %w; set XDG_CACHE_HOME to a folder that can be written", err)
		return nil, errors.Join(err, t.Close(ctx))
	}
	s := sessionOn(t, transport, offset, run, written)
	if err := s.preflight(ctx); err != nil {
		return nil, s.endedEarly(ctx, err)
	}
	return s, nil
}

// sessionOn is a run on a target whose clock is offset ahead of ours. Nothing is sent yet.
func sessionOn(t *target.Target, transport http.RoundTripper, offset time.Duration, run string, written *journal.Journal) *Session {
	identities := caller.NewIdentities(t.Cloud, t.Callers, run, t.Expired, written)
	client := wire.NewClient(transport, identities.Secrets, t.Timeout, offset)
	owner, _ := t.Callers.Of(scenarios.Owner)
	other, _ := t.Callers.Of(scenarios.OtherAccount)
	site := stage.Site{EndpointOf: t.EndpointOf, Owner: owner, Other: other, Names: identities.Name, Control: t.Control, Run: run,
		V1Alone: t.V1Alone(), Journal: written, Marked: t.Guest, Most: t.MaxBuckets, Settling: t.Settling}
	fixtures := stage.New(client, site)
	identities.AskOwner(fixtures.OwnerOf)
	return &Session{
		target: t, client: client, identities: identities, run: run,
		fixtures: fixtures, journal: written, requestIDs: map[string]bool{}, v1Refusals: map[scenarios.Capability]string{},
	}
}

// runID tells what this run makes from what others make.
func runID() string {
	id := make([]byte, 4)
	rand.Read(id)
	return hex.EncodeToString(id)
}

// Close removes what the run made and gives the target back.
func (s *Session) Close(ctx context.Context) error {
	return errors.Join(s.keepSession(), s.fixtures.Normalise(ctx), s.fixtures.Close(ctx), s.identities.Close(ctx), s.target.Close(ctx),
		s.journal.Close())
}

// keepSession keeps a session of a guest's run, for later runs once it has expired.
func (s *Session) keepSession() error {
	kept, expires, ok := s.identities.Kept()
	if !ok || !s.target.Guest || s.target.Rehearsed {
		return nil
	}
	return target.KeepSession(s.target.Endpoint.URL, s.target.Callers[scenarios.Owner].AccessKeyID, kept, expires)
}

// Usage is what the run has asked of its target so far; once it is closed, in all.
func (s *Session) Usage() verdict.Usage {
	made, atOnce := s.fixtures.Usage()
	return verdict.Usage{Requests: s.target.Meter.Sent(),
		Repeated: s.target.Meter.Repeated() + s.client.Repeated() + s.identities.Repeated(), Calls: s.identities.Calls(), Buckets: made,
		AtOnce: atOnce}
}

// journalOf begins the journal of a run that is somebody's guest.
func journalOf(t *target.Target, run string) (*journal.Journal, error) {
	if !t.Guest || t.Rehearsed {
		return nil, nil
	}
	folder, err := journal.Folder()
	if err != nil {
		return nil, err
	}
	return journal.Begin(folder, run, t.Endpoint.URL)
}

// Run provokes one scenario and judges the answer.
func (s *Session) Run(ctx context.Context, scenario scenarios.Scenario) verdict.Result {
	return s.provoke(ctx, scenario, (*provocation).run)
}

// RunUncontrolled is Run without the control. For the self-test, where the same
// control has succeeded a moment ago: without one a refusal proves nothing.
func (s *Session) RunUncontrolled(ctx context.Context, scenario scenarios.Scenario) verdict.Result {
	return s.provoke(ctx, scenario, (*provocation).runUncontrolled)
}

// RunAsIfItHadAnEffect provokes a write on a target that refuses it and acts
// all the same: the owner sends it between the refusal and the look at what it
// left behind, in the given state where the faulty one refuses the owner too.
// For the self-test; the verdict must be FAIL.
func (s *Session) RunAsIfItHadAnEffect(ctx context.Context, scenario scenarios.Scenario) verdict.Result {
	return s.provoke(ctx, scenario, func(p *provocation, ctx context.Context) {
		p.afterRefusal = func() { p.writeAsOwner(ctx) }
		p.run(ctx)
	})
}

// Deeds names what RunAsIfItDid can do.
func Deeds() []string { return stage.Deeds() }

// RunAsIfItDid provokes a write on a target that refuses it and does something else in its
// bucket all the same, one of Deeds. For the self-test; done says whether that could be
// done there, and if so, it must be noticed. whole lets the scenario look at every setting,
// as the last write of a group does.
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

func (s *Session) provoke(ctx context.Context, scenario scenarios.Scenario, how func(*provocation, context.Context)) verdict.Result {
	started := time.Now()
	result := Planned(scenario)
	if reason := s.lacks(ctx, scenario); reason != "" {
		result.Verdict, result.Reason = verdict.NotSupported, reason
		return result
	}
	if s.silent >= silentInARow || s.silences >= silentInAll {
		result.Verdict = verdict.Error
		result.Reason = fmt.Sprintf("not tried: %d scenarios before it got no answer", s.silences)
		return result
	}
	p := provocation{session: s, scenario: scenario, result: &result, afterRefusal: func() {}}
	how(&p, ctx)
	if p.unanswered {
		s.silent, s.silences = s.silent+1, s.silences+1
	} else {
		s.silent = 0
	}
	result.DurationMs = verdict.Milliseconds(time.Since(started))
	return result
}

// freshRequestID: no two answers of a run carry the same RequestId.
func (s *Session) freshRequestID(a wire.Answer) verdict.Finding {
	id := a.Header.Get(scenarios.HeaderRequestID)
	finding := judge.FreshRequestID(id, !s.requestIDs[id])
	s.requestIDs[id] = true
	return finding
}

// decision asks a target that can be asked why it gave an answer that fails a scenario.
func (s *Session) decision(ctx context.Context, v verdict.Verdict, answer wire.Answer) *verdict.Decision {
	id := answer.Header.Get(scenarios.HeaderRequestID)
	if v != verdict.Fail || s.target.Control == nil || id == "" {
		return nil
	}
	says, address, err := s.target.Control.Why(ctx, id)
	if err != nil {
		return &verdict.Decision{RequestID: id, Says: []string{fmt.Sprintf("asking it failed: %v", err)}}
	}
	if s.target.Ends { // with the run, so that nobody can follow the address
		address = ""
	}
	return &verdict.Decision{RequestID: id, Says: says, URL: address}
}

// bounded names the bound in an error that came from it.
func (s *Session) bounded(err error) error {
	if timedOut := (net.Error)(nil); errors.As(err, &timedOut) && timedOut.Timeout() {
		return fmt.Errorf("no answer within %s: %w", s.target.Timeout, err)
	}
	return err
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

func (s *Session) lacks(ctx context.Context, scenario scenarios.Scenario) string {
	if sub := scenario.When.SubResource; s.target.V1Alone() && stage.UncoveredByV1(sub) {
		return "needs ?" + sub + " in a signature, where the Go SDK has it with V4 only, which signing in the profile leaves out"
	}
	for _, c := range scenario.Needs() {
		if reason := s.target.Lacks(c, s.client.Now()); reason != "" {
			return reason
		}
		if reason := s.lacksV1(ctx, c); reason != "" {
			return reason
		}
	}
	return ""
}
