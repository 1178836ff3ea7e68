package op_test

import (
	"crypto/md5"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

func TestRanges(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b) // /key has 7 bytes: "content"
	const standard = "x-oss-range-behavior: standard"
	for _, c := range []struct {
		value, more    string
		status         int
		body, contents string
	}{
		{"bytes=0-2", "", 206, "con", "bytes 0-2/7"},
		{"bytes=4-", "", 206, "ent", "bytes 4-6/7"},
		{"bytes=-3", "", 206, "ent", "bytes 4-6/7"},
		{"bytes=-99", "", 206, "content", "bytes 0-6/7"},
		{"bytes=6-6", "", 206, "t", "bytes 6-6/7"},
		{"bytes=5-7", "", 200, "content", ""},
		{"bytes=5-7", standard, 206, "nt", "bytes 5-6/7"},
		{"bytes=7-9", "", 200, "content", ""},
		{"bytes=7-9", standard, 416, "", ""},
		{"bytes=3-1", standard, 200, "content", ""},
		{"bytes=a-b", standard, 200, "content", ""},
		{"bytes=0-1,3-4", standard, 200, "content", ""},
		{"bytes=0-1, -2", "", 200, "content", ""},
		{"bytes=0-1,", "", 206, "co", "bytes 0-1/7"},
		{"bytes=0-1,a-c", "", 206, "co", "bytes 0-1/7"},
		{"bytes=0-1,abc", standard, 206, "co", "bytes 0-1/7"},
		{"bytes=,0-1", "", 200, "content", ""},
		{"bytes=abc,0-1", "", 200, "content", ""},
		{"bytes=-0", "", 416, "", ""},
		{"bytes=-00", standard, 416, "", ""},
		{"bytes=-", "", 200, "content", ""},
		{"bytes=--0", "", 200, "content", ""},
		{"bytes=99999999999999999999-", standard, 200, "content", ""},
		{"items=0-1", "", 200, "content", ""},
	} {
		headers := []string{"Range: " + c.value}
		if c.more != "" {
			headers = append(headers, c.more)
		}
		w, _ := b.Send(b.Owner(b.Raw("GET", bench.Private, "/key", "", headers...)))
		if w.Code != c.status || c.status < 400 && w.Body.String() != c.body || w.Header().Get("Content-Range") != c.contents {
			t.Errorf("%s %s: %d %q %q", c.value, c.more, w.Code, w.Body, w.Header().Get("Content-Range"))
		}
	}
}

func TestConditions(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	etag := b.Must(b.Owner(b.Raw("HEAD", bench.Private, "/key", ""))).Header()["ETag"][0]
	const before, then = "Thu, 05 Mar 2026 11:59:59 GMT", "Thu, 05 Mar 2026 12:00:00 GMT"
	for _, c := range []struct {
		header string
		want   deny.Reason
	}{
		{"If-Match: " + etag, ""}, {"If-Match: *", ""}, {`If-Match: "0", ` + etag, ""}, {`If-Match: "0"`, deny.PreconditionFailed},
		{"If-None-Match: " + etag, deny.NotModified}, {`If-None-Match: "0"`, ""},
		{"If-Modified-Since: " + before, ""}, {"If-Modified-Since: " + then, deny.NotModified}, {"If-Modified-Since: soon", ""},
		{"If-Unmodified-Since: " + before, deny.PreconditionFailed}, {"If-Unmodified-Since: " + then, ""},
	} {
		w, got := b.Send(b.Owner(b.Raw("GET", bench.Private, "/key", "", c.header)))
		if got != string(c.want) {
			t.Errorf("%s: %q", c.header, got)
		}
		if w.Code == http.StatusNotModified && w.Body.Len() > 0 {
			t.Errorf("%s: 304 with a body", c.header)
		}
		_, got = b.Send(b.Owner(b.Raw("PUT", bench.Private, "/copy", "", "x-oss-copy-source: /private-bucket/key",
			"x-oss-copy-source-"+c.header)))
		if got != string(c.want) {
			t.Errorf("copy with %s: %q", c.header, got)
		}
	}
}

func TestStoredHeaders(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/dressed", "x", "Content-Type: text/a", "Cache-Control: no-cache",
		"x-oss-meta-Color: red", "Expires: tomorrow")))
	w := b.Must(b.Owner(b.Raw("GET", bench.Private, "/dressed?response-content-type=text/b&response-expires=never", "")))
	for name, want := range map[string]string{
		"Content-Type": "text/b", "Cache-Control": "no-cache", "Expires": "never", "x-oss-meta-color": "red",
		"x-oss-object-type": "Normal", "x-oss-storage-class": "Standard", "Content-MD5": "nd1O5uTo3vFSS5c+F1u1+A==",
	} {
		if got := w.Header()[name]; len(got) != 1 {
			if got := w.Header()[http.CanonicalHeaderKey(name)]; len(got) == 1 && got[0] == want {
				continue
			}
			t.Errorf("%s: %v", name, got)
		}
	}
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/copied", "", "x-oss-copy-source: private-bucket/dressed",
		"x-oss-metadata-directive: REPLACE", "Content-Type: text/c")))
	copied := b.Must(b.Owner(b.Raw("HEAD", bench.Private, "/copied", ""))).Header()
	if copied.Get("Content-Type") != "text/c" || copied.Get("Cache-Control") != "" {
		t.Errorf("replaced: %v", w.Header())
	}
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/copied", "", "x-oss-copy-source: /private-bucket/dressed")))
	if w := b.Must(b.Owner(b.Raw("HEAD", bench.Private, "/copied", ""))); w.Header().Get("Content-Type") != "text/a" {
		t.Errorf("copied: %v", w.Header())
	}
}

// The ETag of a multipart object is the MD5 of the MD5s of its parts.
func TestETagOfParts(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	id := b.Upload("private-bucket", "multi")
	etag := b.Must(b.Owner(b.Raw("PUT", bench.Private, "/multi?partNumber=1&uploadId="+id, "content"))).Header()["ETag"][0]
	b.Must(b.Owner(b.Raw("POST", bench.Private, "/multi?uploadId="+id,
		"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>"+etag+"</ETag></Part></CompleteMultipartUpload>")))
	written := md5.Sum([]byte(strings.Trim(etag, `"`)))
	if got, want := b.Must(b.Owner(b.Raw("HEAD", bench.Private, "/multi", ""))).Header()["ETag"][0],
		fmt.Sprintf(`"%X-1"`, written); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// An upload is completed with the parts of a list, which may be none, or with all that there are.
func TestPartsOfACompletion(t *testing.T) {
	for _, c := range []struct{ list, header, content string }{
		{"<CompleteMultipartUpload><Part><PartNumber>2</PartNumber><ETag>ETAG</ETag></Part></CompleteMultipartUpload>", "", "b"},
		{"<CompleteMultipartUpload></CompleteMultipartUpload>", "", ""},
		{"", "x-oss-complete-all: yes", strings.Repeat("a", 100<<10) + "b"},
	} {
		b := bench.New(t)
		bench.Stage(b)
		id, etag, headers := b.Upload("private-bucket", "multi"), "", []string{}
		for n, part := range []string{strings.Repeat("a", 100<<10), "b"} {
			w := b.Must(b.Owner(b.Raw("PUT", bench.Private, fmt.Sprintf("/multi?partNumber=%d&uploadId=%s", n+1, id), part)))
			etag = w.Header()["ETag"][0]
		}
		if c.header != "" {
			headers = append(headers, c.header)
		}
		b.Must(b.Owner(b.Raw("POST", bench.Private, "/multi?uploadId="+id, strings.Replace(c.list, "ETAG", etag, 1), headers...)))
		if got := b.Must(b.Owner(b.Raw("GET", bench.Private, "/multi", ""))).Body.String(); got != c.content {
			t.Errorf("%s %s: %.20q, %d bytes", c.list, c.header, got, len(got))
		}
	}
}

// A copy is answered with its checksum. A deletion names a version only where there are some.
func TestHeadersOfACopyAndADeletion(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	read := b.Must(b.Owner(b.Raw("HEAD", bench.Private, "/key", ""))).Header()["x-oss-hash-crc64ecma"]
	copied := b.Must(b.Owner(b.Raw("PUT", bench.Private, "/copy", "", "x-oss-copy-source: /private-bucket/key"))).Header()
	if got := copied["x-oss-hash-crc64ecma"]; len(got) != 1 || !slices.Equal(got, read) {
		t.Errorf("the checksum of a copy: %q, and not %q", got, read)
	}
	for _, target := range []string{"/copy?versionId=null", "/copy"} {
		if h := b.Must(b.Owner(b.Raw("DELETE", bench.Private, target, ""))).Header(); len(h["x-oss-version-id"]) > 0 {
			t.Errorf("DELETE %s: %v", target, h)
		}
	}
	b.Version(bench.Private, "Suspended")
	if h := b.Must(b.Owner(b.Raw("DELETE", bench.Private, "/key?versionId=null", ""))).Header(); len(h["x-oss-version-id"]) != 1 {
		t.Errorf("DELETE in a bucket with versions: %v", h)
	}
}

// Walking page by page finds every key and every common prefix once.
func TestListingPages(t *testing.T) {
	b := bench.New(t)
	b.Bucket("the-bucket", "private")
	for _, key := range []string{"a", "b/1", "b/2", "b/3", "c", "d/1", "e", "f/"} {
		b.Object("the-bucket", key, "default")
	}
	host := "the-bucket." + bench.Hangzhou
	for _, c := range []struct{ query, keys, prefixes string }{
		{"", "a b/1 b/2 b/3 c d/1 e f/", ""},
		{"&delimiter=/", "a c e", "b/ d/ f/"},
		{"&prefix=b/&delimiter=/", "b/1 b/2 b/3", ""},
		{"&prefix=b", "b/1 b/2 b/3", ""},
		{"&prefix=b&delimiter=/", "", "b/"},
		{"&prefix=z", "", ""},
		{"&delimiter=b", "a c d/1 e f/", "b"},
	} {
		for version, next := range map[string]string{
			"?max-keys=1": "marker", "?max-keys=2": "marker", "?list-type=2&max-keys=1": "continuation-token",
		} {
			var keys, prefixes []string
			after := ""
			for range 20 {
				target := "/" + version + c.query
				if after != "" {
					target += "&" + next + "=" + strings.ReplaceAll(after, "=", "%3D")
				}
				page := b.Must(b.Owner(b.Raw("GET", host, target, ""))).Body.String()
				keys = append(keys, strings.Fields(bench.Elements(page, "Key"))...)
				if _, rest, ok := strings.Cut(page, "<CommonPrefixes>"); ok {
					prefixes = append(prefixes, strings.Fields(bench.Elements(rest, "Prefix"))...)
				}
				if after = bench.Elements(page, "NextMarker") + bench.Elements(page, "NextContinuationToken"); after == "" {
					break
				}
			}
			if strings.Join(keys, " ") != c.keys || strings.Join(prefixes, " ") != c.prefixes {
				t.Errorf("%s%s: %v %v", version, c.query, keys, prefixes)
			}
		}
	}
}

func TestUploadPages(t *testing.T) {
	b := bench.New(t)
	b.Bucket("the-bucket", "private")
	host := "the-bucket." + bench.Hangzhou
	want := map[string]bool{}
	for _, key := range []string{"a", "a", "b", "b/c"} {
		want[b.Upload("the-bucket", key)] = true
	}
	target := "/?uploads&max-uploads=1"
	for range 10 {
		page := b.Must(b.Owner(b.Raw("GET", host, target, ""))).Body.String()
		delete(want, bench.Elements(page, "UploadId"))
		if bench.Elements(page, "IsTruncated") == "false" {
			break
		}
		target = "/?uploads&max-uploads=1&key-marker=" + bench.Elements(page, "NextKeyMarker") +
			"&upload-id-marker=" + bench.Elements(page, "NextUploadIdMarker")
	}
	if len(want) != 0 {
		t.Errorf("not listed: %v", want)
	}
	if page := b.Must(b.Owner(b.Raw("GET", host, "/?uploads&key-marker=a", ""))).Body.String(); bench.Elements(page, "Key") != "b b/c" {
		t.Errorf("after a: %s", bench.Elements(page, "Key"))
	}
}

func TestBucketPages(t *testing.T) {
	b := bench.New(t)
	for _, name := range []string{"aaa", "aab", "abb"} {
		b.Must(b.Owner(b.Raw("PUT", name+"."+bench.Singapore, "/", "")))
	}
	b.Must(b.Stranger(b.Raw("PUT", "aac."+bench.Hangzhou, "/", "")))
	page := b.Must(b.Owner(b.Raw("GET", bench.Hangzhou, "/?max-keys=1&prefix=aa", ""))).Body.String()
	if bench.Elements(page, "Name") != "aaa" || bench.Elements(page, "NextMarker") != "aaa" ||
		bench.Elements(page, "Location") != "oss-ap-southeast-1" ||
		bench.Elements(page, "Region") != "ap-southeast-1" {
		t.Error(page)
	}
	page = b.Must(b.Owner(b.Raw("GET", bench.Hangzhou, "/?prefix=aa&marker=aaa", ""))).Body.String()
	if bench.Elements(page, "Name") != "aab" || bench.Elements(page, "IsTruncated") != "false" {
		t.Error(page)
	}
}

// A bucket that is created through an IP address lies in the region of the V4 scope.
func TestRegionOfABucketMadeByIPAddress(t *testing.T) {
	b := bench.New(t)
	s := b.Scope()
	s.Region = "ap-southeast-1"
	b.Must(b.V4(b.Raw("PUT", "127.0.0.1:80", "/far-bucket", ""), s))
	b.Must(b.Owner(b.Raw("PUT", "127.0.0.1:80", "/near-bucket", "")))
	b.Must(b.Owner(b.Raw("GET", "far-bucket."+bench.Singapore, "/", "")))
	b.Must(b.Owner(b.Raw("GET", "near-bucket."+bench.Hangzhou, "/", "")))
}
