package op

import (
	"fmt"
	"math"
	"strconv"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// appendable is the type of objects that grow.
const appendable = "Appendable"

const nextPosition = "x-oss-next-append-position"

// appendObject begins an object, or adds to the end of one. What headers say
// of the object counts when it begins; later only its ACL does, and metadata
// do not, as the test of SDK v1 has it (TestAppendObject). That tags and the
// storage class are like metadata is assumed. An object that grows stays the
// version that it is; none is appended to but the current one. Object-level
// retention has no appendable objects.
// https://help.aliyun.com/zh/oss/developer-reference/appendobject
func appendObject(c *ChangeContext) (*wire.Response, *deny.Denial) {
	r := c.Request
	position, denial := positionAsked(r)
	if denial != nil {
		return nil, denial
	}
	if denial := lengthGiven(r); denial != nil {
		return nil, denial
	}
	if denial := digestHolds(r); denial != nil {
		return nil, denial
	}
	if c.Bucket.ObjectWorm != nil {
		return nil, deny.Because(deny.AppendableKept)
	}
	o, denial := grownFrom(c, position)
	if denial != nil {
		return nil, denial
	}
	if o.Data.Len()+r.Content.Len() > wire.MaxObject {
		return nil, deny.Because(deny.EntityTooLarge)
	}
	if o, denial = c.grown(o); denial != nil {
		return nil, denial
	}
	if _, grows := c.Bucket.Objects.Get(r.Key); grows {
		c.Draft.ReplaceVersion(c.Bucket, &o)
	} else if denial := c.store(&o); denial != nil {
		return nil, denial
	}
	resp := wire.Empty(200)
	describeVersion(resp, c.Bucket, &o)
	resp.Set("ETag", quoted(o.ETag))
	resp.Set("x-oss-hash-crc64ecma", strconv.FormatUint(o.CRC64, 10))
	resp.Set(nextPosition, strconv.Itoa(o.Data.Len()))
	describeEncryption(resp, c.Bucket, o.SSE)
	return resp, nil
}

func positionAsked(r *wire.Request) (int, *deny.Denial) {
	text, given := r.Query.Lookup("position")
	if !given {
		return 0, wrong(deny.PositionMissing, "position", "")
	}
	position, denial := number(r, "position", 0, math.MaxInt, -1)
	if denial != nil || position < 0 {
		return 0, wrong(deny.PositionInvalid, "position", text)
	}
	return position, nil
}

// grownFrom is the object to which a request appends at a position: the one
// that is there, or a new one.
func grownFrom(c *ChangeContext, position int) (world.Object, *deny.Denial) {
	old, known := c.Bucket.Objects.Get(c.Request.Key)
	switch {
	case known && old.Type != appendable:
		return world.Object{}, deny.Because(deny.NotAppendable)
	case known && old.IsSealed():
		return world.Object{}, deny.Because(deny.AppendToSealed)
	case known && position != old.Data.Len():
		return world.Object{}, wrongPosition(old.Data.Len())
	case known:
		o := *old
		acl, denial := objectACLOf(c.Request, o.ACL)
		o.ACL = acl
		return o, denial
	case position != 0:
		return world.Object{}, wrongPosition(0)
	}
	o, denial := newObject(c)
	switch key := c.Request.Header.Get(sseKeyHeader); {
	case denial != nil:
		return o, denial
	case o.Class == world.ClassColdArchive, o.Class == world.ClassDeepColdArchive:
		return o, wrong(deny.AppendClass, "x-oss-storage-class", o.Class)
	case o.SSE.Algorithm == world.KMS && key != "":
		return o, wrong(deny.AppendKey, sseKeyHeader, key)
	}
	o.Type = appendable
	return o, nil
}

// wrongPosition says in a header where to append.
func wrongPosition(right int) *deny.Denial {
	denial := deny.Because(deny.PositionWrong)
	denial.Header = [][2]string{{nextPosition, strconv.Itoa(right)}}
	return denial
}

// grown is an object with the body of a request at its end. Its ETag is not
// the MD5 of the content, and how the service makes it is unknown: here of the
// checksum and the length.
func (c *ChangeContext) grown(o world.Object) (world.Object, *deny.Denial) {
	r := c.Request
	data, crc, denial := c.Aside.extended(&o, r.Content)
	if denial != nil {
		return o, denial
	}
	o.Data, o.CRC64 = data, crc
	o.ETag = fmt.Sprintf("%016X%016X", o.CRC64, o.Data.Len())
	o.Modified = r.Now
	return o, nil
}
