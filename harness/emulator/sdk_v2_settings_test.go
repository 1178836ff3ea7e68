package emulator_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// SDK v2 puts the settings of a bucket and reads them back.
func TestSDKv2Settings(t *testing.T) {
	s := bench.Serve(t)
	c := bench.ClientV2(s, "cn-hangzhou", oss.SignatureVersionV4, func(*oss.Config) {})
	ctx, bucket, p := context.Background(), oss.Ptr("settings-bucket"), oss.Ptr[string]
	ok := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	_, err := c.PutBucket(ctx, &oss.PutBucketRequest{Bucket: bucket})
	ok("PutBucket", err)

	text := bench.BucketPolicy(bench.Grant("Deny", "oss:PutObject", "1", ""))
	_, err = c.PutBucketPolicy(ctx, &oss.PutBucketPolicyRequest{Bucket: bucket, Body: strings.NewReader(text)})
	ok("PutBucketPolicy", err)
	policy, err := c.GetBucketPolicy(ctx, &oss.GetBucketPolicyRequest{Bucket: bucket})
	ok("GetBucketPolicy", err)
	status, err := c.GetBucketPolicyStatus(ctx, &oss.GetBucketPolicyStatusRequest{Bucket: bucket})
	ok("GetBucketPolicyStatus", err)
	if policy.Body != text || *status.PolicyStatus.IsPublic {
		t.Errorf("policy %q %v", policy.Body, *status.PolicyStatus.IsPublic)
	}
	_, err = c.DeleteBucketPolicy(ctx, &oss.DeleteBucketPolicyRequest{Bucket: bucket})
	ok("DeleteBucketPolicy", err)

	_, err = c.PutBucketReferer(ctx, &oss.PutBucketRefererRequest{Bucket: bucket, RefererConfiguration: &oss.RefererConfiguration{
		AllowEmptyReferer: oss.Ptr(false), TruncatePath: oss.Ptr(true),
		RefererList:      &oss.RefererList{Referers: []string{"http://a.example"}},
		RefererBlacklist: &oss.RefererBlacklist{Referers: []string{"http://b.example"}}}})
	ok("PutBucketReferer", err)
	referer, err := c.GetBucketReferer(ctx, &oss.GetBucketRefererRequest{Bucket: bucket})
	ok("GetBucketReferer", err)
	if r := referer.RefererConfiguration; *r.AllowEmptyReferer || !*r.AllowTruncateQueryString || !*r.TruncatePath ||
		r.RefererList.Referers[0] != "http://a.example" || r.RefererBlacklist.Referers[0] != "http://b.example" {
		t.Errorf("%+v", r)
	}

	_, err = c.PutBucketCors(ctx, &oss.PutBucketCorsRequest{Bucket: bucket, CORSConfiguration: &oss.CORSConfiguration{
		CORSRules: []oss.CORSRule{{
			AllowedOrigins: []string{"*"}, AllowedMethods: []string{"PUT", "POST"}, AllowedHeaders: []string{"x-oss-*"},
			MaxAgeSeconds: oss.Ptr(int64(60)),
		}}}})
	ok("PutBucketCors", err)
	cors, err := c.GetBucketCors(ctx, &oss.GetBucketCorsRequest{Bucket: bucket})
	ok("GetBucketCors", err)
	option, err := c.OptionObject(ctx, &oss.OptionObjectRequest{
		Bucket: bucket, Key: p("absent"), Origin: p("http://a.example"), AccessControlRequestMethod: p("PUT"),
		AccessControlRequestHeaders: p("x-oss-test"),
	})
	ok("OptionObject", err)
	if len(cors.CORSConfiguration.CORSRules) != 1 || *option.AccessControlAllowOrigin != "http://a.example" ||
		*option.AccessControlAllowMethods != "PUT, POST" || *option.AccessControlMaxAge != 60 {
		t.Errorf("%+v %+v", cors.CORSConfiguration, option)
	}
	_, err = c.OptionObject(ctx, &oss.OptionObjectRequest{
		Bucket: bucket, Key: p("absent"), Origin: p("http://a.example"), AccessControlRequestMethod: p("GET"),
	})
	if refused := new(oss.ServiceError); !errors.As(err, &refused) || refused.Code != "AccessForbidden" || refused.EC != "0003-00000602" {
		t.Errorf("OptionObject: %v", err)
	}
	_, err = c.DeleteBucketCors(ctx, &oss.DeleteBucketCorsRequest{Bucket: bucket})
	ok("DeleteBucketCors", err)

	_, err = c.PutBucketRequestPayment(ctx, &oss.PutBucketRequestPaymentRequest{
		Bucket: bucket, PaymentConfiguration: &oss.RequestPaymentConfiguration{Payer: oss.Requester},
	})
	ok("PutBucketRequestPayment", err)
	payment, err := c.GetBucketRequestPayment(ctx, &oss.GetBucketRequestPaymentRequest{Bucket: bucket})
	ok("GetBucketRequestPayment", err)
	if *payment.Payer != "Requester" {
		t.Errorf("payer %s", *payment.Payer)
	}
}

// SDK v2 tags and encrypts objects, and calls the operations of an account.
func TestSDKv2TagsAndAccount(t *testing.T) {
	s := bench.Serve(t)
	c := bench.ClientV2(s, "cn-hangzhou", oss.SignatureVersionV4, func(*oss.Config) {})
	ctx, bucket, key := context.Background(), oss.Ptr("tagged-bucket"), oss.Ptr("key")
	ok := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	_, err := c.PutBucket(ctx, &oss.PutBucketRequest{Bucket: bucket})
	ok("PutBucket", err)
	red := &oss.Tagging{TagSet: &oss.TagSet{Tags: []oss.Tag{{Key: oss.Ptr("team"), Value: oss.Ptr("red & blue")}}}}
	_, err = c.PutBucketTags(ctx, &oss.PutBucketTagsRequest{Bucket: bucket, Tagging: red})
	ok("PutBucketTags", err)
	tags, err := c.GetBucketTags(ctx, &oss.GetBucketTagsRequest{Bucket: bucket})
	ok("GetBucketTags", err)
	_, err = c.PutObject(ctx, &oss.PutObjectRequest{
		Bucket: bucket, Key: key, Tagging: oss.Ptr("team=green"), ServerSideEncryption: oss.Ptr("KMS"),
		ServerSideEncryptionKeyId: oss.Ptr("alias/acs/oss"),
	})
	ok("PutObject", err)
	head, err := c.HeadObject(ctx, &oss.HeadObjectRequest{Bucket: bucket, Key: key})
	ok("HeadObject", err)
	first, err := c.GetObjectTagging(ctx, &oss.GetObjectTaggingRequest{Bucket: bucket, Key: key})
	ok("GetObjectTagging", err)
	blue := &oss.Tagging{TagSet: &oss.TagSet{Tags: []oss.Tag{{Key: oss.Ptr("team"), Value: oss.Ptr("red + blue")}}}}
	_, err = c.PutObjectTagging(ctx, &oss.PutObjectTaggingRequest{Bucket: bucket, Key: key, Tagging: blue})
	ok("PutObjectTagging", err)
	second, err := c.GetObjectTagging(ctx, &oss.GetObjectTaggingRequest{Bucket: bucket, Key: key})
	ok("GetObjectTagging", err)
	_, err = c.DeleteObjectTagging(ctx, &oss.DeleteObjectTaggingRequest{Bucket: bucket, Key: key})
	ok("DeleteObjectTagging", err)
	if *tags.Tagging.TagSet.Tags[0].Value != "red & blue" || *first.Tags[0].Value != "green" || *second.Tags[0].Value != "red + blue" ||
		*head.ServerSideEncryption != "KMS" || *head.ServerSideEncryptionKeyId != "alias/acs/oss" || head.TaggingCount != 1 {
		t.Errorf("%+v %+v %+v %+v", tags, first, second, head)
	}

	_, err = c.PutPublicAccessBlock(ctx, &oss.PutPublicAccessBlockRequest{
		PublicAccessBlockConfiguration: &oss.PublicAccessBlockConfiguration{BlockPublicAccess: oss.Ptr(true)},
	})
	ok("PutPublicAccessBlock", err)
	block, err := c.GetPublicAccessBlock(ctx, &oss.GetPublicAccessBlockRequest{})
	ok("GetPublicAccessBlock", err)
	_, err = c.DeletePublicAccessBlock(ctx, &oss.DeletePublicAccessBlockRequest{})
	ok("DeletePublicAccessBlock", err)
	if !*block.PublicAccessBlockConfiguration.BlockPublicAccess {
		t.Error("not blocked")
	}
	_, err = c.ListCloudBoxes(ctx, &oss.ListCloudBoxesRequest{})
	if refused := new(oss.ServiceError); !errors.As(err, &refused) || refused.Message != "You are forbidden to oss-cloudbox:ListCloudBoxes" {
		t.Errorf("ListCloudBoxes: %v", err)
	}
}
