package clients

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// awsBucket is the bucket of the AWS SDK. Unlike minio-go, the SDK creates a bucket in virtual-hosted style.
const awsBucket = "aws-bucket"

// awsOf is the AWS SDK at a public endpoint of OSS. It computes no checksums that OSS does not ask for,
// unless the options say otherwise.
func awsOf(e emulator, change func(*s3.Options)) *s3.Client {
	keys := aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: e.AccessKeyID, SecretAccessKey: e.AccessKeySecret}, nil
	})
	o := s3.Options{
		BaseEndpoint: aws.String("http://" + minioHost), Region: "us-east-1", Credentials: keys, RetryMaxAttempts: 1,
		HTTPClient:                 &http.Client{Transport: linkTo(e, uploads, uncut)},
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenRequired,
		ResponseChecksumValidation: aws.ResponseChecksumValidationWhenRequired,
	}
	change(&o)
	return s3.New(o)
}

func asItIs(*s3.Options) {}

// movesWithAWS runs the operations that OSS has in common with S3.
func movesWithAWS(t *testing.T, e emulator) {
	c := awsOf(e, asItIs)
	for _, step := range slices.Concat(awsObjectSteps(c), awsListSteps(c), awsPartSteps(c), awsURLSteps(e, c), awsLastSteps(c)) {
		if err := step.do(t.Context()); err != nil {
			t.Errorf("%s: %v", step.name, err)
		}
	}
}

// An awsStep is one operation of the AWS SDK, with its expected result.
type awsStep struct {
	name string
	do   func(context.Context) error
}

// meets is the error of a step: the one that it met, else that another answer came than expected.
func meets(holds bool, err error) error {
	if err == nil && !holds {
		return errors.New("another answer than expected")
	}
	return err
}

// refusalAt reads an error of the AWS SDK.
func refusalAt(err error) (code string, seen view) {
	var refused smithy.APIError
	var answered *awshttp.ResponseError
	if !errors.As(err, &refused) || !errors.As(err, &answered) {
		return "", view{}
	}
	return refused.ErrorCode(), view{answered.HTTPStatusCode(), refused.ErrorCode(), refused.ErrorMessage(), answered.ServiceRequestID(), ""}
}

// refusesAWS tests that path style, wrong keys and a missing right are refused as the AWS SDK sees it, and that a
// refused write leaves nothing behind.
func refusesAWS(t *testing.T, e emulator) {
	stranger, err := e.port().NewAccount(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	wrong, unknown := e, e
	wrong.AccessKeySecret, unknown.AccessKeyID = "wrong", "nobody"
	for _, c := range []struct {
		name   string
		client *s3.Client
		code   string
	}{
		{"path style", awsOf(e, func(o *s3.Options) { o.UsePathStyle = true }), "SecondLevelDomainForbidden"},
		{"wrong secret", awsOf(wrong, asItIs), "SignatureDoesNotMatch"},
		{"unknown AccessKey", awsOf(unknown, asItIs), "InvalidAccessKeyId"},
		{"no right", awsOf(e.by(stranger), asItIs), "AccessDenied"},
	} {
		_, err := c.client.PutObject(t.Context(), putOf("refused", "content"))
		code, got := refusalAt(err)
		if code != c.code || got.status != http.StatusForbidden || len(got.requestID) != 24 || got.message == "" {
			t.Errorf("%s: %+v, %v", c.name, got, err)
		}
		_, err = awsOf(e, asItIs).HeadObject(t.Context(), &s3.HeadObjectInput{Bucket: aws.String(awsBucket), Key: aws.String("refused")})
		if code, _ := refusalAt(err); code != "NotFound" && code != "NoSuchKey" {
			t.Errorf("%s: written: %v", c.name, err)
		}
	}
}

// trailsWithAWS tests the default checksums of the SDK. Over HTTPS they come in a trailer, which OSS refuses.
// https://help.aliyun.com/en/oss/user-guide/0017-00000804, https://github.com/usememos/memos/issues/4511
func trailsWithAWS(t *testing.T, e emulator) {
	c := awsOf(e, func(o *s3.Options) {
		o.BaseEndpoint = aws.String("https://" + minioHost)
		o.HTTPClient = &http.Client{Transport: secure(t, e)}
		o.RequestChecksumCalculation = aws.RequestChecksumCalculationWhenSupported
		o.ResponseChecksumValidation = aws.ResponseChecksumValidationWhenSupported
	})
	_, err := c.PutObject(t.Context(), putOf("trailed", "content"))
	code, got := refusalAt(err)
	if code != "InvalidArgument" || got.status != http.StatusBadRequest ||
		!strings.HasPrefix(got.message, "aws-chunked encoding is not supported") {
		t.Errorf("%+v, %v", got, err)
	}
	_, err = awsOf(e, asItIs).HeadObject(t.Context(), &s3.HeadObjectInput{Bucket: aws.String(awsBucket), Key: aws.String("trailed")})
	if code, _ := refusalAt(err); code != "NotFound" && code != "NoSuchKey" {
		t.Errorf("written: %v", err)
	}
}

// secure leads to the HTTPS port.
func secure(t *testing.T, e emulator) *http.Transport {
	t.Helper()
	pem, err := e.port().CA(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	trusted := x509.NewCertPool()
	if !trusted.AppendCertsFromPEM(pem) {
		t.Fatalf("no certificate: %s", pem)
	}
	return &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trusted},
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, strings.TrimPrefix(e.TLS, "https://"))
		}}
}

func putOf(key, content string) *s3.PutObjectInput {
	return &s3.PutObjectInput{Bucket: aws.String(awsBucket), Key: aws.String(key), Body: strings.NewReader(content)}
}

func read(body io.ReadCloser) string {
	defer body.Close()
	text, err := io.ReadAll(body)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// awsURLSteps signs URLs, which a client without credentials sends.
func awsURLSteps(e emulator, c *s3.Client) []awsStep {
	urls := s3.NewPresignClient(c, s3.WithPresignExpires(time.Minute))
	send := func(ctx context.Context, method, url, body string) (int, string, error) {
		r, err := http.NewRequestWithContext(ctx, method, url, strings.NewReader(body))
		if err != nil {
			return 0, "", err
		}
		resp, err := linkTo(e, uploads, uncut).RoundTrip(r)
		if err != nil {
			return 0, "", err
		}
		return resp.StatusCode, read(resp.Body), nil
	}
	return []awsStep{
		{"PresignPutObject", func(ctx context.Context) error {
			u, err := urls.PresignPutObject(ctx, &s3.PutObjectInput{Bucket: aws.String(awsBucket), Key: aws.String("by url")})
			if err != nil {
				return err
			}
			status, _, err := send(ctx, u.Method, u.URL, "content")
			return meets(status == 200, err)
		}},
		{"PresignGetObject", func(ctx context.Context) error {
			u, err := urls.PresignGetObject(ctx, &s3.GetObjectInput{Bucket: aws.String(awsBucket), Key: aws.String("by url")})
			if err != nil {
				return err
			}
			status, text, err := send(ctx, u.Method, u.URL, "")
			return meets(status == 200 && text == "content", err)
		}},
		{"PresignHeadObject, with another method", func(ctx context.Context) error {
			u, err := urls.PresignHeadObject(ctx, &s3.HeadObjectInput{Bucket: aws.String(awsBucket), Key: aws.String("by url")})
			if err != nil {
				return err
			}
			status, text, err := send(ctx, "GET", u.URL, "")
			return meets(status == 403 && strings.Contains(text, "SignatureDoesNotMatch"), err)
		}},
	}
}

// awsLastSteps remove everything.
func awsLastSteps(c *s3.Client) []awsStep {
	bucket := aws.String(awsBucket)
	list := &types.Delete{Objects: []types.ObjectIdentifier{{Key: aws.String("copy")}, {Key: aws.String("large")}}}
	return []awsStep{
		{"DeleteObject", func(ctx context.Context) error {
			_, err := c.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: bucket, Key: aws.String("by url")})
			return err
		}},
		{"DeleteObjects, without Content-MD5", func(ctx context.Context) error { // OSS wants it, and the SDK sends a checksum of its own
			_, err := c.DeleteObjects(ctx, &s3.DeleteObjectsInput{Bucket: bucket, Delete: list})
			code, seen := refusalAt(err)
			return meets(code == "MissingArgument" && seen.status == 400, nil)
		}},
		{"DeleteObjects", func(ctx context.Context) error {
			out, err := c.DeleteObjects(ctx, &s3.DeleteObjectsInput{Bucket: bucket, Delete: list},
				s3.WithAPIOptions(smithyhttp.AddContentChecksumMiddleware))
			if err != nil {
				return err
			}
			return meets(len(out.Deleted) == 2 && len(out.Errors) == 0, nil)
		}},
	}
}

// large is content of more than two parts.
func large() []byte { return bytes.Repeat([]byte("0123456789abcdef"), 700_000) }
