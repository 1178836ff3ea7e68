package op

import (
	"encoding/xml"
	"strconv"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// The headers of object-level retention. What an upload says about its version has the names that
// HeadObject answers with.
const (
	keepModeHeader  = "x-oss-object-worm-mode"
	keepUntilHeader = "x-oss-object-worm-retain-until-date"
	heldHeader      = "x-oss-object-worm-legal-hold"
	bypassHeader    = "x-oss-bypass-governance-retention"
)

// The longest default retention.
// https://github.com/aliyun/alibabacloud-oss-go-sdk-v2/blob/master/oss/api_op_bucket_objectwormconfiguration.go
const (
	maxKeepDays  = 36_500
	maxKeepYears = 100
)

// Bypasses tells whether a request bypasses retentions in governance mode.
func Bypasses(r *wire.Request) bool { return r.Header.Get(bypassHeader) == "true" }

var wormRequest = wire.Shape{Name: "ObjectWormConfiguration", Children: []wire.Shape{
	{Name: "ObjectWormEnabled", Required: true, Of: []string{world.VersioningEnabled}},
	{Name: "Rule", Children: []wire.Shape{{Name: "DefaultRetention", Required: true, Children: []wire.Shape{
		{Name: "Mode", Required: true}, {Name: "Days"}, {Name: "Years"},
	}}}},
}}

// putObjectWorm turns object-level retention on, for good. It stands with versioning alone, and not
// beside a retention policy of the bucket.
// https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketobjectwormconfiguration
func putObjectWorm(c *ChangeContext, body wire.Element) (func(*world.Bucket), *deny.Denial) {
	worm := world.ObjectWorm{}
	for _, rule := range body.All("Rule") {
		for _, given := range rule.All("DefaultRetention") {
			var denial *deny.Denial
			if worm, denial = defaultKeep(given.Child("Mode"), given.Child("Days"), given.Child("Years")); denial != nil {
				return nil, denial
			}
		}
	}
	switch {
	case c.Bucket.RetentionAt(c.Request.Now) != nil:
		return nil, deny.Because(deny.WormExcluded)
	case c.Bucket.Versioning != world.VersioningEnabled:
		return nil, deny.Because(deny.WormUnversioned)
	}
	return func(b *world.Bucket) { b.ObjectWorm = &worm }, nil
}

// defaultKeep reads the retention of new versions: it has a mode, and days or years.
func defaultKeep(mode, days, years string) (world.ObjectWorm, *deny.Denial) {
	if !isKeepMode(mode) {
		return world.ObjectWorm{}, wrong(deny.KeepModeUnknown, "Mode", mode)
	}
	if (days == "") == (years == "") {
		return world.ObjectWorm{}, wrong(deny.WormPeriod, "Days", days)
	}
	period := func(name, text string, most int) (int, *deny.Denial) {
		if text == "" {
			return 0, nil
		}
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || n < 1 || n > most {
			return 0, wrong(deny.WormPeriod, name, text)
		}
		return n, nil
	}
	worm := world.ObjectWorm{Mode: mode}
	var denial *deny.Denial
	if worm.Days, denial = period("Days", days, maxKeepDays); denial != nil {
		return worm, denial
	}
	worm.Years, denial = period("Years", years, maxKeepYears)
	return worm, denial
}

func isKeepMode(mode string) bool { return mode == world.Governance || mode == world.Compliance }

// getObjectWorm: how the service answers for a bucket without it is assumed.
// https://www.alibabacloud.com/help/en/oss/developer-reference/getbucketobjectwormconfiguration
func getObjectWorm(c *Context) *wire.Response {
	worm := c.Bucket.ObjectWorm
	if worm == nil {
		return nil
	}
	type retention struct {
		Mode  string
		Days  int `xml:",omitempty"`
		Years int `xml:",omitempty"`
	}
	doc := struct {
		XMLName           xml.Name   `xml:"ObjectWormConfiguration"`
		ObjectWormEnabled string     `xml:"ObjectWormEnabled"`
		DefaultRetention  *retention `xml:"Rule>DefaultRetention"`
	}{ObjectWormEnabled: world.VersioningEnabled}
	if worm.Mode != "" {
		doc.DefaultRetention = &retention{worm.Mode, worm.Days, worm.Years}
	}
	return wire.XML(200, doc)
}

// keepable is the version that a request names, where its bucket has object-level retention.
func keepable(c *Context) (*world.Object, *deny.Denial) {
	if c.Bucket.ObjectWorm == nil {
		return nil, deny.Because(deny.WormOff)
	}
	return find(c)
}

var keepRequest = wire.Shape{Name: "Retention", Children: []wire.Shape{
	{Name: "Mode", Required: true}, {Name: "RetainUntilDate", Required: true},
}}

// putObjectRetention sets the retention of a version. While one runs, its mode stays, even for those
// who bypass it, and compliance is never shortened. That governance is shortened only by those who
// bypass it is assumed.
// https://help.aliyun.com/zh/oss/developer-reference/putobjectretention
// https://github.com/salesforce/multicloudj/pull/471
func putObjectRetention(c *ChangeContext) (*wire.Response, *deny.Denial) {
	body, err := wire.ReadXML(c.Request.Body(), keepRequest)
	if err != nil {
		return nil, malformed(err)
	}
	o, denial := keepable(&c.Context)
	if denial != nil {
		return nil, denial
	}
	keep, denial := keepAsked(c.Request.Now, body.Child("Mode"), body.Child("RetainUntilDate"))
	switch running := o.Keep.At(c.Request.Now); {
	case denial != nil:
		return nil, denial
	case o.Type == appendable:
		return nil, deny.Because(deny.AppendableKept)
	case running && keep.Mode != o.Keep.Mode:
		return nil, deny.Because(deny.ObjectRetained)
	case running && keep.Until.Before(o.Keep.Until) && !(keep.Mode == world.Governance && Bypasses(c.Request)):
		return nil, deny.Because(deny.KeepShortened)
	}
	next := *o
	next.Keep = keep
	return c.replaced(200, &next)
}

// keepAsked reads a retention, which ends in the future.
func keepAsked(now time.Time, mode, until string) (world.Keep, *deny.Denial) {
	date, err := time.Parse(time.RFC3339, until)
	switch {
	case !isKeepMode(mode):
		return world.Keep{}, wrong(deny.KeepModeUnknown, "Mode", mode)
	case err != nil:
		return world.Keep{}, wrong(deny.KeepDateUnreadable, "RetainUntilDate", until)
	case !date.After(now):
		return world.Keep{}, wrong(deny.KeepDatePast, "RetainUntilDate", until)
	}
	return world.Keep{Mode: mode, Until: date.UTC()}, nil
}

// headerKeep reads the retention that an upload gives its version. That it needs no further right
// is assumed. https://www.alibabacloud.com/help/en/oss/developer-reference/putobject
func headerKeep(c *ChangeContext) (world.Keep, *deny.Denial) {
	mode, until := c.Request.Header.Get(keepModeHeader), c.Request.Header.Get(keepUntilHeader)
	switch {
	case mode == "" && until == "":
		return world.Keep{}, nil
	case c.Bucket.ObjectWorm == nil:
		return world.Keep{}, deny.Because(deny.WormOff)
	case mode == "":
		return world.Keep{}, wrong(deny.KeepIncomplete, keepModeHeader, mode)
	case until == "":
		return world.Keep{}, wrong(deny.KeepIncomplete, keepUntilHeader, until)
	}
	return keepAsked(c.Request.Now, mode, until)
}

// getObjectRetention answers with empty elements for a version without a retention.
// https://help.aliyun.com/en/oss/developer-reference/getobjectretention
func getObjectRetention(c *Context) (*wire.Response, *deny.Denial) {
	o, denial := keepable(c)
	if denial != nil {
		return nil, denial
	}
	doc := struct {
		XMLName               xml.Name `xml:"Retention"`
		Mode, RetainUntilDate string
	}{Mode: o.Keep.Mode}
	if o.Keep.Mode != "" {
		doc.RetainUntilDate = wire.ISOTime(o.Keep.Until)
	}
	resp := wire.XML(200, doc)
	describeVersion(resp, c.Bucket, o)
	return resp, nil
}

var holdRequest = wire.Shape{Name: "LegalHold", Children: []wire.Shape{{Name: "Status", Required: true}}}

// putObjectLegalHold holds a version until it is let go.
// https://github.com/aliyun/alibabacloud-oss-go-sdk-v2/blob/master/oss/api_op_object_worm.go
func putObjectLegalHold(c *ChangeContext) (*wire.Response, *deny.Denial) {
	body, err := wire.ReadXML(c.Request.Body(), holdRequest)
	if err != nil {
		return nil, malformed(err)
	}
	o, denial := keepable(&c.Context)
	if denial != nil {
		return nil, denial
	}
	status := body.Child("Status")
	if status != held(true) && status != held(false) {
		return nil, wrong(deny.HoldUnknown, "Status", status)
	}
	next := *o
	next.Held = status == held(true)
	return c.replaced(200, &next)
}

func held(on bool) string {
	if on {
		return "ON"
	}
	return "OFF"
}

func getObjectLegalHold(c *Context) (*wire.Response, *deny.Denial) {
	o, denial := keepable(c)
	if denial != nil {
		return nil, denial
	}
	resp := wire.XML(200, struct {
		XMLName xml.Name `xml:"LegalHold"`
		Status  string
	}{Status: held(o.Held)})
	describeVersion(resp, c.Bucket, o)
	return resp, nil
}

// describeProtection tells what protects a version. That every reader is told is assumed.
func describeProtection(resp *wire.Response, o *world.Object) {
	if o.Keep.Mode != "" {
		resp.Set(keepModeHeader, o.Keep.Mode)
		resp.Set(keepUntilHeader, wire.ISOTime(o.Keep.Until))
	}
	if o.Held {
		resp.Set(heldHeader, held(true))
	}
}
