package check

import (
	"net/http"
	"strconv"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

const (
	basicFormat = "20060102T150405Z"
	dayFormat   = "20060102"
)

// signingTime reads RFC 1123 with a two-digit day in GMT, or
// yyyyMMddTHHmmssZ.
// https://help.aliyun.com/zh/oss/user-guide/0002-00000503
func signingTime(text string) (time.Time, bool) {
	if len(text) == len(http.TimeFormat) {
		t, err := time.Parse(http.TimeFormat, text)
		return t.UTC(), err == nil
	}
	return basicTime(text)
}

func basicTime(text string) (time.Time, bool) {
	t, err := time.Parse(basicFormat, text)
	return t, err == nil && len(text) == len(basicFormat)
}

// dateReadable: x-oss-date or Date must be there and readable; and a broken
// Date is refused although x-oss-date stands beside it.
func dateReadable(c *Case) *deny.Denial {
	if date := c.Request.AsSent().Header.Get("Date"); date != "" && date != c.Claim.Timestamp {
		if _, ok := signingTime(date); !ok {
			return deny.Because(deny.DateInvalid)
		}
	}
	if _, ok := c.signedAt(); !ok {
		return deny.Because(deny.DateInvalid)
	}
	return nil
}

// scopeDay: the day of the scope is the day of the signing time; in the
// header it is also a day that the clock allows.
// https://help.aliyun.com/en/oss/user-guide/0002-00000409 and 0421
func scopeDay(c *Case) *deny.Denial {
	day := c.Claim.Scope.Day
	if c.Claim.Carrier.InForm() {
		return formDay(c)
	}
	t, _ := c.signedAt()
	if c.Claim.Carrier.InURL() {
		if _, ok := c.signedAtBasic(); !ok {
			return urlDates[c.Claim.Carrier].denial(c.Claim.Timestamp)
		}
	}
	early, late := c.Request.Now.Add(-c.Limits.Skew), c.Request.Now.Add(c.Limits.Skew)
	near := c.Claim.Carrier != sign.V4Header || isDay(day, early) || isDay(day, late)
	if isDay(day, t) && near {
		return nil
	}
	return dayReasons.denial(c)
}

// isDay tells whether a text is the day of a time.
func isDay(text string, t time.Time) bool {
	var room [len(dayFormat)]byte
	return text == string(t.AppendFormat(room[:0], dayFormat))
}

// A urlFault is a parameter of a signed URL that says nothing, or too much.
type urlFault struct {
	why  deny.Reason
	name string
}

func (f urlFault) denial(value string) *deny.Denial {
	return deny.Because(f.why, deny.Field{Name: "ArgumentName", Value: f.name}, deny.Field{Name: "ArgumentValue", Value: value})
}

// urlDates and urlLives are those about the time of version 4.
var (
	urlDates = map[sign.Carrier]urlFault{
		sign.V4URL: {deny.V4URLDateInvalid, "x-oss-date"}, sign.S3V4URL: {deny.S3URLDateInvalid, "X-Amz-Date"},
	}
	urlLives = map[sign.Carrier]urlFault{
		sign.V4URL: {deny.ExpiresRangeV4URL, "x-oss-expires"}, sign.S3V4URL: {deny.S3URLExpiresRange, "X-Amz-Expires"},
	}
)

// clockClose: the signing time is at most 15 minutes off, either way. What S3 signs in a URL
// is held by a Date beside it, and by X-Amz-Date while that is to come.
// https://help.aliyun.com/en/oss/user-guide/0002-00000501
func clockClose(c *Case) *deny.Denial {
	t, dated := c.signedAt()
	off := c.Request.Now.Sub(t)
	if c.Claim.Carrier.InURL() {
		off = min(off, 0)
		if date, ok := signingTime(c.Request.AsSent().Header.Get("Date")); ok {
			t, off, dated = date, c.Request.Now.Sub(date), true
		}
	}
	if !dated || off.Abs() <= c.Limits.Skew {
		return nil
	}
	why := deny.Skewed
	if c.Claim.Carrier.IsS3() {
		why = deny.S3Skewed
	}
	return deny.Because(why,
		deny.Field{Name: "MaxAllowedSkewMilliseconds", Value: strconv.FormatInt(c.Limits.Skew.Milliseconds(), 10)},
		deny.Field{Name: "RequestTime", Value: wire.ISOTime(t)},
		deny.Field{Name: "ServerTime", Value: wire.ISOTime(c.Request.Now)})
}

// urlAlive: a signed URL is good from 15 minutes before its date, in V4, to
// its expiry.
func urlAlive(c *Case) *deny.Denial {
	if _, relative := urlLives[c.Claim.Carrier]; relative {
		return v4URLAlive(c)
	}
	return epochURLAlive(c)
}

// epochURLAlive: in versions 1 and 2 the expiry is in epoch seconds. That those of S3's
// version 2 are told as those of OSS is inferred.
// https://help.aliyun.com/zh/oss/developer-reference/ddd-signatures-to-urls
// https://help.aliyun.com/en/oss/user-guide/0002-00000069
func epochURLAlive(c *Case) *deny.Denial {
	unreadable, over := deny.ExpiresNotInteger, deny.ExpiredV1URL
	if c.Claim.Carrier.IsS3() {
		unreadable, over = deny.S3V2NotInteger, deny.ExpiredS3V2URL
	}
	seconds, err := strconv.ParseInt(c.Claim.Expires, 10, 64)
	switch {
	case err != nil || c.Claim.Expires[0] == '+':
		return deny.Because(unreadable)
	case c.Request.Now.Add(-c.Limits.URLGrace).Unix() > seconds:
		return expired(over, time.Unix(seconds, 0), c.Request.Now)
	}
	return nil
}

// v4URLAlive: the life is in seconds after the date. A URL of OSS is not good before it; of
// S3's clockClose says so.
// https://help.aliyun.com/zh/oss/developer-reference/add-signatures-to-urls
// https://help.aliyun.com/en/oss/user-guide/0002-00000417 and 0418
func v4URLAlive(c *Case) *deny.Denial {
	seconds, err := strconv.ParseInt(c.Claim.Expires, 10, 64)
	if err != nil || c.Claim.Expires[0] == '+' || seconds < 1 || seconds > c.Limits.V4Lifetime {
		return urlLives[c.Claim.Carrier].denial(c.Claim.Expires)
	}
	over := deny.ExpiredV4URL
	if c.Claim.Carrier.IsS3() {
		over = deny.ExpiredS3V4URL
	}
	from, _ := c.signedAtBasic()
	to := from.Add(time.Duration(seconds) * time.Second)
	switch now := c.Request.Now; {
	case !c.Claim.Carrier.IsS3() && from.After(now.Add(c.Limits.Skew)):
		return deny.Because(deny.NotYetValidV4URL,
			deny.Field{Name: "RequestTime", Value: wire.ISOTime(from)},
			deny.Field{Name: "ServerTime", Value: wire.ISOTime(now)})
	case now.After(to.Add(c.Limits.URLGrace)):
		return expired(over, to, now)
	}
	return nil
}

func expired(why deny.Reason, at, now time.Time) *deny.Denial {
	return deny.Because(why,
		deny.Field{Name: "Expires", Value: wire.ISOTime(at)},
		deny.Field{Name: "ServerTime", Value: wire.ISOTime(now)})
}
