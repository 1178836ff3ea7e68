package check

import (
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// What a walk has looked up is not what the next one sees: under the lock everything is looked up again.
func TestEachWalkLooksAgain(t *testing.T) {
	r := &wire.Request{Method: "GET", Bucket: "bucket", Key: "key", Path: "/key", Now: time.Now()}
	c := NewCase(r, op.NewIndex(op.Table()), []string{"cn-hangzhou"}, rules())
	in := func(acl string, status world.Status) *world.World {
		w := worldWith(t, "secret")
		d := &world.Draft{World: w}
		b := &world.Bucket{Name: "bucket", Owner: "1", Objects: world.NewOrdered[*world.Object](), Former: world.NewOrdered[[]*world.Object]()}
		world.Set(d, w.Buckets, b.Name, b)
		world.Set(d, b.Objects, "key", &world.Object{Key: "key", ACL: acl, SSE: world.Encryption{Algorithm: world.KMS}})
		a, _ := w.Accounts.Get("1")
		a.Standing.Status = status
		return w
	}
	for _, now := range []struct {
		acl    string
		status world.Status
	}{{"private", world.Normal}, {"public-read", world.Disabled}} {
		c.Enter(in(now.acl, now.status))
		for range 2 {
			o, b := c.object(c.Accesses[0]), c.buckets()
			if o == nil || o.ACL != now.acl || c.standing("1").Status != now.status || len(b) != 1 || b[0] != c.Bucket() || len(c.keyUses()) != 1 {
				t.Errorf("%+v %+v", o, c.standing("1"))
			}
		}
	}
	c.Enter(worldWith(t, "secret"))
	if c.object(c.Accesses[0]) != nil || len(c.buckets()) != 0 || len(c.keyUses()) != 0 {
		t.Error("what another world had is still seen")
	}
}
