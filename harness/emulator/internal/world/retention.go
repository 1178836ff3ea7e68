package world

import "time"

// A Retention is the retention policy of a bucket: write once, read many.
// https://help.aliyun.com/zh/oss/user-guide/oss-retention-policies
type Retention struct {
	ID      string
	Days    int // days that an object is kept after its upload
	Created time.Time
	Locked  bool // nobody can remove the policy
}

// unlockedFor is the time after which an unlocked policy is gone.
const unlockedFor = 24 * time.Hour

// RetentionAt returns the policy that the bucket has at a time, or nil.
func (b *Bucket) RetentionAt(now time.Time) *Retention {
	r := b.Retention
	if r == nil || !r.Locked && !now.Before(r.Created.Add(unlockedFor)) {
		return nil
	}
	return r
}

// RetainedFor returns how long the bucket still protects an object from changes and deletion. Zero
// or less: it does not.
func (b *Bucket) RetainedFor(o *Object, now time.Time) time.Duration {
	r := b.RetentionAt(now)
	if r == nil {
		return 0
	}
	return o.Modified.Add(time.Duration(r.Days) * 24 * time.Hour).Sub(now)
}
