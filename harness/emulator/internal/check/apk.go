package check

import (
	"slices"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// An appRule is for programs that OSS does not spread by names of its own.
type appRule struct {
	fast   bool      // at an acceleration endpoint; else at a public one
	since  time.Time // buckets that were made from then on; before, all is served
	spread func(key, kind string) bool
	why    deny.Reason
}

// appRules are those of what the page lists; the ECs that no page prints are assumed.
// That the switch for acceleration counts from when the bucket was made is assumed too.
// https://www.alibabacloud.com/help/en/oss/user-guide/what-to-do-with-apkdownloadforbidden-reporting-an-error
var appRules = []appRule{
	{false, appNames, isAppName, deny.AppAtEndpoint},
	{true, appNames, isAppName, deny.AppAccelerated},
	{false, appKinds, isAppKind, deny.AppKindAtEndpoint},
	{true, appKinds, isAppKind, deny.AppKindAccelerated},
}

// The days from which on names and kinds count.
var (
	beijing  = time.FixedZone("UTC+8", 8*60*60)
	appNames = time.Date(2023, 8, 15, 0, 0, 0, 0, beijing)
	appKinds = time.Date(2024, 8, 5, 0, 0, 0, 0, beijing)
)

// kindOf is the Content-Type of an object.
func kindOf(o *world.Object) string {
	at := slices.IndexFunc(o.Headers, func(h world.Header) bool { return h.Name == "Content-Type" })
	if at < 0 {
		return ""
	}
	return o.Headers[at].Value
}

func isAppName(key, _ string) bool {
	low := strings.ToLower(key)
	return strings.HasSuffix(low, ".apk") || strings.HasSuffix(low, ".ipa")
}

func isAppKind(_, kind string) bool {
	return kind == "application/vnd.android.package-archive" || kind == "application/iphone"
}

// appsByOwnDomain: programs for phones are read anonymously or by a signed URL at
// custom domains only. The object has been looked at by then, for the answer tells
// its ETag (https://help.aliyun.com/zh/oss/support/0048-00000203).
func appsByOwnDomain(c *Case) *deny.Denial {
	b := c.Bucket()
	for _, a := range c.Accesses {
		o := c.object(a)
		if o == nil || a.Writes {
			continue
		}
		for _, rule := range appRules {
			if rule.fast == c.Request.Host.Fast && !b.Created.Before(rule.since) && rule.spread(a.Key, kindOf(o)) {
				return deny.Because(rule.why)
			}
		}
	}
	return nil
}
