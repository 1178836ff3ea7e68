package op

import (
	"encoding/base64"
	"encoding/xml"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// How a version is named, by a request and in answers.
const (
	versionParameter    = "versionId"
	versionHeader       = "x-oss-version-id"
	markerHeader        = "x-oss-delete-marker"
	sourceVersionHeader = "x-oss-copy-source-version-id"
)

// VersionAsked is the id of the version that the URL of a request names; empty:
// the current version is meant.
func VersionAsked(r *wire.Request) string { return r.Query.Get(versionParameter) }

// takesVersion: the operation is one on a version of an object, where the URL
// may name it. What copies names it with the source.
func (o *Operation) takesVersion() bool {
	return (o.OfVersion != "" || o.OfEach) && o.Level == Object && o.Header == ""
}

// knowsVersion: it is known what the operation makes of a version that the URL
// names. SDK v1 names that of the source of a copy when it begins an upload,
// and by its test TestVersioningCopyFileCrossBucket the service pays no heed.
func (o *Operation) knowsVersion() bool {
	return o.takesVersion() || o.Sub == "append" || o.Name == "InitiateMultipartUpload"
}

// Spares: with versioning what is written comes beside what was there. Only a
// version that is named is deleted, and only what is appended to changes.
func (o *Operation) Spares(b *world.Bucket, a Access) bool {
	return b.Versioning == world.VersioningEnabled && a.Version == "" && o.Sub != "append"
}

// versionNamed tells what is wrong with the version that a URL names: nothing
// is appended to one, and an id is neither empty nor without form.
// https://help.aliyun.com/zh/oss/user-guide/0016-00000504
// https://help.aliyun.com/zh/oss/user-guide/0012-00000201
func (o *Operation) versionNamed(r *wire.Request) *deny.Denial {
	id, named := r.Query.Lookup(versionParameter)
	switch {
	case !named, !o.takesVersion() && o.Sub != "append":
		return nil
	case o.Sub == "append":
		return wrong(deny.AppendVersion, versionParameter, id)
	case id == "":
		return wrong(deny.VersionEmpty, versionParameter, id)
	}
	return versionFormed(id)
}

// versionFormed: an id is of letters and digits, says the page; those that
// other pages print have dots and underscores too.
// https://help.aliyun.com/zh/oss/user-guide/0012-00000202
func versionFormed(id string) *deny.Denial {
	if isVersionID(id) {
		return nil
	}
	return wrong(deny.VersionInvalid, versionParameter, id)
}

func isVersionID(id string) bool {
	const most = 1 << 10
	return len(id) <= most && !strings.ContainsFunc(id, func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && !strings.ContainsRune("._-", c)
	})
}

// newVersion is the id of a version that is stored now: the null version
// unless versioning is enabled. An id begins as those of the service do.
func (c *ChangeContext) newVersion() string { return versionIn(c.Bucket, c.NewID) }

func versionIn(b *world.Bucket, newID func() string) string {
	if b.Versioning != world.VersioningEnabled {
		return ""
	}
	return "CAEQARiBgI" + base64.RawURLEncoding.EncodeToString([]byte(strings.ToLower(newID())))
}

// describeVersion names the version that an answer is about, where the bucket
// has versions.
func describeVersion(resp *wire.Response, b *world.Bucket, o *world.Object) {
	if b.Versioned() {
		resp.Set(versionHeader, o.VersionID())
	}
}

// find returns the object of a request: the version that it names, or the
// current one. 404 comes after the permission. Of a delete marker that is named
// nothing but its deletion is asked; one that is current says so in a header.
// https://help.aliyun.com/zh/oss/user-guide/0017-00000002
// https://www.alibabacloud.com/help/doc-detail/31986.html
func find(c *Context) (*world.Object, *deny.Denial) {
	key, id := c.Request.Key, VersionAsked(c.Request)
	o, there := c.Bucket.Version(key, id)
	switch {
	case !there && id != "":
		return nil, noSuchVersion(deny.NoSuchVersion, key, id)
	case !there:
		return nil, noSuchKey(key)
	case o.Marker && id != "":
		denial := deny.Because(deny.MarkerNamed, deny.Field{Name: "Method", Value: c.Request.Method},
			deny.Field{Name: "ResourceType", Value: "DeleteMarker"})
		return nil, marked(denial, o)
	case o.Marker:
		return nil, marked(noSuchKey(key), o)
	}
	return o, nil
}

func noSuchKey(key string) *deny.Denial {
	return deny.Because(deny.NoSuchKey, deny.Field{Name: "Key", Value: key})
}

func noSuchVersion(why deny.Reason, key, id string) *deny.Denial {
	return deny.Because(why, deny.Field{Name: "Key", Value: key}, deny.Field{Name: "VersionId", Value: id})
}

// marked tells in headers that a delete marker is in the way, and which.
func marked(denial *deny.Denial, marker *world.Object) *deny.Denial {
	denial.Header = [][2]string{{markerHeader, "true"}, {versionHeader, marker.VersionID()}}
	return denial
}

var versioningRequest = wire.Shape{Name: "VersioningConfiguration", Children: []wire.Shape{{Name: "Status", Required: true}}}

// putVersioning enables or suspends versioning; nothing brings a bucket
// back to where it had none. A retention policy stands with versioning that is
// enabled or was never, not with suspended versioning; an older page says that
// it does not stand with versioning at all. Object-level retention keeps it on.
// https://help.aliyun.com/zh/oss/developer-reference/putbucketversioning
// https://www.alibabacloud.com/help/doc-detail/90564.html
// https://help.aliyun.com/zh/oss/user-guide/0012-00000006
func putVersioning(c *ChangeContext, body wire.Element) (func(*world.Bucket), *deny.Denial) {
	status := body.Child("Status")
	switch {
	case status == "":
		return nil, wrong(deny.VersioningEmpty, "Status", status)
	case status != world.VersioningEnabled && status != world.VersioningSuspended:
		return nil, wrong(deny.VersioningUnknown, "Status", status)
	case status == world.VersioningSuspended && (c.Bucket.ObjectWorm != nil || c.Bucket.RetentionAt(c.Request.Now) != nil):
		return nil, deny.Because(deny.VersioningRetained)
	}
	return func(b *world.Bucket) { b.Versioning = status }, nil
}

// getVersioning says nothing of a bucket whose versioning was never
// enabled.
// https://help.aliyun.com/zh/oss/developer-reference/getbucketversioning
func getVersioning(c *Context) *wire.Response {
	return wire.XML(200, struct {
		XMLName xml.Name `xml:"VersioningConfiguration"`
		Status  string   `xml:",omitempty"`
	}{Status: c.Bucket.Versioning})
}
