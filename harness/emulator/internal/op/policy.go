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
	if len(r.Body()) > maxBucketPolicy {
		return nil, deny.Because(deny.BucketPolicyLong)
	}
	document, err := policy.ParseBucket(string(r.Body()))
	switch {
	case errors.Is(err, policy.ErrLongElement):
		return nil, deny.Because(deny.BucketPolicyItem)
	case err != nil:
		return nil, deny.Naming(deny.BucketPolicySyntax, err.Error())
	}
	return document, nil
}

// putPolicy is
// https://help.aliyun.com/zh/oss/developer-reference/putbucketpolicy
func putPolicy(c *ChangeContext, _ wire.Element) (func(*world.Bucket), *deny.Denial) {
	document, denial := BucketPolicyOf(c.Request)
	return func(b *world.Bucket) { b.Policy, b.PolicyText = document, string(c.Request.Body()) }, denial
}

// getPolicy gives the document back as it was given.
func getPolicy(c *Context) *wire.Response {
	if c.Bucket.Policy == nil {
		return nil
	}
	resp := &wire.Response{Status: 200, Body: []byte(c.Bucket.PolicyText)}
	resp.Set("Content-Type", "application/json")
	return resp
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
