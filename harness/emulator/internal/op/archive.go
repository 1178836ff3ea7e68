package op

import (
	"encoding/xml"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// directRead is the configuration of
// https://help.aliyun.com/en/oss/developer-reference/putbucketarchivedirectread
type directRead struct {
	XMLName xml.Name `xml:"ArchiveDirectReadConfiguration"`
	Enabled bool
}

var directReadRequest = wire.Shape{Name: "ArchiveDirectReadConfiguration", Children: []wire.Shape{{Name: "Enabled", Required: true}}}

func putDirectRead(c *ChangeContext) (*wire.Response, *deny.Denial) {
	body, err := wire.ReadXML(c.Request.Body, directReadRequest)
	if err != nil {
		return nil, malformed(err)
	}
	value := body.Child("Enabled")
	if value != "true" && value != "false" {
		return nil, wrong(deny.InvalidArgument, "Enabled", value)
	}
	return c.replaceBucket(200, func(b *world.Bucket) { b.DirectRead = value == "true" })
}

func getDirectRead(c *Context) (*wire.Response, *deny.Denial) {
	return wire.XML(200, directRead{Enabled: c.Bucket.DirectRead}), nil
}
