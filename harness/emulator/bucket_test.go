package emulator_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// New buckets may be public from the start, if the platform did not turn on Block Public Access for
// the account.
func TestNewBucketsWithoutBlock(t *testing.T) {
	b := newBench(t)
	name := 0
	b.walk(func() *http.Request {
		name++
		return b.owner(b.raw("PUT", fmt.Sprint("fresh-", name, ".", hangzhou), "/", "", "x-oss-acl: public-read"))
	},
		step{func() {}, deny.PublicBucketACL},
		step{func() { b.account(0, `{"newBucketsBlocked":false}`) }, ""},
		step{func() { b.account(0, `{"publicAccessBlocked":true}`) }, deny.PublicBucketACL},
		step{func() { b.account(0, `{"publicAccessBlocked":false}`) }, ""},
		step{func() { b.account(0, `{"newBucketsBlocked":true}`) }, deny.PublicBucketACL})
	b.account(0, `{"newBucketsBlocked":false}`)
	made := "made-bucket." + hangzhou
	b.must(b.owner(b.raw("PUT", made, "/", "")))
	if on := elements(b.must(b.owner(b.raw("GET", made, "/?publicAccessBlock", ""))).Body.String(), "BlockPublicAccess"); on != "false" {
		t.Error(on)
	}
}

// DeleteBucketTags works with and without keys. Buckets can be listed by tag.
func TestTagsOfBuckets(t *testing.T) {
	b := newBench(t)
	stage(b)
	b.set(private, "tagging", "<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag><Tag><Key>b</Key><Value>2</Value></Tag>"+
		"<Tag><Key>c</Key><Value>3</Value></Tag></TagSet></Tagging>")
	for _, c := range []struct{ query, buckets string }{
		{"tag-key=b", "private-bucket"}, {"tag-key=b&tag-value=2", "private-bucket"}, {"tag-key=b&tag-value=1", ""}, {"tag-key=d", ""},
		{"prefix=p&tag-value=2", "private-bucket"}, {"prefix=p&tag-key=", "private-bucket"}, {"prefix=o&tag-key=b", ""},
	} {
		if got := elements(b.must(b.owner(b.raw("GET", hangzhou, "/?"+c.query, ""))).Body.String(), "Name"); got != c.buckets {
			t.Errorf("%s: %q", c.query, got)
		}
	}
	for _, c := range []struct{ named, left string }{{"=a,d", "b c"}, {"=", ""}} {
		b.must(b.owner(b.raw("DELETE", private, "/?tagging"+c.named, "")))
		if got := elements(b.must(b.owner(b.raw("GET", private, "/?tagging", ""))).Body.String(), "Key"); got != c.left {
			t.Errorf("%s: %q", c.named, got)
		}
	}
}
