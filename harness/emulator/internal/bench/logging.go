package bench

import (
	"net/http"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// LoggingBody is the request to write logs into a bucket.
func LoggingBody(target, prefix string) string {
	return "<BucketLoggingStatus><LoggingEnabled><TargetBucket>" + target + "</TargetBucket><TargetPrefix>" + prefix +
		"</TargetPrefix></LoggingEnabled></BucketLoggingStatus>"
}

// strangeBucket is a bucket of the other account.
func strangeBucket(b *Bench) { b.Must(b.Stranger(b.Raw("PUT", "strange-bucket."+Hangzhou, "/", ""))) }

// loggingProvocations lists refused targets for the logs of a bucket.
func loggingProvocations() []Provocation {
	put := func(body string) func(*Bench) *http.Request { return byOwner("PUT", Private, "/?logging", body) }
	inside := func(content string) string {
		return "<BucketLoggingStatus><LoggingEnabled>" + content + "</LoggingEnabled></BucketLoggingStatus>"
	}
	alice := func(target string, policies ...string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			return b.By(b.User("alice", policies...), b.Raw("PUT", Private, "/?logging", LoggingBody(target, "logs/")))
		}
	}
	lend := func(b *Bench) {
		b.Set(Private, "policy", BucketPolicy(Grant("Allow", "oss:PutBucketLogging", Accounts()[1].UID, "")))
		strangeBucket(b)
	}
	may := Statement("Allow", "oss:PutBucketLogging", Everything)
	return []Provocation{
		{deny.LogTargetForeign, given(strangeBucket, put(LoggingBody("strange-bucket", "")))},
		{deny.LogTargetForeign, given(func(b *Bench) {
			strangeBucket(b)
			b.Must(b.Stranger(b.Raw("PUT", "strange-bucket."+Hangzhou, "/?policy",
				BucketPolicy(Grant("Allow", "oss:PutObject", Accounts()[0].UID, "")))))
		}, put(LoggingBody("strange-bucket", "")))},
		{deny.LogTargetForeign, given(lend, ByStranger("PUT", Private, "/?logging", LoggingBody("open-bucket", "")))},
		{deny.LogTargetForeign, given(lend, ByStranger("PUT", Private, "/?logging", LoggingBody("strange-bucket", "")))},
		{deny.LogTargetMissing, put(LoggingBody("absent-bucket", ""))},
		{deny.LogTargetRegion, put(LoggingBody("far-bucket", ""))},
		{deny.LogTargetAbsent, put(inside("<TargetPrefix>a</TargetPrefix>"))},
		{deny.LogTargetEmpty, put(LoggingBody("", "a"))},
		{deny.LogTargetName, put(LoggingBody("x", "a"))},
		{deny.LogPrefixStart, put(LoggingBody("open-bucket", "/abc"))},
		{deny.LogPrefixStart, put(LoggingBody("open-bucket", `\abc`))},
		{deny.LogPrefixLong, put(LoggingBody("open-bucket", strings.Repeat("ä", 257)))},
		{deny.LogRole, put(inside("<TargetBucket>open-bucket</TargetBucket><LoggingRole>acs:ram::1:role/logger</LoggingRole>"))},
		{deny.SecondaryMissing, alice("open-bucket", may)},
		{deny.SecondaryMissing, alice("open-bucket", may, Statement("Allow", "oss:PutObject", `"Resource":"acs:oss:*:*:open-bucket/else*"`))},
		{deny.ByRAMDeny, alice("open-bucket", "AliyunOSSFullAccess",
			Statement("Deny", "oss:PutObject", `"Resource":"acs:oss:*:*:open-bucket/logs/*"`))},
		{deny.NotYourBucket, alice("open-bucket", Statement("Allow", "oss:PutObject", Everything))},
		{deny.NotYourBucket, given(strangeBucket, ByStranger("PUT", Private, "/?logging", LoggingBody("strange-bucket", "")))},
		{deny.MalformedXML, put("<BucketLoggingConf/>")},
	}
}
