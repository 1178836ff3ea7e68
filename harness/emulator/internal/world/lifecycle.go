package world

import (
	"slices"
	"strings"
	"time"
)

// A Lifecycle holds the lifecycle rules of a bucket. It never changes.
// https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketlifecycle
type Lifecycle struct {
	Text  string // the elements of its document, as the caller wrote them, with the ids of all rules
	Since time.Time
	Rules []LifecycleRule
}

// A LifecycleRule says what becomes of the objects that it matches. A nil or empty action is none.
type LifecycleRule struct {
	ID, Prefix       string
	Tags             []Tag    // that an object must have, all of them
	Except           []Except // objects that the rule spares
	Larger, Smaller  int64    // bytes that an object must have more than, or less than; 0: any
	Expire, Abort    *Age     // when the current version is deleted, and an upload aborted
	Move, MoveFormer []Move   // when the current version, and a former one, gets another class
	DropMarkers      bool     // deletes a delete marker that has no versions below it
	ExpireFormer     *Age     // when a former version is deleted
}

// An Except spares the objects with a prefix and, if one is given, a tag.
type Except struct {
	Prefix string
	Tag    *Tag
}

// An Age says when something is due, in one of three ways.
type Age struct {
	Days   int       // this many days after the change, from the next midnight (UTC) on
	Before time.Time // at once, for what was changed before this moment
	At     time.Time // at this moment
}

// A Move gives what is due another storage class.
type Move struct {
	Age
	Class string
}

const day = 24 * time.Hour

// midnight is the first midnight in UTC that is not before a moment.
func midnight(t time.Time) time.Time {
	if down := t.Truncate(day); down.Before(t) {
		return down.Add(day)
	}
	return t.Truncate(day)
}

// due is when something is due that was changed at a moment. False: never.
// OSS rounds the time of the change up to a midnight and adds the days.
// https://alibabacloud.com/help/en/oss/user-guide/
// the-reason-why-objects-in-a-bucket-are-not-deleted-or-why-the-storage-class-of-the-objects-is-not-converted
func (a Age) due(changed time.Time) (time.Time, bool) {
	switch {
	case a.Days > 0:
		return midnight(changed).AddDate(0, 0, a.Days), true
	case !a.At.IsZero():
		return midnight(a.At), true
	}
	return midnight(changed), changed.Before(a.Before)
}

// matches reports whether a rule is about an object. Tags count for objects alone, not for uploads.
// https://help.aliyun.com/zh/oss/user-guide/lifecycle-rules-based-on-the-last-modified-time
func (r *LifecycleRule) matches(o *Object) bool {
	size := int64(o.Data.Len())
	switch {
	case !strings.HasPrefix(o.Key, r.Prefix):
		return false
	case !o.Marker && (r.Larger > 0 && size <= r.Larger || r.Smaller > 0 && size >= r.Smaller):
		return false
	case slices.ContainsFunc(r.Tags, func(t Tag) bool { return !slices.Contains(o.Tags, t) }):
		return false
	}
	return !slices.ContainsFunc(r.Except, func(x Except) bool {
		return strings.HasPrefix(o.Key, x.Prefix) && (x.Tag == nil || slices.Contains(o.Tags, *x.Tag))
	})
}

// matchesUpload reports whether a rule is about an upload.
func (r *LifecycleRule) matchesUpload(u *Upload) bool {
	return len(r.Tags) == 0 && strings.HasPrefix(u.Key, r.Prefix)
}

// Classes are the storage classes, the warmest first.
func Classes() []string {
	return []string{ClassStandard, ClassIA, ClassArchive, ClassColdArchive, ClassDeepColdArchive}
}
