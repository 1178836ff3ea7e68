package emulator_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

func logging(target, prefix string) string {
	return "<BucketLoggingStatus><LoggingEnabled><TargetBucket>" + target + "</TargetBucket><TargetPrefix>" + prefix +
		"</TargetPrefix></LoggingEnabled></BucketLoggingStatus>"
}

// strangeBucket is a bucket of the other account.
func strangeBucket(b *bench) { b.must(b.stranger(b.raw("PUT", "strange-bucket."+hangzhou, "/", ""))) }

// loggingProvocations lists refused targets for the logs of a bucket.
func loggingProvocations() []provocation {
	put := func(body string) func(*bench) *http.Request { return byOwner("PUT", private, "/?logging", body) }
	inside := func(content string) string {
		return "<BucketLoggingStatus><LoggingEnabled>" + content + "</LoggingEnabled></BucketLoggingStatus>"
	}
	alice := func(target string, policies ...string) func(*bench) *http.Request {
		return func(b *bench) *http.Request {
			return b.by(b.user("alice", policies...), b.raw("PUT", private, "/?logging", logging(target, "logs/")))
		}
	}
	lend := func(b *bench) {
		b.set(private, "policy", bucketPolicy(grant("Allow", "oss:PutBucketLogging", accounts[1].UID, "")))
		strangeBucket(b)
	}
	may := statement("Allow", "oss:PutBucketLogging", everything)
	return []provocation{
		{deny.LogTargetForeign, given(strangeBucket, put(logging("strange-bucket", "")))},
		{deny.LogTargetForeign, given(func(b *bench) {
			strangeBucket(b)
			b.must(b.stranger(b.raw("PUT", "strange-bucket."+hangzhou, "/?policy",
				bucketPolicy(grant("Allow", "oss:PutObject", accounts[0].UID, "")))))
		}, put(logging("strange-bucket", "")))},
		{deny.LogTargetForeign, given(lend, byStranger("PUT", private, "/?logging", logging("open-bucket", "")))},
		{deny.LogTargetForeign, given(lend, byStranger("PUT", private, "/?logging", logging("strange-bucket", "")))},
		{deny.LogTargetMissing, put(logging("absent-bucket", ""))},
		{deny.LogTargetRegion, put(logging("far-bucket", ""))},
		{deny.LogTargetAbsent, put(inside("<TargetPrefix>a</TargetPrefix>"))},
		{deny.LogTargetEmpty, put(logging("", "a"))},
		{deny.LogTargetName, put(logging("x", "a"))},
		{deny.LogPrefixStart, put(logging("open-bucket", "/abc"))},
		{deny.LogPrefixStart, put(logging("open-bucket", `\abc`))},
		{deny.LogPrefixLong, put(logging("open-bucket", strings.Repeat("ä", 257)))},
		{deny.LogRole, put(inside("<TargetBucket>open-bucket</TargetBucket><LoggingRole>acs:ram::1:role/logger</LoggingRole>"))},
		{deny.SecondaryMissing, alice("open-bucket", may)},
		{deny.SecondaryMissing, alice("open-bucket", may, statement("Allow", "oss:PutObject", `"Resource":"acs:oss:*:*:open-bucket/else*"`))},
		{deny.ByRAMDeny, alice("open-bucket", "AliyunOSSFullAccess",
			statement("Deny", "oss:PutObject", `"Resource":"acs:oss:*:*:open-bucket/logs/*"`))},
		{deny.NotYourBucket, alice("open-bucket", statement("Allow", "oss:PutObject", everything))},
		{deny.NotYourBucket, given(strangeBucket, byStranger("PUT", private, "/?logging", logging("strange-bucket", "")))},
		{deny.MalformedXML, put("<BucketLoggingConf/>")},
	}
}

// The right to set logging is enough to log into the same bucket. Another bucket needs the right to
// write there, on the keys of the logs.
func TestWhoHasLogsWritten(t *testing.T) {
	may := statement("Allow", "oss:PutBucketLogging", everything)
	write := statement("Allow", "oss:PutObject", `"Resource":"acs:oss:*:*:open-bucket/logs/private-bucket*"`)
	for _, c := range []struct {
		target   string
		policies []string
		want     deny.Reason
	}{
		{"private-bucket", []string{may}, ""},
		{"open-bucket", []string{may, write}, ""},
		{"open-bucket", []string{may}, deny.SecondaryMissing},
	} {
		b := newBench(t)
		stage(b)
		u := b.user("alice", c.policies...)
		_, why := b.send(b.by(u, b.raw("PUT", private, "/?logging", logging(c.target, "logs/"))))
		got := b.must(b.owner(b.raw("GET", private, "/?logging", ""))).Body.String()
		set := strings.Contains(got, "<TargetBucket>"+c.target+"</TargetBucket><TargetPrefix>logs/</TargetPrefix>")
		if why != string(c.want) || set != (c.want == "") {
			t.Errorf("%s by %v: %q\n%s", c.target, c.policies, why, got)
		}
	}
}

// SDK v2 turns logging on, into another bucket and into the same one, and off in both ways.
func TestSDKv2Logging(t *testing.T) {
	s := serveReal(t)
	c := clientV2(s, "cn-hangzhou", oss.SignatureVersionV4, func(*oss.Config) {})
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
	refusedV2(t, "PutBucketLogging", err, 400, "InvalidTargetBucketForLogging",
		"put bucket log requester is not target bucket owner.", "0032-00000008")
	ok("PutBucketLogging", put(&oss.LoggingEnabled{TargetBucket: bucket}))
	_, err = c.DeleteBucketLogging(ctx, &oss.DeleteBucketLoggingRequest{Bucket: bucket})
	ok("DeleteBucketLogging", err)
	if get() != nil {
		t.Error("still on")
	}
}
