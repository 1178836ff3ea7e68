package emulator_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	v2 "github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

const notOffered = `{"regionsWithoutAcceleration":["eu-central-1","cn-hangzhou"]}`

// accelerationProvocations lists refusals by the switch of a bucket.
func accelerationProvocations() []provocation {
	const nowhere, sub = "nowhere-bucket.oss-rg-china-mainland.aliyuncs.com", "/?transferAcceleration"
	withheld := func(b *bench) { b.account(0, notOffered) }
	return []provocation{
		{deny.NoAcceleration, byOwner("GET", private, sub, "")},
		{deny.AccelerationNotOffered, byOwner("GET", nowhere, sub, "")},
		{deny.AccelerationNotOffered, byOwner("PUT", nowhere, sub, acceleration("true"))},
		{deny.AccelerationNotOffered, given(withheld, byOwner("GET", private, sub, ""))},
		{deny.AccelerationNotOffered, given(withheld, byOwner("PUT", private, sub, acceleration("false")))},
		{deny.MalformedXML, byOwner("PUT", private, sub, acceleration("on"))},
		{deny.MalformedXML, byOwner("PUT", private, sub, acceleration(""))},
	}
}

// A region withholds acceleration from the account that owns the bucket. Nothing else is withheld,
// and the region can offer it again.
func TestAccelerationIsWithheldByRegion(t *testing.T) {
	b := newBench(t)
	stage(b)
	far := "far-bucket." + singapore
	for _, step := range []struct {
		who        int
		set        string
		near, away string
	}{
		{0, notOffered, "acceleration-not-offered", ""},
		{0, `{"status":"normal"}`, "acceleration-not-offered", ""},
		{0, `{"regionsWithoutAcceleration":["ap-southeast-1"]}`, "", "acceleration-not-offered"},
		{0, `{"regionsWithoutAcceleration":[]}`, "", ""},
		{1, notOffered, "", ""},
	} {
		b.account(step.who, step.set)
		for host, want := range map[string]string{private: step.near, far: step.away} {
			if _, why := b.send(b.owner(b.raw("PUT", host, "/?transferAcceleration", acceleration("true")))); why != want {
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
		b := speaking(t, emulator.Options{Regions: []string{region}})
		b.must(b.owner(b.raw("PUT", "127.0.0.1", "/the-bucket/", "")))
		if _, why := b.send(b.owner(b.raw("PUT", "127.0.0.1", "/the-bucket/?transferAcceleration", acceleration("true")))); why != want {
			t.Errorf("%s: %q, want %q", region, why, want)
		}
	}
}

// SDK v2 turns the switch, sees it in GetBucketInfo, and uses the acceleration endpoint while it is
// on.
func TestAccelerationBySDKv2(t *testing.T) {
	s := serveReal(t)
	ctx, bucket := context.Background(), v2.Ptr("fast-bucket")
	c := clientV2(s, "cn-hangzhou", v2.SignatureVersionV4, func(*v2.Config) {})
	fast := clientV2(s, "cn-hangzhou", v2.SignatureVersionV4, func(cfg *v2.Config) { cfg.WithUseAccelerateEndpoint(true).WithEndpoint("") })
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
