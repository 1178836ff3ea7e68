package op

import (
	"encoding/xml"
	"maps"
	"slices"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

type cloudBox struct {
	ID              string
	Name            string
	Region          string
	ControlEndpoint string
	DataEndpoint    string
}

// listCloudBoxes lists the cloud boxes of the account on one page, as SDK v2 for Go reads them. That the id is
// the name is assumed.
func listCloudBoxes(c *Context) (*wire.Response, *deny.Denial) {
	boxes := c.World.Standing(c.Caller).CloudBoxes
	list := []cloudBox{}
	for _, id := range slices.Sorted(maps.Keys(boxes)) {
		region := boxes[id]
		list = append(list, cloudBox{id, id, region, wire.BoxControlEndpoint(id, region), wire.BoxEndpoint(id, region)})
	}
	return wire.XML(200, struct {
		XMLName     xml.Name `xml:"ListCloudBoxResult"`
		Owner       owner
		Prefix      string
		Marker      string
		MaxKeys     int
		IsTruncated bool
		CloudBoxes  struct{ CloudBox []cloudBox }
	}{Owner: owner{c.Caller, c.Caller}, MaxKeys: 100, CloudBoxes: struct{ CloudBox []cloudBox }{list}}), nil
}
