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
	"github.com/oss403/oss403/harness/internal/waiting"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// Session is one run against one target. It is used by one scenario or group at a time.
type Session struct {
	on         *opened.Stage
	looksWhole string          // id of the scenario in the group that looks at every setting of its bucket
	silent     int             // scenarios without an answer, in a row
	silences   int             // scenarios without an answer, in all
	requestIDs map[string]bool // ids of answers in this run
	signatures *Signatures
	shows      map[string]string             // the part of a bucket in which the last control of an operation showed
	group      *group                        // that runs; nil: none
	hidden     map[string]func(*provocation) // for the self-test: what a scenario does after its refusal
	record     func(Told)
}

// Told is what a run tells of a scenario: its result, and the answers behind it as they came, which hold secrets.
type Told struct {
	Scenario scenarios.Scenario
	Result   verdict.Result
	Answers  []wire.Answer // one for each exchange of the result
	Secrets  []string      // what may be told nobody
}

// Record makes the session call with for each scenario that it ends.
func (s *Session) Record(with func(Told)) { s.record = with }

// The largest number of scenarios without an answer, in a row and in all. After that
// the run skips the rest, so that a dead target ends it soon.
const (
	silentInARow = 3
	silentInAll  = 10
)

// closeWithin bounds the clean-up of a run that could not begin.
const closeWithin = 30 * time.Second

// Open opens the target and checks whether a run can begin there. through may wrap the
// target's transport; nil leaves it as it is.
func Open(ctx context.Context, spec target.Spec, through func(http.RoundTripper) http.RoundTripper) (*Session, error) {
	t, err := preflight.Open(ctx, spec)
	if err != nil {
		return nil, err
	}
	return On(ctx, t, through)
}

// On begins a run on an open target. If that fails, it closes the target.
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

// endedEarly closes a session that can't begin, even after an interrupt, and returns all
// errors in one line.
func (s *Session) endedEarly(ctx context.Context, why error) error {
	closing, stop := context.WithTimeout(context.WithoutCancel(ctx), closeWithin)
	defer stop()
	if err := s.Close(closing); err != nil {
		return fmt.Errorf("preflight: %w; %s; remove it with an AccessKey that may, by oss403 sweep or otherwise", why,
			strings.ReplaceAll(remedy.Reworded(err, remedy.Answered), "\n", "; "))
	}
	return fmt.Errorf("preflight: %w", why)
}

// sessionOn makes a session that has run nothing yet.
func sessionOn(s *opened.Stage) *Session {
	return &Session{on: s, signatures: SignaturesOn(s), requestIDs: map[string]bool{}, shows: map[string]string{}}
}

// runID makes a random id, so that the things of this run can be told from those of others.
func runID() string {
	id := make([]byte, 4)
	rand.Read(id)
	return hex.EncodeToString(id)
}

// Close removes everything that the run made and closes the target.
func (s *Session) Close(ctx context.Context) error {
	defer waiting.For(ctx, "clean-up, which removes what the run made")()
	return errors.Join(s.keepSession(), s.on.Close(ctx))
}

// keepSession keeps the role session of a guest's run: later runs use it after its Expiration.
func (s *Session) keepSession() error {
	kept, expires, ok := s.on.Identities.Kept()
	if !ok || !s.on.Target.Guest || s.on.Target.Rehearsed {
		return nil
	}
	return target.KeepSession(s.on.Target.Endpoint.URL, s.on.Target.Callers[scenarios.Owner].AccessKeyID, kept, expires)
}

// Product is what the target is, as the profile or the emulator says; nil: neither does.
func (s *Session) Product() *verdict.Product {
	p := s.on.Target.Product
	if p.Name == "" {
		return nil
	}
	return &p
}

// Usage counts the requests, calls and buckets so far; after Close, of the whole run.
func (s *Session) Usage() verdict.Usage { return s.on.Usage() }

// journalOf begins the journal of a run on somebody's account; nil: the run needs none.
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

// alone brings a scenario to its verdict by itself, in that way.
func (s *Session) alone(ctx context.Context, scenario scenarios.Scenario, how func(*provocation, context.Context)) verdict.Result {
	p := s.begin(ctx, scenario)
	if p.result.Verdict == "" {
		p.timed(ctx, how)
		s.ended(p)
	}
	return *p.result
}

// begin makes a provocation of the scenario. It has a verdict already if the run does not try it.
func (s *Session) begin(ctx context.Context, scenario scenarios.Scenario) *provocation {
	result := Planned(scenario)
	p := &provocation{session: s, scenario: scenario, result: &result}
	if reason := s.lacks(ctx, scenario); reason != "" {
		p.end(verdict.NotSupported, "%s", reason)
		return p
	}
	if s.spent() {
		p.end(verdict.NotSupported, "not tried: the budget of %d requests does not suffice; run it with a larger --budget", s.on.Target.Budget)
		return p
	}
	if s.silent >= silentInARow || s.silences >= silentInAll {
		p.end(verdict.Error, "not tried: %d scenarios before it got no answer", s.silences)
	}
	return p
}

// timed does a part of the work on the scenario, and adds the time that it takes.
func (p *provocation) timed(ctx context.Context, part func(*provocation, context.Context)) {
	started := time.Now()
	part(p, ctx)
	p.took += time.Since(started)
}

// ended counts and records a scenario that was tried.
func (s *Session) ended(p *provocation) {
	if p.unanswered {
		s.silent, s.silences = s.silent+1, s.silences+1
	} else {
		s.silent = 0
	}
	p.result.DurationMs = verdict.Milliseconds(p.took)
	if s.record != nil {
		s.record(Told{p.scenario, *p.result, p.answers, s.on.Identities.Secrets()})
	}
}

// freshRequestID checks that no two answers of a run have the same RequestId.
func (s *Session) freshRequestID(a wire.Answer) verdict.Finding {
	id := a.RequestID()
	finding := judge.FreshRequestID(id, !s.requestIDs[id])
	s.requestIDs[id] = true
	return finding
}

// decision asks the control port why the target gave an answer that fails a scenario.
func (s *Session) decision(ctx context.Context, v verdict.Verdict, answer wire.Answer) *verdict.Decision {
	id := answer.RequestID()
	if v != verdict.Fail || s.on.Target.Control == nil || id == "" {
		return nil
	}
	says, address, err := s.on.Target.Control.Why(ctx, id)
	if err != nil {
		return &verdict.Decision{RequestID: id, Says: []string{fmt.Sprintf("asking it failed: %v", err)}}
	}
	if s.on.Target.Ends { // the target ends with the run, so nobody can open the address later
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

// Planned is the result of a scenario before it has run, without a verdict.
func Planned(s scenarios.Scenario) verdict.Result {
	result := verdict.Result{
		ID: s.ID, Row: s.Row, Title: s.Title, Area: s.Area, Carrier: string(s.Carrier()), Fault: s.Fault.Sentence,
		Findings: []verdict.Finding{}, Exchanges: []verdict.Exchange{},
	}
	for _, need := range s.Needs() {
		result.Needs = append(result.Needs, string(need))
	}
	for _, shown := range s.Shown() {
		for _, source := range shown.Sources {
			result.Sources = append(result.Sources, verdict.Source{Level: string(shown.Level), Text: string(source)})
		}
	}
	return result
}

func (s *Session) lacks(ctx context.Context, scenario scenarios.Scenario) string {
	if sub := scenario.When.SubResource; s.on.Target.V1Alone() && stage.UncoveredByV1(sub) {
		return "needs ?" + sub + " in a signature, where the Go SDK has it with V4 only, which signing in the profile leaves out"
	}
	for _, c := range scenario.Needs() {
		if reason := s.on.Target.Lacks(c, s.on.Client.Now()); reason != "" {
			return reason
		}
		if reason := s.signatures.Lacks(ctx, c); reason != "" {
			return reason
		}
	}
	return ""
}
