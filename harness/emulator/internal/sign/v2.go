package sign

import (
	"encoding/base64"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// The rules of version 2 are those of SDKs that sign with it:
// https://github.com/aliyun/aliyun-oss-go-sdk/blob/v3.0.2/oss/auth.go
// https://github.com/aliyun/aliyun-oss-python-sdk/blob/master/oss2/auth.py

func (c Claim) proveV2(r *wire.Request, secret string, mac maker) Proof {
	text := c.stringToSignV2(r)
	sum := mac(macName{hash: "sha256", secret: secret}, text)
	return Proof{Signature: base64.StdEncoding.EncodeToString(sum), StringToSign: text}
}

// stringToSignV2 is that of version 1 with a line of the additional headers before
// the resource, and these headers among those of OSS.
func (c Claim) stringToSignV2(r *wire.Request) string {
	var b strings.Builder
	writeLines(&b, r.Method, r.Header.Get("Content-MD5"), r.Header.Get("Content-Type"), c.Timestamp)
	for _, name := range sortedOnce(append(headersWith(r, "x-oss-"), c.Additional...)) {
		writeHeader(&b, r, name)
	}
	writeLines(&b, strings.Join(c.Additional, ";"))
	writeResourceV2(&b, r)
	return b.String()
}

// writeResourceV2 writes the bucket and the key with all parameters, every slash escaped too.
func writeResourceV2(b *strings.Builder, r *wire.Request) {
	resource := "/"
	if r.Bucket != "" {
		resource += r.Named() + "/" + r.Key
	}
	b.WriteString(wire.Escape(resource, ""))
	var query strings.Builder
	writeCanonicalQuery(&query, r.Query)
	if query.Len() > 0 {
		b.WriteString("?" + query.String())
	}
}
