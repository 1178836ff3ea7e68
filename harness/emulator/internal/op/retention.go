package op

import (
	"encoding/xml"
	"strconv"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// maxRetention is the longest retention in days.
// https://help.aliyun.com/zh/oss/user-guide/0027-00000002
const maxRetention = 25_550

// daysAsked are the days of a configuration of the given name.
func daysAsked(r *wire.Request, name string) (int, *deny.Denial) {
	const element = "RetentionPeriodInDays"
	body, err := wire.ReadXML(r.Body(), wire.Shape{Name: name, Children: []wire.Shape{{Name: element, Required: true}}})
	if err != nil {
		return 0, malformed(err)
	}
	text := body.Child(element)
	days, err := strconv.Atoi(strings.TrimSpace(text))
	switch {
	case err != nil:
		return 0, wrong(deny.RetentionDays, element, text)
	case days < 1 || days > maxRetention:
		return 0, wrong(deny.RetentionRange, element, text)
	}
	return days, nil
}

// initiateRetention makes a policy, which is gone after a day unless it is
// locked. It does not stand with suspended versioning, nor beside object-level
// retention.
// https://help.aliyun.com/zh/oss/developer-reference/initiatebucketworm
// https://www.alibabacloud.com/help/doc-detail/90564.html
func initiateRetention(c *ChangeContext) (*wire.Response, *deny.Denial) {
	days, denial := daysAsked(c.Request, "InitiateWormConfiguration")
	if denial != nil {
		return nil, denial
	}
	switch {
	case c.Bucket.RetentionAt(c.Request.Now) != nil:
		return nil, deny.Because(deny.RetentionExists)
	case c.Bucket.ObjectWorm != nil:
		return nil, deny.Because(deny.WormExcluded)
	case c.Bucket.Versioning == world.VersioningSuspended:
		return nil, deny.Because(deny.RetentionUnversioned)
	}
	made := world.Retention{ID: c.NewID(), Days: days, Created: c.Request.Now}
	resp, denial := c.replaceBucket(200, func(b *world.Bucket) { b.Retention = &made })
	if denial == nil {
		resp.Set("x-oss-worm-id", made.ID)
	}
	return resp, denial
}

// retention is the policy that the bucket has.
func (c *Context) retention() (*world.Retention, *deny.Denial) {
	r := c.Bucket.RetentionAt(c.Request.Now)
	if r == nil {
		return nil, deny.Because(deny.NoRetention)
	}
	return r, nil
}

// retentionNamed is the policy of the bucket, if it is the one that the
// request names.
func (c *Context) retentionNamed() (*world.Retention, *deny.Denial) {
	r := c.Bucket.RetentionAt(c.Request.Now)
	if r == nil || r.ID != c.Request.Query.Get("wormId") {
		return nil, deny.Because(deny.RetentionUnknown)
	}
	return r, nil
}

// completeRetention locks a policy for good. That a locked one may be locked
// again is assumed.
// https://help.aliyun.com/zh/oss/developer-reference/completebucketworm
func completeRetention(c *ChangeContext) (*wire.Response, *deny.Denial) {
	r, denial := c.retentionNamed()
	if denial != nil {
		return nil, denial
	}
	next := *r
	next.Locked = true
	return c.replaceBucket(200, func(b *world.Bucket) { b.Retention = &next })
}

// extendRetention: only a locked policy is extended, and none is shortened.
// https://help.aliyun.com/zh/oss/developer-reference/extendbucketworm
func extendRetention(c *ChangeContext) (*wire.Response, *deny.Denial) {
	days, denial := daysAsked(c.Request, "ExtendWormConfiguration")
	if denial != nil {
		return nil, denial
	}
	r, denial := c.retentionNamed()
	switch {
	case denial != nil:
		return nil, denial
	case !r.Locked || days < r.Days:
		return nil, deny.Because(deny.RetentionInvalid)
	}
	next := *r
	next.Days = days
	return c.replaceBucket(200, func(b *world.Bucket) { b.Retention = &next })
}

// abortRetention: a locked policy stays, even that of an empty bucket, which
// takes it along when it is deleted. One that is not locked may go although it
// protects objects; the documentation says so and the contrary.
// https://help.aliyun.com/zh/oss/developer-reference/abortbucketworm
func abortRetention(c *ChangeContext) (*wire.Response, *deny.Denial) {
	switch r, denial := c.retention(); {
	case denial != nil:
		return nil, denial
	case r.Locked:
		return nil, deny.Because(deny.RetentionLocked)
	}
	return c.replaceBucket(204, func(b *world.Bucket) { b.Retention = nil })
}

// getRetention is
// https://help.aliyun.com/zh/oss/developer-reference/getbucketworm
func getRetention(c *Context) (*wire.Response, *deny.Denial) {
	r, denial := c.retention()
	if denial != nil {
		return nil, denial
	}
	doc := struct {
		XMLName               xml.Name `xml:"WormConfiguration"`
		WormId                string
		State                 string
		RetentionPeriodInDays int
		CreationDate          string
	}{WormId: r.ID, State: "InProgress", RetentionPeriodInDays: r.Days, CreationDate: wire.ISOTime(r.Created)}
	if r.Locked {
		doc.State = "Locked"
	}
	return wire.XML(200, doc), nil
}
