package emulator_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// SDK v2 runs all operations of object-level retention, with both signature versions.
func TestSDKv2ObjectWorm(t *testing.T) {
	s := bench.Serve(t)
	for name, version := range map[string]oss.SignatureVersionType{"worm-one": oss.SignatureVersionV1, "worm-four": oss.SignatureVersionV4} {
		t.Run(name, func(t *testing.T) {
			walkObjectWorm(t, bench.ClientV2(s, "cn-hangzhou", version, func(*oss.Config) {}), name)
		})
	}
}

func walkObjectWorm(t *testing.T, c *oss.Client, name string) {
	ctx, bucket, key := context.Background(), oss.Ptr(name), oss.Ptr("dir/key")
	ok := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	_, err := c.PutBucket(ctx, &oss.PutBucketRequest{Bucket: bucket})
	ok("PutBucket", err)
	_, err = c.PutBucketVersioning(ctx, &oss.PutBucketVersioningRequest{Bucket: bucket,
		VersioningConfiguration: &oss.VersioningConfiguration{Status: oss.VersionEnabled}})
	ok("PutBucketVersioning", err)
	_, err = c.PutBucketObjectWormConfiguration(ctx, &oss.PutBucketObjectWormConfigurationRequest{Bucket: bucket,
		ObjectWormConfiguration: &oss.ObjectWormConfiguration{ObjectWormEnabled: oss.Ptr("Enabled"),
			Rule: &oss.ObjectWormRule{DefaultRetention: &oss.ObjectWormDefaultRetention{
				Mode: oss.Ptr("GOVERNANCE"), Years: oss.Ptr(int32(1))}}}})
	ok("PutBucketObjectWormConfiguration", err)
	read, err := c.GetBucketObjectWormConfiguration(ctx, &oss.GetBucketObjectWormConfigurationRequest{Bucket: bucket})
	ok("GetBucketObjectWormConfiguration", err)
	got := read.ObjectWormConfiguration.Rule.DefaultRetention
	if oss.ToString(got.Mode) != "GOVERNANCE" || *got.Years != 1 || got.Days != nil {
		t.Errorf("default retention %+v", got)
	}
	put, err := c.PutObject(ctx, &oss.PutObjectRequest{Bucket: bucket, Key: key, Body: strings.NewReader("a")})
	ok("PutObject", err)
	until := time.Now().UTC().AddDate(2, 0, 0).Format("2006-01-02T15:04:05.000Z")
	_, err = c.PutObjectRetention(ctx, &oss.PutObjectRetentionRequest{Bucket: bucket, Key: key, VersionId: put.VersionId,
		Retention: &oss.ObjectWormRetention{Mode: oss.Ptr("GOVERNANCE"), RetainUntilDate: oss.Ptr(until)}})
	ok("PutObjectRetention", err)
	kept, err := c.GetObjectRetention(ctx, &oss.GetObjectRetentionRequest{Bucket: bucket, Key: key})
	ok("GetObjectRetention", err)
	if got := oss.ToString(kept.Retention.RetainUntilDate); got != until {
		t.Errorf("kept until %s, want %s", got, until)
	}
	_, err = c.PutObjectRetention(ctx, &oss.PutObjectRetentionRequest{Bucket: bucket, Key: key, BypassGovernanceRetention: oss.Ptr(true),
		Retention: &oss.ObjectWormRetention{Mode: oss.Ptr("COMPLIANCE"), RetainUntilDate: oss.Ptr(until)}})
	bench.RefusedV2(t, "another mode", err, 409, "FileImmutable", "The object you specified is immutable.", "0026-00000005")
	hold := func(status string) {
		_, err := c.PutObjectLegalHold(ctx, &oss.PutObjectLegalHoldRequest{Bucket: bucket, Key: key,
			LegalHold: &oss.ObjectWormLegalHold{Status: oss.Ptr(status)}})
		ok("PutObjectLegalHold", err)
		held, err := c.GetObjectLegalHold(ctx, &oss.GetObjectLegalHoldRequest{Bucket: bucket, Key: key, VersionId: put.VersionId})
		ok("GetObjectLegalHold", err)
		if oss.ToString(held.LegalHold.Status) != status {
			t.Errorf("legal hold %s, want %s", oss.ToString(held.LegalHold.Status), status)
		}
	}
	remove := func(headers map[string]string) error {
		_, err := c.DeleteObject(ctx, &oss.DeleteObjectRequest{Bucket: bucket, Key: key, VersionId: put.VersionId,
			RequestCommon: oss.RequestCommon{Headers: headers}})
		return err
	}
	bypass := map[string]string{"x-oss-bypass-governance-retention": "true"}
	hold("ON")
	bench.RefusedV2(t, "under legal hold", remove(bypass), 409, "FileImmutable", "The object you specified is immutable.", "0026-00000005")
	hold("OFF")
	bench.RefusedV2(t, "kept", remove(nil), 409, "FileImmutable", "The object you specified is immutable.", "0026-00000005")
	ok("DeleteObject, bypassing", remove(bypass))
}
