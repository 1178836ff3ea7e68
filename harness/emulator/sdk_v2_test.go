package emulator_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// SDK v2 runs every operation, by host name and by IP address, with both
// signature versions.
func TestSDKv2(t *testing.T) {
	s := bench.Serve(t)
	host := func(*oss.Config) {}
	ip := func(c *oss.Config) { c.WithEndpoint("http://" + s.DataAddr()) }
	for _, c := range []struct {
		name    string
		version oss.SignatureVersionType
		change  func(*oss.Config)
	}{
		{"v1-host", oss.SignatureVersionV1, host}, {"v4-host", oss.SignatureVersionV4, host},
		{"v1-ip", oss.SignatureVersionV1, ip}, {"v4-ip", oss.SignatureVersionV4, ip},
		{"v4-additional", oss.SignatureVersionV4, func(c *oss.Config) { c.WithAdditionalHeaders([]string{"host", "user-agent"}) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			walkV2(t, bench.ClientV2(s, "cn-hangzhou", c.version, c.change), bench.Dialing(s), "two-"+c.name)
		})
	}
}

func walkV2(t *testing.T, c *oss.Client, network *http.Client, name string) {
	ctx := context.Background()
	bucket, p := oss.Ptr(name), oss.Ptr[string]
	ok := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	_, err := c.PutBucket(ctx, &oss.PutBucketRequest{
		Bucket: bucket, CreateBucketConfiguration: &oss.CreateBucketConfiguration{StorageClass: oss.StorageClassIA},
	})
	ok("PutBucket", err)
	listed, err := c.ListBuckets(ctx, &oss.ListBucketsRequest{Prefix: bucket})
	ok("ListBuckets", err)
	if b := listed.Buckets[0]; *b.Name != name || *b.Region != "cn-hangzhou" || *b.ExtranetEndpoint == "" || *b.IntranetEndpoint == "" {
		t.Fatalf("ListBuckets: %+v", b)
	}
	info, err := c.GetBucketInfo(ctx, &oss.GetBucketInfoRequest{Bucket: bucket})
	ok("GetBucketInfo", err)
	if *info.BucketInfo.StorageClass != "IA" || !*info.BucketInfo.BlockPublicAccess {
		t.Fatalf("GetBucketInfo: %+v", info.BucketInfo)
	}
	location, err := c.GetBucketLocation(ctx, &oss.GetBucketLocationRequest{Bucket: bucket})
	ok("GetBucketLocation", err)
	if *location.LocationConstraint != "oss-cn-hangzhou" {
		t.Fatal(*location.LocationConstraint)
	}
	_, err = c.PutBucketAcl(ctx, &oss.PutBucketAclRequest{Bucket: bucket, Acl: oss.BucketACLPublicRead})
	var refused *oss.ServiceError
	if !errors.As(err, &refused) || refused.Message != "Put public bucket acl is not allowed" {
		t.Fatalf("PutBucketAcl with Block Public Access: %v", err)
	}
	block, err := c.GetBucketPublicAccessBlock(ctx, &oss.GetBucketPublicAccessBlockRequest{Bucket: bucket})
	ok("GetBucketPublicAccessBlock", err)
	if !*block.PublicAccessBlockConfiguration.BlockPublicAccess {
		t.Fatal("Block Public Access is off")
	}
	_, err = c.PutBucketPublicAccessBlock(ctx, &oss.PutBucketPublicAccessBlockRequest{Bucket: bucket,
		PublicAccessBlockConfiguration: &oss.PublicAccessBlockConfiguration{BlockPublicAccess: oss.Ptr(true)}})
	ok("PutBucketPublicAccessBlock", err)
	_, err = c.DeleteBucketPublicAccessBlock(ctx, &oss.DeleteBucketPublicAccessBlockRequest{Bucket: bucket})
	ok("DeleteBucketPublicAccessBlock", err)
	_, err = c.PutBucketAcl(ctx, &oss.PutBucketAclRequest{Bucket: bucket, Acl: oss.BucketACLPublicRead})
	ok("PutBucketAcl", err)
	acl, err := c.GetBucketAcl(ctx, &oss.GetBucketAclRequest{Bucket: bucket})
	ok("GetBucketAcl", err)
	if *acl.ACL != "public-read" {
		t.Fatal(*acl.ACL)
	}
	walkObjectsV2(t, c, network, bucket, ok)
	walkMultipartV2(t, c, bucket, ok)
	_, err = c.DeleteMultipleObjects(ctx, &oss.DeleteMultipleObjectsRequest{Bucket: bucket, Quiet: true,
		Objects: []oss.DeleteObject{{Key: p("big")}, {Key: p("copy")}}})
	ok("DeleteMultipleObjects, quiet", err)
	_, err = c.DeleteBucket(ctx, &oss.DeleteBucketRequest{Bucket: bucket})
	ok("DeleteBucket", err)
}

func walkObjectsV2(t *testing.T, c *oss.Client, network *http.Client, bucket *string, ok func(string, error)) {
	ctx, key := context.Background(), oss.Ptr("dir/ä +%2F?.txt")
	put, err := c.PutObject(ctx, &oss.PutObjectRequest{
		Bucket: bucket, Key: key, Body: strings.NewReader("0123456789"), Metadata: map[string]string{"color": "red"},
	})
	ok("PutObject", err)
	if *put.HashCRC64 == "" || *put.ETag != `"781E5E245D69B566979B86E28D23F2C7"` {
		t.Fatalf("PutObject: %+v", put)
	}
	got, err := c.GetObject(ctx, &oss.GetObjectRequest{Bucket: bucket, Key: key, ResponseCacheControl: oss.Ptr("no-store")})
	ok("GetObject", err)
	content, _ := io.ReadAll(got.Body)
	got.Body.Close()
	if string(content) != "0123456789" || got.Headers.Get("Cache-Control") != "no-store" || *got.StorageClass != "IA" ||
		*got.ObjectType != "Normal" || got.Metadata["color"] != "red" {
		t.Fatalf("GetObject: %q %+v", content, got)
	}
	head, err := c.HeadObject(ctx, &oss.HeadObjectRequest{Bucket: bucket, Key: key})
	ok("HeadObject", err)
	if head.ContentLength != 10 {
		t.Fatalf("HeadObject: %+v", head)
	}
	_, err = c.GetObjectMeta(ctx, &oss.GetObjectMetaRequest{Bucket: bucket, Key: key})
	ok("GetObjectMeta", err)
	_, err = c.PutObjectAcl(ctx, &oss.PutObjectAclRequest{Bucket: bucket, Key: key, Acl: oss.ObjectACLPublicRead})
	ok("PutObjectAcl", err)
	acl, err := c.GetObjectAcl(ctx, &oss.GetObjectAclRequest{Bucket: bucket, Key: key})
	ok("GetObjectAcl", err)
	if *acl.ACL != "public-read" {
		t.Fatal(*acl.ACL)
	}
	_, err = c.CopyObject(ctx, &oss.CopyObjectRequest{Bucket: bucket, Key: oss.Ptr("copy"), SourceKey: key})
	ok("CopyObject", err)
	one, err := c.ListObjects(ctx, &oss.ListObjectsRequest{Bucket: bucket, EncodingType: oss.Ptr("url")})
	ok("ListObjects", err)
	two, err := c.ListObjectsV2(ctx, &oss.ListObjectsV2Request{Bucket: bucket, FetchOwner: true})
	ok("ListObjectsV2", err)
	if len(one.Contents) != 2 || *two.Contents[1].Key != *key || *two.Contents[1].Owner.ID != bench.Accounts()[0].UID {
		t.Fatalf("listings: %+v %+v", one, two)
	}
	presigned, err := c.Presign(ctx, &oss.GetObjectRequest{Bucket: bucket, Key: key}, oss.PresignExpires(time.Minute))
	ok("Presign", err)
	r, err := http.NewRequest(presigned.Method, presigned.URL, nil)
	ok("presigned GetObject", err)
	for name, value := range presigned.SignedHeaders {
		r.Header.Set(name, value)
	}
	resp, err := network.Do(r)
	ok("presigned GetObject", err)
	resp.Body.Close()
	if resp.StatusCode != 200 {
		t.Fatalf("presigned GetObject: %d", resp.StatusCode)
	}
	_, err = c.DeleteMultipleObjects(ctx, &oss.DeleteMultipleObjectsRequest{Bucket: bucket, Objects: []oss.DeleteObject{{Key: key}}})
	ok("DeleteMultipleObjects", err)
	_, err = c.HeadObject(ctx, &oss.HeadObjectRequest{Bucket: bucket, Key: key})
	var missing *oss.ServiceError
	if !errors.As(err, &missing) || missing.Code != "NoSuchKey" {
		t.Fatalf("HeadObject of a missing object: %v", err)
	}
	_, err = c.DeleteObject(ctx, &oss.DeleteObjectRequest{Bucket: bucket, Key: key})
	ok("DeleteObject", err)
}

func walkMultipartV2(t *testing.T, c *oss.Client, bucket *string, ok func(string, error)) {
	ctx, key := context.Background(), oss.Ptr("big")
	upload, err := c.InitiateMultipartUpload(ctx, &oss.InitiateMultipartUploadRequest{Bucket: bucket, Key: key})
	ok("InitiateMultipartUpload", err)
	part, err := c.UploadPart(ctx, &oss.UploadPartRequest{
		Bucket: bucket, Key: key, UploadId: upload.UploadId, PartNumber: 1, Body: strings.NewReader("part"),
	})
	ok("UploadPart", err)
	parts, err := c.ListParts(ctx, &oss.ListPartsRequest{Bucket: bucket, Key: key, UploadId: upload.UploadId})
	ok("ListParts", err)
	uploads, err := c.ListMultipartUploads(ctx, &oss.ListMultipartUploadsRequest{Bucket: bucket})
	ok("ListMultipartUploads", err)
	if len(parts.Parts) != 1 || len(uploads.Uploads) != 1 {
		t.Fatalf("listings: %+v %+v", parts, uploads)
	}
	_, err = c.CompleteMultipartUpload(ctx, &oss.CompleteMultipartUploadRequest{
		Bucket: bucket, Key: key, UploadId: upload.UploadId, Acl: oss.ObjectACLPrivate,
		CompleteMultipartUpload: &oss.CompleteMultipartUpload{Parts: []oss.UploadPart{{PartNumber: 1, ETag: part.ETag}}},
	})
	ok("CompleteMultipartUpload", err)
	acl, err := c.GetObjectAcl(ctx, &oss.GetObjectAclRequest{Bucket: bucket, Key: key})
	ok("GetObjectAcl", err)
	if oss.ToString(acl.ACL) != "private" {
		t.Errorf("the ACL of a completed upload: %v", oss.ToString(acl.ACL))
	}
	upload, err = c.InitiateMultipartUpload(ctx, &oss.InitiateMultipartUploadRequest{Bucket: bucket, Key: key})
	ok("InitiateMultipartUpload", err)
	_, err = c.AbortMultipartUpload(ctx, &oss.AbortMultipartUploadRequest{Bucket: bucket, Key: key, UploadId: upload.UploadId})
	ok("AbortMultipartUpload", err)
}
