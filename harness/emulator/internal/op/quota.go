package op

import (
	"encoding/xml"
	"math"

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
		if r.Form == nil || r.Body() == nil {
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
		return int64(source.Data.Len()), true
	}
	return int64(len(r.Body())), r.Body() != nil
}

var quotaRequest = wire.Shape{Name: "QuotaConfiguration", Children: []wire.Shape{
	{Name: "StorageQuota", Required: true, High: math.MaxInt64},
	{Name: "Mode", Required: true, Of: []string{quotaMode(true), quotaMode(false)}},
	{Name: "CurrentUsage"},
}}

// putQuota is https://github.com/aliyun/alibabacloud-oss-go-sdk-v2/blob/master/oss/api_op_bucket_quota.go
// The service has no page about it.
func putQuota(_ *ChangeContext, body wire.Element) (func(*world.Bucket), *deny.Denial) {
	quota := world.Quota{Bytes: body.Number("StorageQuota"), Strict: body.Child("Mode") == quotaMode(true)}
	return func(b *world.Bucket) { b.Quota = &quota }, nil
}

func quotaMode(strict bool) string {
	if strict {
		return "Strict"
	}
	return "Warning"
}

// getQuota counts the usage at once. That the service answers 404 where there is no quota is assumed.
func getQuota(c *Context) *wire.Response {
	q := c.Bucket.Quota
	if q == nil {
		return nil
	}
	return wire.XML(200, struct {
		XMLName      xml.Name `xml:"QuotaConfiguration"`
		StorageQuota int64
		Mode         string
		CurrentUsage int64
	}{StorageQuota: q.Bytes, Mode: quotaMode(q.Strict), CurrentUsage: c.Bucket.StoredBytes()})
}

// maxCapacity is the largest capacity in GB whose bytes can be counted.
const maxCapacity = 1 << 32

var capacityRequest = wire.Shape{Name: "BucketUserQos", Children: []wire.Shape{
	{Name: "StorageCapacity", Required: true, Low: world.Unlimited, High: maxCapacity},
}}

// putCapacity sets the capacity of a bucket in GB; -1 is none.
// https://github.com/aliyun/aliyun-oss-php-sdk/blob/master/src/OSS/OssClient.php
func putCapacity(_ *ChangeContext, body wire.Element) (func(*world.Bucket), *deny.Denial) {
	capacity := body.Number("StorageCapacity")
	return func(b *world.Bucket) { b.Capacity = &capacity }, nil
}

func getCapacity(c *Context) *wire.Response {
	doc := struct {
		XMLName         xml.Name `xml:"BucketUserQos"`
		StorageCapacity int64
	}{StorageCapacity: world.Unlimited}
	if c.Bucket.Capacity != nil {
		doc.StorageCapacity = *c.Bucket.Capacity
	}
	return wire.XML(200, doc)
}
