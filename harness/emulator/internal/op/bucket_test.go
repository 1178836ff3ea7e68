package op_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// New buckets may be public from the start, if the platform did not turn on Block Public Access for
// the account.
func TestNewBucketsWithoutBlock(t *testing.T) {
	b := bench.New(t)
	name := 0
	b.Walk(func() *http.Request {
		name++
		return b.Owner(b.Raw("PUT", fmt.Sprint("fresh-", name, ".", bench.Hangzhou), "/", "", "x-oss-acl: public-read"))
	},
		bench.Step{Change: func() {}, Want: deny.PublicBucketACL},
		bench.Step{Change: func() { b.Account(0, `{"newBucketsBlocked":false}`) }, Want: ""},
		bench.Step{Change: func() { b.Account(0, `{"publicAccessBlocked":true}`) }, Want: deny.PublicBucketACL},
		bench.Step{Change: func() { b.Account(0, `{"publicAccessBlocked":false}`) }, Want: ""},
		bench.Step{Change: func() { b.Account(0, `{"newBucketsBlocked":true}`) }, Want: deny.PublicBucketACL})
	b.Account(0, `{"newBucketsBlocked":false}`)
	made := "made-bucket." + bench.Hangzhou
	b.Must(b.Owner(b.Raw("PUT", made, "/", "")))
	if on := bench.Elements(b.Must(b.Owner(b.Raw("GET", made, "/?publicAccessBlock", ""))).Body.String(), "BlockPublicAccess"); on != "false" {
		t.Error(on)
	}
}

// DeleteBucketTags works with and without keys. Buckets can be listed by tag.
func TestTagsOfBuckets(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Set(bench.Private, "tagging", "<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag><Tag><Key>b</Key><Value>2</Value></Tag>"+
		"<Tag><Key>c</Key><Value>3</Value></Tag></TagSet></Tagging>")
	for _, c := range []struct{ query, buckets string }{
		{"tag-key=b", "private-bucket"}, {"tag-key=b&tag-value=2", "private-bucket"}, {"tag-key=b&tag-value=1", ""}, {"tag-key=d", ""},
		{"prefix=p&tag-value=2", "private-bucket"}, {"prefix=p&tag-key=", "private-bucket"}, {"prefix=o&tag-key=b", ""},
		{"tagging=%22b%22:%222%22", "private-bucket"}, {"tagging=%22b%22:%221%22", ""}, {"tagging=%22d%22:%22%22", ""},
		{"tagging=%22b%22:%222%22,%22a%22:%221%22", "private-bucket"}, {"tagging=%22b%22:%222%22,%22a%22:%222%22", ""},
	} {
		if got := bench.Elements(b.Must(b.Owner(b.Raw("GET", bench.Hangzhou, "/?"+c.query, ""))).Body.String(), "Name"); got != c.buckets {
			t.Errorf("%s: %q", c.query, got)
		}
	}
	for _, c := range []struct{ named, left string }{{"=a,d", "b c"}, {"=", ""}} {
		b.Must(b.Owner(b.Raw("DELETE", bench.Private, "/?tagging"+c.named, "")))
		if got := bench.Elements(b.Must(b.Owner(b.Raw("GET", bench.Private, "/?tagging", ""))).Body.String(), "Key"); got != c.left {
			t.Errorf("%s: %q", c.named, got)
		}
	}
}
