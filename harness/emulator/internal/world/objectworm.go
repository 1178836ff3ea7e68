package world

import "time"

// The modes of a retention. In governance mode, who may bypass it deletes the version all the same.
// https://help.aliyun.com/zh/oss/developer-reference/putobjectretention
const (
	Governance = "GOVERNANCE"
	Compliance = "COMPLIANCE"
)

// An ObjectWorm is the object-level retention of a bucket. A bucket that has it keeps it.
// https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketobjectwormconfiguration
type ObjectWorm struct {
	Mode        string // of the retention of new versions; empty: they have none
	Days, Years int    // how long that is, one of the two
}

// A Keep is the retention of one version of an object. The zero value keeps nothing.
type Keep struct {
	Mode  string
	Until time.Time
}

// At reports whether the retention still runs at a time.
func (k Keep) At(now time.Time) bool { return now.Before(k.Until) }

// From is the retention of a version that is stored at a time.
func (w *ObjectWorm) From(now time.Time) Keep {
	if w == nil || w.Mode == "" {
		return Keep{}
	}
	return Keep{Mode: w.Mode, Until: now.AddDate(w.Years, 0, w.Days)}
}

// Protected reports whether a version may be neither deleted nor overwritten. Who bypasses
// governance is not held up by it. A legal hold has no end, and nobody bypasses it.
func (o *Object) Protected(now time.Time, bypass bool) bool {
	return o.Held || o.Keep.At(now) && !(bypass && o.Keep.Mode == Governance)
}

// EndProtection ends the retention and the legal hold of every version in a bucket.
func (d *Draft) EndProtection(b *Bucket) {
	for _, versions := range b.AllVersions("") {
		for _, o := range versions {
			if o.Held || o.Keep != (Keep{}) {
				next := *o
				next.Held, next.Keep = false, Keep{}
				d.ReplaceVersion(b, &next)
			}
		}
	}
}
