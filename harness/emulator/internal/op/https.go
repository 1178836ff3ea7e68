package op

import (
	"encoding/xml"
	"slices"

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
	{Name: "TLS", Required: true, Children: []wire.Shape{{Name: "Enable", Required: true}, {Name: "TLSVersion", Many: true}}},
	{Name: "CipherSuite", Children: []wire.Shape{
		{Name: "Enable", Required: true}, {Name: "StrongCipherSuite"}, {Name: "CustomCipherSuite", Many: true},
		{Name: "TLS13CustomCipherSuite", Many: true},
	}},
}}

// putBucketHTTPS works at once; the service takes up to 30 minutes. How a wrong value is refused is assumed.
func putBucketHTTPS(c *ChangeContext) (*wire.Response, *deny.Denial) {
	body, err := wire.ReadXML(c.Request.Body, httpsRequest)
	if err != nil {
		return nil, malformed(err)
	}
	asked, denial := httpsAsked(body)
	if denial != nil {
		return nil, denial
	}
	return c.replaceBucket(200, func(b *world.Bucket) { b.HTTPS = asked })
}

func httpsAsked(body wire.Element) (asked world.HTTPS, denial *deny.Denial) {
	on, suites := body.In("TLS").Child("Enable"), body.In("CipherSuite").Child("Enable")
	versions := texts(body, "TLS", "TLSVersion")
	unknown := slices.IndexFunc(versions, func(v string) bool { return !slices.Contains(world.TLSVersions(), v) })
	switch {
	case on != "true" && on != "false":
		return asked, wrong(deny.InvalidArgument, "Enable", on)
	case !slices.Contains([]string{"", "true", "false"}, suites):
		return asked, wrong(deny.InvalidArgument, "Enable", suites)
	case suites == "true":
		return asked, notImplemented("CipherSuite", "cipher suites are not limited")
	case unknown >= 0:
		return asked, wrong(deny.InvalidArgument, "TLSVersion", versions[unknown])
	case on == "true" && len(versions) == 0:
		return asked, wrong(deny.InvalidArgument, "TLSVersion", "")
	case on == "true":
		asked = world.HTTPS{Managed: true, Versions: versions}
	}
	return asked, nil
}

// getBucketHTTPS is https://help.aliyun.com/zh/oss/developer-reference/getbuckethttpsconfig
// That a bucket without a configuration has one which is off is assumed.
func getBucketHTTPS(c *Context) (*wire.Response, *deny.Denial) {
	var doc httpsConfiguration
	doc.TLS.Enable, doc.TLS.TLSVersion = c.Bucket.HTTPS.Managed, c.Bucket.HTTPS.Versions
	return wire.XML(200, doc), nil
}
