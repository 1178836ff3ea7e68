package run

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/internal/journal"
	"github.com/oss403/oss403/harness/internal/judge"
	"github.com/oss403/oss403/harness/internal/opened"
	"github.com/oss403/oss403/harness/internal/preflight"
	"github.com/oss403/oss403/harness/internal/remedy"
	"github.com/oss403/oss403/harness/internal/stage"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// Session is one run against one target. It provokes one scenario at a time.
type Session struct {
	on         *opened.Stage
	looksWhole string          // id of the scenario of the group that looks at every setting of its bucket
	silent     int             // scenarios in a row that got no answer
	silences   int             // in all
	requestIDs map[string]bool // seen in this run
	v1         *V1
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
	t, err := preflight.Open(ctx, spec)
	if err != nil {
		return nil, err
	}
	return On(ctx, t, through)
}

// On begins a run on an open target, and closes it if that fails.
func On(ctx context.Context, t *target.Target, through func(http.RoundTripper) http.RoundTripper) (*Session, error) {
	if err := wire.SignerFits(); err != nil {
		return nil, errors.Join(fmt.Errorf("preflight: %w", err), t.Close(ctx))
	}
	transport := t.Transport
	if through != nil {
		transport = through(transport)
	}
	offset, err := wire.Probe(ctx, t.Transport, t.Endpoint, t.Timeout)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("preflight: %w", remedy.Unreachable(err, t)), t.Close(ctx))
	}
	run := runID()
	written, err := journalOf(t, run)
	if err != nil {
		err = fmt.Errorf(
			"preflight: what a run makes is written down first, and can't be: %w; set XDG_CACHE_HOME to a folder that can be written", err)
		return nil, errors.Join(err, t.Close(ctx))
	}
	s := sessionOn(opened.On(t, transport, offset, run, written))
	if err := preflight.Begin(ctx, s.on); err != nil {
		return nil, s.endedEarly(ctx, err)
	}
	return s, nil
}

// endedEarly closes a session that can't begin, also one that was interrupted, and says
// all in one line.
func (s *Session) endedEarly(ctx context.Context, why error) error {
	closing, stop := context.WithTimeout(context.WithoutCancel(ctx), closeWithin)
	defer stop()
	if err := s.Close(closing); err != nil {
		return fmt.Errorf("preflight: %w; %s; remove it with an AccessKey that may, by oss403 sweep or otherwise", why,
			strings.ReplaceAll(remedy.Reworded(err, remedy.Answered), "\n", "; "))
	}
	return fmt.Errorf("preflight: %w", why)
}

// sessionOn has run nothing yet.
func sessionOn(s *opened.Stage) *Session {
	return &Session{on: s, v1: V1On(s), requestIDs: map[string]bool{}}
}

// runID tells what this run makes from what others make.
func runID() string {
	id := make([]byte, 4)
	rand.Read(id)
	return hex.EncodeToString(id)
}

// Close removes what the run made and gives the target back.
func (s *Session) Close(ctx context.Context) error {
	return errors.Join(s.keepSession(), s.on.Close(ctx))
}

// keepSession keeps a session of a guest's run, for later runs once it has expired.
func (s *Session) keepSession() error {
	kept, expires, ok := s.on.Identities.Kept()
	if !ok || !s.on.Target.Guest || s.on.Target.Rehearsed {
		return nil
	}
	return target.KeepSession(s.on.Target.Endpoint.URL, s.on.Target.Callers[scenarios.Owner].AccessKeyID, kept, expires)
}

// Usage is what the run has asked of its target so far; once it is closed, in all.
func (s *Session) Usage() verdict.Usage { return s.on.Usage() }

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
	if v != verdict.Fail || s.on.Target.Control == nil || id == "" {
		return nil
	}
	says, address, err := s.on.Target.Control.Why(ctx, id)
	if err != nil {
		return &verdict.Decision{RequestID: id, Says: []string{fmt.Sprintf("asking it failed: %v", err)}}
	}
	if s.on.Target.Ends { // with the run, so that nobody can follow the address
		address = ""
	}
	return &verdict.Decision{RequestID: id, Says: says, URL: address}
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
	if sub := scenario.When.SubResource; s.on.Target.V1Alone() && stage.UncoveredByV1(sub) {
		return "needs ?" + sub + " in a signature, where the Go SDK has it with V4 only, which signing in the profile leaves out"
	}
	for _, c := range scenario.Needs() {
		if reason := s.on.Target.Lacks(c, s.on.Client.Now()); reason != "" {
			return reason
		}
		if reason := s.v1.Lacks(ctx, c); reason != "" {
			return reason
		}
	}
	return ""
}
