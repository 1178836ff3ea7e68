package world

import "time"

// A Retention is the retention policy of a bucket: write once, read many.
// https://help.aliyun.com/zh/oss/user-guide/oss-retention-policies
type Retention struct {
	ID      string
	Days    int // that an object is kept from its upload on
	Created time.Time
	Locked  bool // for good
}

// unlockedFor is how long a policy lives that nobody locks.
const unlockedFor = 24 * time.Hour

// RetentionAt is the policy that a bucket has at a time, or nil.
func (b *Bucket) RetentionAt(now time.Time) *Retention {
	r := b.Retention
	if r == nil || !r.Locked && !now.Before(r.Created.Add(unlockedFor)) {
		return nil
	}
	return r
}

// RetainedFor is how long from now on a bucket keeps an object from being
// changed or deleted; nothing or less: it does not.
func (b *Bucket) RetainedFor(o *Object, now time.Time) time.Duration {
	r := b.RetentionAt(now)
	if r == nil {
		return 0
	}
	return o.Modified.Add(time.Duration(r.Days) * 24 * time.Hour).Sub(now)
}
