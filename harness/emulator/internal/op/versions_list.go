package op

import (
	"encoding/xml"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// A listedVersion is a version or a delete marker: its element is called so.
type listedVersion struct {
	XMLName      xml.Name
	Key          string
	VersionId    string
	IsLatest     bool
	LastModified string
	*versionContent
	Owner owner
}

// versionContent is what a delete marker has not.
type versionContent struct {
	ETag         string
	Type         string
	Size         int
	StorageClass string
	RestoreInfo  string `xml:",omitempty"`
}

// versions is the answer of
// https://help.aliyun.com/zh/oss/developer-reference/listobjectversions
type versions struct {
	XMLName             xml.Name `xml:"ListVersionsResult"`
	Name                string
	Prefix              string
	KeyMarker           string
	VersionIdMarker     string
	MaxKeys             int
	Delimiter           string
	EncodingType        string `xml:",omitempty"`
	IsTruncated         bool
	NextKeyMarker       string `xml:",omitempty"`
	NextVersionIdMarker string `xml:",omitempty"`
	Versions            []listedVersion
	CommonPrefixes      []commonPrefix
}

// listObjectVersions lists the versions and the delete markers of a bucket: by
// key, and those of a key from the newest on.
func listObjectVersions(c *Context) (*wire.Response, *deny.Denial) {
	q := c.Request.Query
	marker, id := q.Get("key-marker"), q.Get("version-id-marker")
	switch {
	case marker == "" && id != "":
		return nil, wrong(deny.VersionWithoutKey, "version-id-marker", id)
	case !isVersionID(id):
		return nil, wrong(deny.VersionMarkerInvalid, "version-id-marker", id)
	}
	limit, denial := number(c.Request, "max-keys", 1, maxKeys, 100)
	if denial != nil {
		return nil, denial
	}
	encode, denial := encodingOf(c.Request)
	if denial != nil {
		return nil, denial
	}
	w := walk{prefix: q.Get("prefix"), delimiter: q.Get("delimiter"), after: marker, limit: limit}
	found, next := versionsPage(c.Bucket, w, id)
	doc := versions{
		Name: c.Bucket.Name, Prefix: encode(w.prefix), KeyMarker: encode(marker), VersionIdMarker: id, MaxKeys: limit,
		Delimiter: encode(w.delimiter), EncodingType: q.Get("encoding-type"), IsTruncated: found.more,
	}
	for _, v := range found.items {
		doc.Versions = append(doc.Versions, c.listed(v, encode))
	}
	for _, p := range found.prefixes {
		doc.CommonPrefixes = append(doc.CommonPrefixes, commonPrefix{encode(p)})
	}
	if found.more {
		doc.NextKeyMarker, doc.NextVersionIdMarker = encode(found.next), next
	}
	return wire.XML(200, doc), nil
}

// A placedVersion is a version that knows whether it is the current one.
type placedVersion struct {
	*world.Object
	latest bool
}

// versionsPage walks the versions of a bucket as pageOf walks its keys, from
// one version of the marker on; next is the id of the last version of the page,
// and empty where it ends with a common prefix.
func versionsPage(b *world.Bucket, w walk, after string) (p page[placedVersion], next string) {
	rollUp := func(key string, _ []*world.Object) string { return w.rollUp(key) }
	for key, all := range skipping(b.AllVersions, max(w.prefix, w.after), rollUp) {
		if !strings.HasPrefix(key, w.prefix) {
			break
		}
		left := all
		switch rolled := w.rollUp(key); {
		case rolled != "" && (rolled <= w.after || rolled == p.lastPrefix()):
			continue
		case rolled != "" && len(p.items)+len(p.prefixes) == w.limit:
			p.more = true
			return p, next
		case rolled != "":
			p.prefixes, p.next, next = append(p.prefixes, rolled), rolled, ""
			continue
		case key == w.after:
			left = olderThan(all, after)
		}
		for _, v := range left {
			if len(p.items)+len(p.prefixes) == w.limit {
				p.more = true
				return p, next
			}
			p.items = append(p.items, placedVersion{v, v == all[0]})
			p.next, next = key, v.VersionID()
		}
	}
	return p, next
}

// olderThan are the versions after one of them; without an id none. All are
// left where that version is gone: who deletes what was listed misses nothing.
func olderThan(all []*world.Object, id string) []*world.Object {
	if id == "" {
		return nil
	}
	return all[slices.IndexFunc(all, func(v *world.Object) bool { return v.VersionID() == id })+1:]
}

func (c *Context) listed(v placedVersion, encode encoder) listedVersion {
	out := listedVersion{
		XMLName: xml.Name{Local: "DeleteMarker"}, Key: encode(v.Key), VersionId: v.VersionID(), IsLatest: v.latest,
		LastModified: wire.ISOTime(v.Modified), Owner: ownerOf(c.Bucket),
	}
	if !v.Marker {
		out.XMLName.Local = "Version"
		out.versionContent = &versionContent{quoted(v.ETag), v.Type, v.Data.Len(), v.Class, restoreInfo(v.Object, c.Request.Now)}
	}
	return out
}
