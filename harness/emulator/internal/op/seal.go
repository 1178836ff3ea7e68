package op

import (
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

const sealedTime = "x-oss-sealed-time"

// sealAppendObject ends the growth of an appendable object. Sealing it again keeps the first moment.
// The account must have been granted it. That this is looked at before the object is assumed, and so
// is that the moment of the last change stays.
// https://help.aliyun.com/zh/oss/developer-reference/sealappendobject
func sealAppendObject(c *ChangeContext) (*wire.Response, *deny.Denial) {
	if !c.World.Standing(c.Bucket.Owner).Sealing {
		return nil, deny.Because(deny.SealNotGranted)
	}
	position, denial := positionAsked(c.Request)
	if denial != nil {
		return nil, denial
	}
	o, denial := find(&c.Context)
	switch {
	case denial != nil:
		return nil, denial
	case o.Type != appendable:
		return nil, deny.Because(deny.SealOfOther)
	case position != o.Data.Len():
		return nil, wrongPosition(o.Data.Len())
	}
	sealed := *o
	if !sealed.IsSealed() {
		sealed.Sealed = c.Request.Now
		c.Draft.ReplaceVersion(c.Bucket, &sealed)
	}
	resp := wire.Empty(200)
	resp.Set("x-oss-object-type", sealed.Type)
	resp.Set("x-oss-storage-class", sealed.Class)
	resp.Set("Last-Modified", wire.HTTPTime(sealed.Modified))
	resp.Set("ETag", quoted(sealed.ETag))
	describeSeal(resp, &sealed)
	return resp, nil
}

func describeSeal(resp *wire.Response, o *world.Object) {
	if o.IsSealed() {
		resp.Set(sealedTime, wire.HTTPTime(o.Sealed))
	}
}
