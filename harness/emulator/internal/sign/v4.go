package sign

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

func (c Claim) proveV4(r *wire.Request, secret string, mac maker) Proof {
	canonical := c.canonicalRequest(r)
	hash := sha256.Sum256([]byte(canonical))
	text := AlgorithmV4 + "\n" + c.Timestamp + "\n" + c.Scope.String() + "\n" + hex.EncodeToString(hash[:])
	return Proof{
		Signature:        hex.EncodeToString(mac(macName{"sha256", secret, c.Scope, ofOSS}, text)),
		StringToSign:     text,
		CanonicalRequest: canonical,
	}
}

// canonicalRequest is VERB, URI, query, headers, additional headers and
// payload hash, one a line; the header block ends with a line of its own.
func (c Claim) canonicalRequest(r *wire.Request) string {
	uri := "/"
	if r.Bucket != "" {
		uri += r.Named() + "/" + r.Key
	}
	var b strings.Builder
	b.WriteString(r.Method + "\n" + wire.Escape(uri, "/") + "\n" + canonicalQuery(r.Query) + "\n")
	for _, name := range c.signedHeaders(r) {
		writeHeader(&b, r, name)
	}
	b.WriteString("\n" + strings.Join(c.Additional, ";") + "\n" + UnsignedPayload)
	return b.String()
}

// canonicalQuery holds all parameters but the signature, escaped and sorted. An empty
// value leaves the name alone. V2 has it too.
func canonicalQuery(q wire.Query) string {
	var b strings.Builder
	for i, p := range q.EscapedWithout(paramSignature) {
		if i > 0 {
			b.WriteByte('&')
		}
		b.WriteString(p.Name)
		if p.Value != "" {
			b.WriteByte('=')
			b.WriteString(p.Value)
		}
	}
	return b.String()
}

// signedHeaders are content-type, content-md5, every x-oss-* header and the
// additional headers, sorted.
func (c Claim) signedHeaders(r *wire.Request) []string {
	names := append(headersWith(r, "x-oss-"), c.Additional...)
	for _, name := range []string{"content-type", "content-md5"} {
		if _, sent := headerValue(r, name); sent {
			names = append(names, name)
		}
	}
	return sortedOnce(names)
}
