package op

import (
	"crypto/md5"
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
	MaxAssembly = 4 * wire.MaxObject // bytes of an object of parts; the service takes 48.8 TB
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
	describeEncryption(resp, c.Bucket, u.Target.SSE)
	return resp, nil
}

// findUpload is the upload that a request names; unknown is the refusal where it is not there.
func findUpload(c *Context, unknown deny.Reason) (*world.Upload, *deny.Denial) {
	id := c.Request.Query.Get("uploadId")
	u, ok := c.Bucket.Uploads.Get(world.UploadKey(c.Request.Key, id))
	if !ok {
		return nil, deny.Because(unknown, deny.Field{Name: "UploadId", Value: id})
	}
	return u, nil
}

// partAsked is the upload and the number of the part that a request stores.
func partAsked(c *Context, unknown deny.Reason) (*world.Upload, int, *deny.Denial) {
	u, denial := findUpload(c, unknown)
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
	u, n, denial := partAsked(&c.Context, deny.PartUploadUnknown)
	if denial != nil {
		return nil, denial
	}
	if denial := digestHolds(r); denial != nil {
		return nil, denial
	}
	o := withData(world.Object{}, r.Content, r.Sums)
	p := world.Part{Number: n, Data: o.Data, ETag: o.ETag, CRC64: o.CRC64, Modified: r.Now}
	world.Set(c.Draft, u.Parts, world.PartKey(n), p)
	resp := wire.Empty(200)
	resp.Set("ETag", quoted(o.ETag))
	resp.Set("Content-MD5", o.MD5)
	resp.Set("x-oss-hash-crc64ecma", strconv.FormatUint(o.CRC64, 10))
	describeEncryption(resp, c.Bucket, u.Target.SSE)
	return resp, nil
}

var completeRequest = wire.Shape{Name: "CompleteMultipartUpload", Children: []wire.Shape{
	{Name: "Part", Many: true, Children: []wire.Shape{
		{Name: "PartNumber", Required: true}, {Name: "ETag", Required: true},
	}},
}}

// completeUpload is
// https://help.aliyun.com/zh/oss/developer-reference/completemultipartupload
// The official SDKs send an ACL with it; that it goes before the one of
// InitiateMultipartUpload is assumed. A list without parts makes an empty
// object, by TestUploaderUploadFromTeeReader of SDK v2.
func completeUpload(c *ChangeContext) (*wire.Response, *deny.Denial) {
	r := c.Request
	u, denial := findUpload(&c.Context, deny.NoSuchUpload)
	if denial != nil {
		return nil, denial
	}
	encode, denial := encodingOf(r)
	if denial != nil {
		return nil, denial
	}
	chosen, denial := partsAsked(r, u)
	if denial != nil {
		return nil, denial
	}
	if denial := mayOverwrite(c); denial != nil {
		return nil, denial
	}
	parts, denial := chosenParts(u, chosen)
	if denial != nil {
		return nil, denial
	}
	if n := len(parts); u.Sequential && n > 0 && parts[n-1].Number != n {
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
	describeEncryption(resp, c.Bucket, o.SSE)
	return c.calledBack(resp, &o), nil
}

// A chosenPart is one of those that a completion names.
type chosenPart struct {
	number int
	etag   string
}

const completeAllHeader = "x-oss-complete-all"

// partsAsked are the parts of the list, or all that were uploaded: these are asked for by a header, and
// without a list. A value of it but yes is assumed to be refused.
func partsAsked(r *wire.Request, u *world.Upload) ([]chosenPart, *deny.Denial) {
	var chosen []chosenPart
	switch all := r.Header.Get(completeAllHeader); {
	case all != "" && all != "yes":
		return nil, wrong(deny.CompleteAllUnknown, completeAllHeader, all)
	case all != "" && len(r.Body()) > 0:
		return nil, wrong(deny.CompleteAllListed, completeAllHeader, all)
	case all != "":
		for _, p := range u.Parts.From("") {
			chosen = append(chosen, chosenPart{p.Number, p.ETag})
		}
		return chosen, nil
	}
	body, err := wire.ReadXML(r.Body(), completeRequest)
	if err != nil {
		return nil, malformed(err)
	}
	for _, e := range body.All("Part") {
		n, err := strconv.Atoi(strings.TrimSpace(e.Child("PartNumber")))
		if err != nil {
			return nil, malformed(err)
		}
		chosen = append(chosen, chosenPart{n, strings.Trim(strings.TrimSpace(e.Child("ETag")), `"`)})
	}
	return chosen, nil
}

// chosenParts checks the parts of a completion: ascending, uploaded, with the
// right ETag, and none but the last too small.
func chosenParts(u *world.Upload, chosen []chosenPart) ([]world.Part, *deny.Denial) {
	var parts []world.Part
	total := 0
	for i, c := range chosen {
		if i > 0 && c.number <= parts[i-1].Number {
			return nil, deny.Because(deny.InvalidPartOrder)
		}
		p, ok := u.Parts.Get(world.PartKey(c.number))
		if !ok || !strings.EqualFold(p.ETag, c.etag) {
			return nil, deny.Because(deny.InvalidPart, deny.Field{Name: "PartNumber", Value: strconv.Itoa(c.number)})
		}
		parts = append(parts, p)
		if total += p.Data.Len(); total > MaxAssembly {
			return nil, deny.Because(deny.EntityTooLarge)
		}
	}
	for _, p := range parts[:max(0, len(parts)-1)] {
		if p.Data.Len() < minPart {
			return nil, deny.Because(deny.EntityTooSmall,
				deny.Field{Name: "MinSizeAllowed", Value: strconv.Itoa(minPart)},
				deny.Field{Name: "ProposedSize", Value: strconv.Itoa(p.Data.Len())},
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
	return wire.UpperHex(all[:]) + "-" + strconv.Itoa(len(parts))
}

func contentsOf(parts []world.Part) []world.Content {
	contents := make([]world.Content, len(parts))
	for i, p := range parts {
		contents[i] = p.Data
	}
	return contents
}

func abortUpload(c *ChangeContext) (*wire.Response, *deny.Denial) {
	u, denial := findUpload(&c.Context, deny.NoSuchUpload)
	if denial != nil {
		return nil, denial
	}
	world.Remove(c.Draft, c.Bucket.Uploads, world.UploadKey(u.Key, u.ID))
	return wire.Empty(204), nil
}
