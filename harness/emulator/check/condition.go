package check

import (
	"strconv"
	"strings"
	"time"
)

// condition is the value of a condition key for this request, and whether it
// has one.
func (c *Case) condition(key string) (string, bool) {
	if of, known := conditionKeys[key]; known {
		return of(c)
	}
	return "", false
}

// conditionKeys are those of
// https://www.alibabacloud.com/help/en/oss/user-guide/authorization-syntax-and-elements
// that a request can have here: there are no networks, tags, retention and
// access points, so their keys have no value.
var conditionKeys = map[string]func(*Case) (string, bool){
	"acs:SourceIp":         func(c *Case) (string, bool) { return c.Request.Source, c.Request.Source != "" },
	"acs:UserAgent":        func(c *Case) (string, bool) { return c.headerValue("User-Agent") },
	"acs:CurrentTime":      func(c *Case) (string, bool) { return c.Request.Now.Format(time.RFC3339), true },
	"acs:SecureTransport":  func(c *Case) (string, bool) { return strconv.FormatBool(c.Request.Secure), true },
	"acs:AccessId":         func(c *Case) (string, bool) { return c.Claim.AccessKeyID, c.Claim.AccessKeyID != "" },
	"acs:MFAPresent":       func(*Case) (string, bool) { return "false", true },
	"oss:Prefix":           func(c *Case) (string, bool) { return c.listing("prefix") },
	"oss:Delimiter":        func(c *Case) (string, bool) { return c.listing("delimiter") },
	"oss:x-oss-acl":        func(c *Case) (string, bool) { return c.headerValue("x-oss-acl") },
	"oss:x-oss-object-acl": func(c *Case) (string, bool) { return c.headerValue("x-oss-object-acl") },
}

func (c *Case) headerValue(name string) (string, bool) {
	values := c.Request.Header.Values(name)
	if len(values) == 0 {
		return "", false
	}
	return values[0], true
}

// listing is a parameter of a listing of objects; an absent one is empty.
func (c *Case) listing(name string) (string, bool) {
	if c.Operation == nil || !strings.HasPrefix(c.Operation.Name, "ListObjects") {
		return "", false
	}
	return c.Request.Query.Get(name), true
}
