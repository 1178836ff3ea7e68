package op_test

import (
	"context"
	"strings"
	"testing"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// The right to set logging is enough to log into the same bucket. Another bucket needs the right to
// write there, on the keys of the logs.
func TestWhoHasLogsWritten(t *testing.T) {
	may := bench.Statement("Allow", "oss:PutBucketLogging", bench.Everything)
	write := bench.Statement("Allow", "oss:PutObject", `"Resource":"acs:oss:*:*:open-bucket/logs/private-bucket*"`)
	for _, c := range []struct {
		target   string
		policies []string
		want     deny.Reason
	}{
		{"private-bucket", []string{may}, ""},
		{"open-bucket", []string{may, write}, ""},
		{"open-bucket", []string{may}, deny.SecondaryMissing},
	} {
		b := bench.New(t)
		bench.Stage(b)
		u := b.User("alice", c.policies...)
		_, why := b.Send(b.By(u, b.Raw("PUT", bench.Private, "/?logging", bench.LoggingBody(c.target, "logs/"))))
		got := b.Must(b.Owner(b.Raw("GET", bench.Private, "/?logging", ""))).Body.String()
		set := strings.Contains(got, "<TargetBucket>"+c.target+"</TargetBucket><TargetPrefix>logs/</TargetPrefix>")
		if why != string(c.want) || set != (c.want == "") {
			t.Errorf("%s by %v: %q\n%s", c.target, c.policies, why, got)
		}
	}
}

// SDK v2 turns logging on, into another bucket and into the same one, and off in both ways.
func TestSDKv2Logging(t *testing.T) {
	s := bench.Serve(t)
	c := bench.ClientV2(s, "cn-hangzhou", oss.SignatureVersionV4, func(*oss.Config) {})
	ctx, bucket := context.Background(), oss.Ptr("source-bucket")
	ok := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	for _, name := range []string{"source-bucket", "target-bucket"} {
		_, err := c.PutBucket(ctx, &oss.PutBucketRequest{Bucket: oss.Ptr(name)})
		ok("PutBucket", err)
	}
	put := func(enabled *oss.LoggingEnabled) error {
		_, err := c.PutBucketLogging(ctx, &oss.PutBucketLoggingRequest{
			Bucket: bucket, BucketLoggingStatus: &oss.BucketLoggingStatus{LoggingEnabled: enabled},
		})
		return err
	}
	get := func() *oss.LoggingEnabled {
		got, err := c.GetBucketLogging(ctx, &oss.GetBucketLoggingRequest{Bucket: bucket})
		ok("GetBucketLogging", err)
		return got.BucketLoggingStatus.LoggingEnabled
	}
	if get() != nil {
		t.Error("on from the start")
	}
	for _, target := range []string{"target-bucket", "source-bucket"} {
		ok("PutBucketLogging", put(&oss.LoggingEnabled{
			TargetBucket: oss.Ptr(target), TargetPrefix: oss.Ptr("logs-"), LoggingRole: oss.Ptr("logger"),
		}))
		if got := get(); *got.TargetBucket != target || *got.TargetPrefix != "logs-" || *got.LoggingRole != "logger" {
			t.Errorf("%+v", got)
		}
	}
	ok("PutBucketLogging, off", put(nil))
	if get() != nil {
		t.Error("still on")
	}
	err := put(&oss.LoggingEnabled{TargetBucket: oss.Ptr("nonexistent-target-bucket")})
	bench.RefusedV2(t, "PutBucketLogging", err, 400, "InvalidTargetBucketForLogging",
		"put bucket log requester is not target bucket owner.", "0032-00000008")
	ok("PutBucketLogging", put(&oss.LoggingEnabled{TargetBucket: bucket}))
	_, err = c.DeleteBucketLogging(ctx, &oss.DeleteBucketLoggingRequest{Bucket: bucket})
	ok("DeleteBucketLogging", err)
	if get() != nil {
		t.Error("still on")
	}
}
