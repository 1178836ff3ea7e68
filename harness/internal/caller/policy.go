package caller

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/oss403/oss403/scenarios"
)

// document is a policy of RAM, or a trust policy.
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

// basePolicy is what every RAM user and the role may, unless a scenario wants less:
// everything with the buckets of this run, what OSS asks of no bucket, and to
// assume the role of this run. It returns its name.
func (i *Identities) basePolicy(ctx context.Context) (string, error) {
	account, err := i.uid(ctx, scenarios.Owner)
	if err != nil {
		return "", err
	}
	base, err := json.Marshal(document{Version: "1", Statement: []statement{
		{Effect: "Allow", Action: []string{"oss:*"}, Resource: []string{"acs:oss:*:" + account + ":" + i.name("*")}},
		{Effect: "Allow", Action: []string{"oss:ListBuckets", "oss:DescribeRegions", "oss:*PublicAccessBlock"}, Resource: []string{"*"}},
		{Effect: "Allow", Action: []string{"sts:AssumeRole"}, Resource: []string{"acs:ram::" + account + ":role/" + i.roleName()}},
	}})
	if err != nil {
		return "", fmt.Errorf("base policy: %w", err)
	}
	return i.policy(ctx, string(base))
}

// digest tells documents apart.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:4])
}
