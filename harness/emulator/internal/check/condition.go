package check

import (
	"cmp"
	"maps"
	"strconv"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// A Key is a condition key: its value for an access, and whether it has one.
// name is what follows a slash: oss:BucketTag/name.
type Key func(c *Case, a op.Access, name string) (string, bool)

// condition is the value of a condition key for an access.
func (c *Case) condition(a op.Access, key string) (string, bool) {
	key, name, _ := strings.Cut(key, "/")
	if of, known := c.Keys[key]; known {
		return of(c, a, name)
	}
	return "", false
}

// Keys are the condition keys of
// https://www.alibabacloud.com/help/en/oss/user-guide/authorization-syntax-and-elements
// that a request can have here. A request from the internet has an empty acs:SourceVpc: StringLike "*" holds for it.
// https://www.alibabacloud.com/help/en/oss/user-guide/oss-bucket-policy/
func Keys() map[string]Key {
	keys := delegations()
	maps.Copy(keys, map[string]Key{
		"acs:SourceIp":        func(c *Case, _ op.Access, _ string) (string, bool) { return c.Request.Source, c.Request.Source != "" },
		"acs:SourceVpc":       func(c *Case, _ op.Access, _ string) (string, bool) { return c.sourceVPC(), true },
		"acs:UserAgent":       func(c *Case, _ op.Access, _ string) (string, bool) { return c.headerValue("User-Agent") },
		"acs:CurrentTime":     func(c *Case, _ op.Access, _ string) (string, bool) { return c.Request.Now.Format(time.RFC3339), true },
		"acs:SecureTransport": func(c *Case, _ op.Access, _ string) (string, bool) { return strconv.FormatBool(c.Request.Secure), true },
		"acs:AccessId": func(c *Case, _ op.Access, _ string) (string, bool) {
			return c.Claim.AccessKeyID, c.Claim.AccessKeyID != ""
		},
		"acs:MFAPresent": func(*Case, op.Access, string) (string, bool) { return "false", true },
		"oss:Prefix":     func(c *Case, _ op.Access, _ string) (string, bool) { return c.listing("prefix") },
		"oss:Delimiter":  func(c *Case, _ op.Access, _ string) (string, bool) { return c.listing("delimiter") },
		"oss:x-oss-acl":  func(c *Case, _ op.Access, _ string) (string, bool) { return c.headerValue("x-oss-acl") },
		"oss:x-oss-object-acl": func(c *Case, _ op.Access, _ string) (string, bool) {
			return c.headerValue("x-oss-object-acl")
		},
		"oss:BucketTag": func(c *Case, a op.Access, name string) (string, bool) {
			b, known := c.bucketOf(a)
			if !known {
				return c.askedTag(name)
			}
			return tagged(b.Tags, name)
		},
		"oss:ExistingObjectTag": func(c *Case, a op.Access, name string) (string, bool) {
			o := c.object(a)
			if o == nil {
				return "", false
			}
			return tagged(o.Tags, name)
		},
		"oss:object-remaining-retention-days": func(c *Case, a op.Access, _ string) (string, bool) {
			left := c.retainedFor(a)
			return strconv.Itoa(wholeDays(left)), left > 0
		},
		"oss:RequestObjectTag": func(c *Case, _ op.Access, name string) (string, bool) {
			return tagged(op.RequestTags(c.Request, c.Operation), name)
		},
	})
	return keys
}

// wholeDays are the days of a time, one that has begun among them.
func wholeDays(t time.Duration) int {
	const day = 24 * time.Hour
	return int((t + day - 1) / day)
}

func tagged(tags []world.Tag, name string) (string, bool) {
	for _, t := range tags {
		if t.Key == name {
			return t.Value, true
		}
	}
	return "", false
}

// sourceVPC is the network that the caller comes through, as his account or the request says; empty: the internet.
func (c *Case) sourceVPC() string {
	return cmp.Or(c.standing(c.Principal().UID).SourceVPC, c.Request.VPC)
}

// askedTag: a listing of buckets asks for those with one tag, and has the tag of all that it may list. What it has if
// it asks for a name without a value is unknown; here nothing.
// https://www.alibabacloud.com/help/en/oss/user-guide/ram-policy/
func (c *Case) askedTag(name string) (string, bool) {
	q := c.Request.Query
	if c.Operation == nil || c.Operation.Name != "ListBuckets" || name == "" || q.Get("tag-key") != name || !q.Has("tag-value") {
		return "", false
	}
	return q.Get("tag-value"), true
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
	if c.Operation == nil || !strings.HasPrefix(c.Operation.Name, "ListObject") {
		return "", false
	}
	return c.Request.Query.Get(name), true
}
