package op

import (
	"encoding/xml"
	"fmt"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// transferAcceleration is the configuration of
// https://help.aliyun.com/zh/oss/developer-reference/putbuckettransferacceleration
type transferAcceleration struct {
	XMLName xml.Name `xml:"TransferAccelerationConfiguration"`
	Enabled bool
}

var transferAccelerationRequest = wire.Shape{
	Name: "TransferAccelerationConfiguration", Children: []wire.Shape{{Name: "Enabled", Required: true}},
}

// putAcceleration switches at once; the service takes up to 30
// minutes. A value that is no boolean is malformed, says the page.
func putAcceleration(_ *ChangeContext, body wire.Element) (func(*world.Bucket), *deny.Denial) {
	value := body.Child("Enabled")
	if value != "true" && value != "false" {
		return nil, malformed(fmt.Errorf("Enabled is %q, neither true nor false", value))
	}
	on := value == "true"
	return func(b *world.Bucket) { b.Acceleration = &on }, nil
}

// getAcceleration is
// https://help.aliyun.com/zh/oss/developer-reference/getbuckettransferacceleration
func getAcceleration(c *Context) *wire.Response {
	if c.Bucket.Acceleration == nil {
		return nil
	}
	return wire.XML(200, transferAcceleration{Enabled: *c.Bucket.Acceleration})
}
