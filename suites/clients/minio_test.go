package clients

import (
	"bytes"
	"io"
	"net/http"
	"testing"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
	"github.com/minio/minio-go/v7/pkg/signer"
)

const minioHost = "oss-cn-hangzhou.aliyuncs.com"

// minioOf returns minio-go at a public endpoint of OSS. There it uses virtual-hosted style
// unless the options say otherwise.
func minioOf(t *testing.T, e emulator, change func(*minio.Options)) *minio.Client {
	t.Helper()
	o := &minio.Options{
		Creds: credentials.NewStaticV4(e.AccessKeyID, e.AccessKeySecret, ""), Region: "us-east-1",
		Transport: linkTo(e, uploads, uncut), MaxRetries: 1,
	}
	change(o)
	c, err := minio.New(minioHost, o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// movesWithMinIO uploads, copies, lists and downloads a file with S3-compatible signatures of
// both versions. The bucket is created without minio-go, which names a new bucket in the path.
func movesWithMinIO(t *testing.T, e emulator) {
	ctx := t.Context()
	content := bytesOf(contentSize)
	for name, change := range map[string]func(*minio.Options){
		"minio-v4": func(*minio.Options) {},
		"minio-v2": func(o *minio.Options) { o.Creds = credentials.NewStaticV2(e.AccessKeyID, e.AccessKeySecret, "") },
	} {
		r, err := http.NewRequestWithContext(ctx, http.MethodPut, "http://"+name+"."+minioHost+"/", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD")
		resp, err := linkTo(e, uploads, uncut).RoundTrip(signer.SignV4(*r, e.AccessKeyID, e.AccessKeySecret, "", "us-east-1"))
		if err != nil || resp.StatusCode != http.StatusOK {
			t.Fatal(resp, err)
		}
		c := minioOf(t, e, change)
		const key = "dir/a +ü"
		if _, err := c.PutObject(ctx, name, key, bytes.NewReader(content), contentSize, minio.PutObjectOptions{PartSize: 5 << 20}); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		to, from := minio.CopyDestOptions{Bucket: name, Object: "copy"}, minio.CopySrcOptions{Bucket: name, Object: key}
		if _, err := c.CopyObject(ctx, to, from); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var keys []string
		for o := range c.ListObjects(ctx, name, minio.ListObjectsOptions{Recursive: true}) {
			if o.Err != nil {
				t.Fatalf("%s: %v", name, o.Err)
			}
			keys = append(keys, o.Key)
		}
		o, err := c.GetObject(ctx, name, "copy", minio.GetObjectOptions{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got, err := io.ReadAll(o)
		if err != nil || !bytes.Equal(got, content) || len(keys) != 2 || keys[0] != "copy" || keys[1] != key {
			t.Errorf("%s: %d bytes, %v, %q", name, len(got), err, keys)
		}
	}
}

// refusesMinIO tests that path style, a wrong secret and an unknown AccessKey are refused, as minio-go sees it.
func refusesMinIO(t *testing.T, e emulator) {
	for _, c := range []struct {
		change func(*minio.Options)
		code   string
	}{
		{func(o *minio.Options) { o.BucketLookup = minio.BucketLookupPath }, "SecondLevelDomainForbidden"},
		{func(o *minio.Options) { o.Creds = credentials.NewStaticV4(e.AccessKeyID, "wrong", "") }, "SignatureDoesNotMatch"},
		{func(o *minio.Options) { o.Creds = credentials.NewStaticV2(e.AccessKeyID, "wrong", "") }, "SignatureDoesNotMatch"},
		{func(o *minio.Options) { o.Creds = credentials.NewStaticV4("nobody", "wrong", "") }, "InvalidAccessKeyId"},
	} {
		_, err := minioOf(t, e, c.change).GetObjectACL(t.Context(), "minio-v4", "copy")
		if got := minio.ToErrorResponse(err); got.Code != c.code || got.StatusCode != http.StatusForbidden || got.RequestID == "" {
			t.Errorf("%s: %+v", c.code, got)
		}
	}
}
