package op

import (
	"crypto/md5"
	"encoding/base64"
	"encoding/hex"
	"encoding/xml"
	"hash/crc64"
	"slices"
	"strconv"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// crcTable is CRC-64/XZ, the checksum of x-oss-hash-crc64ecma.
var crcTable = crc64.MakeTable(crc64.ECMA)

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
	headers, denial := keptHeaders(r)
	return world.Object{Key: r.Key, Modified: r.Now, Class: class, ACL: acl, Headers: headers, Type: "Normal", Tags: tags, SSE: sse}, denial
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
	for name, values := range r.Header {
		low := strings.ToLower(name)
		if strings.HasPrefix(low, "x-oss-meta-") {
			value := strings.Join(values, ",")
			total += len(low) + len(value)
			out = append(out, world.Header{Name: low, Value: value})
		}
	}
	if total > wire.MaxUserMeta {
		return nil, wrong(deny.InvalidArgument, "x-oss-meta", strconv.Itoa(total))
	}
	slices.SortFunc(out, func(a, b world.Header) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

// withData fills in the content and what is computed from it.
func withData(o world.Object, data []byte) world.Object {
	sum := md5.Sum(data)
	o.Data = data
	o.ETag = strings.ToUpper(hex.EncodeToString(sum[:]))
	o.MD5 = base64.StdEncoding.EncodeToString(sum[:])
	o.CRC64 = crc64.Checksum(data, crcTable)
	return o
}

// digestHolds checks Content-MD5 where it is given.
func digestHolds(r *wire.Request) *deny.Denial {
	given := r.Header.Get("Content-MD5")
	sum := md5.Sum(r.Body)
	if given == "" || given == base64.StdEncoding.EncodeToString(sum[:]) {
		return nil
	}
	return deny.Because(deny.InvalidDigest, deny.Field{Name: "Content-MD5", Value: given})
}

// mayOverwrite holds x-oss-forbid-overwrite.
func mayOverwrite(c *ChangeContext) *deny.Denial {
	if _, exists := c.Bucket.Objects.Get(c.Request.Key); exists && c.Request.Header.Get(overwriteHeader) == "true" {
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
	o = withData(o, r.Body)
	if denial := c.store(o); denial != nil {
		return nil, denial
	}
	resp := wire.Empty(200)
	resp.Set("ETag", quoted(o.ETag))
	resp.Set("Content-MD5", o.MD5)
	resp.Set("x-oss-hash-crc64ecma", strconv.FormatUint(o.CRC64, 10))
	describeEncryption(resp, o.SSE)
	return resp, nil
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

// deleteObject is 204 also where there is nothing. That a directory must be
// empty is assumed.
func deleteObject(c *ChangeContext) (*wire.Response, *deny.Denial) {
	o, known := c.Bucket.Find(c.Request.Key)
	switch {
	case !known:
		return wire.Empty(204), nil
	case o.Directory && len(c.Bucket.Below(o.Key)) > 0:
		return nil, deny.Because(deny.FileAlreadyExists)
	}
	world.Remove(c.Draft, c.Bucket.Objects, o.Key)
	return wire.Empty(204), nil
}

// find returns the object of a request. 404 comes after the permission.
func find(c *Context) (*world.Object, *deny.Denial) {
	o, ok := c.Bucket.Find(c.Request.Key)
	if !ok {
		return nil, noSuchKey(c.Request.Key)
	}
	return o, nil
}

func noSuchKey(key string) *deny.Denial {
	return deny.Because(deny.NoSuchKey, deny.Field{Name: "Key", Value: key})
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
	world.Set(c.Draft, c.Bucket.Objects, next.Key, &next)
	return wire.Empty(200), nil
}

func getObjectACL(c *Context) (*wire.Response, *deny.Denial) {
	o, denial := find(c)
	if denial != nil {
		return nil, denial
	}
	return wire.XML(200, accessControlPolicy{Owner: ownerOf(c.Bucket), Grant: o.ACL}), nil
}

var batchRequest = wire.Shape{Name: "Delete", Children: []wire.Shape{
	{Name: "Quiet"},
	{Name: "Object", Many: true, Required: true, Children: []wire.Shape{{Name: "Key", Required: true}, {Name: "VersionId"}}},
}}

const maxBatch = 1000 // keys of one DeleteMultipleObjects

// batchKeys reads the keys of a batch delete.
func batchKeys(r *wire.Request) (keys []string, quiet bool, denial *deny.Denial) {
	body, err := wire.ReadXML(r.Body, batchRequest)
	if err != nil {
		return nil, false, malformed(err)
	}
	objects := body.All("Object")
	if len(objects) > maxBatch {
		return nil, false, deny.Because(deny.MalformedXML)
	}
	for _, o := range objects {
		if version := o.Child("VersionId"); version != "" {
			return nil, false, notImplemented("VersionId", noVersions)
		}
		key := o.Child("Key")
		if denial := wire.BadKey(key); denial != nil {
			return nil, false, denial
		}
		keys = append(keys, key)
	}
	switch q := body.Child("Quiet"); q {
	case "", "false":
		return keys, false, nil
	case "true":
		return keys, true, nil
	}
	return nil, false, malformed(errQuiet)
}

func batchAccesses(r *wire.Request) ([]Access, *deny.Denial) {
	if r.Body == nil {
		return nil, nil
	}
	keys, _, denial := batchKeys(r)
	accesses := make([]Access, len(keys))
	for i, key := range keys {
		accesses[i] = Access{Action: "oss:DeleteObject", Bucket: r.Bucket, Key: key, Writes: true}
	}
	return accesses, denial
}

// deleteMultipleObjects is
// https://help.aliyun.com/zh/oss/developer-reference/deletemultipleobjects
func deleteMultipleObjects(c *ChangeContext) (*wire.Response, *deny.Denial) {
	r := c.Request
	if r.Header.Get("Content-MD5") == "" {
		return nil, wrong(deny.MissingDigest, "Content-MD5", "")
	}
	if denial := digestHolds(r); denial != nil {
		return nil, denial
	}
	keys, quiet, denial := batchKeys(r)
	if denial != nil {
		return nil, denial
	}
	encode, denial := encodingOf(r)
	if denial != nil {
		return nil, denial
	}
	type deleted struct{ Key string }
	doc := struct {
		XMLName      xml.Name `xml:"DeleteResult"`
		EncodingType string   `xml:",omitempty"`
		Deleted      []deleted
	}{EncodingType: r.Query.Get("encoding-type")}
	for _, key := range keys {
		world.Remove(c.Draft, c.Bucket.Objects, key)
		doc.Deleted = append(doc.Deleted, deleted{encode(key)})
	}
	if quiet {
		return wire.Empty(200), nil
	}
	return wire.XML(200, doc), nil
}
