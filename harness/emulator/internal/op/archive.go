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

var directReadRequest = wire.Shape{Name: "ArchiveDirectReadConfiguration", Children: []wire.Shape{
	{Name: "Enabled", Required: true, Of: flag},
}}

func putDirectRead(_ *ChangeContext, body wire.Element) (func(*world.Bucket), *deny.Denial) {
	return func(b *world.Bucket) { b.DirectRead = body.Child("Enabled") == "true" }, nil
}

func getDirectRead(c *Context) *wire.Response {
	return wire.XML(200, directRead{Enabled: c.Bucket.DirectRead})
}
