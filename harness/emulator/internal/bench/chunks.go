package bench

import (
	"crypto/sha256"
	"hash"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/minio/minio-go/v7/pkg/signer"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// hasher is SHA-256 in the form that the signer of minio-go needs.
type hasher struct{ hash.Hash }

func (hasher) Close() {}

// InChunks is a PUT in signed chunks by minio-go, with or without a trailer. forge changes its
// body.
func InChunks(b *Bench, content string, trailer http.Header, forge func(body string) string) *http.Request {
	b.T.Helper()
	r, err := http.NewRequest("PUT", "http://"+Private+"/key", strings.NewReader(content))
	if err != nil {
		b.T.Fatal(err)
	}
	r.Trailer = trailer
	r = signer.StreamingSignV4(r, OwnerKey, OwnerSecret, "", "us-east-1", int64(len(content)), b.Now, hasher{sha256.New()})
	return b.sentOf(r, forge)
}

// UnsignedChunks is a PUT in unsigned chunks, with a trailer.
func UnsignedChunks(b *Bench, content string, trailer http.Header, forge func(body string) string) *http.Request {
	b.T.Helper()
	r := b.Raw("PUT", Private, "/key", "", "x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER",
		"x-amz-decoded-content-length: "+strconv.Itoa(len(content)), "Content-Encoding: aws-chunked")
	r.Header.Del("Content-Length")
	signed := S3V4Header(b, r, OwnerCredentials(), b.Now, "")
	out, err := http.NewRequest("PUT", "http://"+Private+"/key", strings.NewReader(content))
	if err != nil {
		b.T.Fatal(err)
	}
	out.Header, out.Trailer = signed.Header, trailer
	return b.sentOf(signer.StreamingUnsignedV4(out, "", int64(len(content)), b.Now), forge)
}

// sentOf returns the request of a client as a server reads it.
func (b *Bench) sentOf(r *http.Request, forge func(string) string) *http.Request {
	b.T.Helper()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		b.T.Fatal(err)
	}
	var lines []string
	for name, values := range r.Header {
		for _, v := range values {
			lines = append(lines, name+": "+v)
		}
	}
	slices.Sort(lines)
	text := string(body)
	if forge != nil {
		text = forge(text)
	}
	return b.Raw(r.Method, r.Host, r.URL.RequestURI(), text, append(lines, "Content-Length: "+strconv.Itoa(len(text)))...)
}

// CRC32COf is the trailer with the checksum of a content.
func CRC32COf(sum string) http.Header { return http.Header{"x-amz-checksum-crc32c": {sum}} }

const ofContent = "Zl0tEg==" // CRC-32C of "content", in base64

// Granted allows trailers to the S3 clients of the owner.
func Granted(b *Bench) { b.Closed(`{"s3ChunkTrailers":true}`) }

// Replaced is a change of a text.
func Replaced(old, with string) func(string) string {
	return func(body string) string { return strings.Replace(body, old, with, 1) }
}

// S3BodyProvocations lists refused bodies of S3 clients. Each leaves the object unchanged, as
// TestNothingIsWritten checks.
func S3BodyProvocations() []Provocation {
	const content = "other content"
	chunks := func(forge func(string) string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request { return InChunks(b, content, nil, forge) }
	}
	changed := func(change func(r *http.Request)) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			r := b.Raw("PUT", Private, "/key", content, "x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD")
			change(r)
			return S3V4Header(b, r, OwnerCredentials(), b.Now, "")
		}
	}
	const last = "0;chunk-signature="
	return []Provocation{
		{deny.S3Payload, changed(func(r *http.Request) { r.Header.Set("x-amz-content-sha256", S3Zeros()) })},
		{deny.ChunksUnserved, func(b *Bench) *http.Request { return InChunks(b, "content", CRC32COf(ofContent), nil) }},
		{deny.ChunksUnserved, func(b *Bench) *http.Request { return UnsignedChunks(b, "content", CRC32COf(ofContent), nil) }},
		{deny.ChunksUnserved, changed(func(r *http.Request) {
			r.Header.Set("x-amz-content-sha256", "UNSIGNED-PAYLOAD")
			r.Header.Set("Content-Encoding", "aws-chunked")
		})},
		{deny.MissingLength, changed(func(*http.Request) {})},
		{deny.EntityTooLarge, changed(func(r *http.Request) { r.Header.Set("x-amz-decoded-content-length", "999999999999") })},
		{deny.SignatureChunk, chunks(Replaced("other", "Other"))},
		{deny.SignatureChunk, chunks(func(body string) string { // the signature of the last chunk is wrong
			at := strings.LastIndex(body, last) + len(last)
			return body[:at] + strings.Repeat("0", 64) + body[at+64:]
		})},
		{deny.IncompleteBody, chunks(func(body string) string { return body[:len(body)-90] })},
		{deny.IncompleteBody, chunks(func(body string) string { return body[:10] })},
		{deny.IncompleteBody, chunks(Replaced("d;", "ffffffffffffff;"))},
		{deny.IncompleteBody, chunks(func(body string) string { return body[strings.Index(body, last):] })}, // only the last chunk
		{deny.ChunkMalformed, chunks(Replaced("d;", "g;"))},
		{deny.ChunkMalformed, chunks(Replaced("d;", "-d;"))},
		{deny.ChunkMalformed, chunks(Replaced("d;", "c;"))},
		{deny.ChunkMalformed, chunks(Replaced(";chunk-signature=", ";chunk="))},
		{deny.ChunkMalformed, chunks(func(string) string { return strings.Repeat("0", 2<<10) + "\r\n" })},
		{deny.ChunkMalformed, chunks(func(body string) string { return body + "more\r\n" })},
		{deny.TrailerChecksum, func(b *Bench) *http.Request {
			Granted(b)
			return InChunks(b, "other content", CRC32COf(ofContent), nil)
		}},
		{deny.SignatureChunk, func(b *Bench) *http.Request { // the trailer is signed too
			Granted(b)
			return InChunks(b, "content", CRC32COf(ofContent), Replaced(ofContent, "AAAAAA=="))
		}},
		{deny.TrailerChecksum, func(b *Bench) *http.Request {
			Granted(b)
			return UnsignedChunks(b, "content", CRC32COf("AAAAAA=="), nil)
		}},
		{deny.ChunkMalformed, func(b *Bench) *http.Request {
			Granted(b)
			return UnsignedChunks(b, "content", CRC32COf(ofContent), func(body string) string {
				return strings.TrimSuffix(body, "\r\n\r\n") + strings.Repeat("x-amz-checksum-crc32:0\n", 40)
			})
		}},
	}
}
