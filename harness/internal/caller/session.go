package caller

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/oss403/oss403/harness/internal/waiting"
	"github.com/oss403/oss403/scenarios"
)

// sessionKey identifies a session of the role.
type sessionKey struct {
	n      int
	policy string // session policy; empty: none
}

// session returns a session of the role, which a RAM user assumes. It makes each session
// once, for 900 seconds, the shortest time that STS allows.
func (i *Identities) session(ctx context.Context, key sessionKey) (Credentials, error) {
	if s, ok := i.sessions[key]; ok {
		return s, nil
	}
	if key != (sessionKey{}) { // the wait for the role needs this session
		if _, err := i.session(ctx, sessionKey{}); err != nil {
			return Credentials{}, err
		}
	}
	assumes, err := i.user(ctx, UserState{})
	if err != nil {
		return Credentials{}, err
	}
	account, err := i.uid(ctx, scenarios.Owner)
	if err != nil {
		return Credentials{}, err
	}
	if err := i.role(ctx, account); err != nil {
		return Credentials{}, err
	}
	asked := map[string]string{
		"RoleArn":         "acs:ram::" + account + ":role/" + i.RoleName(),
		"RoleSessionName": fmt.Sprintf("oss403-%d", len(i.sessions)),
		"DurationSeconds": "900",
	}
	if key.policy != "" {
		asked["Policy"] = key.policy
	}
	answer, err := i.assume(ctx, assumes.key, asked)
	if err != nil {
		return Credentials{}, err
	}
	var s Credentials
	for name, to := range map[string]*string{"AccessKeyId": &s.AccessKeyID, "AccessKeySecret": &s.AccessKeySecret,
		"SecurityToken": &s.SecurityToken} {
		if *to, err = text(answer, "Credentials", name); err != nil {
			return Credentials{}, fmt.Errorf("AssumeRole: %w", err)
		}
	}
	if key == (sessionKey{}) && i.await != nil {
		if err := i.await.until(ctx, s, "", time.Time{}, Listed); err != nil {
			return Credentials{}, fmt.Errorf("waiting for the role %s: %w", i.RoleName(), err)
		}
	}
	i.sessions[key] = s
	if i.expires, err = text(answer, "Credentials", "Expiration"); err != nil {
		return Credentials{}, fmt.Errorf("AssumeRole: %w", err)
	}
	return s, nil
}

// Kept returns the session without a session policy and its Expiration; false where there is none.
func (i *Identities) Kept() (Credentials, time.Time, bool) {
	s, ok := i.sessions[sessionKey{}]
	at, err := time.Parse(time.RFC3339, i.expires)
	return s, at, ok && err == nil
}

// assume calls AssumeRole. It repeats a refused call while the right to assume may not be in effect yet.
func (i *Identities) assume(ctx context.Context, who Credentials, asked map[string]string) (map[string]any, error) {
	answer, err := i.cloud.sts(ctx, who, "AssumeRole", asked)
	if i.await == nil {
		return answer, err
	}
	defer waiting.For(ctx, "the right to assume the role "+i.RoleName()+" to count")()
	again := i.cloud
	again.calls = nil // calls that only wait are not counted
	for deadline := time.Now().Add(i.await.Within); errors.Is(err, ErrRefused) && time.Now().Before(deadline); {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(pause):
		}
		answer, err = again.sts(ctx, who, "AssumeRole", asked)
	}
	return answer, err
}

// role makes the role. The RAM users of its account may assume it.
func (i *Identities) role(ctx context.Context, account string) error {
	trust, err := json.Marshal(document{Version: "1", Statement: []statement{{
		Effect: "Allow", Action: []string{"sts:AssumeRole"}, Principal: map[string][]string{"RAM": {"acs:ram::" + account + ":root"}},
	}}})
	if err != nil {
		return fmt.Errorf("trust policy: %w", err)
	}
	name := map[string]string{"RoleName": i.RoleName()}
	err = i.make(ctx, "CreateRole",
		map[string]string{"RoleName": i.RoleName(), "AssumeRolePolicyDocument": string(trust), "Description": i.mark()}, "DeleteRole", name)
	if err != nil {
		return err
	}
	base, err := i.basePolicy(ctx)
	if err != nil {
		return err
	}
	attached := map[string]string{"RoleName": i.RoleName(), "PolicyType": "Custom", "PolicyName": base}
	return i.make(ctx, "AttachPolicyToRole", attached, "DetachPolicyFromRole", attached)
}
