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

// putBucketTransferAcceleration switches at once; the service takes up to 30
// minutes. A value that is no boolean is malformed, says the page.
func putBucketTransferAcceleration(c *ChangeContext) (*wire.Response, *deny.Denial) {
	body, err := wire.ReadXML(c.Request.Body, transferAccelerationRequest)
	if err != nil {
		return nil, malformed(err)
	}
	value := body.Child("Enabled")
	if value != "true" && value != "false" {
		return nil, malformed(fmt.Errorf("Enabled is %q, neither true nor false", value))
	}
	on := value == "true"
	return c.replaceBucket(200, func(b *world.Bucket) { b.Acceleration = &on })
}

// getBucketTransferAcceleration is
// https://help.aliyun.com/zh/oss/developer-reference/getbuckettransferacceleration
func getBucketTransferAcceleration(c *Context) (*wire.Response, *deny.Denial) {
	if c.Bucket.Acceleration == nil {
		return nil, deny.Because(deny.NoAcceleration, deny.Field{Name: "BucketName", Value: c.Bucket.Name})
	}
	return wire.XML(200, transferAcceleration{Enabled: *c.Bucket.Acceleration}), nil
}
