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
	if date := c.Request.Header.Get("Date"); date != "" {
		if _, ok := signingTime(date); !ok {
			return deny.Because(deny.DateInvalid)
		}
	}
	if _, ok := signingTime(c.Claim.Timestamp); !ok {
		return deny.Because(deny.DateInvalid)
	}
	return nil
}

// scopeDay: the day of the V4 scope is the day of the signing time; in the
// header it is also a day that the clock allows.
func scopeDay(c *Case) *deny.Denial {
	day := c.Claim.Scope.Day
	switch c.Claim.Carrier {
	case sign.V4Form:
		return formDay(c)
	case sign.V4URL:
		t, ok := basicTime(c.Claim.Timestamp)
		switch {
		case !ok:
			return deny.Because(deny.V4URLDateInvalid,
				deny.Field{Name: "ArgumentName", Value: "x-oss-date"},
				deny.Field{Name: "ArgumentValue", Value: c.Claim.Timestamp})
		case day != t.Format(dayFormat):
			return dayReasons.denial(c)
		}
		return nil
	}
	t, _ := signingTime(c.Claim.Timestamp)
	early, late := c.Request.Now.Add(-c.Limits.Skew), c.Request.Now.Add(c.Limits.Skew)
	if day == t.Format(dayFormat) && (day == early.Format(dayFormat) || day == late.Format(dayFormat)) {
		return nil
	}
	return dayReasons.denial(c)
}

// clockClose: the signing time is at most 15 minutes off, either way.
func clockClose(c *Case) *deny.Denial {
	t, _ := signingTime(c.Claim.Timestamp)
	if off := c.Request.Now.Sub(t); off.Abs() <= c.Limits.Skew {
		return nil
	}
	return deny.Because(deny.Skewed,
		deny.Field{Name: "MaxAllowedSkewMilliseconds", Value: strconv.FormatInt(c.Limits.Skew.Milliseconds(), 10)},
		deny.Field{Name: "RequestTime", Value: wire.ISOTime(t)},
		deny.Field{Name: "ServerTime", Value: wire.ISOTime(c.Request.Now)})
}

// urlAlive: a signed URL is good from 15 minutes before its date, in V4, to
// its expiry.
func urlAlive(c *Case) *deny.Denial {
	if c.Claim.Carrier == sign.V4URL {
		return v4URLAlive(c)
	}
	return epochURLAlive(c)
}

// epochURLAlive: in versions 1 and 2 the expiry is in epoch seconds.
// https://help.aliyun.com/zh/oss/developer-reference/ddd-signatures-to-urls
// https://help.aliyun.com/en/oss/user-guide/0002-00000069
func epochURLAlive(c *Case) *deny.Denial {
	seconds, err := strconv.ParseInt(c.Claim.Expires, 10, 64)
	switch {
	case err != nil || c.Claim.Expires[0] == '+':
		return deny.Because(deny.ExpiresNotInteger)
	case c.Request.Now.Add(-c.Limits.URLGrace).Unix() > seconds:
		return expired(deny.ExpiredV1URL, time.Unix(seconds, 0), c.Request.Now)
	}
	return nil
}

// v4URLAlive: x-oss-expires is in seconds after x-oss-date.
// https://help.aliyun.com/zh/oss/developer-reference/add-signatures-to-urls
func v4URLAlive(c *Case) *deny.Denial {
	seconds, err := strconv.ParseInt(c.Claim.Expires, 10, 64)
	if err != nil || c.Claim.Expires[0] == '+' || seconds < 1 || seconds > c.Limits.V4Lifetime {
		return deny.Because(deny.ExpiresRangeV4URL,
			deny.Field{Name: "ArgumentName", Value: "x-oss-expires"},
			deny.Field{Name: "ArgumentValue", Value: c.Claim.Expires})
	}
	from, _ := basicTime(c.Claim.Timestamp)
	to := from.Add(time.Duration(seconds) * time.Second)
	switch now := c.Request.Now; {
	case from.After(now.Add(c.Limits.Skew)):
		return deny.Because(deny.NotYetValidV4URL,
			deny.Field{Name: "RequestTime", Value: wire.ISOTime(from)},
			deny.Field{Name: "ServerTime", Value: wire.ISOTime(now)})
	case now.After(to.Add(c.Limits.URLGrace)):
		return expired(deny.ExpiredV4URL, to, now)
	}
	return nil
}

func expired(why deny.Reason, at, now time.Time) *deny.Denial {
	return deny.Because(why,
		deny.Field{Name: "Expires", Value: wire.ISOTime(at)},
		deny.Field{Name: "ServerTime", Value: wire.ISOTime(now)})
}
