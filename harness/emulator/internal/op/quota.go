package op

import (
	"encoding/xml"
	"strconv"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// Fills: the operation makes its bucket store more bytes.
func (o *Operation) Fills() bool {
	return o.Overwrites() && o.Name != "CompleteMultipartUpload" || o.Name == "UploadPart" || o.Name == "UploadPartCopy"
}

// Brings tells how many bytes a request brings; false: that is not known before its body is read.
func (o *Operation) Brings(w *world.World, r *wire.Request) (int64, bool) {
	switch {
	case o.Form:
		if r.Form == nil || r.Form.FileSize < 0 {
			return 0, false
		}
		return r.Form.FileSize, true
	case o.Header == copySourceHeader:
		from, denial := copySource(r)
		b, known := w.Bucket(from.Bucket)
		if denial != nil || !known {
			return 0, false
		}
		source := b.Stored(from.Key, from.Version)
		if source == nil {
			return 0, false
		}
		return int64(len(source.Data)), true
	}
	return int64(len(r.Body)), r.Body != nil
}

var quotaRequest = wire.Shape{Name: "QuotaConfiguration", Children: []wire.Shape{
	{Name: "StorageQuota", Required: true}, {Name: "Mode", Required: true}, {Name: "CurrentUsage"},
}}

// putQuota is https://github.com/aliyun/alibabacloud-oss-go-sdk-v2/blob/master/oss/api_op_bucket_quota.go
// The service has no page about it.
func putQuota(c *ChangeContext) (*wire.Response, *deny.Denial) {
	body, err := wire.ReadXML(c.Request.Body, quotaRequest)
	if err != nil {
		return nil, malformed(err)
	}
	text, mode := body.Child("StorageQuota"), body.Child("Mode")
	bytes, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	switch {
	case err != nil || bytes < 0:
		return nil, wrong(deny.QuotaInvalid, "StorageQuota", text)
	case mode != quotaMode(true) && mode != quotaMode(false):
		return nil, wrong(deny.QuotaInvalid, "Mode", mode)
	}
	quota := world.Quota{Bytes: bytes, Strict: mode == quotaMode(true)}
	return c.replaceBucket(200, func(b *world.Bucket) { b.Quota = &quota })
}

func quotaMode(strict bool) string {
	if strict {
		return "Strict"
	}
	return "Warning"
}

// getQuota counts the usage at once. That the service answers 404 where there is no quota is assumed.
func getQuota(c *Context) (*wire.Response, *deny.Denial) {
	q := c.Bucket.Quota
	if q == nil {
		return nil, deny.Because(deny.NoQuota)
	}
	return wire.XML(200, struct {
		XMLName      xml.Name `xml:"QuotaConfiguration"`
		StorageQuota int64
		Mode         string
		CurrentUsage int64
	}{StorageQuota: q.Bytes, Mode: quotaMode(q.Strict), CurrentUsage: c.Bucket.StoredBytes()}), nil
}

func deleteQuota(c *ChangeContext) (*wire.Response, *deny.Denial) {
	return c.replaceBucket(204, func(b *world.Bucket) { b.Quota = nil })
}

var capacityRequest = wire.Shape{Name: "BucketUserQos", Children: []wire.Shape{{Name: "StorageCapacity", Required: true}}}

// maxCapacity is the largest capacity in GB whose bytes can be counted.
const maxCapacity = 1 << 32

// putCapacity sets the capacity of a bucket in GB; -1 is none.
// https://github.com/aliyun/aliyun-oss-php-sdk/blob/master/src/OSS/OssClient.php
func putCapacity(c *ChangeContext) (*wire.Response, *deny.Denial) {
	body, err := wire.ReadXML(c.Request.Body, capacityRequest)
	if err != nil {
		return nil, malformed(err)
	}
	text := body.Child("StorageCapacity")
	capacity, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	if err != nil || capacity < world.Unlimited || capacity > maxCapacity {
		return nil, wrong(deny.CapacityInvalid, "StorageCapacity", text)
	}
	return c.replaceBucket(200, func(b *world.Bucket) { b.Capacity = &capacity })
}

func getCapacity(c *Context) (*wire.Response, *deny.Denial) {
	doc := struct {
		XMLName         xml.Name `xml:"BucketUserQos"`
		StorageCapacity int64
	}{StorageCapacity: world.Unlimited}
	if c.Bucket.Capacity != nil {
		doc.StorageCapacity = *c.Bucket.Capacity
	}
	return wire.XML(200, doc), nil
}
