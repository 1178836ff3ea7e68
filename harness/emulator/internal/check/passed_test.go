package check

import (
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// Walked checks have passed as long as nothing changes: not the world, not what the request is about, and not the body, where a
// check has looked for it in vain.
func TestPassed(t *testing.T) {
	w := worldWith(t, "secret")
	store := func() { world.Set(&world.Draft{World: w}, w.DNS, "name", nil) }
	walked := func(ask func(*Case) *deny.Denial) *Case {
		r := &wire.Request{Method: "PUT", Bucket: "bucket", Key: "key", Path: "/key", Now: time.Now()}
		c := NewCase(r, op.NewIndex(op.Table()), []string{"cn-hangzhou"}, rules())
		c.Enter(w)
		Walk([]Check{{"one", always, Seen, ask}}, c, func(int) {})
		return c
	}
	passes := func(*Case) *deny.Denial { return nil }
	for name, c := range map[string]struct {
		ask  func(*Case) *deny.Denial
		then func(*Case)
		want bool
	}{
		"nothing happens":        {passes, func(*Case) {}, true},
		"the body has come":      {passes, func(c *Case) { c.Request.SetBody([]byte("x")) }, true},
		"the world changes":      {passes, func(*Case) { store() }, false},
		"a walk begins":          {passes, func(c *Case) { c.Enter(w) }, false},
		"who asks is read":       {passes, (*Case).Identify, false},
		"what it is for is read": {passes, (*Case).Reach, false},
		"a refusal":              {func(*Case) *deny.Denial { return deny.Because(deny.NoSuchBucket) }, func(*Case) {}, false},
		"a check looks for the body": {func(c *Case) *deny.Denial {
			c.Request.Body()
			return nil
		}, func(c *Case) { c.Request.SetBody([]byte("x")) }, false},
	} {
		walked := walked(c.ask)
		c.then(walked)
		if got := walked.Passed(w); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	c := walked(passes)
	seen := *w
	if c.Passed(&seen) || c.Passed(worldWith(t, "secret")) {
		t.Error("in another world, which holds the same")
	}
}
