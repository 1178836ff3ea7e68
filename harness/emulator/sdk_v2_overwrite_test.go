package emulator_test

import (
	"context"
	"strings"
	"testing"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// SDK v2 runs the operations of rules against overwriting, with both signature versions.
func TestSDKv2Overwrite(t *testing.T) {
	s := bench.Serve(t)
	for name, version := range map[string]oss.SignatureVersionType{"fixed-one": oss.SignatureVersionV1, "fixed-four": oss.SignatureVersionV4} {
		t.Run(name, func(t *testing.T) {
			walkOverwrite(t, bench.ClientV2(s, "cn-hangzhou", version, func(*oss.Config) {}), oss.Ptr(name))
		})
	}
}

func walkOverwrite(t *testing.T, c *oss.Client, bucket *string) {
	ctx, key := context.Background(), oss.Ptr("dir/key.txt")
	ok := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	put := func() error {
		_, err := c.PutObject(ctx, &oss.PutObjectRequest{Bucket: bucket, Key: key, Body: strings.NewReader("a")})
		return err
	}
	_, err := c.PutBucket(ctx, &oss.PutBucketRequest{Bucket: bucket})
	ok("PutBucket", err)
	_, err = c.PutBucketOverwriteConfig(ctx, &oss.PutBucketOverwriteConfigRequest{Bucket: bucket,
		OverwriteConfiguration: &oss.OverwriteConfiguration{Rules: []oss.OverwriteRule{
			{ID: oss.Ptr("1"), Action: oss.Ptr("forbid"), Suffix: oss.Ptr(".txt")},
			{ID: oss.Ptr("2"), Action: oss.Ptr("forbid"), Principals: &oss.OverwritePrincipals{Principals: []string{"1234567890"}}},
		}}})
	ok("PutBucketOverwriteConfig", err)
	read, err := c.GetBucketOverwriteConfig(ctx, &oss.GetBucketOverwriteConfigRequest{Bucket: bucket})
	ok("GetBucketOverwriteConfig", err)
	got := read.OverwriteConfiguration.Rules
	if len(got) != 2 || oss.ToString(got[0].Suffix) != ".txt" || got[1].Principals.Principals[0] != "1234567890" {
		t.Errorf("rules %+v", got)
	}
	ok("PutObject", put())
	bench.RefusedV2(t, "PutObject again", put(), 409, "FileAlreadyExists",
		"The object you specified already exists and can not be overwritten.", "0026-00000002")
	_, err = c.DeleteBucketOverwriteConfig(ctx, &oss.DeleteBucketOverwriteConfigRequest{Bucket: bucket})
	ok("DeleteBucketOverwriteConfig", err)
	ok("PutObject without rules", put())
	_, err = c.GetBucketOverwriteConfig(ctx, &oss.GetBucketOverwriteConfigRequest{Bucket: bucket})
	bench.RefusedV2(t, "GetBucketOverwriteConfig of none", err, 404, "NoSuchOverwriteConfiguration",
		"The overwrite configuration does not exist.", "")
}
