package op_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	v2 "github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// A region withholds acceleration from the account that owns the bucket. Nothing else is withheld,
// and the region can offer it again.
func TestAccelerationIsWithheldByRegion(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	far := "far-bucket." + bench.Singapore
	for _, step := range []struct {
		who        int
		set        string
		near, away string
	}{
		{0, bench.NotOffered, "acceleration-not-offered", ""},
		{0, `{"status":"normal"}`, "acceleration-not-offered", ""},
		{0, `{"regionsWithoutAcceleration":["ap-southeast-1"]}`, "", "acceleration-not-offered"},
		{0, `{"regionsWithoutAcceleration":[]}`, "", ""},
		{1, bench.NotOffered, "", ""},
	} {
		b.Account(step.who, step.set)
		for host, want := range map[string]string{bench.Private: step.near, far: step.away} {
			if _, why := b.Send(b.Owner(b.Raw("PUT", host, "/?transferAcceleration", bench.AccelerationBody("true")))); why != want {
				t.Errorf("%s after %s: %q, want %q", host, step.set, why, want)
			}
		}
	}
}

// Some regions never offer acceleration.
func TestRegionsWithoutAcceleration(t *testing.T) {
	const none = "acceleration-not-offered"
	for region, want := range map[string]string{
		"cn-hangzhou-finance": none, "cn-shanghai-finance-1": none, "cn-north-2-gov-1": none, "rg-china-mainland": none, "cn-beijing": "",
	} {
		b := bench.NewWith(t, emulator.Options{Regions: []string{region}})
		b.Must(b.Owner(b.Raw("PUT", "127.0.0.1", "/the-bucket/", "")))
		if _, why := b.Send(b.Owner(b.Raw("PUT", "127.0.0.1", "/the-bucket/?transferAcceleration",
			bench.AccelerationBody("true")))); why != want {
			t.Errorf("%s: %q, want %q", region, why, want)
		}
	}
}

// SDK v2 turns the switch, sees it in GetBucketInfo, and uses the acceleration endpoint while it is
// on.
func TestAccelerationBySDKv2(t *testing.T) {
	s := bench.Serve(t)
	ctx, bucket := context.Background(), v2.Ptr("fast-bucket")
	c := bench.ClientV2(s, "cn-hangzhou", v2.SignatureVersionV4, func(*v2.Config) {})
	fast := bench.ClientV2(s, "cn-hangzhou", v2.SignatureVersionV4,
		func(cfg *v2.Config) { cfg.WithUseAccelerateEndpoint(true).WithEndpoint("") })
	ok := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	_, err := c.PutBucket(ctx, &v2.PutBucketRequest{Bucket: bucket})
	ok("PutBucket", err)
	_, err = c.GetBucketTransferAcceleration(ctx, &v2.GetBucketTransferAccelerationRequest{Bucket: bucket})
	var refused *v2.ServiceError
	if !errors.As(err, &refused) || refused.StatusCode != 404 || refused.Code != "NoSuchTransferAccelerationConfiguration" ||
		refused.EC != "0028-00000004" {
		t.Fatalf("never configured: %v", err)
	}
	for _, on := range []bool{true, false, true} {
		_, err = c.PutBucketTransferAcceleration(ctx, &v2.PutBucketTransferAccelerationRequest{
			Bucket: bucket, TransferAccelerationConfiguration: &v2.TransferAccelerationConfiguration{Enabled: &on},
		})
		ok("PutBucketTransferAcceleration", err)
		got, err := c.GetBucketTransferAcceleration(ctx, &v2.GetBucketTransferAccelerationRequest{Bucket: bucket})
		ok("GetBucketTransferAcceleration", err)
		info, err := c.GetBucketInfo(ctx, &v2.GetBucketInfoRequest{Bucket: bucket})
		ok("GetBucketInfo", err)
		if shown := *info.BucketInfo.TransferAcceleration; *got.TransferAccelerationConfiguration.Enabled != on || (shown == "Enabled") != on {
			t.Errorf("%v: got %v, shown as %s", on, *got.TransferAccelerationConfiguration.Enabled, shown)
		}
		_, err = fast.PutObject(ctx, &v2.PutObjectRequest{Bucket: bucket, Key: v2.Ptr("k"), Body: strings.NewReader("content")})
		if !on {
			if !errors.As(err, &refused) || refused.Code != "TransferAccelerationDisabled" || refused.StatusCode != 403 {
				t.Errorf("while it is off: %v", err)
			}
			continue
		}
		ok("PutObject", err)
	}
	object, err := fast.GetObject(ctx, &v2.GetObjectRequest{Bucket: bucket, Key: v2.Ptr("k")})
	ok("GetObject", err)
	defer object.Body.Close()
	if content, err := io.ReadAll(object.Body); err != nil || string(content) != "content" {
		t.Errorf("%q %v", content, err)
	}
}
