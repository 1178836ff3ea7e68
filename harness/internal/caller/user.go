package caller

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/oss403/oss403/scenarios"
)

// UserState describes a RAM user to make.
type UserState struct {
	Policy   string // a policy document; empty: none
	Alone    bool   // Policy is its only policy; false: it has the base policy too
	Inactive bool   // its AccessKey is Inactive
}

func userIn(s scenarios.State) UserState {
	u := UserState{Policy: s.Of(scenarios.UserPolicy), Alone: s.Has(scenarios.UserOnlyPolicy), Inactive: s.Has(scenarios.KeyDisabled)}
	if u.Alone {
		u.Policy = strings.TrimPrefix(s.Of(scenarios.UserOnlyPolicy), scenarios.NoPolicy)
	}
	return u
}

// Kinds lists the kinds of state that this package brings about.
func Kinds() []scenarios.TraitKind {
	return []scenarios.TraitKind{scenarios.UserPolicy, scenarios.UserOnlyPolicy, scenarios.KeyDisabled, scenarios.SessionPolicy}
}

// user is a RAM user of this run.
type user struct {
	name, id string
	key      Credentials
	made     time.Time
	awaited  bool // its rights are in effect
}

// user returns the RAM user of that state and waits until its rights take effect.
func (i *Identities) user(ctx context.Context, state UserState) (*user, error) {
	u, err := i.makeUser(ctx, state)
	if err != nil || u.awaited {
		return u, err
	}
	if err := i.await.user(ctx, u.key, u.made, state); err != nil {
		return nil, fmt.Errorf("waiting for the RAM user %s: %w", u.name, err)
	}
	u.awaited = true
	return u, nil
}

// makeUser makes the RAM user of that state, once. Its rights may not be in effect yet. Its
// policies are attached before it gets an AccessKey, so that the key never works without them.
func (i *Identities) makeUser(ctx context.Context, state UserState) (*user, error) {
	if u, ok := i.users[state]; ok {
		return u, nil
	}
	u := &user{name: i.name(fmt.Sprintf("user-%d", i.named))}
	i.named++ // even if a step fails: a name is never used twice
	if err := i.remember("DeleteUser", map[string]string{"UserName": u.name}); err != nil {
		return nil, err
	}
	var err error
	if u.id, err = i.createUser(ctx, u.name); err != nil {
		return nil, err
	}
	if !state.Alone {
		base, err := i.basePolicy(ctx)
		if err != nil {
			return nil, err
		}
		if err := i.attach(ctx, u.name, base); err != nil {
			return nil, err
		}
	}
	if state.Policy != "" {
		audible, err := i.await.audible(state.Policy, state.Alone)
		if err != nil {
			return nil, err
		}
		own, err := i.policy(ctx, audible)
		if err != nil {
			return nil, err
		}
		if err := i.attach(ctx, u.name, own); err != nil {
			return nil, err
		}
	}
	if u.key, err = i.accessKey(ctx, u.name); err != nil {
		return nil, err
	}
	if state.Inactive {
		_, err := i.cloud.ram(ctx, i.owner(), "UpdateAccessKey",
			map[string]string{"UserName": u.name, "UserAccessKeyId": u.key.AccessKeyID, "Status": "Inactive"})
		if err != nil {
			return nil, err
		}
	}
	u.made = time.Now()
	i.users[state] = u
	return u, nil
}

// createUser makes a RAM user and returns its id. If a user with the mark of this run already
// has that name, an earlier answer got lost.
func (i *Identities) createUser(ctx context.Context, name string) (string, error) {
	action := "CreateUser"
	answer, err := i.cloud.ram(ctx, i.owner(), action, map[string]string{"UserName": name, "Comments": i.mark()})
	if alreadyExists(err) {
		action = "GetUser"
		if answer, err = i.cloud.ram(ctx, i.owner(), action, map[string]string{"UserName": name}); err != nil {
			return "", err
		}
		if mark, _ := text(answer, "User", "Comments"); mark != i.mark() {
			return "", fmt.Errorf("the RAM user %s exists, and is not of this run", name)
		}
	}
	if err != nil {
		return "", err
	}
	id, err := text(answer, "User", "UserId")
	if err != nil {
		return "", fmt.Errorf("%s: %w", action, err)
	}
	return id, nil
}

// policy makes a custom policy with that document, once, and returns its name.
func (i *Identities) policy(ctx context.Context, document string) (string, error) {
	name := i.name("policy-" + digest(document))
	err := i.make(ctx, "CreatePolicy", map[string]string{"PolicyName": name, "PolicyDocument": document, "Description": i.mark()},
		"DeletePolicy", map[string]string{"PolicyName": name})
	return name, err
}

func (i *Identities) attach(ctx context.Context, user, policy string) error {
	attached := map[string]string{"UserName": user, "PolicyType": "Custom", "PolicyName": policy}
	return i.make(ctx, "AttachPolicyToUser", attached, "DetachPolicyFromUser", attached)
}

// accessKey makes the AccessKey of a RAM user. If the answer to an earlier try got lost, nobody
// knows the secret of that key, so it is deleted.
func (i *Identities) accessKey(ctx context.Context, user string) (Credentials, error) {
	i.undo = append(i.undo, undoing{do: func(ctx context.Context) error { return i.cloud.deleteKeys(ctx, i.owner(), user, "") }})
	before := i.Repeated()
	answer, err := i.cloud.ram(ctx, i.owner(), "CreateAccessKey", map[string]string{"UserName": user})
	if err != nil {
		return Credentials{}, err
	}
	var key Credentials
	if key.AccessKeyID, err = text(answer, "AccessKey", "AccessKeyId"); err != nil {
		return Credentials{}, fmt.Errorf("CreateAccessKey: %w", err)
	}
	if key.AccessKeySecret, err = text(answer, "AccessKey", "AccessKeySecret"); err != nil {
		return Credentials{}, fmt.Errorf("CreateAccessKey: %w", err)
	}
	if i.Repeated() != before {
		return key, i.cloud.deleteKeys(ctx, i.owner(), user, key.AccessKeyID)
	}
	return key, nil
}
