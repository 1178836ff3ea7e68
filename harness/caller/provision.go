package caller

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/oss403/oss403/scenarios"
)

// The system policies that the provisioned callers get.
const (
	fullAccess = "AliyunOSSFullAccess"
	assumeRole = "AliyunSTSAssumeRoleAccess"
)

// user is the AccessKey of a RAM user with full access to OSS, made once.
func (i *Identities) user(ctx context.Context) (Credentials, error) {
	if !i.userKey.Anonymous() {
		return i.userKey, nil
	}
	name := map[string]string{"UserName": i.userName()}
	if err := i.make(ctx, "CreateUser", name, "DeleteUser", name); err != nil {
		return Credentials{}, err
	}
	for _, policy := range []string{fullAccess, assumeRole} {
		attached := map[string]string{"UserName": i.userName(), "PolicyType": "System", "PolicyName": policy}
		if err := i.make(ctx, "AttachPolicyToUser", attached, "DetachPolicyFromUser", attached); err != nil {
			return Credentials{}, err
		}
	}
	i.undo = append(i.undo, i.deleteKeys)
	answer, err := i.cloud.ram(ctx, i.owner(), "CreateAccessKey", name)
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
	i.userKey = key
	return key, nil
}

// deleteKeys deletes every AccessKey of the RAM user, known or not.
func (i *Identities) deleteKeys(ctx context.Context) error {
	answer, err := i.cloud.ram(ctx, i.owner(), "ListAccessKeys", map[string]string{"UserName": i.userName()})
	if err != nil {
		return err
	}
	list, _ := answer["AccessKeys"].(map[string]any)
	keys, _ := list["AccessKey"].([]any)
	for _, key := range keys {
		entry, _ := key.(map[string]any)
		id, err := text(entry, "AccessKeyId")
		if err != nil {
			return fmt.Errorf("ListAccessKeys: %w", err)
		}
		if _, err := i.cloud.ram(ctx, i.owner(), "DeleteAccessKey", map[string]string{"UserName": i.userName(), "UserAccessKeyId": id}); err != nil {
			return err
		}
	}
	return nil
}

// session is a session of a role with full access to OSS, assumed by the RAM
// user; each is made once. 900 s is the shortest that STS gives.
func (i *Identities) session(ctx context.Context, key sessionKey) (Credentials, error) {
	if s, ok := i.sessions[key]; ok {
		return s, nil
	}
	user, err := i.user(ctx)
	if err != nil {
		return Credentials{}, err
	}
	account, err := i.ID(ctx, scenarios.Owner)
	if err != nil {
		return Credentials{}, err
	}
	if err := i.role(ctx, account); err != nil {
		return Credentials{}, err
	}
	asked := map[string]string{
		"RoleArn":         "acs:ram::" + account + ":role/" + i.roleName(),
		"RoleSessionName": fmt.Sprintf("oss403-%d", len(i.sessions)),
		"DurationSeconds": "900",
	}
	if key.policy != "" {
		asked["Policy"] = key.policy
	}
	answer, err := i.cloud.sts(ctx, user, "AssumeRole", asked)
	if err != nil {
		return Credentials{}, err
	}
	var s Credentials
	for name, to := range map[string]*string{"AccessKeyId": &s.AccessKeyID, "AccessKeySecret": &s.AccessKeySecret, "SecurityToken": &s.SecurityToken} {
		if *to, err = text(answer, "Credentials", name); err != nil {
			return Credentials{}, fmt.Errorf("AssumeRole: %w", err)
		}
	}
	i.sessions[key] = s
	return s, nil
}

// role makes the role, which RAM users of its own account may assume.
func (i *Identities) role(ctx context.Context, account string) error {
	trust, err := json.Marshal(map[string]any{
		"Version": "1",
		"Statement": []any{map[string]any{
			"Effect": "Allow", "Action": "sts:AssumeRole",
			"Principal": map[string]any{"RAM": []string{"acs:ram::" + account + ":root"}},
		}},
	})
	if err != nil {
		return fmt.Errorf("trust policy: %w", err)
	}
	name := map[string]string{"RoleName": i.roleName()}
	err = i.make(ctx, "CreateRole", map[string]string{"RoleName": i.roleName(), "AssumeRolePolicyDocument": string(trust)}, "DeleteRole", name)
	if err != nil {
		return err
	}
	attached := map[string]string{"RoleName": i.roleName(), "PolicyType": "System", "PolicyName": fullAccess}
	return i.make(ctx, "AttachPolicyToRole", attached, "DetachPolicyFromRole", attached)
}

// make calls an action of RAM as the owner, once, and remembers how to undo it:
// before the call, since its answer may get lost.
func (i *Identities) make(ctx context.Context, action string, params map[string]string, undo string, with map[string]string) error {
	step := action + fmt.Sprint(params)
	if i.done[step] {
		return nil
	}
	i.remember(undo, with)
	if _, err := i.cloud.ram(ctx, i.owner(), action, params); err != nil {
		return err
	}
	i.done[step] = true
	return nil
}

// remember keeps how to undo a step; what is not there need not be undone.
func (i *Identities) remember(undo string, with map[string]string) {
	i.undo = append(i.undo, func(ctx context.Context) error {
		_, err := i.cloud.ram(ctx, i.owner(), undo, with)
		if err != nil && strings.Contains(err.Error(), "NotExist") {
			return nil
		}
		return err
	})
}
