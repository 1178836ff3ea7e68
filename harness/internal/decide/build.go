package decide

import (
	"cmp"
	"context"
	"encoding/xml"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/scenarios"
)

// build makes buckets, objects and callers, and then sets the policies.
func (c *Court) build(ctx context.Context, cases []asked) error {
	owner, _ := c.on.Target.Callers.Of(scenarios.Owner)
	client, err := c.on.Client.SDK(c.on.Target.Endpoint, owner, oss.AuthV4)
	if err != nil {
		return err
	}
	if err := c.on.Target.Control.SetAccount(ctx, c.account()); err != nil {
		return err
	}
	if err := c.learnUsers(ctx); err != nil {
		return err
	}
	if c.tags, err = tagsOf(cases); err != nil {
		return err
	}
	var buckets []string
	for _, a := range cases {
		if _, err := c.credentials(ctx, a.Question); err != nil {
			return err
		}
		if a.bucket == "" || a.request.Names == scenarios.Bucket && makes(a.request) {
			continue
		}
		if err := c.has(client, a); err != nil {
			return err
		}
		if _, known := c.aliases[a.bucket]; !known && c.via(a.Question) == viaPoint {
			if err := c.makePoint(ctx, a.bucket); err != nil {
				return err
			}
		}
		if !slices.Contains(buckets, a.bucket) { // set again, a policy may deny that
			buckets = append(buckets, a.bucket)
		}
	}
	for _, bucket := range buckets {
		if c.world.BucketPolicy == "" {
			break
		}
		if err := client.SetBucketPolicy(bucket, c.names.toCourt(c.world.BucketPolicy)); err != nil {
			return target.Usagef("the %s is refused for bucket %s: %v", c.world.Files.of(OfBucket), bucket, err)
		}
	}
	return c.govern(ctx)
}

// makes reports whether the request is PutBucket.
func makes(r scenarios.Request) bool {
	return r.Method == http.MethodPut && r.SubResource == "" && len(r.Query) == 0
}

// account is the state of the account in which the buckets are made.
func (c *Court) account() control.AccountState {
	account := control.Normal()
	account.NewBucketsBlocked = !c.world.Public
	return account
}

// govern sets what stands above the buckets.
func (c *Court) govern(ctx context.Context) error {
	if c.world.VPCPolicy != "" {
		policy := c.names.toCourt(c.world.VPCPolicy)
		if err := c.on.Target.Control.SetVPC(ctx, c.world.vpc(), c.on.Target.Endpoint.Region, policy); err != nil {
			return target.Usagef("the %s is refused: %v", c.world.Files.of(OfVPC), err)
		}
	}
	if c.world.ControlPolicy == "" {
		return nil
	}
	account := c.account()
	account.ControlPolicy = c.names.toCourt(c.world.ControlPolicy)
	if err := c.on.Target.Control.SetAccount(ctx, account); err != nil {
		return target.Usagef("the %s is refused: %v", c.world.Files.of(OfControl), err)
	}
	return nil
}

// vpc is the VPC whose endpoint has the policy.
func (w World) vpc() string { return cmp.Or(w.VPC, defaultVPC) }

// point is the name of the access point.
func (w World) point() string { return cmp.Or(w.Point, defaultPoint) }

// via is the way that the request of a question takes to its bucket.
func (c *Court) via(q Question) string {
	switch {
	case q.Via != "":
		return q.Via
	case c.world.PointPolicy != "" && q.Raw == nil && strings.Trim(q.Resource, "*") == "":
		return viaBucket // the service
	case c.world.PointPolicy != "":
		return viaPoint
	}
	return viaBucket
}

// tagsOf are the tags that the questions tell of buckets and objects. One that several questions tell of has one set.
func tagsOf(cases []asked) (map[string]string, error) {
	all := map[string]string{}
	for _, a := range cases {
		for name, tags := range map[string]string{a.bucket: a.BucketTags, a.bucket + "/" + a.key: a.ObjectTags} {
			switch before := all[name]; {
			case tags == "":
			case before != "" && before != tags:
				return nil, target.Usagef("%s has the tags %q for one question, and %q for another; accepted: one set", name, before, tags)
			default:
				all[name] = tags
			}
		}
	}
	return all, nil
}

// has makes the bucket and the object of a question, each once.
func (c *Court) has(client *oss.Client, a asked) error {
	if !c.made[a.bucket] {
		if err := c.makeBucket(client, a.bucket); err != nil {
			return err
		}
		c.made[a.bucket] = true
	}
	if a.key == "" || c.made[a.bucket+"/"+a.key] {
		return nil
	}
	in, err := client.Bucket(a.bucket)
	if err != nil {
		return target.Usagef("bucket %q: %v", a.bucket, err)
	}
	var options []oss.Option
	if c.world.ObjectACL != "" {
		options = append(options, oss.ObjectACL(oss.ACLType(c.world.ObjectACL)))
	}
	if tags := c.tags[a.bucket+"/"+a.key]; tags != "" {
		options = append(options, oss.SetTagging(tagging(tags)))
	}
	if err := in.PutObject(a.key, strings.NewReader("content"), options...); err != nil {
		return target.Usagef("object %q: %v", a.bucket+"/"+a.key, err)
	}
	c.made[a.bucket+"/"+a.key] = true
	return nil
}

func tagging(text string) oss.Tagging {
	var all oss.Tagging
	pairs, _ := params(text)
	for _, p := range pairs {
		all.Tags = append(all.Tags, oss.Tag{Key: p.Name, Value: p.Value})
	}
	return all
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
	tags := c.tags[bucket]
	if tags == "" {
		return nil
	}
	if err := client.SetBucketTagging(bucket, tagging(tags)); err != nil {
		return target.Usagef("the tags %q of the bucket are refused: %v", tags, err)
	}
	return nil
}

// makePoint makes the access point of a bucket, with its policy.
func (c *Court) makePoint(ctx context.Context, bucket string) error {
	if len(c.aliases) > 0 {
		return target.Usagef("the access point %s belongs to one bucket, and the questions name several", c.world.point())
	}
	origin := "<NetworkOrigin>internet</NetworkOrigin>"
	if vpc := c.world.PointVPC; vpc != "" {
		origin = "<NetworkOrigin>vpc</NetworkOrigin><VpcConfiguration><VpcId>" + vpc + "</VpcId></VpcConfiguration>"
	}
	answer, err := c.about(ctx, bucket, "accessPoint", "<CreateAccessPointConfiguration><AccessPointName>"+c.world.point()+
		"</AccessPointName>"+origin+"</CreateAccessPointConfiguration>")
	if err != nil {
		return target.Usagef("the access point %s is refused: %v", c.world.point(), err)
	}
	var made struct {
		Alias string `xml:"Alias"`
	}
	if err := xml.Unmarshal(answer.Body, &made); err != nil {
		return fmt.Errorf("reading the alias of the access point: %w", err)
	}
	c.aliases[bucket] = made.Alias
	if c.world.PointPolicy == "" {
		return nil
	}
	if _, err := c.about(ctx, bucket, "accessPointPolicy", c.names.toCourt(c.world.PointPolicy)); err != nil {
		return target.Usagef("the %s is refused: %v", c.world.Files.of(OfAccessPoint), err)
	}
	return nil
}

// about sets something of the access point, as the owner.
func (c *Court) about(ctx context.Context, bucket, subResource, body string) (wire.Answer, error) {
	owner, _ := c.on.Target.Callers.Of(scenarios.Owner)
	answer, err := c.on.Client.Send(ctx, wire.Call{
		Request: scenarios.Request{Operation: "about the access point", Method: http.MethodPut, SubResource: subResource, Names: scenarios.Bucket,
			Body: body, Headers: []scenarios.Param{{Name: "x-oss-access-point-name", Value: c.world.point()}}},
		Carrier: scenarios.V4Header, Credentials: owner, Endpoint: c.on.Target.Endpoint, Bucket: bucket,
	})
	if err == nil && !answer.Succeeded() {
		err = answer.SDKError
	}
	return answer, err
}
