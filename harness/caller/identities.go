package caller

import (
	"context"
	"errors"
	"fmt"
	"slices"

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
	sessions []Credentials
	undo     []func(context.Context) error
}

// NewIdentities makes nothing yet. expired gives the credentials of a session
// of that role past its Expiration; nil: there are none.
func NewIdentities(cloud Cloud, set Set, run string, expired func(context.Context, string) (Credentials, error)) *Identities {
	return &Identities{cloud: cloud, set: set, run: run, expired: expired}
}

// Of is the credentials of a caller.
func (i *Identities) Of(ctx context.Context, c scenarios.Caller) (Credentials, error) {
	if credentials, ok := i.set.Of(c); ok {
		return credentials, nil
	}
	switch c {
	case scenarios.RAMUser:
		return i.user(ctx)
	case scenarios.RoleSession:
		return i.session(ctx, 0)
	}
	return Credentials{}, fmt.Errorf("the target has no caller %q", c)
}

// OtherToken is the token of another session of the role.
func (i *Identities) OtherToken(ctx context.Context) (string, error) {
	other, err := i.session(ctx, 1)
	return other.SecurityToken, err
}

// Expired is the credentials of a session past its Expiration.
func (i *Identities) Expired(ctx context.Context) (Credentials, error) {
	if i.expired == nil {
		return Credentials{}, errors.New("no expired session is known")
	}
	if _, err := i.session(ctx, 0); err != nil { // makes the role
		return Credentials{}, err
	}
	return i.expired(ctx, i.roleName())
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

// Secrets lists what was made and must never reach a report.
func (i *Identities) Secrets() []string {
	secrets := append(i.set.Secrets(), i.userKey.AccessKeySecret)
	for _, s := range i.sessions {
		secrets = append(secrets, s.AccessKeySecret, s.SecurityToken)
	}
	return secrets
}

func (i *Identities) owner() Credentials { return i.set[scenarios.Owner] }

func (i *Identities) userName() string { return "oss403-" + i.run + "-user" }

func (i *Identities) roleName() string { return "oss403-" + i.run + "-role" }
