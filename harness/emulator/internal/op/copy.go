package op

import (
	"encoding/xml"
	"errors"
	"net/url"
	"strconv"
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

// copySource reads x-oss-copy-source: /bucket/key, percent-encoded, and maybe
// ?versionId=; a + is a blank, for SDK v1 encodes one so. Where the request came through an access
// point, the alias of that may stand for its bucket.
func copySource(r *wire.Request) (from Access, denial *deny.Denial) {
	value := r.Header.Get(copySourceHeader)
	path, parameters, versioned := strings.Cut(value, "?")
	path, err := url.QueryUnescape(strings.TrimPrefix(path, "/"))
	bucket, key, ok := strings.Cut(path, "/")
	if err != nil || !ok || key == "" || !ValidBucketName(bucket) {
		return from, wrong(deny.InvalidArgument, copySourceHeader, value)
	}
	if denial := wire.BadKey(key); denial != nil {
		return from, denial
	}
	if bucket == r.Named() {
		bucket = r.Bucket
	}
	from = Access{Action: "oss:GetObject", Bucket: bucket, Key: key}
	if versioned {
		from.Version, denial = sourceVersion(value, parameters)
	}
	return from, denial
}

// sourceVersion reads the version behind a source, which may have that
// parameter alone.
// https://help.aliyun.com/zh/oss/user-guide/0016-00000304
// https://help.aliyun.com/zh/oss/user-guide/0016-00000305
func sourceVersion(value, parameters string) (string, *deny.Denial) {
	name, id, _ := strings.Cut(parameters, "=")
	switch {
	case name != versionParameter:
		return "", wrong(deny.SourceParameter, copySourceHeader, value)
	case id == "":
		return "", wrong(deny.SourceVersionEmpty, copySourceHeader, value)
	}
	return id, versionFormed(id)
}

// copyAccesses: the source is read, the target written.
func copyAccesses(r *wire.Request) ([]Access, *deny.Denial) {
	from, denial := copySource(r)
	if denial != nil {
		return nil, denial
	}
	return []Access{from, {Action: "oss:PutObject", Bucket: r.Bucket, Key: r.Key, Writes: true}}, nil
}

// copySourceOf is the object that a copy reads, if its conditions hold. It is
// not there either where a delete marker is; that of a bucket with versions is
// named in a header. How the service refuses a marker by its id is not clear:
// the page of the operation has 404, and the EC is among those of arguments.
// https://www.alibabacloud.com/help/doc-detail/31979.html
// https://help.aliyun.com/zh/oss/user-guide/0016-00000307
func copySourceOf(c *Context) (source *world.Object, answer func(*wire.Response), denial *deny.Denial) {
	from, denial := copySource(c.Request)
	if denial != nil {
		return nil, nil, denial
	}
	b, ok := c.World.Bucket(from.Bucket)
	if !ok {
		return nil, nil, deny.Because(deny.NoSuchBucket, deny.Field{Name: "BucketName", Value: from.Bucket})
	}
	source, ok = b.Version(from.Key, from.Version)
	switch {
	case !ok && from.Version != "":
		return nil, nil, noSuchVersion(deny.SourceVersionUnknown, from.Key, from.Version)
	case ok && source.Marker && from.Version != "":
		return nil, nil, noSuchVersion(deny.SourceMarker, from.Key, from.Version)
	case !ok || source.Marker || source.Directory:
		return nil, nil, noSuchKey(from.Key)
	}
	answer = func(resp *wire.Response) {
		if b.Versioned() {
			resp.Set(sourceVersionHeader, source.VersionID())
		}
	}
	return source, answer, conditionsHold(c.Request, copySourceHeader+"-", source)
}

// copyObject is https://help.aliyun.com/zh/oss/developer-reference/copyobject
// That its answer has the checksum is by TestCopyObject of SDK v2.
func copyObject(c *ChangeContext) (*wire.Response, *deny.Denial) {
	if c.Request.Header.Get(copyRangeHeader) != "" {
		return nil, notImplemented(copyRangeHeader, "only a part is copied from a range")
	}
	source, describeSource, denial := copySourceOf(&c.Context)
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
	sums, denial := c.Aside.copied(source)
	if denial != nil {
		return nil, denial
	}
	o = withData(o, source.Data, sums)
	if source.Target != "" { // that the copy of a symbolic link is one is assumed
		o.Type, o.Target, o.ETag, o.MD5, o.SSE = source.Type, source.Target, source.ETag, "", world.Encryption{}
	}
	if denial := c.store(&o); denial != nil {
		return nil, denial
	}
	resp := wire.XML(200, struct {
		XMLName      xml.Name `xml:"CopyObjectResult"`
		LastModified string
		ETag         string
	}{LastModified: wire.ISOTime(o.Modified), ETag: quoted(o.ETag)})
	describeVersion(resp, c.Bucket, &o)
	resp.Set("x-oss-hash-crc64ecma", strconv.FormatUint(o.CRC64, 10))
	describeSource(resp)
	describeEncryption(resp, c.Bucket, o.SSE)
	return resp, nil
}
