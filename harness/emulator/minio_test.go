package emulator_test

import (
	"bytes"
	"context"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// minioClient is minio-go at the public endpoint of a region. At a name of OSS it uses virtual-host
// style by itself, unless the options change that.
func minioClient(t *testing.T, s *emulator.Server, change func(*minio.Options)) *minio.Client {
	t.Helper()
	options := &minio.Options{
		Creds: credentials.NewStaticV4(bench.OwnerKey, bench.OwnerSecret, ""), Region: "oss-cn-hangzhou", Transport: bench.Dialing(s).Transport,
		MaxRetries: 1,
	}
	change(options)
	c, err := minio.New(bench.Hangzhou, options)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// minioSigns lists the ways in which minio-go signs.
var minioSigns = map[string]func(*minio.Options){
	"V4": func(*minio.Options) {},
	"V2": func(o *minio.Options) { o.Creds = credentials.NewStaticV2(bench.OwnerKey, bench.OwnerSecret, "") },
}

// minio-go runs each of its operations that OSS has too, at a public endpoint of OSS.
func TestMinIO(t *testing.T) {
	for name, signing := range minioSigns {
		t.Run(name, func(t *testing.T) {
			s := bench.Serve(t)
			core := &minio.Core{Client: minioClient(t, s, signing)}
			for _, step := range minioSteps(s) {
				if err := step.do(context.Background(), core); err != nil {
					t.Errorf("%s: %v", step.name, err)
				}
			}
		})
	}
}

// patchReal changes the owner's account through the control port.
func patchReal(t *testing.T, s *emulator.Server, body string) {
	t.Helper()
	r, err := http.NewRequest("PATCH", "http://"+s.ControlAddr()+"/v1/accounts/"+bench.Accounts()[0].UID, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil || resp.StatusCode != http.StatusNoContent {
		t.Fatal(resp, err)
	}
	resp.Body.Close()
}

// minio-go understands the refusals of OSS as it understands those of S3.
func TestMinIOIsRefused(t *testing.T) {
	none, whole := func(*minio.Options) {}, minio.PutObjectOptions{}
	key := func(id, secret string) func(*minio.Options) {
		return func(o *minio.Options) { o.Creds = credentials.NewStaticV4(id, secret, "") }
	}
	for _, c := range []struct {
		name, patch string
		options     func(*minio.Options)
		put         minio.PutObjectOptions
		status      int
		code, says  string
	}{
		{"path style", `{}`, func(o *minio.Options) { o.BucketLookup = minio.BucketLookupPath }, whole,
			403, "SecondLevelDomainForbidden", "virtual hosted style"},
		{"unknown AccessKey", `{}`, key("nobody", "secret"), whole, 403, "InvalidAccessKeyId", "does not exist"},
		{"wrong secret", `{}`, key(bench.OwnerKey, "wrong"), whole, 403, "SignatureDoesNotMatch", "does not match"},
		{"no right", `{}`, key(bench.StrangerKey, bench.StrangerSecret), whole, 403, "AccessDenied", "bucket acl"},
		{"closed", `{"s3V4Closed":true}`, none, whole, 403, "AccessDenied", "not enabled"},
		{"trailers", `{}`, trailing, minio.PutObjectOptions{Checksum: minio.ChecksumCRC32C}, 400, "InvalidArgument", "aws-chunked"},
	} {
		s := bench.Serve(t)
		owner := &minio.Core{Client: minioClient(t, s, none)}
		for _, step := range minioSteps(s)[:2] { // the first step makes the bucket
			if err := step.do(context.Background(), owner); err != nil {
				t.Fatal(err)
			}
		}
		patchReal(t, s, c.patch)
		ctx := context.Background()
		_, err := minioClient(t, s, c.options).PutObject(ctx, minioBucket, "key", strings.NewReader("content"), 7, c.put)
		got := minio.ToErrorResponse(err)
		if got.Code != c.code || got.StatusCode != c.status || !strings.Contains(got.Message, c.says) || len(got.RequestID) != 24 ||
			!strings.HasSuffix(got.HostID, bench.Hangzhou) {
			t.Errorf("%s: %+v", c.name, got)
		}
		patchReal(t, s, `{"s3V4Closed":false}`)
		_, err = owner.Client.StatObject(ctx, minioBucket, "key", minio.StatObjectOptions{})
		if minio.ToErrorResponse(err).Code != "NoSuchKey" {
			t.Errorf("%s: written: %v", c.name, err)
		}
	}
}

// postForm posts fields and, last, a file.
func postForm(s *emulator.Server, address string, fields map[string]string, content string) (*http.Response, error) {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, value := range fields {
		if err := form.WriteField(name, value); err != nil {
			return nil, err
		}
	}
	file, err := form.CreateFormFile("file", "a.txt")
	if err != nil {
		return nil, err
	}
	if _, err := io.WriteString(file, content); err != nil {
		return nil, err
	}
	if err := form.Close(); err != nil {
		return nil, err
	}
	return bench.Dialing(s).Post(address, form.FormDataContentType(), &body)
}

func trailing(o *minio.Options) { o.TrailingHeaders = true }

// Where trailers are accepted, minio-go sends each of its checksums in a trailer, with signed and
// unsigned chunks.
func TestMinIOTrailers(t *testing.T) {
	s := bench.Serve(t)
	for _, step := range minioSteps(s)[:2] {
		if err := step.do(context.Background(), &minio.Core{Client: minioClient(t, s, func(*minio.Options) {})}); err != nil {
			t.Fatal(err)
		}
	}
	patchReal(t, s, `{"s3ChunkTrailers":true}`)
	c := minioClient(t, s, trailing)
	for _, kind := range []minio.ChecksumType{
		minio.ChecksumCRC32, minio.ChecksumCRC32C, minio.ChecksumCRC64NVME, minio.ChecksumSHA1, minio.ChecksumSHA256,
	} {
		for _, unsigned := range []bool{false, true} {
			content := strings.Repeat(kind.String(), 20_000)
			put := minio.PutObjectOptions{Checksum: kind, DisableContentSha256: unsigned}
			ctx := context.Background()
			if _, err := c.PutObject(ctx, minioBucket, "key", strings.NewReader(content), int64(len(content)), put); err != nil {
				t.Errorf("%s %v: %v", kind, unsigned, err)
			}
			o, err := c.GetObject(ctx, minioBucket, "key", minio.GetObjectOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if got, err := io.ReadAll(o); err != nil || string(got) != content {
				t.Errorf("%s %v: %d bytes, %v", kind, unsigned, len(got), err)
			}
		}
	}
}
