package emulator_test

import (
	"context"
	"strings"
	"testing"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// SDK v2 runs the operations of a storage quota, with both signature versions.
func TestSDKv2Quota(t *testing.T) {
	s := bench.Serve(t)
	for name, version := range map[string]oss.SignatureVersionType{"quota-one": oss.SignatureVersionV1, "quota-four": oss.SignatureVersionV4} {
		t.Run(name, func(t *testing.T) {
			walkQuota(t, bench.ClientV2(s, "cn-hangzhou", version, func(*oss.Config) {}), oss.Ptr(name))
		})
	}
}

func walkQuota(t *testing.T, c *oss.Client, bucket *string) {
	ctx := context.Background()
	ok := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	put := func() error {
		_, err := c.PutObject(ctx, &oss.PutObjectRequest{Bucket: bucket, Key: oss.Ptr("key"), Body: strings.NewReader("abc")})
		return err
	}
	set := func(mode oss.StorageQuotaModeType) {
		_, err := c.PutBucketStorageQuota(ctx, &oss.PutBucketStorageQuotaRequest{Bucket: bucket,
			QuotaConfiguration: &oss.QuotaConfiguration{StorageQuota: oss.Ptr(int64(5)), Mode: mode}})
		ok("PutBucketStorageQuota", err)
	}
	_, err := c.PutBucket(ctx, &oss.PutBucketRequest{Bucket: bucket})
	ok("PutBucket", err)
	set(oss.StorageQuotaModeStrict)
	ok("PutObject", put())
	read, err := c.GetBucketStorageQuota(ctx, &oss.GetBucketStorageQuotaRequest{Bucket: bucket})
	ok("GetBucketStorageQuota", err)
	if got := read.QuotaConfiguration; *got.StorageQuota != 5 || got.Mode != oss.StorageQuotaModeStrict || *got.CurrentUsage != 3 {
		t.Errorf("quota %+v", got)
	}
	bench.RefusedV2(t, "PutObject, beyond", put(), 403, "QuotaExceeded", "Bucket storage exceed max storage capacity.", "0004-00000101")
	set(oss.StorageQuotaModeWarning)
	ok("PutObject, warned", put())
	_, err = c.DeleteBucketStorageQuota(ctx, &oss.DeleteBucketStorageQuotaRequest{Bucket: bucket})
	ok("DeleteBucketStorageQuota", err)
	_, err = c.GetBucketStorageQuota(ctx, &oss.GetBucketStorageQuotaRequest{Bucket: bucket})
	bench.RefusedV2(t, "GetBucketStorageQuota of none", err, 404, "NoSuchQuotaConfiguration", "The quota configuration does not exist.", "")
}
