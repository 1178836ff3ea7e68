package op_test

import (
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// A bucket takes what its quota leaves, and no byte more. "/key" has 7 bytes.
func TestQuota(t *testing.T) {
	for name, c := range map[string]struct {
		sub, body, sent string
		full            bool
	}{
		"to the last byte":         {"quota", bench.QuotaBody("10", "Strict"), "abc", false},
		"a byte more":              {"quota", bench.QuotaBody("10", "Strict"), "abcd", true},
		"nothing, where it is out": {"quota", bench.QuotaBody("7", "Strict"), "", false},
		"nothing, above it":        {"quota", bench.QuotaBody("6", "Strict"), "", true},
		"only warned":              {"quota", bench.QuotaBody("0", "Warning"), "abcd", false},
		"no capacity":              {"qos", bench.CapacityBody("0"), "a", true},
		"a GB":                     {"qos", bench.CapacityBody("1"), "a", false},
		"without a limit":          {"qos", bench.CapacityBody("-1"), "a", false},
	} {
		t.Run(name, func(t *testing.T) {
			b := bench.New(t)
			bench.Stage(b)
			host := "counted." + bench.Hangzhou
			b.Must(b.Owner(b.Raw("PUT", host, "/", "")))
			b.Must(b.Owner(b.Raw("PUT", host, "/key", "content")))
			b.Set(host, c.sub, c.body)
			want := ""
			if c.full {
				want = string(deny.BucketFull)
			}
			if _, why := b.Send(b.Owner(b.Raw("PUT", host, "/new", c.sent))); why != want {
				t.Errorf("got %q, want %q", why, want)
			}
			b.Must(b.Owner(b.Raw("DELETE", host, "/key", "")))
		})
	}
}

// The smaller of quota and capacity counts. Every version and every part is stored.
func TestQuotaCounts(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	host := "counted." + bench.Hangzhou
	b.Must(b.Owner(b.Raw("PUT", host, "/", "")))
	b.Version(host, "Enabled")
	b.Put(host, "/key", "content")
	b.Put(host, "/key", "other")
	id := b.Upload("counted", "multi")
	b.Must(b.Owner(b.Raw("PUT", host, "/multi?partNumber=1&uploadId="+id, "one")))
	b.Set(host, "qos", bench.CapacityBody("1"))
	b.Set(host, "quota", bench.QuotaBody("16", "Strict"))
	body := b.Must(b.Owner(b.Raw("GET", host, "/?quota", ""))).Body.String()
	if !strings.Contains(body, "<StorageQuota>16</StorageQuota><Mode>Strict</Mode><CurrentUsage>15</CurrentUsage>") {
		t.Error(body)
	}
	for sent, want := range map[string]deny.Reason{"ab": deny.BucketFull, "a": ""} {
		if _, why := b.Send(b.Owner(b.Raw("PUT", host, "/"+sent, sent))); why != string(want) {
			t.Errorf("%d bytes more: %q, want %q", len(sent), why, want)
		}
	}
	b.Set(host, "quota", bench.QuotaBody("100", "Strict"))
	b.Set(host, "qos", bench.CapacityBody("0"))
	if _, why := b.Send(b.Owner(b.Raw("PUT", host, "/c", "c"))); why != string(deny.BucketFull) {
		t.Errorf("a capacity of nothing: %q", why)
	}
	if got := b.Must(b.Owner(b.Raw("GET", host, "/?qos", ""))).Body.String(); !strings.Contains(got, "<StorageCapacity>0<") {
		t.Error(got)
	}
	if got := b.Must(b.Owner(b.Raw("GET", bench.Private, "/?qos", ""))).Body.String(); !strings.Contains(got, "<StorageCapacity>-1<") {
		t.Error(got)
	}
	b.Must(b.Owner(b.Raw("POST", host, "/multi?uploadId="+id, // what is stored already is not counted again
		"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber>"+
			"<ETag>\"F97C5D29941BFB1B2FDAB0874906AB82\"</ETag></Part></CompleteMultipartUpload>")))
}
