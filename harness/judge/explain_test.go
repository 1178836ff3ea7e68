package judge

import (
	"strings"
	"testing"
)

func TestAMismatchIsExplained(t *testing.T) {
	const want = "PUT\n\ntext/plain\nTue, 23 Jan 2024 05:35:51 GMT\nx-oss-meta-a:1\n/bucket/a%20b?acl"
	for _, c := range []struct{ name, was, is, says string }{
		{"CR LF", "\n", "\r\n", "line 1 differs from byte 3 on; likely cause: line ends written as CR LF"},
		{"a Date rewritten", "05:35:51", "05:35:52", "line 4 differs from byte 24 on; likely cause: the Date was rewritten"},
		{"a key encoded twice", "a%20b", "a%2520b", "line 6 differs from byte 11 on; likely cause: the key or value is encoded twice"},
		{"a key decoded", "a%20b", "a b", "not encoded, or decoded"},
		{"a plus", "a%20b", "a+b", "a blank written as +"},
		{"no Content-Type", "text/plain", "", "line 3 differs from byte 0 on; likely cause: a Content-Type"},
		{"another header value", "meta-a:1", "meta-a:2", "the value of a header was changed"},
		{"a header that is missing", "x-oss-meta-a:1\n", "", "a header was not sent, or not signed"},
		{"a sub-resource that is missing", "?acl", "", "a query parameter that one side leaves out"},
		{"another bucket", "/bucket/", "/other/", "the bucket or key is named otherwise"},
		{"blank lines left out", "PUT\n\n", "PUT\n", "blank lines left out or added"},
		{"trailing blank", "text/plain", "text/plain ", "white space"},
		{"another method", "PUT", "GET", "none of the usual ones"},
	} {
		got := Explain(want, strings.Replace(want, c.was, c.is, 1))
		if !strings.Contains(got, c.says) {
			t.Errorf("%s: %q, want %q", c.name, got, c.says)
		}
	}
	if got := Explain(want, want); got != "" {
		t.Errorf("equal texts: %q", got)
	}
}

func TestLowerCaseEscapesAreNamed(t *testing.T) {
	if got := Explain("/b/%E9%94%AE", "/b/%e9%94%ae"); !strings.Contains(got, "lower-case hex") {
		t.Error(got)
	}
}
