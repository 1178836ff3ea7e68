package emulator_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	v2 "github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// SDK v1 and SDK v2 set the encryption of a bucket, and read the errors of KMS.
func TestSDKsEncrypt(t *testing.T) {
	s := bench.Serve(t)
	c := bench.ClientV2(s, "cn-hangzhou", v2.SignatureVersionV4, func(*v2.Config) {})
	ctx, bucket, key := context.Background(), v2.Ptr("sealed-bucket"), v2.Ptr("key")
	ok := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	_, err := c.PutBucket(ctx, &v2.PutBucketRequest{Bucket: bucket})
	ok("PutBucket", err)
	_, err = c.PutBucketEncryption(ctx, &v2.PutBucketEncryptionRequest{Bucket: bucket, ServerSideEncryptionRule: &v2.ServerSideEncryptionRule{
		ApplyServerSideEncryptionByDefault: &v2.ApplyServerSideEncryptionByDefault{
			SSEAlgorithm: v2.Ptr("KMS"), KMSMasterKeyID: v2.Ptr("key-1"), KMSDataEncryption: v2.Ptr("SM4"),
		}}})
	ok("PutBucketEncryption", err)
	rule, err := c.GetBucketEncryption(ctx, &v2.GetBucketEncryptionRequest{Bucket: bucket})
	ok("GetBucketEncryption", err)
	info, err := c.GetBucketInfo(ctx, &v2.GetBucketInfoRequest{Bucket: bucket})
	ok("GetBucketInfo", err)
	if by := rule.ServerSideEncryptionRule.ApplyServerSideEncryptionByDefault; *by.KMSMasterKeyID != "key-1" ||
		*by.KMSDataEncryption != "SM4" || *info.BucketInfo.SseRule.SSEAlgorithm != "KMS" {
		t.Errorf("%+v %+v", by, info.BucketInfo.SseRule)
	}
	put := func() error {
		_, err := c.PutObject(ctx, &v2.PutObjectRequest{Bucket: bucket, Key: key, Body: strings.NewReader("content")})
		return err
	}
	if refused := new(v2.ServiceError); !errors.As(put(), &refused) || refused.Code != "KeyNotFound" || refused.EC != "0005-00000208" {
		t.Error(put())
	}

	one, err := oss.New("http://"+bench.Hangzhou, bench.OwnerKey, bench.OwnerSecret, oss.HTTPClient(bench.Dialing(s)))
	ok("New", err)
	ok("SetBucketEncryption", one.SetBucketEncryption(*bucket, oss.ServerEncryptionRule{
		SSEDefault: oss.SSEDefaultRule{SSEAlgorithm: "AES256"},
	}))
	ok("PutObject", put())
	head, err := c.HeadObject(ctx, &v2.HeadObjectRequest{Bucket: bucket, Key: key})
	ok("HeadObject", err)
	was, err := one.GetBucketEncryption(*bucket)
	ok("GetBucketEncryption", err)
	if *head.ServerSideEncryption != "AES256" || was.SSEDefault.SSEAlgorithm != "AES256" {
		t.Errorf("%+v %+v", head, was)
	}
	ok("DeleteBucketEncryption", one.DeleteBucketEncryption(*bucket))
	if _, err := c.GetBucketEncryption(ctx, &v2.GetBucketEncryptionRequest{Bucket: bucket}); err == nil ||
		!strings.Contains(err.Error(), "NoSuchServerSideEncryptionRule") {
		t.Error(err)
	}
	within, _ := one.Bucket(*bucket)
	ok("PutObject", within.PutObject("one", strings.NewReader("content"), oss.ServerSideEncryption("KMS"),
		oss.ServerSideDataEncryption("SM4")))
	h, err := within.GetObjectDetailedMeta("one")
	ok("GetObjectDetailedMeta", err)
	if h.Get("X-Oss-Server-Side-Encryption") != "KMS" || h.Get("X-Oss-Server-Side-Data-Encryption") != "SM4" {
		t.Error(h)
	}
}
