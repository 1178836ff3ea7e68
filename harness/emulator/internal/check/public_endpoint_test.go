package check_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/op"
)

// Only the data of that account is closed, in that country, at its public endpoints. It can be
// opened again.
func TestPublicEndpointsOfTheMainland(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Bind(bench.Private, bench.Domain)
	b.Set(bench.Private, "transferAcceleration", bench.AccelerationBody("true"))
	b.Object("private-bucket", "shown", "public-read")
	b.Must(b.Owner(b.Raw("PUT", "far-bucket."+bench.Singapore, "/key", "content")))
	b.Must(b.Stranger(b.Raw("PUT", "strange-bucket."+bench.Hangzhou, "/", "")))
	b.Must(b.Stranger(b.Raw("PUT", "strange-bucket."+bench.Hangzhou, "/key", "content")))
	for _, c := range []struct {
		name, closed string
		r            func() *http.Request
	}{
		{"data", "public-endpoint-closed", func() *http.Request { return b.Owner(b.Raw("GET", bench.Private, "/key", "")) }},
		{"ACL of an object", "public-endpoint-closed", func() *http.Request { return b.Owner(b.Raw("GET", bench.Private, "/key?acl", "")) }},
		{"listing", "public-endpoint-closed", func() *http.Request { return b.Owner(b.Raw("GET", bench.Private, "/", "")) }},
		{"uploads", "public-endpoint-closed", func() *http.Request { return b.Owner(b.Raw("GET", bench.Private, "/?uploads", "")) }},
		{"settings", "", func() *http.Request { return b.Owner(b.Raw("GET", bench.Private, "/?acl", "")) }},
		{"buckets", "", func() *http.Request { return b.Owner(b.Raw("GET", bench.Hangzhou, "/", "")) }},
		{"internal", "", func() *http.Request {
			return b.Owner(b.Raw("GET", "private-bucket.oss-cn-hangzhou-internal.aliyuncs.com", "/key", ""))
		}},
		{"internal, from before regions", "", func() *http.Request {
			return b.Owner(b.Raw("GET", "private-bucket.oss-internal.aliyuncs.com", "/key", ""))
		}},
		{"acceleration", "", func() *http.Request {
			return b.Owner(b.Raw("GET", "private-bucket.oss-accelerate.aliyuncs.com", "/key", ""))
		}},
		{"custom domain", "", func() *http.Request { return b.Raw("GET", bench.Domain, "/shown", "") }},
		{"IP address", "", func() *http.Request { return b.Owner(b.Raw("GET", "127.0.0.1", "/private-bucket/key", "")) }},
		{"Singapore", "", func() *http.Request { return b.Owner(b.Raw("GET", "far-bucket."+bench.Singapore, "/key", "")) }},
		{"bucket of another account", "", func() *http.Request { return b.Stranger(b.Raw("GET", "strange-bucket."+bench.Hangzhou, "/key", "")) }},
	} {
		for _, step := range []struct{ set, want string }{{bench.Shut, c.closed}, {`{"mainlandPublicEndpointClosed":false}`, ""}} {
			b.Account(0, step.set)
			if w, why := b.Send(c.r()); why != step.want || why != "" && w.Code != 400 {
				t.Errorf("%s after %s: %d %q, want %q", c.name, step.set, w.Code, why, step.want)
			}
		}
	}
}

// Every operation on objects counts as data.
func TestEveryOperationOnObjectsIsShutOut(t *testing.T) {
	for _, o := range op.Table() {
		b := bench.New(t)
		bench.Stage(b)
		bench.ShutOut(b)
		_, why := b.Send(b.Owner(bench.RequestOf(b, o)))
		if got := why == string(deny.PublicEndpointClosed); got != (o.Kind == op.Data || strings.HasPrefix(o.Name, "ListObject") ||
			o.Name == "ListMultipartUploads") {
			t.Errorf("%s: %s", o.Name, why)
		}
	}
}

// SDK v2 creates a bucket at the public endpoint, and reaches its data only at the internal one.
func TestSDKv2PublicEndpoint(t *testing.T) {
	s := bench.Serve(t)
	ctx, bucket, key := context.Background(), oss.Ptr("inner-bucket"), oss.Ptr("key")
	public := bench.ClientV2(s, "cn-hangzhou", oss.SignatureVersionV4, func(*oss.Config) {})
	internal := bench.ClientV2(s, "cn-hangzhou", oss.SignatureVersionV4, func(c *oss.Config) { c.WithUseInternalEndpoint(true) })
	bench.AskControl(t, s, "PATCH", "/v1/accounts/"+bench.Accounts()[0].UID, bench.Shut)
	if _, err := public.PutBucket(ctx, &oss.PutBucketRequest{Bucket: bucket}); err != nil {
		t.Fatal(err)
	}
	_, err := public.PutObject(ctx, &oss.PutObjectRequest{Bucket: bucket, Key: key, Body: strings.NewReader("content")})
	bench.RefusedV2(t, "PutObject", err, 400, "PublicEndpointForbidden",
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
