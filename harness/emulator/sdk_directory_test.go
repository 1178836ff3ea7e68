package emulator_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// SDK v2 has no calls for directories, so the test sends raw operations.
func TestSDKDirectories(t *testing.T) {
	s := bench.Serve(t)
	c := bench.ClientV2(s, "cn-hangzhou", oss.SignatureVersionV4, func(*oss.Config) {})
	ctx, bucket := context.Background(), oss.Ptr("tree-bucket")
	call := func(method, key, name string, headers map[string]string) (string, error) {
		in := &oss.OperationInput{OpName: "Directory", Method: method, Bucket: bucket, Headers: headers}
		if key != "" {
			in.Key, in.Parameters = oss.Ptr(key), map[string]string{name: ""}
			in.OpMetadata.Set("sub-resource", []string{name})
		}
		out, err := c.InvokeOperation(ctx, in)
		if err != nil {
			return "", err
		}
		defer out.Body.Close()
		body, _ := io.ReadAll(out.Body)
		return string(body), nil
	}
	must := func(body string, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return body
	}
	must(call("PUT", "", "", map[string]string{"x-oss-hns-status": "enabled"}))
	info, err := c.GetBucketInfo(ctx, &oss.GetBucketInfoRequest{Bucket: bucket})
	if err != nil || *info.BucketInfo.Name != "tree-bucket" {
		t.Fatal(err)
	}
	must(call("POST", "a +ü", "x-oss-dir", nil))
	if _, err := c.PutObject(ctx, &oss.PutObjectRequest{
		Bucket: bucket, Key: oss.Ptr("a +ü/b"), Body: strings.NewReader("content"),
	}); err != nil {
		t.Fatal(err)
	}
	must(call("POST", "d", "x-oss-rename", map[string]string{"x-oss-rename-source": "a%20%2B%C3%BC"}))
	head, err := c.HeadObject(ctx, &oss.HeadObjectRequest{Bucket: bucket, Key: oss.Ptr("d")})
	if err != nil || *head.ContentType != "application/x-directory" {
		t.Fatalf("%+v %v", head, err)
	}
	refused := new(oss.ServiceError)
	if _, err := call("POST", "d", "x-oss-delete", nil); !errors.As(err, &refused) || refused.Code != "FileAlreadyExists" {
		t.Error(err)
	}
	deleted := must(call("POST", "d", "x-oss-delete", map[string]string{"x-oss-delete-recursive": "true"}))
	if bench.Elements(deleted, "DeleteNumber") != "2" {
		t.Error(deleted)
	}
	if _, err := c.PutBucket(ctx, &oss.PutBucketRequest{Bucket: oss.Ptr("flat-bucket")}); err != nil {
		t.Fatal(err)
	}
	bucket = oss.Ptr("flat-bucket")
	if _, err := call("POST", "d", "x-oss-dir", nil); !errors.As(err, &refused) || refused.EC != "0026-00000901" {
		t.Error(err)
	}
}
