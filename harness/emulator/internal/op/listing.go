package op

import (
	"encoding/base64"
	"encoding/xml"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

const maxKeys = 1000 // of one listing; the default is 100

// A page is one page of a walk over ordered keys.
type page[V any] struct {
	items    []V
	prefixes []string
	next     string // the last key or common prefix of the page
	more     bool
}

// A walk says which keys a page holds: those after the marker that begin
// with the prefix; keys that hold the delimiter after the prefix are rolled
// up into common prefixes.
type walk struct {
	prefix, delimiter, after string
	limit                    int
}

// pageOf walks ordered keys. object names the object key of an entry: in a
// list of uploads it is a part of the ordering key.
func pageOf[V any](in *world.Ordered[V], w walk, object func(string, V) string) page[V] {
	var p page[V]
	rollUp := func(ordering string, v V) string { return w.rollUp(object(ordering, v)) }
	for ordering, v := range skipping(in.From, max(w.prefix, w.after), rollUp) {
		key := object(ordering, v)
		if !strings.HasPrefix(key, w.prefix) {
			break
		}
		rolled := w.rollUp(key)
		switch {
		case rolled == "" && ordering <= w.after:
			continue
		case rolled != "" && (rolled <= w.after || rolled == p.lastPrefix()):
			continue
		case len(p.items)+len(p.prefixes) == w.limit:
			p.more = true
			return p
		case rolled != "":
			p.prefixes = append(p.prefixes, rolled)
			p.next = rolled
		default:
			p.items = append(p.items, v)
			p.next = ordering
		}
	}
	return p
}

func (p page[V]) lastPrefix() string {
	if len(p.prefixes) == 0 {
		return ""
	}
	return p.prefixes[len(p.prefixes)-1]
}

// rollUp returns the common prefix that a key belongs to, or "".
func (w walk) rollUp(key string) string {
	if w.delimiter == "" {
		return ""
	}
	at := strings.Index(key[len(w.prefix):], w.delimiter)
	if at < 0 {
		return ""
	}
	return key[:len(w.prefix)+at+len(w.delimiter)]
}

type listedObject struct {
	Key          string
	LastModified string
	ETag         string
	Type         string
	Size         int
	StorageClass string
	RestoreInfo  string `xml:",omitempty"`
	Owner        *owner `xml:",omitempty"`
}

type commonPrefix struct{ Prefix string }

// listing is the answer of both versions of ListObjects.
type listing struct {
	XMLName               xml.Name `xml:"ListBucketResult"`
	Name                  string
	Prefix                string
	Marker                *string
	StartAfter            *string
	ContinuationToken     string `xml:",omitempty"`
	MaxKeys               int
	Delimiter             string
	EncodingType          string `xml:",omitempty"`
	IsTruncated           bool
	NextMarker            string `xml:",omitempty"`
	NextContinuationToken string `xml:",omitempty"`
	Contents              []listedObject
	CommonPrefixes        []commonPrefix
	KeyCount              *int
}

// listObjects is https://help.aliyun.com/zh/oss/developer-reference/listobjects
func listObjects(c *Context) (*wire.Response, *deny.Denial) {
	marker := c.Request.Query.Get("marker")
	doc, found, encode, denial := listPage(c, marker)
	if denial != nil {
		return nil, denial
	}
	encoded := encode(marker)
	doc.Marker = &encoded
	if found.more {
		doc.NextMarker = encode(found.next)
	}
	for i := range doc.Contents {
		o := ownerOf(c.Bucket)
		doc.Contents[i].Owner = &o
	}
	return wire.XML(200, doc), nil
}

// listObjectsV2 is https://help.aliyun.com/zh/oss/developer-reference/listobjectsv2
func listObjectsV2(c *Context) (*wire.Response, *deny.Denial) {
	q := c.Request.Query
	if kind := q.Get("list-type"); kind != "2" {
		return nil, wrong(deny.InvalidArgument, "list-type", kind)
	}
	startAfter, token := q.Get("start-after"), q.Get("continuation-token")
	after, err := base64.StdEncoding.DecodeString(token)
	if err != nil {
		return nil, wrong(deny.InvalidArgument, "continuation-token", token)
	}
	doc, found, encode, denial := listPage(c, max(startAfter, string(after)))
	if denial != nil {
		return nil, denial
	}
	encoded := encode(startAfter)
	count := len(doc.Contents) + len(doc.CommonPrefixes)
	doc.StartAfter, doc.ContinuationToken, doc.KeyCount = &encoded, token, &count
	if found.more {
		doc.NextContinuationToken = base64.StdEncoding.EncodeToString([]byte(found.next))
	}
	if q.Get("fetch-owner") == "true" {
		for i := range doc.Contents {
			o := ownerOf(c.Bucket)
			doc.Contents[i].Owner = &o
		}
	}
	return wire.XML(200, doc), nil
}

func listPage(c *Context, after string) (*listing, page[*world.Object], encoder, *deny.Denial) {
	var none page[*world.Object]
	q := c.Request.Query
	limit, denial := number(c.Request, "max-keys", 1, maxKeys, 100)
	if denial != nil {
		return nil, none, nil, denial
	}
	encode, denial := encodingOf(c.Request)
	if denial != nil {
		return nil, none, nil, denial
	}
	w := walk{prefix: q.Get("prefix"), delimiter: q.Get("delimiter"), after: after, limit: limit}
	found := pageOf(c.Bucket.Objects, w, func(key string, _ *world.Object) string { return key })
	doc := &listing{
		Name: c.Bucket.Name, Prefix: encode(w.prefix), Delimiter: encode(w.delimiter), MaxKeys: limit,
		EncodingType: q.Get("encoding-type"), IsTruncated: found.more,
	}
	for _, o := range found.items {
		listed := listedObject{
			Key: encode(o.Key), LastModified: wire.ISOTime(o.Modified), Type: o.Type, Size: o.Data.Len(), StorageClass: o.Class,
			RestoreInfo: restoreInfo(o, c.Request.Now),
		}
		if !o.Directory {
			listed.ETag = quoted(o.ETag)
		}
		doc.Contents = append(doc.Contents, listed)
	}
	for _, p := range found.prefixes {
		doc.CommonPrefixes = append(doc.CommonPrefixes, commonPrefix{encode(p)})
	}
	return doc, found, encode, nil
}

func quoted(etag string) string { return `"` + etag + `"` }

type listedBucket struct {
	Name             string
	Location         string
	Region           string
	CreationDate     string
	ExtranetEndpoint string
	IntranetEndpoint string
	StorageClass     string
}

// listBuckets lists those of the caller, or only those with a tag: its key, or
// key and value. https://help.aliyun.com/zh/oss/developer-reference/listbuckets
func listBuckets(c *Context) (*wire.Response, *deny.Denial) {
	limit, denial := number(c.Request, "max-keys", 1, maxKeys, 100)
	if denial != nil {
		return nil, denial
	}
	q, group := c.Request.Query, c.Request.Header.Get(groupHeader)
	if prefix := q.Get("prefix"); !beginsBucketName(prefix) {
		return nil, wrong(deny.BucketPrefixInvalid, "prefix", prefix)
	}
	named, denial := tagsNamed(c.Request)
	if denial != nil {
		return nil, denial
	}
	listed := func(b *world.Bucket) bool {
		for key, value := range named {
			if !tagNamed(b.Tags, key, value) {
				return false
			}
		}
		return b.Owner == c.Caller && (group == "" || group == b.GroupID()) && tagNamed(b.Tags, q.Get("tag-key"), q.Get("tag-value"))
	}
	doc := struct {
		XMLName     xml.Name `xml:"ListAllMyBucketsResult"`
		Prefix      string
		Marker      string
		MaxKeys     int
		IsTruncated bool
		NextMarker  string `xml:",omitempty"`
		Owner       owner
		Buckets     []listedBucket `xml:"Buckets>Bucket"`
	}{Prefix: q.Get("prefix"), Marker: q.Get("marker"), MaxKeys: limit, Owner: owner{c.Caller, c.Caller}}
	for name, b := range c.World.Buckets.From(max(doc.Prefix, doc.Marker)) {
		if !strings.HasPrefix(name, doc.Prefix) {
			break
		}
		if !listed(b) || name <= doc.Marker {
			continue
		}
		if len(doc.Buckets) == limit {
			doc.IsTruncated, doc.NextMarker = true, doc.Buckets[limit-1].Name
			break
		}
		public, internal := endpoints(c.Request, b)
		doc.Buckets = append(doc.Buckets, listedBucket{
			name, location(b), b.Region, wire.ISOTime(b.Created), public, internal, b.Class,
		})
	}
	return wire.XML(200, doc), nil
}
