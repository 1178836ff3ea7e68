package op

import (
	"encoding/xml"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// leastBilled are the bytes that an object outside of the standard class
// counts for at least.
const leastBilled = 64 << 10

// bucketStat is the answer of
// https://help.aliyun.com/zh/oss/developer-reference/getbucketstat
type bucketStat struct {
	XMLName              xml.Name `xml:"BucketStat"`
	Storage              int
	ObjectCount          int
	MultipartUploadCount int
	LiveChannelCount     int
	MultipartPartCount   int
	MultipartPartStorage int
	DeleteMarkerCount    int
	LastModifiedTime     int64

	StandardStorage     int
	StandardObjectCount int

	InfrequentAccessStorage     int
	InfrequentAccessRealStorage int
	InfrequentAccessObjectCount int

	ArchiveStorage     int
	ArchiveRealStorage int
	ArchiveObjectCount int

	ColdArchiveStorage     int
	ColdArchiveRealStorage int
	ColdArchiveObjectCount int

	DeepColdArchiveStorage     int
	DeepColdArchiveRealStorage int
	DeepColdArchiveObjectCount int
}

// getBucketStat counts at once; the service is late by up to an hour or more.
func getBucketStat(c *Context) (*wire.Response, *deny.Denial) {
	doc := bucketStat{
		LastModifiedTime: c.Request.Now.Unix(), MultipartUploadCount: c.Bucket.Uploads.Len(), LiveChannelCount: len(c.Bucket.Channels),
	}
	for _, versions := range c.Bucket.AllVersions("") {
		for _, v := range versions {
			doc.count(v)
		}
	}
	for _, u := range c.Bucket.Uploads.From("") {
		for _, p := range u.Parts.From("") {
			doc.MultipartPartCount++
			doc.MultipartPartStorage += p.Data.Len()
		}
	}
	return wire.XML(200, doc), nil
}

// count counts a version; each is stored, and that each is an object is assumed.
func (s *bucketStat) count(o *world.Object) {
	if o.Marker {
		s.DeleteMarkerCount++
		return
	}
	size := o.Data.Len()
	s.Storage += size
	s.ObjectCount++
	add := func(billed, stored, objects *int) {
		*billed += max(size, leastBilled)
		*stored += size
		*objects++
	}
	switch o.Class {
	case world.ClassIA:
		add(&s.InfrequentAccessStorage, &s.InfrequentAccessRealStorage, &s.InfrequentAccessObjectCount)
	case world.ClassArchive:
		add(&s.ArchiveStorage, &s.ArchiveRealStorage, &s.ArchiveObjectCount)
	case world.ClassColdArchive:
		add(&s.ColdArchiveStorage, &s.ColdArchiveRealStorage, &s.ColdArchiveObjectCount)
	case world.ClassDeepColdArchive:
		add(&s.DeepColdArchiveStorage, &s.DeepColdArchiveRealStorage, &s.DeepColdArchiveObjectCount)
	default:
		s.StandardStorage += size
		s.StandardObjectCount++
	}
}
