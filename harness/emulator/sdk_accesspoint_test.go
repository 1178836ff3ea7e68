package emulator_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	v2 "github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// SDK v2 creates, uses and deletes an access point.
func TestAccessPointBySDKv2(t *testing.T) {
	s := bench.Serve(t)
	ctx, c := context.Background(), bench.ClientV2(s, "cn-hangzhou", v2.SignatureVersionV4, func(*v2.Config) {})
	bucket, point := v2.Ptr("pointed-bucket"), v2.Ptr("ap-1")
	ok := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	refused := func(what string, err error, status int, code string) {
		t.Helper()
		if got := new(v2.ServiceError); !errors.As(err, &got) || got.StatusCode != status || got.Code != code {
			t.Errorf("%s: %v, want %d %s", what, err, status, code)
		}
	}
	_, err := c.PutBucket(ctx, &v2.PutBucketRequest{Bucket: bucket})
	ok("PutBucket", err)
	_, err = c.GetAccessPoint(ctx, &v2.GetAccessPointRequest{Bucket: bucket, AccessPointName: point})
	refused("GetAccessPoint", err, 404, "NoSuchAccessPoint")
	made, err := c.CreateAccessPoint(ctx, &v2.CreateAccessPointRequest{
		Bucket: bucket, CreateAccessPointConfiguration: &v2.CreateAccessPointConfiguration{
			AccessPointName: point, NetworkOrigin: v2.Ptr("internet"),
		},
	})
	ok("CreateAccessPoint", err)
	const arn = "acs:oss:cn-hangzhou:1000000000000001:accesspoint/ap-1"
	if *made.AccessPointArn != arn {
		t.Errorf("ARN %s", *made.AccessPointArn)
	}
	_, err = c.CreateAccessPoint(ctx, &v2.CreateAccessPointRequest{
		Bucket: bucket, CreateAccessPointConfiguration: &v2.CreateAccessPointConfiguration{
			AccessPointName: v2.Ptr("ap-2"), NetworkOrigin: v2.Ptr("vpc"),
			VpcConfiguration: &v2.AccessPointVpcConfiguration{VpcId: v2.Ptr("vpc-1")},
		},
	})
	ok("CreateAccessPoint", err)
	got, err := c.GetAccessPoint(ctx, &v2.GetAccessPointRequest{Bucket: bucket, AccessPointName: point})
	ok("GetAccessPoint", err)
	if *got.Alias != *made.Alias || *got.AccessPointArn != "arn:"+arn || *got.Bucket != *bucket || *got.AccountId != bench.Accounts()[0].UID ||
		*got.NetworkOrigin != "internet" || *got.VpcConfiguration.VpcId != "" || *got.AccessPointStatus != "enable" ||
		*got.PublicEndpoint != "ap-1-1000000000000001.oss-cn-hangzhou.oss-accesspoint.aliyuncs.com" ||
		*got.InternalEndpoint != "ap-1-1000000000000001.oss-cn-hangzhou-internal.oss-accesspoint.aliyuncs.com" ||
		len(*got.CreationDate) != 10 || *got.PublicAccessBlockConfiguration.BlockPublicAccess {
		t.Errorf("%+v", got)
	}

	whole, err := c.ListAccessPoints(ctx, &v2.ListAccessPointsRequest{})
	ok("ListAccessPoints", err)
	first, err := c.ListAccessPoints(ctx, &v2.ListAccessPointsRequest{Bucket: bucket, MaxKeys: 1})
	ok("ListAccessPoints", err)
	rest, err := c.ListAccessPoints(ctx, &v2.ListAccessPointsRequest{
		Bucket: bucket, MaxKeys: 1, ContinuationToken: first.NextContinuationToken,
	})
	ok("ListAccessPoints", err)
	if len(whole.AccessPoints) != 2 || *whole.IsTruncated || *whole.MaxKeys != 1000 ||
		!*first.IsTruncated || *rest.IsTruncated || rest.NextContinuationToken != nil ||
		*first.AccessPoints[0].AccessPointName != "ap-1" || *rest.AccessPoints[0].AccessPointName != "ap-2" ||
		*rest.AccessPoints[0].VpcConfiguration.VpcId != "vpc-1" || *rest.AccessPoints[0].NetworkOrigin != "vpc" ||
		*first.AccountId != bench.Accounts()[0].UID {
		t.Errorf("%+v %+v %+v", whole, first, rest)
	}

	text := bench.BucketPolicy(bench.Grant("Allow", "oss:*", bench.Accounts()[0].UID, ""))
	_, err = c.GetAccessPointPolicy(ctx, &v2.GetAccessPointPolicyRequest{Bucket: bucket, AccessPointName: point})
	refused("GetAccessPointPolicy", err, 404, "NoSuchAccessPointPolicy")
	_, err = c.PutAccessPointPolicy(ctx, &v2.PutAccessPointPolicyRequest{
		Bucket: bucket, AccessPointName: point, Body: strings.NewReader(text),
	})
	ok("PutAccessPointPolicy", err)
	policy, err := c.GetAccessPointPolicy(ctx, &v2.GetAccessPointPolicyRequest{Bucket: bucket, AccessPointName: point})
	ok("GetAccessPointPolicy", err)
	if policy.Body != text {
		t.Errorf("policy %q", policy.Body)
	}

	_, err = c.PutObject(ctx, &v2.PutObjectRequest{Bucket: made.Alias, Key: v2.Ptr("k"), Body: strings.NewReader("content")})
	refused("PutObject before the delegation", err, 403, "AccessDenied")
	_, err = c.PutBucketPolicy(ctx, &v2.PutBucketPolicyRequest{
		Bucket: bucket, Body: strings.NewReader(bench.BucketPolicy(bench.Grant("Allow", "oss:*", bench.Accounts()[0].UID, bench.Delegation))),
	})
	ok("PutBucketPolicy", err)
	useV2(t, s, *made.Alias)

	_, err = c.GetBucketInfo(ctx, &v2.GetBucketInfoRequest{Bucket: made.Alias})
	refused("GetBucketInfo through the access point", err, 403, "AccessDenied")
	deleted, err := c.DeleteAccessPointPolicy(ctx, &v2.DeleteAccessPointPolicyRequest{Bucket: bucket, AccessPointName: point})
	ok("DeleteAccessPointPolicy", err)
	gone, err := c.DeleteAccessPoint(ctx, &v2.DeleteAccessPointRequest{Bucket: bucket, AccessPointName: point})
	ok("DeleteAccessPoint", err)
	if deleted.StatusCode != 204 || gone.StatusCode != 204 {
		t.Errorf("%s %s", deleted.Status, gone.Status)
	}
	_, err = c.GetObject(ctx, &v2.GetObjectRequest{Bucket: made.Alias, Key: v2.Ptr("k")})
	refused("GetObject through what is gone", err, 404, "NoSuchBucket")
}

// useV2 puts, copies, lists and gets objects through an access point, by host name and by IP
// address, with both signature versions.
func useV2(t *testing.T, s *emulator.Server, alias string) {
	t.Helper()
	ctx, bucket := context.Background(), v2.Ptr(alias)
	for _, endpoint := range []string{"http://" + bench.Hangzhou, "http://" + s.DataAddr()} {
		for _, version := range []v2.SignatureVersionType{v2.SignatureVersionV1, v2.SignatureVersionV4} {
			c := bench.ClientV2(s, "cn-hangzhou", version, func(cfg *v2.Config) { cfg.WithEndpoint(endpoint) })
			_, err := c.PutObject(ctx, &v2.PutObjectRequest{Bucket: bucket, Key: v2.Ptr("k"), Body: strings.NewReader("content")})
			if err == nil {
				_, err = c.CopyObject(ctx, &v2.CopyObjectRequest{Bucket: bucket, Key: v2.Ptr("copy"), SourceKey: v2.Ptr("k")})
			}
			if err != nil {
				t.Fatalf("%q %v: %v", endpoint, version, err)
			}
			list, err := c.ListObjectsV2(ctx, &v2.ListObjectsV2Request{Bucket: bucket})
			if err != nil || len(list.Contents) != 2 || *list.Contents[0].Key != "copy" {
				t.Fatalf("%q %v: %+v %v", endpoint, version, list, err)
			}
			object, err := c.GetObject(ctx, &v2.GetObjectRequest{Bucket: bucket, Key: v2.Ptr("copy")})
			if err != nil {
				t.Fatalf("%q %v: %v", endpoint, version, err)
			}
			content, err := io.ReadAll(object.Body)
			object.Body.Close()
			if err != nil || string(content) != "content" {
				t.Errorf("%q %v: %q %v", endpoint, version, content, err)
			}
		}
	}
}

// SDK v1 accepts an alias as a bucket.
func TestAccessPointBySDKv1(t *testing.T) {
	s := bench.Serve(t)
	ctx, c := context.Background(), bench.ClientV2(s, "cn-hangzhou", v2.SignatureVersionV4, func(*v2.Config) {})
	bucket := v2.Ptr("pointed-bucket")
	var alias string
	for _, step := range []func() error{
		func() error { _, err := c.PutBucket(ctx, &v2.PutBucketRequest{Bucket: bucket}); return err },
		func() error {
			made, err := c.CreateAccessPoint(ctx, &v2.CreateAccessPointRequest{
				Bucket: bucket, CreateAccessPointConfiguration: &v2.CreateAccessPointConfiguration{
					AccessPointName: v2.Ptr("ap-1"), NetworkOrigin: v2.Ptr("internet"),
				},
			})
			if err == nil {
				alias = *made.Alias
			}
			return err
		},
		func() error {
			_, err := c.PutBucketPolicy(ctx, &v2.PutBucketPolicyRequest{
				Bucket: bucket, Body: strings.NewReader(bench.BucketPolicy(bench.Grant("Allow", "oss:*", bench.Accounts()[0].UID, ""))),
			})
			return err
		},
		func() error {
			_, err := c.PutAccessPointPolicy(ctx, &v2.PutAccessPointPolicyRequest{
				Bucket: bucket, AccessPointName: v2.Ptr("ap-1"),
				Body: strings.NewReader(bench.BucketPolicy(bench.Grant("Allow", "oss:*Object", bench.Accounts()[0].UID, ""))),
			})
			return err
		},
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	old, err := oss.New("http://"+bench.Hangzhou, bench.OwnerKey, bench.OwnerSecret, oss.HTTPClient(bench.Dialing(s)))
	if err != nil {
		t.Fatal(err)
	}
	handle, err := old.Bucket(alias)
	if err != nil {
		t.Fatal(err)
	}
	if err := handle.PutObject("k", strings.NewReader("content")); err != nil {
		t.Fatal(err)
	}
	body, err := handle.GetObject("k")
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	if content, err := io.ReadAll(body); err != nil || string(content) != "content" {
		t.Errorf("%q %v", content, err)
	}
	_, err = handle.ListObjects()
	if got := new(oss.ServiceError); !errors.As(err, got) || got.Code != "AccessDenied" || got.StatusCode != 403 {
		t.Errorf("ListObjects: %v", err)
	}
}
