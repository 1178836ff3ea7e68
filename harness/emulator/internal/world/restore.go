package world

import "time"

// The storage classes. An object of an archive class must be restored before a read.
// https://help.aliyun.com/zh/oss/support/0013-00000101
const (
	ClassStandard        = "Standard"
	ClassIA              = "IA"
	ClassArchive         = "Archive"
	ClassColdArchive     = "ColdArchive"
	ClassDeepColdArchive = "DeepColdArchive"
)

// A Restore makes the content of an archived object readable for some time.
type Restore struct {
	Tier    string // its priority; empty: the default one
	Ready   time.Time
	Expires time.Time
}

// OngoingAt reports whether the restore is not yet done.
func (r *Restore) OngoingAt(now time.Time) bool { return now.Before(r.Ready) }

// Archived reports whether a read needs a restore.
func (o *Object) Archived() bool { return o.Class != ClassStandard && o.Class != ClassIA }

// RestoreAt returns the restore that is ongoing or in force at a time. It is nil if there was none,
// or if it has lapsed.
func (o *Object) RestoreAt(now time.Time) *Restore {
	if o.Restored == nil || !now.Before(o.Restored.Expires) {
		return nil
	}
	return o.Restored
}

// ReadableAt reports whether the content can be read at a time.
func (o *Object) ReadableAt(now time.Time) bool {
	r := o.RestoreAt(now)
	return !o.Archived() || r != nil && !r.OngoingAt(now)
}
