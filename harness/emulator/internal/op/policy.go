package op

import (
	"encoding/xml"
	"errors"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/policy"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// maxBucketPolicy is in bytes. https://help.aliyun.com/zh/oss/user-guide/0030-00000001
const maxBucketPolicy = 16 << 10

// BucketPolicyOf reads the document of PutBucketPolicy.
func BucketPolicyOf(r *wire.Request) (*policy.Document, *deny.Denial) {
	if len(r.Body) > maxBucketPolicy {
		return nil, deny.Because(deny.BucketPolicyLong)
	}
	document, err := policy.ParseBucket(string(r.Body))
	switch {
	case errors.Is(err, policy.ErrLongElement):
		return nil, deny.Because(deny.BucketPolicyItem)
	case err != nil:
		return nil, deny.Naming(deny.BucketPolicySyntax, err.Error())
	}
	return document, nil
}

// putBucketPolicy is
// https://help.aliyun.com/zh/oss/developer-reference/putbucketpolicy
func putBucketPolicy(c *ChangeContext) (*wire.Response, *deny.Denial) {
	document, denial := BucketPolicyOf(c.Request)
	if denial != nil {
		return nil, denial
	}
	return c.replaceBucket(200, func(b *world.Bucket) { b.Policy, b.PolicyText = document, string(c.Request.Body) })
}

// getBucketPolicy gives the document back as it was given.
func getBucketPolicy(c *Context) (*wire.Response, *deny.Denial) {
	if c.Bucket.Policy == nil {
		return nil, deny.Because(deny.NoBucketPolicy, deny.Field{Name: "BucketName", Value: c.Bucket.Name})
	}
	resp := &wire.Response{Status: 200, Body: []byte(c.Bucket.PolicyText)}
	resp.Set("Content-Type", "application/json")
	return resp, nil
}

func deleteBucketPolicy(c *ChangeContext) (*wire.Response, *deny.Denial) {
	return c.replaceBucket(204, func(b *world.Bucket) { b.Policy, b.PolicyText = nil, "" })
}

// getBucketPolicyStatus is
// https://help.aliyun.com/en/oss/developer-reference/getbucketpolicystatus
func getBucketPolicyStatus(c *Context) (*wire.Response, *deny.Denial) {
	return wire.XML(200, struct {
		XMLName  xml.Name `xml:"PolicyStatus"`
		IsPublic bool
	}{IsPublic: c.Bucket.Policy != nil && c.Bucket.Policy.Public()}), nil
}

// replaceBucket stores a changed copy of the bucket.
func (c *ChangeContext) replaceBucket(status int, change func(*world.Bucket)) (*wire.Response, *deny.Denial) {
	c.Draft.ChangeBucket(c.Bucket.Name, change)
	return wire.Empty(status), nil
}
