package caller

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/oss403/oss403/scenarios"
)

// Identities gives out the credentials of each caller, and makes through RAM
// and STS those that the target was not given: lazily, under names of the run,
// removed last made first.
type Identities struct {
	cloud    Cloud
	set      Set
	run      string
	expired  func(ctx context.Context, role string) (Credentials, error)
	userKey  Credentials
	disabled bool
	policy   UserPolicy
	sessions map[sessionKey]Credentials
	ids      map[scenarios.Caller]string
	done     map[string]bool // steps of provisioning
	past     Credentials     // of a session past its Expiration
	undo     []func(context.Context) error
}

// NewIdentities makes nothing yet. expired gives the credentials of a session
// of that role past its Expiration; nil: there are none.
func NewIdentities(cloud Cloud, set Set, run string, expired func(context.Context, string) (Credentials, error)) *Identities {
	return &Identities{cloud: cloud, set: set, run: run, expired: expired,
		sessions: map[sessionKey]Credentials{}, ids: map[scenarios.Caller]string{}, done: map[string]bool{}}
}

// sessionKey tells the sessions of the role apart.
type sessionKey struct {
	n      int
	policy string // that narrows it; empty: none
}

// Of is the credentials of a caller; sessionPolicy narrows a role session.
func (i *Identities) Of(ctx context.Context, c scenarios.Caller, sessionPolicy string) (Credentials, error) {
	if credentials, ok := i.set.Of(c); ok {
		return credentials, nil
	}
	switch c {
	case scenarios.RAMUser:
		return i.user(ctx)
	case scenarios.RoleSession:
		return i.session(ctx, sessionKey{0, sessionPolicy})
	}
	return Credentials{}, fmt.Errorf("the target has no caller %q", c)
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

// DisableKey makes the RAM user's AccessKey Inactive, or Active again.
func (i *Identities) DisableKey(ctx context.Context, disabled bool) error {
	if i.disabled == disabled {
		return nil
	}
	key, err := i.user(ctx)
	if err != nil {
		return err
	}
	status := map[bool]string{true: "Inactive", false: "Active"}[disabled]
	_, err = i.cloud.ram(ctx, i.owner(), "UpdateAccessKey", map[string]string{
		"UserName": i.userName(), "UserAccessKeyId": key.AccessKeyID, "Status": status,
	})
	if err == nil {
		i.disabled = disabled
	}
	return err
}

// UserPolicy is what the RAM user may do.
type UserPolicy struct {
	Custom string // policy document; empty: none
	Alone  bool   // without full access to OSS beside it
}

// SetUserPolicy brings the policies of the RAM user into that state; the zero
// value is full access and nothing else.
func (i *Identities) SetUserPolicy(ctx context.Context, want UserPolicy) error {
	have := i.policy
	if have == want {
		return nil
	}
	if _, err := i.user(ctx); err != nil {
		return err
	}
	full := map[string]string{"UserName": i.userName(), "PolicyType": "System", "PolicyName": fullAccess}
	custom := map[string]string{"UserName": i.userName(), "PolicyType": "Custom", "PolicyName": i.policyName()}
	if want.Custom != "" && !i.done["custom policy"] {
		i.done["custom policy"] = true
		i.remember("DeletePolicy", map[string]string{"PolicyName": i.policyName()})
		i.remember("DetachPolicyFromUser", custom)
	}
	for _, step := range []struct {
		due    bool
		action string
		params map[string]string
	}{
		{have.Custom != "" && have.Custom != want.Custom, "DetachPolicyFromUser", custom},
		{have.Custom != "" && have.Custom != want.Custom, "DeletePolicy", map[string]string{"PolicyName": i.policyName()}},
		{want.Custom != "" && have.Custom != want.Custom, "CreatePolicy", map[string]string{"PolicyName": i.policyName(), "PolicyDocument": want.Custom}},
		{want.Custom != "" && have.Custom != want.Custom, "AttachPolicyToUser", custom},
		{want.Alone && !have.Alone, "DetachPolicyFromUser", full},
		{(have.Alone || have.Custom == unknownPolicy) && !want.Alone, "AttachPolicyToUser", full},
	} {
		if !step.due {
			continue
		}
		i.policy = UserPolicy{Custom: unknownPolicy} // until all steps are done
		if _, err := i.cloud.ram(ctx, i.owner(), step.action, step.params); err != nil && !settled(err) {
			return err
		}
	}
	i.policy = want
	return nil
}

// unknownPolicy stands for policies that a step which failed has left behind.
const unknownPolicy = "unknown"

// settled: what is to be made is there, or what is to be removed is gone.
func settled(err error) bool {
	return strings.Contains(err.Error(), "EntityNotExist") || strings.Contains(err.Error(), "EntityAlreadyExist")
}

// Name puts the ids of the callers into a policy, where they are named.
func (i *Identities) Name(ctx context.Context, policy string, _ scenarios.State) (string, error) {
	for place, c := range map[string]scenarios.Caller{"{owner}": scenarios.Owner, "{other}": scenarios.OtherAccount, "{user}": scenarios.RAMUser} {
		if !strings.Contains(policy, place) {
			continue
		}
		id, err := i.ID(ctx, c)
		if err != nil {
			return "", err
		}
		policy = strings.ReplaceAll(policy, place, id)
	}
	return policy, nil
}

// ID is the UID of an account or the id of the RAM user, asked once.
func (i *Identities) ID(ctx context.Context, c scenarios.Caller) (string, error) {
	if id, ok := i.ids[c]; ok {
		return id, nil
	}
	who, err := i.Of(ctx, c, "")
	if err != nil {
		return "", err
	}
	answer, err := i.cloud.sts(ctx, who, "GetCallerIdentity", nil)
	if err != nil {
		return "", err
	}
	field := "AccountId"
	if c == scenarios.RAMUser {
		field = "UserId"
	}
	id, err := text(answer, field)
	if err != nil {
		return "", fmt.Errorf("GetCallerIdentity: %w", err)
	}
	i.ids[c] = id
	return id, nil
}

// Close removes what was made, last made first; it goes on after a failure.
func (i *Identities) Close(ctx context.Context) error {
	failures := []error{i.restoreUser(ctx)}
	for _, undo := range slices.Backward(i.undo) {
		if err := undo(ctx); err != nil {
			failures = append(failures, fmt.Errorf("left over: %w", err))
		}
	}
	i.undo = nil
	return errors.Join(failures...)
}

// Secrets lists what was made and must never reach a report.
func (i *Identities) Secrets() []string {
	secrets := append(i.set.Secrets(), i.userKey.AccessKeySecret)
	secrets = append(secrets, i.past.AccessKeySecret, i.past.SecurityToken)
	for _, s := range i.sessions {
		secrets = append(secrets, s.AccessKeySecret, s.SecurityToken)
	}
	return secrets
}

// restoreUser restores the RAM user, where there is one.
func (i *Identities) restoreUser(ctx context.Context) error {
	if i.userKey.Anonymous() {
		return nil
	}
	return i.SetUserPolicy(ctx, UserPolicy{})
}

func (i *Identities) policyName() string { return "oss403-" + i.run + "-policy" }

func (i *Identities) owner() Credentials { return i.set[scenarios.Owner] }

func (i *Identities) userName() string { return "oss403-" + i.run + "-user" }

func (i *Identities) roleName() string { return "oss403-" + i.run + "-role" }
