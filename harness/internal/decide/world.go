package decide

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/harness/internal/opened"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/scenarios"
)

// World is what decides, beside the request. Policies are documents in JSON; an empty one does not exist.
type World struct {
	UserPolicies  []string // of the RAM user
	RolePolicies  []string // of the role of a session; none: it may do everything
	SessionPolicy string
	BucketPolicy  string
	ControlPolicy string // of the resource directory
	VPCPolicy     string // of the gateway endpoint that all callers come through
	BucketACL     string // private, public-read or public-read-write; empty: private
	ObjectACL     string // likewise; empty: as the bucket
	Public        bool   // Block Public Access is off
}

// Policies of the role.
const (
	everything = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`
	assuming   = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}]}`
)

// vpc is the network of the callers, if the world has a VPC policy.
const vpc = "vpc-decide"

// Court is an emulator with one world in it.
type Court struct {
	on    *opened.Stage
	world World
	state scenarios.State // of the callers
	made  map[string]bool // buckets, and objects as bucket/key
}

// Open starts an emulator, and builds the world in it with the buckets and objects of the questions. The
// policies come last, so that they do not refuse what builds. A policy that can't be read, and a question
// that can't be asked, is a usage error.
func Open(ctx context.Context, w World, questions []Question) (*Court, error) {
	var cases []request
	for _, q := range questions {
		asked, err := q.request()
		if err != nil {
			return nil, err
		}
		cases = append(cases, asked)
	}
	merged, err := merge("RAM user", w.UserPolicies)
	if err != nil {
		return nil, err
	}
	if len(w.RolePolicies) == 0 {
		w.RolePolicies = []string{everything}
	}
	role, err := merge("role", append(slices.Clone(w.RolePolicies), assuming))
	if err != nil {
		return nil, err
	}
	for _, policy := range []struct{ name, text string }{
		{"session policy", w.SessionPolicy}, {"bucket policy", w.BucketPolicy}, {"control policy", w.ControlPolicy}, {"VPC policy", w.VPCPolicy},
	} {
		if policy.text != "" && !json.Valid([]byte(policy.text)) {
			return nil, target.Usagef("the %s is no JSON", policy.name)
		}
	}
	t, err := target.Open(ctx, target.Spec{Target: "emulator:"})
	if err != nil {
		return nil, err
	}
	c := &Court{on: opened.On(t, t.Transport, 0, "decide", nil), world: w, made: map[string]bool{}}
	c.on.Identities.SetBase(role)
	c.state = scenarios.NoState().With(scenarios.UserOnlyPolicy, scenarios.NoPolicy+merged)
	if w.SessionPolicy != "" {
		c.state = c.state.With(scenarios.SessionPolicy, w.SessionPolicy)
	}
	if err := c.build(ctx, cases); err != nil {
		return nil, errors.Join(err, c.Close(ctx))
	}
	return c, nil
}

// Close ends the emulator.
func (c *Court) Close(ctx context.Context) error { return c.on.Target.Close(ctx) }

// merge joins the statements of several policies into one document: RAM allows and denies by their sum.
func merge(whose string, policies []string) (string, error) {
	if len(policies) == 0 {
		return "", nil
	}
	statements := []json.RawMessage{}
	for _, text := range policies {
		var document struct {
			Version   string          `json:"Version"`
			Statement json.RawMessage `json:"Statement"`
		}
		if err := json.Unmarshal([]byte(text), &document); err != nil {
			return "", target.Usagef("a policy of the %s can't be read: %v", whose, err)
		}
		var several []json.RawMessage
		if err := json.Unmarshal(document.Statement, &several); err != nil {
			several = []json.RawMessage{document.Statement}
		}
		statements = append(statements, several...)
	}
	merged, err := json.Marshal(map[string]any{"Version": "1", "Statement": statements})
	return string(merged), err
}

// account is the state of the account in which the buckets are made.
func (c *Court) account() control.AccountState {
	account := control.Normal()
	account.NewBucketsBlocked = !c.world.Public
	return account
}

// govern sets what stands above the buckets.
func (c *Court) govern(ctx context.Context) error {
	if c.world.ControlPolicy == "" && c.world.VPCPolicy == "" {
		return nil
	}
	account := c.account()
	account.ControlPolicy = c.world.ControlPolicy
	if c.world.VPCPolicy != "" {
		if err := c.on.Target.Control.SetVPC(ctx, vpc, c.on.Target.Endpoint.Region, c.world.VPCPolicy); err != nil {
			return target.Usagef("the VPC policy is refused: %v", err)
		}
		account.SourceVPC = vpc
	}
	if err := c.on.Target.Control.SetAccount(ctx, account); err != nil {
		return target.Usagef("the control policy is refused: %v", err)
	}
	return nil
}

// build makes buckets, objects and callers, and then sets the policies.
func (c *Court) build(ctx context.Context, cases []request) error {
	owner, _ := c.on.Target.Callers.Of(scenarios.Owner)
	client, err := c.on.Client.SDK(c.on.Target.Endpoint, owner, oss.AuthV4)
	if err != nil {
		return err
	}
	if err := c.on.Target.Control.SetAccount(ctx, c.account()); err != nil {
		return err
	}
	var buckets []string
	for _, asked := range cases {
		if _, err := c.on.Identities.Of(ctx, asked.who, c.state); err != nil {
			return fmt.Errorf("making the caller %s: %w", asked.Caller, err)
		}
		if asked.bucket == "" || asked.operation.Request.Operation == scenarios.PutBucket().Operation {
			continue
		}
		if err := c.has(client, asked.bucket, asked.key); err != nil {
			return err
		}
		buckets = append(buckets, asked.bucket)
	}
	for _, bucket := range buckets {
		if c.world.BucketPolicy == "" {
			break
		}
		if err := client.SetBucketPolicy(bucket, c.world.BucketPolicy); err != nil {
			return target.Usagef("the bucket policy is refused for bucket %s: %v", bucket, err)
		}
	}
	return c.govern(ctx)
}

// has makes the bucket and the object, each once.
func (c *Court) has(client *oss.Client, bucket, key string) error {
	if !c.made[bucket] {
		if err := c.makeBucket(client, bucket); err != nil {
			return err
		}
		c.made[bucket] = true
	}
	if key == "" || c.made[bucket+"/"+key] {
		return nil
	}
	in, err := client.Bucket(bucket)
	if err != nil {
		return target.Usagef("bucket %q: %v", bucket, err)
	}
	var options []oss.Option
	if c.world.ObjectACL != "" {
		options = append(options, oss.ObjectACL(oss.ACLType(c.world.ObjectACL)))
	}
	if err := in.PutObject(key, strings.NewReader("content"), options...); err != nil {
		return target.Usagef("object %q: %v", bucket+"/"+key, err)
	}
	c.made[bucket+"/"+key] = true
	return nil
}

func (c *Court) makeBucket(client *oss.Client, bucket string) error {
	if err := client.CreateBucket(bucket); err != nil {
		return target.Usagef("bucket %q: %v", bucket, err)
	}
	if acl := c.world.BucketACL; acl != "" {
		if err := client.SetBucketACL(bucket, oss.ACLType(acl)); err != nil {
			return target.Usagef("the ACL %q of the bucket is refused: %v", acl, err)
		}
	}
	return nil
}
