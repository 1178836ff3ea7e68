package op

import (
	"encoding/xml"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// listLiveChannels lists none: none can be made here.
// https://help.aliyun.com/zh/oss/developer-reference/listlivechannel
func listLiveChannels(c *Context) (*wire.Response, *deny.Denial) {
	limit, denial := number(c.Request, "max-keys", 1, maxKeys, 100)
	if denial != nil {
		return nil, denial
	}
	return wire.XML(200, struct {
		XMLName     xml.Name `xml:"ListLiveChannelResult"`
		Prefix      string
		Marker      string
		MaxKeys     int
		IsTruncated bool
	}{Prefix: c.Request.Query.Get("prefix"), Marker: c.Request.Query.Get("marker"), MaxKeys: limit}), nil
}
