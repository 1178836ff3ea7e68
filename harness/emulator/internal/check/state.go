package check

import (
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// restored: the content of what is archived is read while a restore holds, or,
// in class Archive, where the bucket lets it be read without one. A copy needs
// it of its source, and a symbolic link of its target: what class the link
// itself has does not matter, which is assumed.
// https://help.aliyun.com/zh/oss/user-guide/0016-00000404
// http://help.aliyun.com/document_detail/96864.html
func restored(c *Case) *deny.Denial {
	for _, a := range c.Accesses {
		b, _ := c.bucketOf(a)
		o := c.object(a)
		if a.Writes || o == nil || o.Target != "" || o.ReadableAt(c.Request.Now) || o.Class == world.ClassArchive && b.DirectRead {
			continue
		}
		why := deny.ObjectFrozen
		if copies.Of(c) {
			why = deny.SourceFrozen
		}
		return deny.Because(why, deny.Field{Name: "ObjectName", Value: a.Key})
	}
	return nil
}

// retentionOver: what the retention policy of its bucket still keeps is
// neither replaced nor deleted, by nobody. Of a batch with such an object
// nothing is deleted, which is assumed. New objects may be written, and new
// versions and delete markers beside those that are kept. The same goes for a
// version with a retention of its own, or under legal hold.
// https://help.aliyun.com/zh/oss/user-guide/0026-00000005
func retentionOver(c *Case) *deny.Denial {
	for _, a := range c.Accesses {
		b, _ := c.bucketOf(a)
		if a.Writes && !c.Operation.Spares(b, a) && (c.retainedFor(a) > 0 || c.protected(a)) {
			return deny.Because(deny.ObjectRetained)
		}
	}
	return nil
}

// overwriteAllowed: no rule of its bucket keeps an object from being overwritten.
// https://www.alibabacloud.com/help/tc/oss/user-guide/prevent-file-overwrite
func overwriteAllowed(c *Case) *deny.Denial {
	for _, a := range c.Accesses {
		b, _ := c.bucketOf(a)
		if a.Writes && c.object(a) != nil && b.ForbidsOverwriting(a.Key, c.Principal()) {
			return deny.Because(deny.OverwriteForbidden)
		}
	}
	return nil
}

// protected: its own retention or a legal hold protects the version of an access.
func (c *Case) protected(a op.Access) bool {
	o := c.object(a)
	return o != nil && o.Protected(c.Request.Now, op.Bypasses(c.Request))
}

// retainedFor is how long the object of an access is still kept.
func (c *Case) retainedFor(a op.Access) time.Duration {
	b, _ := c.bucketOf(a)
	o := c.object(a)
	if o == nil {
		return 0
	}
	return b.RetainedFor(o, c.Request.Now)
}
