package op

import (
	"encoding/xml"
	"errors"
	"net/url"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// The headers of a copy.
const (
	copySourceHeader = "x-oss-copy-source"
	copyRangeHeader  = "x-oss-copy-source-range" // of a part
)

var errQuiet = errors.New("Quiet is neither true nor false")

// CopySource reads x-oss-copy-source: /bucket/key, percent-encoded; a + is a
// blank, for SDK v1 encodes one so. Where the request came through an access
// point, the alias of that may stand for its bucket.
func CopySource(r *wire.Request) (bucket, key string, denial *deny.Denial) {
	value := r.Header.Get(copySourceHeader)
	if strings.Contains(value, "?") {
		return "", "", notImplemented(copySourceHeader, noVersions)
	}
	path, err := url.QueryUnescape(strings.TrimPrefix(value, "/"))
	bucket, key, ok := strings.Cut(path, "/")
	if err != nil || !ok || key == "" || !ValidBucketName(bucket) {
		return "", "", wrong(deny.InvalidArgument, copySourceHeader, value)
	}
	if denial := wire.BadKey(key); denial != nil {
		return "", "", denial
	}
	if bucket == r.Named() {
		bucket = r.Bucket
	}
	return bucket, key, nil
}

// copyAccesses: the source is read, the target written.
func copyAccesses(r *wire.Request) ([]Access, *deny.Denial) {
	bucket, key, denial := CopySource(r)
	if denial != nil {
		return nil, denial
	}
	return []Access{
		{Action: "oss:GetObject", Bucket: bucket, Key: key},
		{Action: "oss:PutObject", Bucket: r.Bucket, Key: r.Key, Writes: true},
	}, nil
}

// copySourceOf is the object that a copy reads, if its conditions hold.
func copySourceOf(c *Context) (*world.Object, *deny.Denial) {
	bucket, key, denial := CopySource(c.Request)
	if denial != nil {
		return nil, denial
	}
	from, ok := c.World.Bucket(bucket)
	if !ok {
		return nil, deny.Because(deny.NoSuchBucket, deny.Field{Name: "BucketName", Value: bucket})
	}
	source, ok := from.Objects.Get(key)
	if !ok || source.Directory {
		return nil, noSuchKey(key)
	}
	return source, conditionsHold(c.Request, copySourceHeader+"-", source)
}

// copyObject is https://help.aliyun.com/zh/oss/developer-reference/copyobject
func copyObject(c *ChangeContext) (*wire.Response, *deny.Denial) {
	if c.Request.Header.Get(copyRangeHeader) != "" {
		return nil, notImplemented(copyRangeHeader, "only a part is copied from a range")
	}
	source, denial := copySourceOf(&c.Context)
	if denial != nil {
		return nil, denial
	}
	if source.Type == appendable {
		return nil, deny.Because(deny.CopyAppendable)
	}
	if denial := mayOverwrite(c); denial != nil {
		return nil, denial
	}
	o, denial := newObject(c)
	if denial != nil {
		return nil, denial
	}
	switch directive := c.Request.Header.Get("x-oss-metadata-directive"); directive {
	case "", "COPY":
		o.Headers = source.Headers
	case "REPLACE":
	default:
		return nil, wrong(deny.InvalidArgument, "x-oss-metadata-directive", directive)
	}
	switch directive := c.Request.Header.Get("x-oss-tagging-directive"); directive {
	case "", "Copy", "COPY":
		o.Tags = source.Tags
	case "Replace", "REPLACE":
	default:
		return nil, wrong(deny.InvalidArgument, "x-oss-tagging-directive", directive)
	}
	o = withData(o, source.Data)
	if denial := c.store(o); denial != nil {
		return nil, denial
	}
	resp := wire.XML(200, struct {
		XMLName      xml.Name `xml:"CopyObjectResult"`
		LastModified string
		ETag         string
	}{LastModified: wire.ISOTime(o.Modified), ETag: quoted(o.ETag)})
	describeEncryption(resp, o.SSE)
	return resp, nil
}
