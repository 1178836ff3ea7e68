package op

import (
	"encoding/xml"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

type listedPart struct {
	PartNumber    int
	LastModified  string
	ETag          string
	HashCrc64ecma uint64
	Size          int
}

// listParts is https://help.aliyun.com/zh/oss/developer-reference/listparts
func listParts(c *Context) (*wire.Response, *deny.Denial) {
	r := c.Request
	u, denial := findUpload(c, deny.NoSuchUpload)
	if denial != nil {
		return nil, denial
	}
	limit, denial := number(r, "max-parts", 1, maxListed, maxListed)
	if denial != nil {
		return nil, denial
	}
	marker, denial := number(r, "part-number-marker", 0, maxParts, 0)
	if denial != nil {
		return nil, denial
	}
	encode, denial := encodingOf(r)
	if denial != nil {
		return nil, denial
	}
	doc := struct {
		XMLName              xml.Name `xml:"ListPartsResult"`
		EncodingType         string   `xml:",omitempty"`
		Bucket               string
		Key                  string
		UploadId             string
		StorageClass         string
		PartNumberMarker     int
		NextPartNumberMarker int
		MaxParts             int
		IsTruncated          bool
		Part                 []listedPart
	}{
		EncodingType: r.Query.Get("encoding-type"), Bucket: c.Bucket.Name, Key: encode(u.Key), UploadId: u.ID,
		StorageClass: u.Target.Class, PartNumberMarker: marker, MaxParts: limit,
	}
	for _, p := range u.Parts.From(world.PartKey(marker + 1)) {
		if len(doc.Part) == limit {
			doc.IsTruncated = true
			break
		}
		doc.Part = append(doc.Part, listedPart{p.Number, wire.ISOTime(p.Modified), quoted(p.ETag), p.CRC64, p.Data.Len()})
		doc.NextPartNumberMarker = p.Number
	}
	return wire.XML(200, doc), nil
}

type listedUpload struct {
	Key          string
	UploadId     string
	StorageClass string
	Initiated    string
}

// listUploads is
// https://help.aliyun.com/zh/oss/developer-reference/listmultipartuploads
func listUploads(c *Context) (*wire.Response, *deny.Denial) {
	r := c.Request
	limit, denial := number(r, "max-uploads", 1, maxListed, maxListed)
	if denial != nil {
		return nil, denial
	}
	encode, denial := encodingOf(r)
	if denial != nil {
		return nil, denial
	}
	q := r.Query
	keyMarker, idMarker := q.Get("key-marker"), q.Get("upload-id-marker")
	w := walk{prefix: q.Get("prefix"), delimiter: q.Get("delimiter"), after: uploadsAfter(keyMarker, idMarker), limit: limit}
	found := pageOf(c.Bucket.Uploads, w, func(_ string, u *world.Upload) string { return u.Key })
	doc := struct {
		XMLName            xml.Name `xml:"ListMultipartUploadsResult"`
		EncodingType       string   `xml:",omitempty"`
		Bucket             string
		KeyMarker          string
		UploadIdMarker     string
		NextKeyMarker      string
		NextUploadIdMarker string
		Delimiter          string
		Prefix             string
		MaxUploads         int
		IsTruncated        bool
		Upload             []listedUpload
		CommonPrefixes     []commonPrefix
	}{
		EncodingType: q.Get("encoding-type"), Bucket: c.Bucket.Name, KeyMarker: encode(keyMarker), UploadIdMarker: idMarker,
		Delimiter: encode(w.delimiter), Prefix: encode(w.prefix), MaxUploads: limit, IsTruncated: found.more,
	}
	for _, u := range found.items {
		doc.Upload = append(doc.Upload, listedUpload{encode(u.Key), u.ID, u.Target.Class, wire.ISOTime(u.Initiated)})
	}
	for _, p := range found.prefixes {
		doc.CommonPrefixes = append(doc.CommonPrefixes, commonPrefix{encode(p)})
	}
	if found.more {
		key, id := world.SplitUploadKey(found.next)
		doc.NextKeyMarker, doc.NextUploadIdMarker = encode(key), id
	}
	return wire.XML(200, doc), nil
}

// uploadsAfter turns the two markers into one ordering key. A key marker
// alone skips every upload of that key.
func uploadsAfter(key, id string) string {
	switch {
	case key == "":
		return ""
	case id == "":
		return key + "\x01"
	}
	return world.UploadKey(key, id)
}
