package op

import (
	"encoding/xml"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// httpsConfiguration is the configuration of
// https://help.aliyun.com/zh/oss/developer-reference/putbuckethttpsconfig
type httpsConfiguration struct {
	XMLName xml.Name `xml:"HttpsConfiguration"`
	TLS     struct {
		Enable     bool
		TLSVersion []string
	}
}

var httpsRequest = wire.Shape{Name: "HttpsConfiguration", Children: []wire.Shape{
	{Name: "TLS", Required: true, Children: []wire.Shape{
		{Name: "Enable", Required: true, Of: flag}, {Name: "TLSVersion", Many: true, Of: world.TLSVersions()},
	}},
	{Name: "CipherSuite", Children: []wire.Shape{
		{Name: "Enable", Required: true, Of: flagOrEmpty}, {Name: "StrongCipherSuite"}, {Name: "CustomCipherSuite", Many: true},
		{Name: "TLS13CustomCipherSuite", Many: true},
	}},
}}

// putHTTPS works at once; the service takes up to 30 minutes. How a wrong value is refused is assumed.
func putHTTPS(_ *ChangeContext, body wire.Element) (func(*world.Bucket), *deny.Denial) {
	on, versions := body.In("TLS").Child("Enable") == "true", texts(body, "TLS", "TLSVersion")
	var asked world.HTTPS
	switch {
	case body.In("CipherSuite").Child("Enable") == "true":
		return nil, notImplemented("CipherSuite", "cipher suites are not limited")
	case on && len(versions) == 0:
		return nil, wrong(deny.InvalidArgument, "TLSVersion", "")
	case on:
		asked = world.HTTPS{Managed: true, Versions: versions}
	}
	return func(b *world.Bucket) { b.HTTPS = asked }, nil
}

// getHTTPS is https://help.aliyun.com/zh/oss/developer-reference/getbuckethttpsconfig
// That a bucket without a configuration has one which is off is assumed.
func getHTTPS(c *Context) *wire.Response {
	var doc httpsConfiguration
	doc.TLS.Enable, doc.TLS.TLSVersion = c.Bucket.HTTPS.Managed, c.Bucket.HTTPS.Versions
	return wire.XML(200, doc)
}
