package caller

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"

	"github.com/oss403/oss403/harness/internal/journal"
	"github.com/oss403/oss403/scenarios"
)

// Identities returns the credentials of each caller. If the user brings no such
// caller, it makes one through RAM and STS when it is first needed, under a name
// of the run. It never changes a caller that it has made: each policy of a RAM user
// needs a user of its own, and each session policy a session of its own. Close
// removes everything.
type Identities struct {
	cloud    Cloud
	set      Set
	run      string
	journal  *journal.Journal
	await    *Await // nil: rights take effect at once
	asked    func(context.Context, Credentials) (string, error)
	expired  func(ctx context.Context, role string) (Credentials, error)
	users    map[UserState]*user
	named    int // how many names of RAM users are taken
	sessions map[sessionKey]Credentials
	uids     map[scenarios.Caller]string // UID of each account
	done     map[string]bool             // finished calls, and calls whose undoing is remembered
	expires  string                      // Expiration of the newest session
	base     string                      // in place of the base policy; empty: none
	past     Credentials                 // credentials of a session past its Expiration
	undo     []undoing
}

// NewIdentities makes no caller yet. expired returns the credentials of a session
// of that role past its Expiration; nil: there are none.
func NewIdentities(cloud Cloud, set Set, run string, expired func(context.Context, string) (Credentials, error),
	written *journal.Journal) *Identities {
	cloud.calls, cloud.repeated = new(atomic.Int64), new(atomic.Int64)
	return &Identities{cloud: cloud, set: set, run: run, expired: expired, journal: written,
		users: map[UserState]*user{}, sessions: map[sessionKey]Credentials{}, uids: map[scenarios.Caller]string{}, done: map[string]bool{}}
}

// Await makes Of wait until granted rights take effect.
func (i *Identities) Await(a *Await) { i.await = a }

// SetBase gives the role, and the RAM user that assumes it, this policy in place of the base policy. It must
// allow sts:AssumeRole.
func (i *Identities) SetBase(policy string) { i.base = policy }

// AskOwner sets how to find the account of an AccessKey where STS may not be used: OSS names it.
func (i *Identities) AskOwner(ask func(context.Context, Credentials) (uid string, err error)) {
	i.asked = ask
}

// Of returns the credentials of a caller in that state. It makes the caller if needed.
func (i *Identities) Of(ctx context.Context, c scenarios.Caller, state scenarios.State) (Credentials, error) {
	if credentials, ok := i.set.Of(c); ok {
		return credentials, nil
	}
	switch c {
	case scenarios.RAMUser:
		u, err := i.user(ctx, userIn(state))
		if err != nil {
			return Credentials{}, err
		}
		return u.key, nil
	case scenarios.RoleSession:
		return i.session(ctx, sessionKey{0, state.Of(scenarios.SessionPolicy)})
	}
	return Credentials{}, fmt.Errorf("the target has no caller %q", c)
}

// Prepare makes the RAM user of each state early, so that its rights may already be in effect
// when Of returns it.
func (i *Identities) Prepare(ctx context.Context, states []scenarios.State) error {
	if _, given := i.set.Of(scenarios.RAMUser); given {
		return nil
	}
	for _, state := range states {
		if _, err := i.makeUser(ctx, userIn(state)); err != nil {
			return err
		}
	}
	return nil
}

// OtherToken returns the security token of another session of the role.
func (i *Identities) OtherToken(ctx context.Context) (string, error) {
	other, err := i.session(ctx, sessionKey{n: 1})
	return other.SecurityToken, err
}

// Expired returns the credentials of a session past its Expiration. It asks for them once.
func (i *Identities) Expired(ctx context.Context) (Credentials, error) {
	if !i.past.Anonymous() {
		return i.past, nil
	}
	if i.expired == nil {
		return Credentials{}, errors.New("no expired session is known")
	}
	role := ""
	if i.cloud.Known() {
		if _, err := i.session(ctx, sessionKey{}); err != nil { // makes the role
			return Credentials{}, err
		}
		role = i.RoleName()
	}
	var err error
	i.past, err = i.expired(ctx, role)
	return i.past, err
}

// MayProvision checks, with reads only, that STS and RAM answer the owner. It checks
// nothing where they may not be used.
func (i *Identities) MayProvision(ctx context.Context) error {
	if !i.cloud.Known() {
		return nil
	}
	if _, err := i.uid(ctx, scenarios.Owner); err != nil {
		return err
	}
	_, err := i.cloud.ram(ctx, i.owner(), "ListUsers", map[string]string{"MaxItems": "1"})
	return err
}

// Name replaces {owner}, {other} and {user} in a policy by the ids of these callers
// in that state.
func (i *Identities) Name(ctx context.Context, policy string, state scenarios.State) (string, error) {
	for _, named := range []struct {
		place string
		who   scenarios.Caller
	}{{"{owner}", scenarios.Owner}, {"{other}", scenarios.OtherAccount}, {"{user}", scenarios.RAMUser}} {
		if !strings.Contains(policy, named.place) {
			continue
		}
		id, err := i.ID(ctx, named.who, state)
		if err != nil {
			return "", err
		}
		policy = strings.ReplaceAll(policy, named.place, id)
	}
	return policy, nil
}

// ID returns the UID of an account, or the id of the RAM user in that state.
func (i *Identities) ID(ctx context.Context, c scenarios.Caller, state scenarios.State) (string, error) {
	if c == scenarios.RAMUser {
		u, err := i.makeUser(ctx, userIn(state))
		if err != nil {
			return "", err
		}
		return u.id, nil
	}
	return i.uid(ctx, c)
}

// uid returns the UID of an account. It asks for it once.
func (i *Identities) uid(ctx context.Context, c scenarios.Caller) (string, error) {
	if id, ok := i.uids[c]; ok {
		return id, nil
	}
	who, ok := i.set.Of(c)
	if !ok {
		return "", fmt.Errorf("the target has no caller %q", c)
	}
	ask := i.identity
	if !i.cloud.Known() && i.asked != nil {
		ask = i.asked
	}
	id, err := ask(ctx, who)
	if err != nil {
		return "", err
	}
	i.uids[c] = id
	return id, nil
}

// identity asks STS for the UID of the account of an AccessKey.
func (i *Identities) identity(ctx context.Context, who Credentials) (string, error) {
	answer, err := i.cloud.sts(ctx, who, "GetCallerIdentity", nil)
	if err != nil {
		return "", err
	}
	id, err := text(answer, "AccountId")
	if err != nil {
		return "", fmt.Errorf("GetCallerIdentity: %w", err)
	}
	return id, nil
}

// Repeated counts the repeated calls of RAM and STS.
func (i *Identities) Repeated() int64 { return i.cloud.repeated.Load() }

// Calls counts the calls of RAM and STS so far, without the repeated ones.
func (i *Identities) Calls() int64 { return i.cloud.calls.Load() }

// Secrets lists the texts that must never appear in a report, also those of callers that were made.
func (i *Identities) Secrets() []string {
	secrets := append(i.set.Secrets(), i.past.AccessKeySecret, i.past.SecurityToken)
	for _, u := range i.users {
		secrets = append(secrets, u.key.AccessKeySecret)
	}
	for _, s := range i.sessions {
		secrets = append(secrets, s.AccessKeySecret, s.SecurityToken)
	}
	return secrets
}

// make calls an action of RAM as the owner, once. It remembers how to undo the action
// before the call, because the answer may get lost. If an entity with a name of this run
// already exists, an earlier call has made it and its answer got lost.
func (i *Identities) make(ctx context.Context, action string, params map[string]string, undo string, with map[string]string) error {
	step := action + fmt.Sprint(params)
	if i.done[step] {
		return nil
	}
	if err := i.remember(undo, with); err != nil {
		return err
	}
	if _, err := i.cloud.ram(ctx, i.owner(), action, params); err != nil && !alreadyExists(err) {
		return err
	}
	i.done[step] = true
	return nil
}

// remember remembers how to undo a step, once, and notes in the journal what the step makes.
// Undoing ignores an entity that does not exist.
func (i *Identities) remember(undo string, with map[string]string) error {
	step := undo + fmt.Sprint(with)
	if i.done[step] { // the step failed before and is repeated
		return nil
	}
	thing := map[string]journal.Thing{
		"DeleteUser":   {Kind: journal.User, Name: with["UserName"]},
		"DeleteRole":   {Kind: journal.Role, Name: with["RoleName"]},
		"DeletePolicy": {Kind: journal.Policy, Name: with["PolicyName"]},
	}[undo]
	if thing.Name != "" {
		if err := i.journal.Making(thing); err != nil {
			return err
		}
	}
	i.done[step] = true
	i.undo = append(i.undo, undoing{thing, func(ctx context.Context) error {
		_, err := i.cloud.ram(ctx, i.owner(), undo, with)
		if doesNotExist(err) {
			return nil
		}
		return err
	}})
	return nil
}

func (i *Identities) owner() Credentials { return i.set[scenarios.Owner] }

// name is the name of an entity of this run.
func (i *Identities) name(what string) string { return "oss403-" + i.run + "-" + what }

// mark is the comment of RAM entities of this run. Buckets carry a tag instead.
func (i *Identities) mark() string { return markPrefix + i.run }

// RoleName is the name of the role of this run.
func (i *Identities) RoleName() string { return i.name("role") }
