package decide

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/harness/internal/opened"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/scenarios"
)

// World is what decides, beside the request. Policies are documents in JSON; an empty one does not exist.
type World struct {
	UserPolicies  []string // of the RAM user
	RolePolicies  []string // of the role of a session; none: it may do everything
	SessionPolicy string
	BucketPolicy  string
	ControlPolicy string // of the resource directory
	VPCPolicy     string // of the gateway endpoint of the VPC
	PointPolicy   string // of the access point of the bucket
	VPC           string // the one with that endpoint; empty: vpc-decide
	Point         string // name of the access point; empty: ap-01, as the documentation calls its own
	PointVPC      string // the only VPC that it serves; empty: it serves the internet
	BucketACL     string // private, public-read or public-read-write; empty: private
	ObjectACL     string // likewise; empty: as the bucket
	Public        bool   // Block Public Access is off
	Names         Names
	Files         Files
}

// Files are those that policies were read from, for errors, by what the policy is called there.
type Files map[string][]string

// What errors call the policies.
const (
	OfUser        = "RAM user"
	OfRole        = "role"
	OfSession     = "session policy"
	OfBucket      = "bucket policy"
	OfControl     = "control policy"
	OfVPC         = "VPC policy"
	OfAccessPoint = "access point policy"
)

// of says the policy with its file.
func (f Files) of(policy string) string { return policy + in(f[policy]) }

func in(files []string) string {
	if len(files) == 0 {
		return ""
	}
	return " in " + strings.Join(files, ", ")
}

// these says the policies of a user or a role, which RAM is sent as one.
func (f Files) these(whose string) string {
	if len(f[whose]) > 1 {
		return "the policies" + in(f[whose]) + ", whose statements are counted through"
	}
	return "the policies" + in(f[whose])
}

// The names of what the world does not name.
const (
	defaultVPC     = "vpc-decide"
	defaultPoint   = "ap-01"
	defaultSession = "decide"
)

// Policies of the role, and of the colleague, who has none; the latter tells him from a user without any.
const (
	everything = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`
	assuming   = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}]}`
	nothing    = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss403:Nothing","Resource":"*"}]}`
)

// Court is an emulator with one world in it.
type Court struct {
	on        *opened.Stage
	world     World
	questions []Question
	state     scenarios.State // of the callers
	names     translation
	tags      map[string]string // of buckets, and of objects as bucket/key
	made      map[string]bool   // likewise
	aliases   map[string]string // of access points, by bucket
	sessions  map[time.Time]caller.Credentials
	clients   map[time.Time]*wire.Client // by the time of the question
	changed   bool                       // a request may have changed what stands
}

// Open starts an emulator, and builds the world in it with the buckets and objects of the questions. The
// policies come last, so that they do not refuse what builds. A policy that can't be read, and a question
// that can't be asked, is a usage error.
func Open(ctx context.Context, w World, questions []Question) (*Court, error) {
	var cases []asked
	for _, q := range questions {
		a, err := q.asked()
		if err != nil {
			return nil, err
		}
		cases = append(cases, a)
	}
	if err := w.Names.Valid(); err != nil {
		return nil, err
	}
	for _, acl := range []string{w.BucketACL, w.ObjectACL} {
		if acl != "" && !slices.Contains(acls(), acl) {
			return nil, target.Usagef("ACL %q; accepted: %s", acl, strings.Join(acls(), ", "))
		}
	}
	for _, policy := range []struct{ name, text string }{
		{OfSession, w.SessionPolicy}, {OfBucket, w.BucketPolicy}, {OfControl, w.ControlPolicy},
		{OfVPC, w.VPCPolicy}, {OfAccessPoint, w.PointPolicy},
	} {
		if policy.text != "" && !json.Valid([]byte(policy.text)) {
			return nil, target.Usagef("the %s is no JSON", w.Files.of(policy.name))
		}
	}
	t, err := target.Open(ctx, target.Spec{Target: "emulator:"})
	if err != nil {
		return nil, err
	}
	c := &Court{on: opened.On(t, t.Transport, 0, "decide", nil), world: w, questions: questions,
		made: map[string]bool{}, aliases: map[string]string{}, sessions: map[time.Time]caller.Credentials{}}
	c.clients = map[time.Time]*wire.Client{{}: c.on.Client}
	if err := errors.Join(c.learn(ctx), c.grant()); err != nil {
		return nil, errors.Join(err, c.Close(ctx))
	}
	if err := c.build(ctx, cases); err != nil {
		return nil, errors.Join(err, c.Close(ctx))
	}
	return c, nil
}

// acls lists the ACLs of a bucket and of an object. https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketacl
func acls() []string { return []string{"private", "public-read", "public-read-write"} }

// Close ends the emulator.
func (c *Court) Close(ctx context.Context) error { return c.on.Target.Close(ctx) }

// grant reads the policies of the RAM user and of the role.
func (c *Court) grant() error {
	merged, err := c.world.Files.merge(OfUser, c.world.UserPolicies)
	if err != nil {
		return err
	}
	granted := c.world.RolePolicies
	if len(granted) == 0 {
		granted = []string{everything}
	}
	role, err := c.world.Files.merge(OfRole, append(slices.Clone(granted), assuming))
	if err != nil {
		return err
	}
	c.on.Identities.SetBase(c.names.toCourt(role))
	c.state = scenarios.NoState().With(scenarios.UserOnlyPolicy, scenarios.NoPolicy+c.names.toCourt(merged))
	return nil
}

// stateOf is the state in which a RAM user is that caller.
func (c *Court) stateOf(word string) scenarios.State {
	if word == colleague {
		return scenarios.NoState().With(scenarios.UserOnlyPolicy, scenarios.NoPolicy+nothing)
	}
	return c.state
}

// acceptedAsDocument says what a policy of RAM has, for errors.
// https://www.alibabacloud.com/help/en/ram/user-guide/policy-structure-and-syntax
const acceptedAsDocument = `an object of JSON with Version "1" and Statement`

// merge joins the statements of several policies into one document: RAM allows and denies by their sum. What RAM would
// refuse in the frame of one is refused here, since the joined document has a frame of its own.
func (f Files) merge(whose string, policies []string) (string, error) {
	if len(policies) == 0 {
		return "", nil
	}
	statements := []json.RawMessage{}
	for i, text := range policies {
		whose := whose
		if i < len(f[whose]) {
			whose += in(f[whose][i : i+1])
		}
		if !json.Valid([]byte(text)) {
			return "", target.Usagef("a policy of the %s is no JSON; accepted: %s", whose, acceptedAsDocument)
		}
		var document map[string]json.RawMessage
		if err := json.Unmarshal([]byte(text), &document); err != nil {
			return "", target.Usagef("a policy of the %s is no object of JSON; accepted: %s", whose, acceptedAsDocument)
		}
		for _, name := range slices.Sorted(maps.Keys(document)) {
			if name != "Version" && name != "Statement" {
				return "", target.Usagef("a policy of the %s: %q is no element of a policy; accepted: %s", whose, name, acceptedAsDocument)
			}
		}
		if string(document["Version"]) != `"1"` || document["Statement"] == nil {
			return "", target.Usagef("a policy of the %s lacks Version \"1\" or Statement; accepted: %s", whose, acceptedAsDocument)
		}
		var several []json.RawMessage
		if err := json.Unmarshal(document["Statement"], &several); err != nil {
			several = []json.RawMessage{document["Statement"]}
		}
		statements = append(statements, several...)
	}
	merged, err := json.Marshal(map[string]any{"Version": "1", "Statement": statements})
	return string(merged), err
}

// credentials are those of the caller of a question, at its time.
func (c *Court) credentials(ctx context.Context, q Question) (caller.Credentials, error) {
	who, _ := callerOf(q.Caller)
	if q.Caller != session {
		credentials, err := c.on.Identities.Of(ctx, who, c.stateOf(q.Caller))
		if err != nil {
			return credentials, target.Usagef("the caller %s can't be made with %s: %v", q.Caller, c.world.Files.these(OfUser), err)
		}
		return credentials, nil
	}
	at := q.At
	if at.IsZero() {
		at = time.Now()
	}
	if credentials, known := c.sessions[q.At]; known {
		return credentials, nil
	}
	if _, err := c.on.Identities.Of(ctx, who, scenarios.NoState()); err != nil { // makes the role
		return caller.Credentials{}, target.Usagef("the role can't be made with %s: %v", c.world.Files.these(OfRole), err)
	}
	name := c.world.Names[session]
	if name == "" {
		name = defaultSession
	}
	credentials, err := c.on.Target.Control.NewSession(ctx, c.on.Identities.RoleName(), name,
		c.names.toCourt(c.world.SessionPolicy), at.Add(time.Hour))
	if refused := (*control.Refused)(nil); errors.As(err, &refused) {
		return credentials, target.Usagef("the %s is refused: %v", c.world.Files.of(OfSession), err)
	}
	c.sessions[q.At] = credentials
	return credentials, err
}

// client sends at a time; zero: now.
func (c *Court) client(at time.Time) *wire.Client {
	if c.clients[at] == nil {
		c.clients[at] = wire.NewClient(c.on.Target.Transport, c.on.Identities.Secrets, c.on.Target.Timeout, time.Until(at))
	}
	return c.clients[at]
}

// renew replaces the emulator by a fresh one with the same world, once a request may have changed it.
func (c *Court) renew(ctx context.Context) error {
	if !c.changed {
		return nil
	}
	if err := c.Close(ctx); err != nil {
		return err
	}
	fresh, err := Open(ctx, c.world, c.questions)
	if err != nil {
		return err
	}
	*c = *fresh
	return nil
}

// changes reports whether an answered request may have changed what stands.
func changes(a asked, status int) bool {
	return a.request.Method != http.MethodGet && a.request.Method != http.MethodHead && status/100 == 2
}
