package sign

import (
	"encoding/base64"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// The rules of version 2 are those of SDKs that sign with it:
// https://github.com/aliyun/aliyun-oss-go-sdk/blob/v3.0.2/oss/auth.go
// https://github.com/aliyun/aliyun-oss-python-sdk/blob/master/oss2/auth.py

func (c *Claim) proveV2(r *wire.Request, secret string, mac maker) Proof {
	text := c.stringToSignV2(r)
	sum := mac(macName{hash: "sha256", secret: secret}, text)
	return Proof{Signature: base64.StdEncoding.EncodeToString(sum), StringToSign: text}
}

// stringToSignV2 is that of version 1 with a line of the additional headers before
// the resource, and these headers among those of OSS.
func (c *Claim) stringToSignV2(r *wire.Request) string {
	var room [usualLength]byte
	b := appendLines(room[:0], r.Method, r.Header.Get("Content-MD5"), r.Header.Get("Content-Type"), c.Timestamp)
	for _, name := range sortedOnce(append(headersWith(r, "x-oss-"), c.Additional...)) {
		b = appendHeader(b, r, name)
	}
	return string(appendResourceV2(appendLines(b, strings.Join(c.Additional, ";")), r))
}

// appendResourceV2 appends the bucket and the key with all parameters, every slash escaped too.
func appendResourceV2(b []byte, r *wire.Request) []byte {
	resource := "/"
	if r.Bucket != "" {
		resource += r.Named() + "/" + r.Key
	}
	b = append(b, wire.Escape(resource, "")...)
	if query := appendCanonicalQuery(nil, r.Query); len(query) > 0 {
		b = append(append(b, '?'), query...)
	}
	return b
}
