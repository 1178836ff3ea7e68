package op

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// kept are the standard headers that an object keeps, beside x-oss-meta-*.
var kept = []string{"Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language", "Content-Type", "Expires"}

// newObject reads what a request says about the object that it makes.
func newObject(c *ChangeContext) (world.Object, *deny.Denial) {
	r := c.Request
	acl, denial := objectACLOf(r, world.ACLDefault)
	if denial != nil {
		return world.Object{}, denial
	}
	class, denial := classOf(r, c.Bucket.Class)
	if denial != nil {
		return world.Object{}, denial
	}
	tags, denial := headerTags(r)
	if denial != nil {
		return world.Object{}, denial
	}
	sse, denial := EncryptionOf(r, c.Bucket)
	if denial != nil {
		return world.Object{}, denial
	}
	keep, denial := headerKeep(c)
	if denial != nil {
		return world.Object{}, denial
	}
	headers, denial := keptHeaders(r)
	key := strings.Clone(r.Key) // that of the request keeps the whole request line in memory
	return world.Object{Key: key, Modified: r.Now, Class: class, ACL: acl, Headers: headers, Type: "Normal", Tags: tags, SSE: sse,
		Keep: keep}, denial
}

func keptHeaders(r *wire.Request) ([]world.Header, *deny.Denial) {
	var out []world.Header
	for _, name := range kept {
		if v := r.Header.Get(name); v != "" {
			out = append(out, world.Header{Name: name, Value: v})
		}
	}
	if r.Header.Get("Content-Type") == "" {
		out = append(out, world.Header{Name: "Content-Type", Value: "application/octet-stream"})
	}
	total := 0
	for _, name := range r.Header.With("x-oss-meta-") {
		value := strings.Join(r.Header.Values(name), ",")
		total += len(name) + len(value)
		out = append(out, world.Header{Name: name, Value: value})
	}
	if total > wire.MaxUserMeta {
		return nil, wrong(deny.InvalidArgument, "x-oss-meta", strconv.Itoa(total))
	}
	slices.SortFunc(out, func(a, b world.Header) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

// withData fills in the content and what its checksums tell.
func withData(o world.Object, data world.Content, sums wire.Sums) world.Object {
	o.Data = data
	o.ETag = wire.UpperHex(sums.MD5[:])
	o.MD5 = base64.StdEncoding.EncodeToString(sums.MD5[:])
	o.CRC64 = sums.CRC64
	return o
}

// digestHolds checks Content-MD5 where it is given.
func digestHolds(r *wire.Request) *deny.Denial {
	given := r.Header.Get("Content-MD5")
	if given == "" || given == base64.StdEncoding.EncodeToString(r.Sums.MD5[:]) {
		return nil
	}
	return deny.Because(deny.InvalidDigest, deny.Field{Name: "Content-MD5", Value: given})
}

// mayOverwrite holds x-oss-forbid-overwrite, which has no effect where there
// are versions.
// https://help.aliyun.com/zh/oss/developer-reference/putobject
func mayOverwrite(c *ChangeContext) *deny.Denial {
	_, exists := c.Bucket.Objects.Get(c.Request.Key)
	if exists && !c.Bucket.Versioned() && c.Request.Header.Get(overwriteHeader) == "true" {
		return deny.Because(deny.FileAlreadyExists)
	}
	return nil
}

// lengthGiven: an upload says how long it is, or comes in chunks.
func lengthGiven(r *wire.Request) *deny.Denial {
	if r.Length == 0 && r.Header.Get("Content-Length") == "" {
		return deny.Because(deny.MissingLength)
	}
	return nil
}

// putObject is https://help.aliyun.com/zh/oss/developer-reference/putobject
func putObject(c *ChangeContext) (*wire.Response, *deny.Denial) {
	r := c.Request
	if denial := lengthGiven(r); denial != nil {
		return nil, denial
	}
	o, denial := newObject(c)
	if denial != nil {
		return nil, denial
	}
	if denial := digestHolds(r); denial != nil {
		return nil, denial
	}
	if denial := unconditional(r); denial != nil {
		return nil, denial
	}
	if denial := mayOverwrite(c); denial != nil {
		return nil, denial
	}
	o = withData(o, r.Content, r.Sums)
	if denial := c.store(&o); denial != nil {
		return nil, denial
	}
	resp := wire.Empty(200)
	describeVersion(resp, c.Bucket, &o)
	resp.Set("ETag", quoted(o.ETag))
	resp.Set("Content-MD5", o.MD5)
	resp.Set("x-oss-hash-crc64ecma", strconv.FormatUint(o.CRC64, 10))
	describeEncryption(resp, c.Bucket, o.SSE)
	return c.calledBack(resp, &o), nil
}

// unconditional: PutObject takes no conditions.
// https://help.aliyun.com/zh/oss/support/0017-00000245
func unconditional(r *wire.Request) *deny.Denial {
	for _, name := range []string{"If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since"} {
		if len(r.Header.Values(name)) > 0 {
			return deny.Because(deny.PutConditional, deny.Field{Name: "Header", Value: name})
		}
	}
	return nil
}

func putObjectACL(c *ChangeContext) (*wire.Response, *deny.Denial) {
	o, denial := find(&c.Context)
	if denial != nil {
		return nil, denial
	}
	next := *o
	if next.ACL, denial = objectACLOf(c.Request, o.ACL); denial != nil {
		return nil, denial
	}
	return c.replaced(200, &next)
}

// replaced puts what a request has changed of an object in the place of the
// version that it was.
func (c *ChangeContext) replaced(status int, next *world.Object) (*wire.Response, *deny.Denial) {
	c.Draft.ReplaceVersion(c.Bucket, next)
	resp := wire.Empty(status)
	describeVersion(resp, c.Bucket, next)
	return resp, nil
}

func getObjectACL(c *Context) (*wire.Response, *deny.Denial) {
	o, denial := find(c)
	if denial != nil {
		return nil, denial
	}
	resp := wire.XML(200, accessControlPolicy{Owner: ownerOf(c.Bucket), Grant: o.ACL})
	describeVersion(resp, c.Bucket, o)
	return resp, nil
}
