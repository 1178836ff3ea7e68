package op

import (
	"cmp"
	"encoding/xml"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// A deletion is what has become of one object: a version that is gone for good,
// or a delete marker on top of what there was.
type deletion struct {
	Key                   string
	VersionId             string `xml:",omitempty"` // that was named
	DeleteMarker          bool   `xml:",omitempty"` // it was a delete marker, or one was made
	DeleteMarkerVersionId string `xml:",omitempty"`
}

// deleteVersion deletes an object, or the version of it that is named. Where
// there are versions and none is named, a delete marker becomes the current
// version; that it does so although there was nothing is assumed.
// https://www.alibabacloud.com/help/doc-detail/31982.htm
// https://help.aliyun.com/en/oss/user-guide/delete-marker
func (c *ChangeContext) deleteVersion(key, id string) deletion {
	done := deletion{Key: key, VersionId: id}
	switch o, known := c.Bucket.Version(key, id); {
	case id == "" && c.Bucket.Versioned():
		marker := &world.Object{Key: key, Version: c.newVersion(), Marker: true, Modified: c.Request.Now}
		c.Draft.PutVersion(c.Bucket, marker)
		done.DeleteMarker, done.DeleteMarkerVersionId = true, marker.VersionID()
	case known:
		c.Draft.RemoveVersion(c.Bucket, o.Key, o.VersionID())
		if o.Marker {
			done.DeleteMarker, done.DeleteMarkerVersionId = true, id
		}
	}
	return done
}

// deleteObject is 204 also where there is nothing. A bucket that never had
// versions answers with none, the null version neither, by TestDeleteObject of
// SDK v2. That a directory must be empty is assumed.
func deleteObject(c *ChangeContext) (*wire.Response, *deny.Denial) {
	key := c.Request.Key
	if o, known := c.Bucket.Find(key); known && o.Directory && len(c.Bucket.Below(o.Key)) > 0 {
		return nil, deny.Because(deny.FileAlreadyExists)
	}
	done := c.deleteVersion(key, VersionAsked(c.Request))
	resp := wire.Empty(204)
	if done.DeleteMarker {
		resp.Set(markerHeader, "true")
	}
	if id := cmp.Or(done.VersionId, done.DeleteMarkerVersionId); id != "" && c.Bucket.Versioned() {
		resp.Set(versionHeader, id)
	}
	return resp, nil
}

var batchRequest = wire.Shape{Name: "Delete", Children: []wire.Shape{
	{Name: "Quiet"},
	{Name: "Object", Many: true, Required: true, Children: []wire.Shape{{Name: "Key", Required: true}, {Name: "VersionId"}}},
}}

const maxBatch = 1000 // keys of one DeleteMultipleObjects

// A doomed object is one of a batch, or one version of it.
type doomed struct{ key, version string }

// batchOf reads what a batch deletes.
// https://help.aliyun.com/zh/oss/user-guide/0016-00000612
func batchOf(r *wire.Request) (batch []doomed, quiet bool, denial *deny.Denial) {
	body, err := wire.ReadXML(r.Body(), batchRequest)
	if err != nil {
		return nil, false, malformed(err)
	}
	objects := body.All("Object")
	if len(objects) > maxBatch {
		return nil, false, deny.Because(deny.MalformedXML)
	}
	for _, o := range objects {
		d := doomed{o.Child("Key"), o.Child("VersionId")}
		if denial := wire.BadKey(d.key); denial != nil {
			return nil, false, denial
		}
		if len(o.All("VersionId")) > 0 && d.version == "" {
			return nil, false, wrong(deny.BatchVersionEmpty, "VersionId", "")
		}
		if denial := versionFormed(d.version); denial != nil {
			return nil, false, denial
		}
		batch = append(batch, d)
	}
	switch q := body.Child("Quiet"); q {
	case "", "false":
		return batch, false, nil
	case "true":
		return batch, true, nil
	}
	return nil, false, malformed(errQuiet)
}

func batchAccesses(r *wire.Request) ([]Access, *deny.Denial) {
	if r.Body() == nil {
		return nil, nil
	}
	batch, _, denial := batchOf(r)
	accesses := make([]Access, len(batch))
	for i, d := range batch {
		accesses[i] = Access{Action: "oss:DeleteObject", Bucket: r.Bucket, Key: d.key, Version: d.version, Writes: true}
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
	batch, quiet, denial := batchOf(r)
	if denial != nil {
		return nil, denial
	}
	encode, denial := encodingOf(r)
	if denial != nil {
		return nil, denial
	}
	doc := struct {
		XMLName      xml.Name `xml:"DeleteResult"`
		EncodingType string   `xml:",omitempty"`
		Deleted      []deletion
	}{EncodingType: r.Query.Get("encoding-type")}
	for _, d := range batch {
		done := c.deleteVersion(d.key, d.version)
		done.Key = encode(done.Key)
		doc.Deleted = append(doc.Deleted, done)
	}
	if quiet {
		return wire.Empty(200), nil
	}
	return wire.XML(200, doc), nil
}
