package emulator_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/op"
)

// shut closes the public endpoints of mainland China for the data of the owner.
const shut = `{"mainlandPublicEndpointClosed":true}`

func shutOut(b *bench) { b.account(0, shut) }

// publicEndpointProvocations lists refusals of data at public endpoints.
func publicEndpointProvocations() []provocation {
	return []provocation{
		{deny.PublicEndpointClosed, given(shutOut, byOwner("GET", private, "/key", ""))},
		{deny.PublicEndpointClosed, given(shutOut, byOwner("PUT", private, "/key", ""))},
		{deny.PublicEndpointClosed, given(shutOut, byOwner("GET", private, "/?list-type=2", ""))},
		{deny.PublicEndpointClosed, given(shutOut, byNobody("GET", open, "/key"))},
		{deny.PublicEndpointClosed, given(shutOut, byStranger("HEAD", open, "/key", ""))},
		{deny.PublicEndpointClosed, given(shutOut, byNobody("GET", "nowhere-bucket.oss-rg-china-mainland.aliyuncs.com", "/key"))},
		{deny.PublicEndpointClosed, given(shutOut, byNobody("GET", "private-bucket.cn-hangzhou.oss.aliyuncs.com", "/key"))},
		{deny.PublicEndpointClosed, given(shutOut, byNobody("GET", "private-bucket.oss.aliyuncs.com", "/key"))},
		{deny.PublicEndpointClosed, given(func(b *bench) {
			shutOut(b)
			b.control("PATCH", "/v1/buckets/private-bucket", `{"pathStyle":true}`)
		}, byOwner("GET", hangzhou, "/private-bucket/key", ""))},
	}
}

// Only the data of that account is closed, in that country, at its public endpoints. It can be
// opened again.
func TestPublicEndpointsOfTheMainland(t *testing.T) {
	b := newBench(t)
	stage(b)
	b.bind(private, domain)
	b.set(private, "transferAcceleration", acceleration("true"))
	b.object("private-bucket", "shown", "public-read")
	b.must(b.owner(b.raw("PUT", "far-bucket."+singapore, "/key", "content")))
	b.must(b.stranger(b.raw("PUT", "strange-bucket."+hangzhou, "/", "")))
	b.must(b.stranger(b.raw("PUT", "strange-bucket."+hangzhou, "/key", "content")))
	for _, c := range []struct {
		name, closed string
		r            func() *http.Request
	}{
		{"data", "public-endpoint-closed", func() *http.Request { return b.owner(b.raw("GET", private, "/key", "")) }},
		{"ACL of an object", "public-endpoint-closed", func() *http.Request { return b.owner(b.raw("GET", private, "/key?acl", "")) }},
		{"listing", "public-endpoint-closed", func() *http.Request { return b.owner(b.raw("GET", private, "/", "")) }},
		{"uploads", "public-endpoint-closed", func() *http.Request { return b.owner(b.raw("GET", private, "/?uploads", "")) }},
		{"settings", "", func() *http.Request { return b.owner(b.raw("GET", private, "/?acl", "")) }},
		{"buckets", "", func() *http.Request { return b.owner(b.raw("GET", hangzhou, "/", "")) }},
		{"internal", "", func() *http.Request {
			return b.owner(b.raw("GET", "private-bucket.oss-cn-hangzhou-internal.aliyuncs.com", "/key", ""))
		}},
		{"internal, from before regions", "", func() *http.Request {
			return b.owner(b.raw("GET", "private-bucket.oss-internal.aliyuncs.com", "/key", ""))
		}},
		{"acceleration", "", func() *http.Request {
			return b.owner(b.raw("GET", "private-bucket.oss-accelerate.aliyuncs.com", "/key", ""))
		}},
		{"custom domain", "", func() *http.Request { return b.raw("GET", domain, "/shown", "") }},
		{"IP address", "", func() *http.Request { return b.owner(b.raw("GET", "127.0.0.1", "/private-bucket/key", "")) }},
		{"Singapore", "", func() *http.Request { return b.owner(b.raw("GET", "far-bucket."+singapore, "/key", "")) }},
		{"bucket of another account", "", func() *http.Request { return b.stranger(b.raw("GET", "strange-bucket."+hangzhou, "/key", "")) }},
	} {
		for _, step := range []struct{ set, want string }{{shut, c.closed}, {`{"mainlandPublicEndpointClosed":false}`, ""}} {
			b.account(0, step.set)
			if w, why := b.send(c.r()); why != step.want || why != "" && w.Code != 400 {
				t.Errorf("%s after %s: %d %q, want %q", c.name, step.set, w.Code, why, step.want)
			}
		}
	}
}

// Every operation on objects counts as data.
func TestEveryOperationOnObjectsIsShutOut(t *testing.T) {
	for _, o := range op.Table() {
		b := newBench(t)
		stage(b)
		shutOut(b)
		_, why := b.send(b.owner(requestOf(b, o)))
		if got := why == string(deny.PublicEndpointClosed); got != (o.Kind == op.Data || strings.HasPrefix(o.Name, "ListObject") ||
			o.Name == "ListMultipartUploads") {
			t.Errorf("%s: %s", o.Name, why)
		}
	}
}

// SDK v2 creates a bucket at the public endpoint, and reaches its data only at the internal one.
func TestSDKv2PublicEndpoint(t *testing.T) {
	s := serveReal(t)
	ctx, bucket, key := context.Background(), oss.Ptr("inner-bucket"), oss.Ptr("key")
	public := clientV2(s, "cn-hangzhou", oss.SignatureVersionV4, func(*oss.Config) {})
	internal := clientV2(s, "cn-hangzhou", oss.SignatureVersionV4, func(c *oss.Config) { c.WithUseInternalEndpoint(true) })
	ask(t, s, "PATCH", "/v1/accounts/"+accounts[0].UID, shut)
	if _, err := public.PutBucket(ctx, &oss.PutBucketRequest{Bucket: bucket}); err != nil {
		t.Fatal(err)
	}
	_, err := public.PutObject(ctx, &oss.PutObjectRequest{Bucket: bucket, Key: key, Body: strings.NewReader("content")})
	refusedV2(t, "PutObject", err, 400, "PublicEndpointForbidden",
		"Not allowed using the OSS public endpoint, please use CNAME instead.", "0048-00000401")
	if _, err := internal.PutObject(ctx, &oss.PutObjectRequest{Bucket: bucket, Key: key, Body: strings.NewReader("content")}); err != nil {
		t.Fatal(err)
	}
	got, err := internal.GetObject(ctx, &oss.GetObjectRequest{Bucket: bucket, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	if content, _ := io.ReadAll(got.Body); string(content) != "content" {
		t.Errorf("content %q", content)
	}
	if _, err := public.GetBucketInfo(ctx, &oss.GetBucketInfoRequest{Bucket: bucket}); err != nil {
		t.Error(err)
	}
}
