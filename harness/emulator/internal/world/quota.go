package world

// A Quota limits the bytes that a bucket stores.
// https://github.com/aliyun/alibabacloud-oss-go-sdk-v2/blob/master/oss/api_op_bucket_quota.go
type Quota struct {
	Bytes  int64
	Strict bool // more is refused; else it is only warned of
}

// Unlimited is the capacity of a bucket whose owner has set none, in GB.
const Unlimited = -1

// StoredBytes returns the bytes that a bucket stores: of every version, and of parts of uploads.
func (b *Bucket) StoredBytes() int64 {
	total := 0
	for _, versions := range b.AllVersions("") {
		for _, o := range versions {
			total += o.Data.Len()
		}
	}
	for _, u := range b.Uploads.From("") {
		for _, p := range u.Parts.From("") {
			total += p.Data.Len()
		}
	}
	return int64(total)
}

// Limit returns the most bytes that a bucket may store; false: there is no limit that refuses.
func (b *Bucket) Limit() (most int64, limited bool) {
	if b.Capacity != nil && *b.Capacity >= 0 {
		most, limited = *b.Capacity<<30, true
	}
	if q := b.Quota; q != nil && q.Strict && (!limited || q.Bytes < most) {
		most, limited = q.Bytes, true
	}
	return most, limited
}
