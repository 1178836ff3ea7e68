package op_test

import (
	"bytes"
	"context"
	"io"
	"testing"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// SDK v2 completes an upload with every part that it has, in the order of their numbers, and is refused a body beside that.
func TestCompleteAllBySDKv2(t *testing.T) {
	s := bench.Serve(t)
	ctx, bucket, key := context.Background(), oss.Ptr("fixed-bucket"), oss.Ptr("dir/multi")
	c := bench.ClientV2(s, "cn-hangzhou", oss.SignatureVersionV4, func(*oss.Config) {})
	ok := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	_, err := c.PutBucket(ctx, &oss.PutBucketRequest{Bucket: bucket})
	ok("PutBucket", err)
	begun, err := c.InitiateMultipartUpload(ctx, &oss.InitiateMultipartUploadRequest{Bucket: bucket, Key: key})
	ok("InitiateMultipartUpload", err)
	large := bytes.Repeat([]byte("a"), 100<<10)
	var listed []oss.UploadPart
	for _, p := range []struct {
		number  int32
		content []byte
	}{{12, []byte("end")}, {3, large}} {
		part, err := c.UploadPart(ctx, &oss.UploadPartRequest{Bucket: bucket, Key: key, UploadId: begun.UploadId, PartNumber: p.number,
			Body: bytes.NewReader(p.content)})
		ok("UploadPart", err)
		listed = append(listed, oss.UploadPart{PartNumber: p.number, ETag: part.ETag})
	}
	complete := func(list []oss.UploadPart) error {
		request := &oss.CompleteMultipartUploadRequest{Bucket: bucket, Key: key, UploadId: begun.UploadId, CompleteAll: oss.Ptr("yes")}
		if list != nil {
			request.CompleteMultipartUpload = &oss.CompleteMultipartUpload{Parts: list}
		}
		_, err := c.CompleteMultipartUpload(ctx, request)
		return err
	}
	bench.RefusedV2(t, "all, and a list", complete(listed), 400, "InvalidArgument",
		"Should not speficy both complete all header and http body.", "0042-00000216")
	ok("CompleteMultipartUpload", complete(nil))
	read, err := c.GetObject(ctx, &oss.GetObjectRequest{Bucket: bucket, Key: key})
	ok("GetObject", err)
	got, err := io.ReadAll(read.Body)
	ok("reading", err)
	if want := append(bytes.Clone(large), "end"...); !bytes.Equal(got, want) {
		t.Errorf("%d bytes, want %d", len(got), len(want))
	}
}
