package judge

import (
	"strings"
	"testing"
)

const v1Text = "PUT\n\ntext/plain\nTue, 23 Jan 2024 05:35:51 GMT\nx-oss-meta-a:1\nx-oss-meta-b:2 GMT\n/bucket/a b?acl&uploadId=1"

const v4Request = "PUT\n/bucket/a%20b\nacl&uploads=1\ncontent-type:text/plain\nx-oss-date:20240123T053551Z\nx-oss-meta-a:1\n\n\n" +
	"UNSIGNED-PAYLOAD"

func TestAMismatchIsExplained(t *testing.T) {
	for _, c := range []struct{ name, text, was, is, says string }{
		{"CR LF", v1Text, "\n", "\r\n", "line 1 differs from its byte 3 on; likely cause: line ends written as CR LF"},
		{"another method", v1Text, "PUT", "GET", "the method was changed"},
		{"a Date rewritten", v1Text, "05:35:51", "05:35:52", "line 4 differs from its byte 24 on; likely cause: the Date was rewritten"},
		{"no Date", v1Text, "Tue, 23 Jan 2024 05:35:51 GMT", "", "the Date was rewritten on the way, or is not sent"},
		{"no Content-Type", v1Text, "text/plain", "", "line 3 differs from its byte 0 on; likely cause: a Content-Type"},
		{"a Content-MD5", v1Text, "PUT\n\n", "PUT\nabc=\n", "a Content-MD5"},
		{"a header that is missing while another follows", v1Text, "x-oss-meta-a:1\n", "", "the header x-oss-meta-a was not sent"},
		{"a header more", v1Text, "x-oss-meta-b", "x-oss-extra:1\nx-oss-meta-b", "the header x-oss-extra is signed by the other side"},
		{"another header value", v1Text, "b:2 GMT", "b:3 GMT", "the header x-oss-meta-b has another value"},
		{"a resource encoded", v1Text, "a b", "a%20b", "encoded, where it stands decoded"},
		{"a resource with plus", v1Text, "a b", "a+b", "a blank written as +"},
		{"a sub-resource that is missing", v1Text, "acl&", "", "a query parameter that one side leaves out"},
		{"sub-resources in another order", v1Text, "acl&uploadId=1", "uploadId=1&acl", "in another order"},
		{"another sub-resource value", v1Text, "uploadId=1", "uploadId=2", "a query parameter with another value"},
		{"another bucket", v1Text, "/bucket/", "/other/", "the bucket or key is named otherwise"},

		{"V4: encoded twice", v4Request, "a%20b", "a%2520b",
			"line 2 differs from its byte 11 on; likely cause: the key or a value is encoded twice"},
		{"V4: not encoded", v4Request, "a%20b", "a b", "not encoded"},
		{"V4: acl with =", v4Request, "acl&", "acl=&", "with = and no value"},
		{"V4: no query", v4Request, "acl&uploads=1", "", "a query parameter that one side leaves out"},
		{"V4: no Content-Type", v4Request, "content-type:text/plain\n", "", "the header content-type was not sent"},
		{"V4: host signed", v4Request, "content-type:text/plain\n", "content-type:text/plain\nhost:b.example\n",
			"the header host is signed by the other side"},
		{"V4: body hashed", v4Request, "UNSIGNED-PAYLOAD", "e3b0c442", "the body is hashed"},
		{"V4 text: other region", "OSS4-HMAC-SHA256\n1\n1/r1/oss/aliyun_v4_request\nff", "r1", "r2", "another day, region or product"},
		{"V4 text: other time", "OSS4-HMAC-SHA256\n1\n1/r1/oss/aliyun_v4_request\nff", "\n1\n", "\n2\n", "the Date was rewritten"},
		{"V4 text: hash", "OSS4-HMAC-SHA256\n1\n1/r1/oss/aliyun_v4_request\nff", "ff", "fe", "the CanonicalRequest"},
	} {
		got := explained(c.text, strings.Replace(c.text, c.was, c.is, 1))
		if !strings.Contains(got, c.says) {
			t.Errorf("%s: %q, want %q", c.name, got, c.says)
		}
	}
	if got := explained(v1Text, v1Text); got != "" {
		t.Errorf("equal texts: %q", got)
	}
}
