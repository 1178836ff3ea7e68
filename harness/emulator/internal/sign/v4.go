package sign

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

func (c Claim) proveV4(r *wire.Request, secret string, mac maker) Proof {
	canonical := c.canonicalRequest(r)
	hash, s := hexOf(sha256.Sum256([]byte(canonical))), c.Scope
	text := AlgorithmV4 + "\n" + c.Timestamp + "\n" + s.Day + "/" + s.Region + "/" + s.Product + "/" + ofOSS.terminator + "\n" + string(hash[:])
	signature := hexOf([sha256.Size]byte(mac(macName{"sha256", secret, c.Scope, ofOSS}, text)))
	return Proof{Signature: string(signature[:]), StringToSign: text, CanonicalRequest: canonical}
}

// hexOf writes a hash in hex.
func hexOf(sum [sha256.Size]byte) (text [2 * sha256.Size]byte) {
	hex.Encode(text[:], sum[:])
	return text
}

// canonicalRequest is VERB, URI, query, headers, additional headers and
// payload hash, one a line; the header block ends with a line of its own.
func (c Claim) canonicalRequest(r *wire.Request) string {
	uri := "/"
	if r.Bucket != "" {
		uri += r.Named() + "/" + r.Key
	}
	var b strings.Builder
	b.Grow(usualLength)
	writeLines(&b, r.Method, wire.Escape(uri, "/"))
	writeCanonicalQuery(&b, r.Query)
	b.WriteByte('\n')
	for _, name := range c.signedHeaders(r) {
		writeHeader(&b, r, name)
	}
	writeLines(&b, "", strings.Join(c.Additional, ";"))
	b.WriteString(UnsignedPayload)
	return b.String()
}

// usualLength is that of most texts that are signed.
const usualLength = 512

// writeCanonicalQuery writes all parameters but the signature, escaped and sorted. An empty
// value leaves the name alone. V2 has it too.
func writeCanonicalQuery(b *strings.Builder, q wire.Query) {
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
