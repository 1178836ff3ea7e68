package op

import (
	"crypto/md5"
	"encoding/hex"
	"encoding/xml"
	"strconv"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// Limits of multipart uploads.
// https://help.aliyun.com/zh/oss/user-guide/multipart-upload
const (
	maxParts    = 10_000
	minPart     = 100 << 10 // bytes of every part but the last
	maxListed   = 1000
	maxAssembly = 4 * wire.MaxObject // bytes of a completed object; the service takes 48.8 TB
)

func initiateUpload(c *ChangeContext) (*wire.Response, *deny.Denial) {
	r := c.Request
	encode, denial := encodingOf(r)
	if denial != nil {
		return nil, denial
	}
	if denial := mayOverwrite(c); denial != nil {
		return nil, denial
	}
	target, denial := newObject(c)
	if denial != nil {
		return nil, denial
	}
	target.Type = "Multipart"
	u := &world.Upload{ID: c.NewID(), Key: target.Key, Initiated: r.Now, Target: target, Parts: world.NewOrdered[world.Part](),
		Sequential: r.Query.Has("sequential")}
	world.Set(c.Draft, c.Bucket.Uploads, world.UploadKey(u.Key, u.ID), u)
	resp := wire.XML(200, struct {
		XMLName      xml.Name `xml:"InitiateMultipartUploadResult"`
		EncodingType string   `xml:",omitempty"`
		Bucket       string
		Key          string
		UploadId     string
	}{EncodingType: r.Query.Get("encoding-type"), Bucket: c.Bucket.Name, Key: encode(u.Key), UploadId: u.ID})
	describeEncryption(resp, u.Target.SSE)
	return resp, nil
}

func findUpload(c *Context) (*world.Upload, *deny.Denial) {
	id := c.Request.Query.Get("uploadId")
	u, ok := c.Bucket.Uploads.Get(world.UploadKey(c.Request.Key, id))
	if !ok {
		return nil, deny.Because(deny.NoSuchUpload, deny.Field{Name: "UploadId", Value: id})
	}
	return u, nil
}

// partAsked is the upload and the number of the part that a request stores.
func partAsked(c *Context) (*world.Upload, int, *deny.Denial) {
	u, denial := findUpload(c)
	if denial != nil {
		return nil, 0, denial
	}
	n, denial := number(c.Request, "partNumber", 1, maxParts, 0)
	if denial != nil || n == 0 {
		return nil, 0, wrong(deny.InvalidArgument, "partNumber", c.Request.Query.Get("partNumber"))
	}
	return u, n, follows(u, n)
}

// follows: the parts of a sequential upload come in their order, and none is replaced. No page
// tells of such uploads; the Codes and texts were seen.
// https://github.com/alist-org/alist/discussions/4309
func follows(u *world.Upload, n int) *deny.Denial {
	if !u.Sequential {
		return nil
	}
	p, there := u.Parts.Get(world.PartKey(n))
	switch {
	case there:
		return deny.Because(deny.PartAlreadyExists,
			deny.Field{Name: "PartEtag", Value: quoted(p.ETag)}, deny.Field{Name: "PartNumber", Value: strconv.Itoa(n)})
	case n != u.Parts.Len()+1:
		return deny.Because(deny.PartNotSequential)
	}
	return nil
}

func uploadPart(c *ChangeContext) (*wire.Response, *deny.Denial) {
	r := c.Request
	u, n, denial := partAsked(&c.Context)
	if denial != nil {
		return nil, denial
	}
	if denial := digestHolds(r); denial != nil {
		return nil, denial
	}
	o := withData(world.Object{}, r.Body, r.Sums)
	p := world.Part{Number: n, Data: o.Data, ETag: o.ETag, CRC64: o.CRC64, Modified: r.Now}
	world.Set(c.Draft, u.Parts, world.PartKey(n), p)
	resp := wire.Empty(200)
	resp.Set("ETag", quoted(o.ETag))
	resp.Set("Content-MD5", o.MD5)
	resp.Set("x-oss-hash-crc64ecma", strconv.FormatUint(o.CRC64, 10))
	describeEncryption(resp, u.Target.SSE)
	return resp, nil
}

var completeRequest = wire.Shape{Name: "CompleteMultipartUpload", Children: []wire.Shape{
	{Name: "Part", Many: true, Required: true, Children: []wire.Shape{
		{Name: "PartNumber", Required: true}, {Name: "ETag", Required: true},
	}},
}}

// completeUpload is
// https://help.aliyun.com/zh/oss/developer-reference/completemultipartupload
// The official SDKs send an ACL with it; that it goes before the one of
// InitiateMultipartUpload is assumed.
func completeUpload(c *ChangeContext) (*wire.Response, *deny.Denial) {
	r := c.Request
	u, denial := findUpload(&c.Context)
	if denial != nil {
		return nil, denial
	}
	encode, denial := encodingOf(r)
	if denial != nil {
		return nil, denial
	}
	list, denial := listedParts(r, u)
	if denial != nil {
		return nil, denial
	}
	if denial := mayOverwrite(c); denial != nil {
		return nil, denial
	}
	parts, denial := chosenParts(u, list)
	if denial != nil {
		return nil, denial
	}
	if u.Sequential && parts[len(parts)-1].Number != len(parts) {
		return nil, deny.Because(deny.PartNotSequential)
	}
	o := u.Target
	if o.ACL, denial = objectACLOf(r, o.ACL); denial != nil {
		return nil, denial
	}
	if u.Sequential { // its object has an MD5, by TestUploadFileWithSequential of SDK v1
		var sums wire.Sums
		if o.Data, sums, denial = c.Aside.summed(contentsOf(parts)...); denial != nil {
			return nil, denial
		}
		o = withData(o, o.Data, sums)
	} else if o.Data, o.CRC64, denial = c.Aside.joined(contentsOf(parts)...); denial != nil {
		return nil, denial
	}
	o.ETag, o.Modified = etagOf(parts), r.Now
	if denial := c.store(&o); denial != nil {
		return nil, denial
	}
	world.Remove(c.Draft, c.Bucket.Uploads, world.UploadKey(u.Key, u.ID))
	resp := wire.XML(200, struct {
		XMLName      xml.Name `xml:"CompleteMultipartUploadResult"`
		EncodingType string   `xml:",omitempty"`
		Location     string
		Bucket       string
		Key          string
		ETag         string
	}{
		EncodingType: r.Query.Get("encoding-type"), Location: "http://" + r.Host.Verbatim + "/" + wire.Escape(o.Key, "/"),
		Bucket: c.Bucket.Name, Key: encode(o.Key), ETag: quoted(o.ETag),
	})
	describeVersion(resp, c.Bucket, &o)
	resp.Set("x-oss-hash-crc64ecma", strconv.FormatUint(o.CRC64, 10))
	describeEncryption(resp, o.SSE)
	return c.calledBack(resp, &o), nil
}

// chosenParts checks the list of a completion: ascending, uploaded, with the
// right ETag, and none but the last too small.
func chosenParts(u *world.Upload, list []wire.Element) ([]world.Part, *deny.Denial) {
	var parts []world.Part
	total := 0
	for _, e := range list {
		n, err := strconv.Atoi(strings.TrimSpace(e.Child("PartNumber")))
		if err != nil {
			return nil, malformed(err)
		}
		if len(parts) > 0 && n <= parts[len(parts)-1].Number {
			return nil, deny.Because(deny.InvalidPartOrder)
		}
		etag := strings.Trim(strings.TrimSpace(e.Child("ETag")), `"`)
		p, ok := u.Parts.Get(world.PartKey(n))
		if !ok || !strings.EqualFold(p.ETag, etag) {
			return nil, deny.Because(deny.InvalidPart, deny.Field{Name: "PartNumber", Value: strconv.Itoa(n)})
		}
		parts = append(parts, p)
		if total += len(p.Data); total > maxAssembly {
			return nil, deny.Because(deny.EntityTooLarge)
		}
	}
	for _, p := range parts[:len(parts)-1] {
		if len(p.Data) < minPart {
			return nil, deny.Because(deny.EntityTooSmall,
				deny.Field{Name: "MinSizeAllowed", Value: strconv.Itoa(minPart)},
				deny.Field{Name: "ProposedSize", Value: strconv.Itoa(len(p.Data))},
				deny.Field{Name: "PartNumber", Value: strconv.Itoa(p.Number)})
		}
	}
	return parts, nil
}

// etagOf is the MD5 of the ETags of parts as they are written, in upper-case
// hex, with their number: so the test suite of aliyun-oss-go-sdk has it from
// the service, for a file that comes with it.
func etagOf(parts []world.Part) string {
	var etags []byte
	for _, p := range parts {
		etags = append(etags, p.ETag...)
	}
	all := md5.Sum(etags)
	return strings.ToUpper(hex.EncodeToString(all[:])) + "-" + strconv.Itoa(len(parts))
}

func contentsOf(parts []world.Part) [][]byte {
	contents := make([][]byte, len(parts))
	for i, p := range parts {
		contents[i] = p.Data
	}
	return contents
}

func abortUpload(c *ChangeContext) (*wire.Response, *deny.Denial) {
	u, denial := findUpload(&c.Context)
	if denial != nil {
		return nil, denial
	}
	world.Remove(c.Draft, c.Bucket.Uploads, world.UploadKey(u.Key, u.ID))
	return wire.Empty(204), nil
}
