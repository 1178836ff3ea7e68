package wire

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/http"
	"strings"

	s3 "github.com/minio/minio-go/v7/pkg/signer"
)

// signS3V4Chunks signs the head of an upload, and each chunk of its body over the signature before it.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
func (d *draft) signS3V4Chunks(q *http.Request) (*http.Request, error) {
	q.Body = io.NopCloser(strings.NewReader(d.body))
	return s3.StreamingSignV4(q, d.who.AccessKeyID, d.who.AccessKeySecret, d.who.SecurityToken, d.scope.region,
		int64(len(d.body)), d.when.signed, hasher{sha256.New()}), nil
}

// hasher is a hash that needs no closing, which minio-go asks for.
type hasher struct{ hash.Hash }

func (hasher) Close() {}

// errNoChunk says that a request whose chunks are to be changed has none.
var errNoChunk = errors.New("no chunk is signed")

const chunkSignature = ";chunk-signature="

// tamperChunk changes one character of the signature of the first chunk. The request itself
// is signed rightly.
func tamperChunk(_ *draft, q *http.Request, _ fault) error {
	if q.Body == nil {
		return errNoChunk
	}
	body, err := io.ReadAll(q.Body)
	if err != nil {
		return fmt.Errorf("reading the chunks: %w", err)
	}
	before, after, found := strings.Cut(string(body), chunkSignature)
	if !found {
		return errNoChunk
	}
	q.Body = io.NopCloser(strings.NewReader(before + chunkSignature + tampered(after)))
	return nil
}
