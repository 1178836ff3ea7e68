package sign

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

func (c *Claim) proveV4(r *wire.Request, secret string, mac maker) Proof {
	var room [usualLength]byte
	canonical := c.appendCanonicalRequest(room[:0], r)
	hash := hexOf(sha256.Sum256(canonical))
	text := AlgorithmV4 + "\n" + c.Timestamp + "\n" + c.Scope.String() + "\n" + string(hash[:])
	signature := hexOf([sha256.Size]byte(mac(macName{"sha256", secret, c.Scope, ofOSS}, text)))
	return Proof{Signature: string(signature[:]), StringToSign: text, CanonicalRequest: string(canonical)}
}

// hexOf writes a hash in hex.
func hexOf(sum [sha256.Size]byte) (text [2 * sha256.Size]byte) {
	hex.Encode(text[:], sum[:])
	return text
}

// appendCanonicalRequest appends VERB, URI, query, headers, additional headers and
// payload hash, one a line; the header block ends with a line of its own.
func (c *Claim) appendCanonicalRequest(b []byte, r *wire.Request) []byte {
	uri := "/"
	if r.Bucket != "" {
		uri += r.Named() + "/" + r.Key
	}
	b = appendLines(b, r.Method, wire.Escape(uri, "/"))
	b = append(appendCanonicalQuery(b, r.Query), '\n')
	for _, name := range c.signedHeaders(r) {
		b = appendHeader(b, r, name)
	}
	b = appendLines(b, "", strings.Join(c.Additional, ";"))
	return append(b, UnsignedPayload...)
}

// appendCanonicalQuery appends all parameters but the signature, escaped and sorted. An empty
// value leaves the name alone. V2 has it too.
func appendCanonicalQuery(b []byte, q wire.Query) []byte {
	for i, p := range q.EscapedWithout(paramSignature) {
		if i > 0 {
			b = append(b, '&')
		}
		b = append(b, p.Name...)
		if p.Value != "" {
			b = append(append(b, '='), p.Value...)
		}
	}
	return b
}

// signedHeaders are content-type, content-md5, every x-oss-* header and the
// additional headers, sorted.
func (c *Claim) signedHeaders(r *wire.Request) []string {
	names := append(headersWith(r, "x-oss-"), c.Additional...)
	for _, name := range []string{"content-type", "content-md5"} {
		if _, sent := headerValue(r, name); sent {
			names = append(names, name)
		}
	}
	return sortedOnce(names)
}
