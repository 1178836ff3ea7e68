package op

import (
	"net/url"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// RunLifecycles does what the lifecycle rules of all buckets have due at a moment, as of the time at which it was due.
// newID makes ids as those of uploads are.
func RunLifecycles(d *world.Draft, now time.Time, newID func() string) {
	var ruled []*world.Bucket
	for _, b := range d.Buckets.From("") {
		if b.Lifecycle != nil {
			ruled = append(ruled, b)
		}
	}
	for _, b := range ruled {
		var keys []string
		for key := range b.AllVersions("") {
			keys = append(keys, key)
		}
		for _, key := range keys {
			for nextOfLifecycle(d, b, key, now, newID) {
			}
		}
		abortUploads(d, b, now)
	}
}

// nextOfLifecycle does one thing to the versions of a key that is due. It tells whether there was any.
// https://help.aliyun.com/zh/oss/user-guide/lifecycle-rules-based-on-the-last-modified-time
func nextOfLifecycle(d *world.Draft, b *world.Bucket, key string, now time.Time, newID func() string) bool {
	versions := b.VersionsOf(key)
	for at, o := range versions {
		p := b.Plan(versions, at)
		switch {
		case p == nil || p.Due.After(now):
			continue
		case !p.Delete:
			moved := *o
			moved.Class, moved.Restored = p.Class, nil
			d.ReplaceVersion(b, &moved)
		case at == 0 && !o.Marker && b.Versioned():
			d.PutVersion(b, &world.Object{Key: key, Version: versionIn(b, newID), Marker: true, Modified: p.Due})
		default:
			d.RemoveVersion(b, key, o.VersionID())
		}
		return true
	}
	return false
}

func abortUploads(d *world.Draft, b *world.Bucket, now time.Time) {
	var due []string
	for at, u := range b.Uploads.From("") {
		if abort, ever := b.AbortDue(u); ever && !abort.After(now) {
			due = append(due, at)
		}
	}
	for _, at := range due {
		world.Remove(d, b.Uploads, at)
	}
}

// describeExpiry tells when the rules delete an object, and which does.
// https://help.aliyun.com/zh/oss/user-guide/lifecycle-rules-based-on-the-last-modified-time
func describeExpiry(resp *wire.Response, b *world.Bucket, o *world.Object) {
	if p := b.Expiry(o); p != nil {
		resp.Set("x-oss-expiration", `expiry-date="`+wire.HTTPTime(p.Due)+`", rule-id="`+url.QueryEscape(p.Rule)+`"`)
	}
}
