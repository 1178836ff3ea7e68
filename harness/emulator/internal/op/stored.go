package op

import (
	"cmp"
	"math"
	"strconv"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// Documents of settings that are only stored.

var monitorRequest = wire.Shape{Name: "AccessMonitorConfiguration", Children: []wire.Shape{
	{Name: "Status", Required: true, Of: []string{"Enabled", "Disabled"}},
}}

const (
	monitorSub = "accessmonitor"
	monitorOff = "<Status>Disabled</Status>"
)

// monitoring is whether the accesses to a bucket are tracked, in the words of the service.
func monitoring(b *world.Bucket) string {
	return strings.TrimSuffix(strings.TrimPrefix(cmp.Or(b.Documents[monitorSub], monitorOff), "<Status>"), "</Status>")
}

// monitorHolds: it stays on while a lifecycle rule counts from the last access.
// https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketaccessmonitor
func monitorHolds(c *ChangeContext, body wire.Element) *deny.Denial {
	if body.Child("Status") == "Disabled" && c.Bucket.CountsAccess() {
		return deny.Because(deny.MonitorNeeded)
	}
	return nil
}

var logFieldsRequest = wire.Shape{Name: "UserDefinedLogFieldsConfiguration", Children: []wire.Shape{
	{Name: "HeaderSet", Children: []wire.Shape{{Name: "header", Many: true}}},
	{Name: "ParamSet", Children: []wire.Shape{{Name: "parameter", Many: true}}},
}}

// maxLogFields counts headers and parameters together.
const maxLogFields = 6

// logFieldsHold: a header is of printable ASCII but for _ and :. How the service refuses is assumed.
// https://www.alibabacloud.com/help/en/oss/developer-reference/putuserdefinedlogfieldsconfig
func logFieldsHold(_ *ChangeContext, body wire.Element) *deny.Denial {
	headers, parameters := texts(body, "HeaderSet", "header"), texts(body, "ParamSet", "parameter")
	if len(headers)+len(parameters) > maxLogFields {
		return wrong(deny.InvalidArgument, "UserDefinedLogFieldsConfiguration", body.Inner())
	}
	for _, h := range headers {
		if h == "" || strings.ContainsFunc(h, func(r rune) bool { return r <= ' ' || r > '~' || r == '_' || r == ':' }) {
			return wrong(deny.InvalidArgument, "header", h)
		}
	}
	return nil
}

// qosNames are the limits of bandwidth in Gbit/s, and of requests a second; -1 is none.
// https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketqosinfo
var qosNames = []string{
	"TotalUploadBandwidth", "IntranetUploadBandwidth", "ExtranetUploadBandwidth",
	"TotalDownloadBandwidth", "IntranetDownloadBandwidth", "ExtranetDownloadBandwidth",
	"TotalQps", "IntranetQps", "ExtranetQps",
}

// mostBandwidth is what an account has in a region by default, in Gbit/s: that it is the same in all regions is assumed.
// https://help.aliyun.com/zh/oss/product-overview/limits
const mostBandwidth = 10

var qosRequest = func() wire.Shape {
	s := wire.Shape{Name: "QoSConfiguration"}
	for _, name := range qosNames {
		s.Children = append(s.Children, wire.Shape{Name: name, Low: -1, High: math.MaxInt32, Default: "-1"})
	}
	return s
}()

// qosHolds: a bucket is given no more bandwidth than its account has. How the service refuses is assumed.
func qosHolds(_ *ChangeContext, body wire.Element) *deny.Denial {
	for _, name := range qosNames {
		if strings.HasSuffix(name, "Bandwidth") && body.Number(name) > mostBandwidth {
			return wrong(deny.InvalidArgument, name, body.Child(name))
		}
	}
	return nil
}

// getUserQoS tells what an account may have in a region: its bandwidth is limited, and nothing else is known.
func getUserQoS(c *Context) (*wire.Response, *deny.Denial) {
	var out wire.Element
	out.Put("Region", cmp.Or(c.Request.Host.Region, c.Regions[0]))
	for _, name := range qosNames {
		limit := "-1"
		if strings.HasPrefix(name, "Total") && strings.HasSuffix(name, "Bandwidth") {
			limit = strconv.Itoa(mostBandwidth)
		}
		out.Put(name, limit)
	}
	return wire.Document(qosRequest.Name, out.Inner()), nil
}

// responseHeaderRequest is known from SDK v1 alone.
// https://github.com/aliyun/aliyun-oss-go-sdk/blob/master/oss/type.go
var responseHeaderRequest = wire.Shape{Name: "ResponseHeaderConfiguration", Children: []wire.Shape{
	{Name: "Rule", Many: true, Required: true, Children: []wire.Shape{
		{Name: "Name", Required: true},
		{Name: "Filters", Children: []wire.Shape{{Name: "Operation", Many: true}}},
		{Name: "HideHeaders", Children: []wire.Shape{{Name: "Header", Many: true}}},
	}},
}}
