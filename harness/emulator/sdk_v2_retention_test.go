package emulator_test

import (
	"context"
	"io"
	"strings"
	"testing"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// SDK v2 runs all operations of a retention policy, with both signature versions.
func TestSDKv2Retention(t *testing.T) {
	s := bench.Serve(t)
	for name, version := range map[string]oss.SignatureVersionType{"kept-one": oss.SignatureVersionV1, "kept-four": oss.SignatureVersionV4} {
		t.Run(name, func(t *testing.T) {
			walkRetention(t, bench.ClientV2(s, "cn-hangzhou", version, func(*oss.Config) {}), name)
		})
	}
}

func walkRetention(t *testing.T, c *oss.Client, name string) {
	ctx, bucket, key := context.Background(), oss.Ptr(name), oss.Ptr("dir/key")
	ok := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	days := func(n int32) *oss.InitiateWormConfiguration {
		return &oss.InitiateWormConfiguration{RetentionPeriodInDays: &n}
	}
	_, err := c.PutBucket(ctx, &oss.PutBucketRequest{Bucket: bucket})
	ok("PutBucket", err)
	_, err = c.GetBucketWorm(ctx, &oss.GetBucketWormRequest{Bucket: bucket})
	bench.RefusedV2(t, "GetBucketWorm of none", err, 404, "NoSuchWORMConfiguration", "The WORM Configuration does not exist.", "0027-00000009")
	first, err := c.InitiateBucketWorm(ctx, &oss.InitiateBucketWormRequest{Bucket: bucket, InitiateWormConfiguration: days(1)})
	ok("InitiateBucketWorm", err)
	_, err = c.InitiateBucketWorm(ctx, &oss.InitiateBucketWormRequest{Bucket: bucket, InitiateWormConfiguration: days(1)})
	bench.RefusedV2(t, "InitiateBucketWorm again", err, 409, "WORMConfigurationAlreadyExists",
		"The WORM Configuration already exists.", "0027-00000006")
	extend := func(id *string, to int32) error {
		_, err := c.ExtendBucketWorm(ctx, &oss.ExtendBucketWormRequest{
			Bucket: bucket, WormId: id, ExtendWormConfiguration: &oss.ExtendWormConfiguration{RetentionPeriodInDays: &to},
		})
		return err
	}
	bench.RefusedV2(t, "ExtendBucketWorm of what is not locked", extend(first.WormId, 2), 400, "InvalidWORMConfiguration",
		"Invalid WORM Configuration.", "0027-00000007")

	_, err = c.PutObject(ctx, &oss.PutObjectRequest{Bucket: bucket, Key: key, Body: strings.NewReader("content")})
	ok("PutObject", err)
	_, err = c.DeleteObject(ctx, &oss.DeleteObjectRequest{Bucket: bucket, Key: key})
	bench.RefusedV2(t, "DeleteObject", err, 409, "FileImmutable", "The object you specified is immutable.", "0026-00000005")
	_, err = c.DeleteMultipleObjects(ctx, &oss.DeleteMultipleObjectsRequest{Bucket: bucket, Objects: []oss.DeleteObject{{Key: key}}})
	bench.RefusedV2(t, "DeleteMultipleObjects", err, 409, "FileImmutable", "The object you specified is immutable.", "0026-00000005")
	got, err := c.GetObject(ctx, &oss.GetObjectRequest{Bucket: bucket, Key: key})
	ok("GetObject", err)
	if content, _ := io.ReadAll(got.Body); string(content) != "content" {
		t.Errorf("content %q", content)
	}
	_, err = c.AbortBucketWorm(ctx, &oss.AbortBucketWormRequest{Bucket: bucket})
	ok("AbortBucketWorm", err)
	_, err = c.DeleteObject(ctx, &oss.DeleteObjectRequest{Bucket: bucket, Key: key})
	ok("DeleteObject", err)
	_, err = c.CompleteBucketWorm(ctx, &oss.CompleteBucketWormRequest{Bucket: bucket, WormId: first.WormId})
	bench.RefusedV2(t, "CompleteBucketWorm of what is gone", err, 404, "NoSuchWORMConfiguration", "The specified WORM ID does not exist.", "")

	second, err := c.InitiateBucketWorm(ctx, &oss.InitiateBucketWormRequest{Bucket: bucket, InitiateWormConfiguration: days(1)})
	ok("InitiateBucketWorm", err)
	_, err = c.CompleteBucketWorm(ctx, &oss.CompleteBucketWormRequest{Bucket: bucket, WormId: second.WormId})
	ok("CompleteBucketWorm", err)
	ok("ExtendBucketWorm", extend(second.WormId, 2))
	worm, err := c.GetBucketWorm(ctx, &oss.GetBucketWormRequest{Bucket: bucket})
	ok("GetBucketWorm", err)
	if w := worm.WormConfiguration; *w.WormId != *second.WormId || *w.WormId == *first.WormId || w.State != oss.BucketWormStateLocked ||
		*w.RetentionPeriodInDays != 2 || *w.CreationDate == "" {
		t.Errorf("%+v", w)
	}
	_, err = c.AbortBucketWorm(ctx, &oss.AbortBucketWormRequest{Bucket: bucket})
	bench.RefusedV2(t, "AbortBucketWorm of what is locked", err, 403, "WORMConfigurationLocked",
		"The WORM Configuration is locked.", "0027-00000008")
	_, err = c.DeleteBucket(ctx, &oss.DeleteBucketRequest{Bucket: bucket})
	ok("DeleteBucket", err)
}
