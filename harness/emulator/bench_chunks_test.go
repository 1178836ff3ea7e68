package emulator_test

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

// inChunks is a PUT in signed chunks by minio-go, with or without a trailer. forge changes its
// body.
func inChunks(b *bench, content string, trailer http.Header, forge func(body string) string) *http.Request {
	b.t.Helper()
	r, err := http.NewRequest("PUT", "http://"+private+"/key", strings.NewReader(content))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Trailer = trailer
	r = signer.StreamingSignV4(r, ownerKey, ownerSecret, "", "us-east-1", int64(len(content)), b.now, hasher{sha256.New()})
	return b.sentOf(r, forge)
}

// unsignedChunks is a PUT in unsigned chunks, with a trailer.
func unsignedChunks(b *bench, content string, trailer http.Header, forge func(body string) string) *http.Request {
	b.t.Helper()
	r := b.raw("PUT", private, "/key", "", "x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER",
		"x-amz-decoded-content-length: "+strconv.Itoa(len(content)), "Content-Encoding: aws-chunked")
	r.Header.Del("Content-Length")
	signed := s3V4Header(b, r, ownerCredentials, b.now, "")
	out, err := http.NewRequest("PUT", "http://"+private+"/key", strings.NewReader(content))
	if err != nil {
		b.t.Fatal(err)
	}
	out.Header, out.Trailer = signed.Header, trailer
	return b.sentOf(signer.StreamingUnsignedV4(out, "", int64(len(content)), b.now), forge)
}

// sentOf returns the request of a client as a server reads it.
func (b *bench) sentOf(r *http.Request, forge func(string) string) *http.Request {
	b.t.Helper()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		b.t.Fatal(err)
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
	return b.raw(r.Method, r.Host, r.URL.RequestURI(), text, append(lines, "Content-Length: "+strconv.Itoa(len(text)))...)
}

// crc32cOf is the trailer with the checksum of a content.
func crc32cOf(sum string) http.Header { return http.Header{"x-amz-checksum-crc32c": {sum}} }

const ofContent = "Zl0tEg==" // CRC-32C of "content", in base64

// granted allows trailers to the S3 clients of the owner.
func granted(b *bench) { b.closed(`{"s3ChunkTrailers":true}`) }

func replaced(old, with string) func(string) string {
	return func(body string) string { return strings.Replace(body, old, with, 1) }
}

// s3BodyProvocations lists refused bodies of S3 clients. Each leaves the object unchanged, as
// TestNothingIsWritten checks.
func s3BodyProvocations() []provocation {
	const content = "other content"
	chunks := func(forge func(string) string) func(*bench) *http.Request {
		return func(b *bench) *http.Request { return inChunks(b, content, nil, forge) }
	}
	changed := func(change func(r *http.Request)) func(*bench) *http.Request {
		return func(b *bench) *http.Request {
			r := b.raw("PUT", private, "/key", content, "x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD")
			change(r)
			return s3V4Header(b, r, ownerCredentials, b.now, "")
		}
	}
	const last = "0;chunk-signature="
	return []provocation{
		{deny.S3Payload, changed(func(r *http.Request) { r.Header.Set("x-amz-content-sha256", s3Zeros) })},
		{deny.ChunksUnserved, func(b *bench) *http.Request { return inChunks(b, "content", crc32cOf(ofContent), nil) }},
		{deny.ChunksUnserved, func(b *bench) *http.Request { return unsignedChunks(b, "content", crc32cOf(ofContent), nil) }},
		{deny.ChunksUnserved, changed(func(r *http.Request) {
			r.Header.Set("x-amz-content-sha256", "UNSIGNED-PAYLOAD")
			r.Header.Set("Content-Encoding", "aws-chunked")
		})},
		{deny.MissingLength, changed(func(*http.Request) {})},
		{deny.EntityTooLarge, changed(func(r *http.Request) { r.Header.Set("x-amz-decoded-content-length", "999999999999") })},
		{deny.SignatureChunk, chunks(replaced("other", "Other"))},
		{deny.SignatureChunk, chunks(func(body string) string { // the signature of the last chunk is wrong
			at := strings.LastIndex(body, last) + len(last)
			return body[:at] + strings.Repeat("0", 64) + body[at+64:]
		})},
		{deny.IncompleteBody, chunks(func(body string) string { return body[:len(body)-90] })},
		{deny.IncompleteBody, chunks(func(body string) string { return body[:10] })},
		{deny.IncompleteBody, chunks(replaced("d;", "ffffffffffffff;"))},
		{deny.IncompleteBody, chunks(func(body string) string { return body[strings.Index(body, last):] })}, // only the last chunk
		{deny.ChunkMalformed, chunks(replaced("d;", "g;"))},
		{deny.ChunkMalformed, chunks(replaced("d;", "-d;"))},
		{deny.ChunkMalformed, chunks(replaced("d;", "c;"))},
		{deny.ChunkMalformed, chunks(replaced(";chunk-signature=", ";chunk="))},
		{deny.ChunkMalformed, chunks(func(string) string { return strings.Repeat("0", 2<<10) + "\r\n" })},
		{deny.ChunkMalformed, chunks(func(body string) string { return body + "more\r\n" })},
		{deny.TrailerChecksum, func(b *bench) *http.Request {
			granted(b)
			return inChunks(b, "other content", crc32cOf(ofContent), nil)
		}},
		{deny.SignatureChunk, func(b *bench) *http.Request { // the trailer is signed too
			granted(b)
			return inChunks(b, "content", crc32cOf(ofContent), replaced(ofContent, "AAAAAA=="))
		}},
		{deny.TrailerChecksum, func(b *bench) *http.Request {
			granted(b)
			return unsignedChunks(b, "content", crc32cOf("AAAAAA=="), nil)
		}},
		{deny.ChunkMalformed, func(b *bench) *http.Request {
			granted(b)
			return unsignedChunks(b, "content", crc32cOf(ofContent), func(body string) string {
				return strings.TrimSuffix(body, "\r\n\r\n") + strings.Repeat("x-amz-checksum-crc32:0\n", 40)
			})
		}},
	}
}
