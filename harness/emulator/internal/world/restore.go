package world

import "time"

// The storage classes. The content of the archived ones is not at hand.
// https://help.aliyun.com/zh/oss/support/0013-00000101
const (
	ClassStandard        = "Standard"
	ClassIA              = "IA"
	ClassArchive         = "Archive"
	ClassColdArchive     = "ColdArchive"
	ClassDeepColdArchive = "DeepColdArchive"
)

// A Restore makes the content of an archived object readable for a while.
type Restore struct {
	Tier    string // its priority; empty: that of who asks for none
	Ready   time.Time
	Expires time.Time
}

// OngoingAt: the restore is not done yet.
func (r *Restore) OngoingAt(now time.Time) bool { return now.Before(r.Ready) }

// Archived: the content is not at hand without a restore.
func (o *Object) Archived() bool { return o.Class != ClassStandard && o.Class != ClassIA }

// RestoreAt is the restore of an object that is ongoing or holds at a time, or
// nil: none was asked for, or it has lapsed.
func (o *Object) RestoreAt(now time.Time) *Restore {
	if o.Restored == nil || !now.Before(o.Restored.Expires) {
		return nil
	}
	return o.Restored
}

// ReadableAt: the content can be read at a time.
func (o *Object) ReadableAt(now time.Time) bool {
	r := o.RestoreAt(now)
	return !o.Archived() || r != nil && !r.OngoingAt(now)
}
