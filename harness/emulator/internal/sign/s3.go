package sign

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// stringToSignS3V2 is VERB, Content-MD5, Content-Type, time, the x-amz-* headers and the
// resource. With x-amz-date the line of the time is empty; a URL has its expiry there, and
// its x-amz-* parameters are signed as headers.
// https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html
// https://github.com/boto/botocore/blob/develop/botocore/auth.py
func (c *Claim) stringToSignS3V2(r *wire.Request) string {
	stamp := c.Timestamp
	if c.Carrier == S3V2Header && r.Header.Get(s3Date) != "" {
		stamp = ""
	}
	var room [usualLength]byte
	b := appendLines(room[:0], r.Method, r.Header.Get("Content-MD5"), r.Header.Get("Content-Type"), stamp)
	for _, p := range c.amzHeaders(r) {
		b = appendLines(b, p.Name+":"+p.Value)
	}
	resource := r.Path
	if r.Host.Bucket != "" {
		resource = "/" + r.Named() + resource
	}
	b = append(b, wire.Escape(resource, "/")...)
	return string(appendSignedQuery(b, r, isSignedS3V2))
}

// amzHeaders are the x-amz-* headers, and those that stand in the URL, sorted by name.
func (c *Claim) amzHeaders(r *wire.Request) []wire.Param {
	var headers []wire.Param
	for _, name := range headersWith(r, "x-amz-") {
		value, _ := headerValue(r, name)
		headers = append(headers, wire.Param{Name: name, Value: value})
	}
	for _, p := range r.Query {
		if low := strings.ToLower(p.Name); c.Carrier == S3V2URL && strings.HasPrefix(low, "x-amz-") {
			headers = append(headers, wire.Param{Name: low, Value: p.Value})
		}
	}
	slices.SortStableFunc(headers, func(a, b wire.Param) int { return strings.Compare(a.Name, b.Name) })
	return headers
}

func isSignedS3V2(name string) bool {
	_, listed := slices.BinarySearch(signedS3Params, name)
	return listed
}

// signedS3Params are the parameters that S3's version 2 signs, sorted: the published ones,
// and what clients add to them.
// https://github.com/boto/botocore/blob/develop/botocore/auth.py
// https://github.com/minio/minio-go/blob/master/pkg/signer/request-signature-v2.go
var signedS3Params = slices.Sorted(slices.Values(strings.Fields(`
	acl lifecycle location logging notification partNumber policy requestPayment torrent uploadId uploads versionId
	versioning versions website response-content-type response-content-language response-expires response-cache-control
	response-content-disposition response-content-encoding

	accelerate cors delete encryption legal-hold replication restore retention select select-type tagging`)))

// proveS3V4 signs the path as it was sent, all parameters, the listed headers, and what
// x-amz-content-sha256 says of the body.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
func (c *Claim) proveS3V4(r *wire.Request, secret string, mac maker) Proof {
	var b strings.Builder
	b.WriteString(r.Method + "\n" + wire.Escape(r.Path, "/") + "\n" + canonicalS3Query(r.Query) + "\n")
	for _, name := range c.Signed {
		value, _ := headerValue(r, name)
		b.WriteString(name + ":" + oneBlank(value) + "\n")
	}
	b.WriteString("\n" + strings.Join(c.Signed, ";") + "\n" + c.Payload)
	canonical := b.String()
	text := strings.Join([]string{AlgorithmS3V4, c.s3Stamp(), c.Scope.InS3(), hexSHA256(canonical)}, "\n")
	return Proof{
		Signature:        hex.EncodeToString(mac(macName{"sha256", secret, c.Scope, ofS3}, text)),
		StringToSign:     text,
		CanonicalRequest: canonical,
	}
}

// oneBlank makes one blank of several.
func oneBlank(value string) string {
	return strings.Join(strings.FieldsFunc(value, func(c rune) bool { return c == ' ' || c == '\t' }), " ")
}

func canonicalS3Query(q wire.Query) string {
	var lines []string
	for _, p := range q.EscapedWithout(s3Signature) {
		lines = append(lines, p.Name+"="+p.Value)
	}
	return strings.Join(lines, "&")
}

// s3Stamp is the time of signing as it stands in what is signed: that of a Date header too.
func (c *Claim) s3Stamp() string {
	if at, err := time.Parse(http.TimeFormat, c.Timestamp); err == nil {
		return wire.BasicTime(at)
	}
	return c.Timestamp
}

func hexSHA256(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// ProveChunks computes the signatures of chunks and of their trailer, each of which covers
// the one before it, the first that of the request. It returns the first that is not the
// one that was sent, with that; or nil.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
func (c *Claim) ProveChunks(chunks *wire.Chunks, secret string) (wrong *Proof, sent string) {
	key, before := c.Scope.key(secret, ofS3), c.Signature
	prove := func(what, signature string, covered ...string) *Proof {
		text := strings.Join(append([]string{AlgorithmS3V4 + what, c.s3Stamp(), c.Scope.InS3(), before}, covered...), "\n")
		before = hex.EncodeToString(hmac256(key, text))
		if hmac.Equal([]byte(before), []byte(signature)) {
			return nil
		}
		return &Proof{Signature: before, StringToSign: text}
	}
	for _, chunk := range chunks.Signed {
		if wrong = prove("-PAYLOAD", chunk.Signature, sha256OfNothing, chunk.Hash); wrong != nil {
			return wrong, chunk.Signature
		}
	}
	if chunks.TrailerSignature == "" {
		return nil, ""
	}
	var trailer strings.Builder
	for _, line := range chunks.Trailer {
		trailer.WriteString(line.Name + ":" + line.Value + "\n")
	}
	return prove("-TRAILER", chunks.TrailerSignature, hexSHA256(trailer.String())), chunks.TrailerSignature
}
