package op

import (
	"encoding/xml"
	"strings"
	"unicode/utf8"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

const maxLogPrefix = 256 // characters; https://help.aliyun.com/zh/oss/user-guide/0032-00000006

var loggingRequest = wire.Shape{Name: "BucketLoggingStatus", Children: []wire.Shape{
	{Name: "LoggingEnabled", Children: []wire.Shape{{Name: "TargetBucket"}, {Name: "TargetPrefix"}, {Name: "LoggingRole"}}},
}}

// loggingAsked reads the configuration of PutBucketLogging.
func loggingAsked(r *wire.Request) (*world.Logging, *deny.Denial) {
	body, err := wire.ReadXML(r.Body(), loggingRequest)
	if err != nil {
		return nil, malformed(err)
	}
	return loggingOf(body)
}

// loggingOf is the logging that a configuration asks for; nil switches it off.
// https://help.aliyun.com/zh/oss/user-guide/0032-00000001 to 0014
func loggingOf(body wire.Element) (*world.Logging, *deny.Denial) {
	enabled := body.All("LoggingEnabled")
	if len(enabled) == 0 {
		return nil, nil
	}
	given := enabled[0]
	asked := &world.Logging{Target: given.Child("TargetBucket"), Prefix: given.Child("TargetPrefix"), Role: given.Child("LoggingRole")}
	switch {
	case len(given.All("TargetBucket")) == 0:
		return nil, deny.Because(deny.LogTargetAbsent)
	case asked.Target == "":
		return nil, deny.Because(deny.LogTargetEmpty)
	case !ValidBucketName(asked.Target):
		return nil, wrong(deny.LogTargetName, "TargetBucket", asked.Target)
	case strings.HasPrefix(asked.Prefix, "/"), strings.HasPrefix(asked.Prefix, `\`):
		return nil, wrong(deny.LogPrefixStart, "TargetPrefix", asked.Prefix)
	case utf8.RuneCountInString(asked.Prefix) > maxLogPrefix:
		return nil, wrong(deny.LogPrefixLong, "TargetPrefix", asked.Prefix)
	case strings.Contains(asked.Role, ":"): // an ARN in place of a name
		return nil, wrong(deny.LogRole, "LoggingRole", asked.Role)
	}
	return asked, nil
}

// LogTarget is the bucket into which a request wants logs written; empty: it
// wants none, or cannot be read.
func LogTarget(r *wire.Request, o *Operation) string {
	if o.Name != "PutBucketLogging" || r.Body() == nil {
		return ""
	}
	asked, denial := loggingAsked(r)
	if denial != nil || asked == nil {
		return ""
	}
	return asked.Target
}

// loggingAccesses: whoever has the logs of a bucket written into another
// writes there. Their keys begin with the prefix and the name of the bucket.
// https://help.aliyun.com/zh/oss/developer-reference/putbucketlogging
func loggingAccesses(r *wire.Request) ([]Access, *deny.Denial) {
	own := Access{Action: "oss:PutBucketLogging", Bucket: r.Bucket, Writes: true}
	if r.Body() == nil {
		return []Access{own}, nil
	}
	asked, denial := loggingAsked(r)
	if denial != nil || asked == nil || asked.Target == r.Bucket {
		return []Access{own}, denial
	}
	return []Access{own, {Action: "oss:PutObject", Bucket: asked.Target, Key: asked.Prefix + r.Bucket, Writes: true, Secondary: true}}, nil
}

func putLogging(_ *ChangeContext, body wire.Element) (func(*world.Bucket), *deny.Denial) {
	asked, denial := loggingOf(body)
	return func(b *world.Bucket) { b.Logging = asked }, denial
}

type loggingEnabled struct {
	TargetBucket string
	TargetPrefix string
	LoggingRole  string `xml:",omitempty"`
}

// getLogging is
// https://help.aliyun.com/zh/oss/developer-reference/getbucketlogging
func getLogging(c *Context) *wire.Response {
	doc := struct {
		XMLName xml.Name        `xml:"BucketLoggingStatus"`
		Enabled *loggingEnabled `xml:"LoggingEnabled"`
	}{}
	if l := c.Bucket.Logging; l != nil {
		doc.Enabled = &loggingEnabled{l.Target, l.Prefix, l.Role}
	}
	return wire.XML(200, doc)
}
