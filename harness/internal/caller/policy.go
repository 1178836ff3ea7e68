package caller

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/oss403/oss403/scenarios"
)

// document is a policy of RAM, or the trust policy of a role.
type document struct {
	Version   string
	Statement []statement
}

type statement struct {
	Effect    string
	Action    []string
	Resource  []string            `json:",omitempty"`
	Principal map[string][]string `json:",omitempty"`
}

// basePolicy makes the policy of the role and of every RAM user, unless a scenario wants
// less, and returns its name. It allows everything on the buckets of this run, the
// operations of OSS that have no bucket, and assuming the role of this run.
func (i *Identities) basePolicy(ctx context.Context) (string, error) {
	if i.base != "" {
		return i.policy(ctx, i.base)
	}
	account, err := i.uid(ctx, scenarios.Owner)
	if err != nil {
		return "", err
	}
	base, err := json.Marshal(document{Version: "1", Statement: []statement{
		{Effect: "Allow", Action: []string{"oss:*"}, Resource: []string{"acs:oss:*:" + account + ":" + i.name("*")}},
		{Effect: "Allow", Action: []string{"oss:ListBuckets", "oss:DescribeRegions", "oss:*PublicAccessBlock", "oss:GetUserQoSInfo",
			"oss:ListUserDataRedundancyTransition"}, Resource: []string{"*"}},
		{Effect: "Allow", Action: []string{"sts:AssumeRole"}, Resource: []string{"acs:ram::" + account + ":role/" + i.RoleName()}},
	}})
	if err != nil {
		return "", fmt.Errorf("base policy: %w", err)
	}
	return i.policy(ctx, string(base))
}

// digest is a short hash that differs from document to document.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:4])
}
