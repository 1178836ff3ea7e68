package wire

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"
	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	s3 "github.com/minio/minio-go/v7/pkg/signer"

	"github.com/oss403/oss403/scenarios"
)

// libraries has the forms that the official signer does not sign, each with the library that
// signs it: V2 in a URL by aliyun-oss-go-sdk, V4 of S3 by the AWS SDK, V2 and chunks of S3 by minio-go.
func libraries() map[scenarios.Form]func(*draft, *http.Request) (*http.Request, error) {
	return map[scenarios.Form]func(*draft, *http.Request) (*http.Request, error){
		scenarios.FormV2URL:       (*draft).signV2URL,
		scenarios.FormS3V4Header:  (*draft).signS3V4Header,
		scenarios.FormS3V4URL:     (*draft).signS3V4URL,
		scenarios.FormS3V2Header:  (*draft).signS3V2Header,
		scenarios.FormS3V2URL:     (*draft).signS3V2URL,
		scenarios.FormS3V4Chunked: (*draft).signS3V4Chunks,
	}
}

// signV2URL makes the URL of an object by the SDK, which counts its lifetime from now.
func (d *draft) signV2URL(q *http.Request) (*http.Request, error) {
	client, err := d.client.SDK(d.call.Endpoint, d.who, oss.AuthV2)
	if err != nil {
		return nil, err
	}
	bucket, err := client.Bucket(d.bucket)
	if err != nil {
		return nil, fmt.Errorf("signing %s: %w", d, err)
	}
	var options []oss.Option
	for _, p := range d.query {
		options = append(options, oss.AddParam(p.Name, p.Value))
	}
	for _, h := range d.headers {
		options = append(options, oss.SetHeader(h.Name, h.Value))
	}
	address, err := bucket.SignURL(d.key, oss.HTTPMethod(q.Method), d.lifetimeLeft(), options...)
	if err != nil {
		return nil, fmt.Errorf("signing %s: %w", d, err)
	}
	signed, err := http.NewRequest(q.Method, address, nil)
	if err != nil {
		return nil, fmt.Errorf("signing %s: %w", d, err)
	}
	signed.Header = q.Header
	return signed, nil
}

// lifetimeLeft is how many seconds from now the URL is good; negative: it has expired.
func (d *draft) lifetimeLeft() int64 { return d.when.expires.Unix() - time.Now().Unix() }

// s3Signer escapes a key once, as S3 wants it.
func s3Signer() *v4.Signer {
	return v4.NewSigner(func(o *v4.SignerOptions) { o.DisableURIPathEscaping = true })
}

func (d *draft) s3Credentials() aws.Credentials {
	return aws.Credentials{AccessKeyID: d.who.AccessKeyID, SecretAccessKey: d.who.AccessKeySecret, SessionToken: d.who.SecurityToken}
}

const s3Product = "s3"

// signS3V4Header signs with the hash of the body.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
func (d *draft) signS3V4Header(q *http.Request) (*http.Request, error) {
	sum := sha256.Sum256([]byte(d.body))
	payload := hex.EncodeToString(sum[:])
	q.Header.Set("X-Amz-Content-Sha256", payload)
	if err := s3Signer().SignHTTP(context.Background(), d.s3Credentials(), q, payload, s3Product, d.scope.region, d.when.signed); err != nil {
		return nil, fmt.Errorf("signing %s: %w", d, err)
	}
	return q, nil
}

// signS3V4URL: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
func (d *draft) signS3V4URL(q *http.Request) (*http.Request, error) {
	lifetime := d.when.expires.Sub(d.when.signed)
	q.URL.RawQuery = addPair(q.URL.RawQuery, "X-Amz-Expires", strconv.Itoa(int(lifetime.Seconds())))
	address, headers, err := s3Signer().PresignHTTP(context.Background(), d.s3Credentials(), q, unsignedPayload, s3Product,
		d.scope.region, d.when.signed)
	if err != nil {
		return nil, fmt.Errorf("signing %s: %w", d, err)
	}
	signed, err := http.NewRequest(q.Method, address, nil)
	if err != nil {
		return nil, fmt.Errorf("signing %s: %w", d, err)
	}
	headers.Del("Host") // which net/http keeps outside of the headers
	signed.Header = headers
	return signed, nil
}

// signS3V2Header: https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTAuthentication.html
func (d *draft) signS3V2Header(q *http.Request) (*http.Request, error) {
	q.Header.Set("Date", d.when.signed.Format(http.TimeFormat))
	if d.who.SecurityToken != "" {
		q.Header.Set("X-Amz-Security-Token", d.who.SecurityToken)
	}
	return s3.SignV2(*q, d.who.AccessKeyID, d.who.AccessKeySecret, !d.call.Endpoint.PathStyle), nil
}

// signS3V2URL counts its lifetime from now, as minio-go does.
func (d *draft) signS3V2URL(q *http.Request) (*http.Request, error) {
	return s3.PreSignV2(*q, d.who.AccessKeyID, d.who.AccessKeySecret, d.lifetimeLeft(), !d.call.Endpoint.PathStyle), nil
}
