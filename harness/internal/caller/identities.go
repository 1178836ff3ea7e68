package caller

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/oss403/oss403/harness/internal/journal"
	"github.com/oss403/oss403/scenarios"
)

// Identities gives out the credentials of each caller, and makes through RAM
// and STS those that the target was not given: lazily, under names of the run,
// removed last made first. What is made stays as it is: a RAM user for each
// policy that one is to have, a session for each that narrows it.
type Identities struct {
	cloud    Cloud
	set      Set
	run      string
	journal  *journal.Journal
	await    *Await // nil: rights count at once
	asked    func(context.Context, Credentials) (string, error)
	expired  func(ctx context.Context, role string) (Credentials, error)
	users    map[UserState]*user
	named    int // of RAM users
	sessions map[sessionKey]Credentials
	uids     map[scenarios.Caller]string // of the accounts
	done     map[string]bool             // steps of provisioning
	expires  string                      // Expiration of the session assumed last
	past     Credentials                 // of a session past its Expiration
	undo     []func(context.Context) error
}

// NewIdentities makes nothing yet. expired gives the credentials of a session
// of that role past its Expiration; nil: there are none.
func NewIdentities(cloud Cloud, set Set, run string, expired func(context.Context, string) (Credentials, error),
	written *journal.Journal) *Identities {
	cloud.calls, cloud.repeated = new(atomic.Int64), new(atomic.Int64)
	return &Identities{cloud: cloud, set: set, run: run, expired: expired, journal: written,
		users: map[UserState]*user{}, sessions: map[sessionKey]Credentials{}, uids: map[scenarios.Caller]string{}, done: map[string]bool{}}
}

// Await lets rights that are given out be waited for.
func (i *Identities) Await(a *Await) { i.await = a }

// AskOwner lets OSS say whose an AccessKey is, for where STS may not be used.
func (i *Identities) AskOwner(ask func(context.Context, Credentials) (uid string, err error)) {
	i.asked = ask
}

// Of is the credentials of a caller as it is in the state.
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

// Prepare makes the RAM user of each state, so that by the time that it is asked for its
// rights may count.
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

// OtherToken is the token of another session of the role.
func (i *Identities) OtherToken(ctx context.Context) (string, error) {
	other, err := i.session(ctx, sessionKey{n: 1})
	return other.SecurityToken, err
}

// Expired is the credentials of a session past its Expiration, asked for once.
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
		role = i.roleName()
	}
	var err error
	i.past, err = i.expired(ctx, role)
	return i.past, err
}

// MayProvision asks by reads alone whether STS and RAM, where they may be used, are
// reached and serve the owner.
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

// Name puts the ids of the callers, as they are in the state, into a policy where
// they are named.
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

// ID is the UID of an account or the id of the RAM user as it is in the state.
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

// uid is the UID of an account, asked once.
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

// identity is the UID of the account of an AccessKey, as STS tells it.
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

// Close removes what was made, last made first; it goes on after a failure.
func (i *Identities) Close(ctx context.Context) error {
	var failures []error
	for _, undo := range slices.Backward(i.undo) {
		if err := undo(ctx); err != nil {
			failures = append(failures, fmt.Errorf("left over: %w", err))
		}
	}
	i.undo = nil
	return errors.Join(failures...)
}

// Repeated is how often a call of RAM or STS was made again.
func (i *Identities) Repeated() int64 { return i.cloud.repeated.Load() }

// Calls is the number of calls of RAM and STS so far.
func (i *Identities) Calls() int64 { return i.cloud.calls.Load() }

// Secrets lists what was made and must never reach a report.
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

// make calls an action of RAM as the owner, once, and remembers how to undo it:
// before the call, since its answer may get lost. What has a name of this run and is
// there already is what a call made whose answer got lost.
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

// remember keeps how to undo a step, once, and writes down what it makes; what is not
// there need not be undone.
func (i *Identities) remember(undo string, with map[string]string) error {
	step := undo + fmt.Sprint(with)
	if i.done[step] { // a step that failed is taken again
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
	i.undo = append(i.undo, func(ctx context.Context) error {
		_, err := i.cloud.ram(ctx, i.owner(), undo, with)
		if err != nil && !doesNotExist(err) {
			return err
		}
		if thing.Name == "" {
			return nil
		}
		return i.journal.Gone(thing)
	})
	return nil
}

func (i *Identities) owner() Credentials { return i.set[scenarios.Owner] }

// name is a name of this run.
func (i *Identities) name(what string) string { return "oss403-" + i.run + "-" + what }

// mark is what RAM entities of this run carry, where a bucket has a tag.
func (i *Identities) mark() string { return markPrefix + i.run }

func (i *Identities) roleName() string { return i.name("role") }
