package emulator_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// keysOf lists the keys of a bucket in their order.
func keysOf(b *bench, host string) string {
	b.t.Helper()
	return elements(b.must(b.owner(b.raw("GET", host, "/", ""))).Body.String(), "Key")
}

// A bucket with a hierarchical namespace says so. It has the namespace from its creation.
func TestNamespaceOfBucket(t *testing.T) {
	for header, want := range map[string]string{"enabled": "Enabled", "disabled": "Disabled", "": "Disabled"} {
		b := newBench(t)
		var headers []string
		if header != "" {
			headers = append(headers, "x-oss-hns-status: "+header)
		}
		b.must(b.owner(b.raw("PUT", tree, "/", "", headers...)))
		b.must(b.owner(b.raw("PUT", tree, "/", "", headers...)))
		b.must(b.owner(b.raw("PUT", tree, "/", ""))) // the request does not mention the namespace
		if got := elements(b.must(b.owner(b.raw("GET", tree, "/?bucketInfo", ""))).Body.String(), "HierarchicalNamespace"); got != want {
			t.Errorf("%s: %s", header, got)
		}
	}
}

// Every way to create an object also creates its parent directories.
func TestDirectoriesAreMade(t *testing.T) {
	for name, make := range map[string]func(b *bench){
		"put":    func(b *bench) { b.must(b.owner(b.raw("PUT", tree, "/x/y/z", "content"))) },
		"create": func(b *bench) { b.must(b.owner(b.raw("POST", tree, "/x/y/z?x-oss-dir", ""))) },
		"copy": func(b *bench) {
			b.must(b.owner(b.raw("PUT", tree, "/x/y/z", "", "x-oss-copy-source: /tree-bucket/top")))
		},
		"post": func(b *bench) {
			b.must(b.form(tree, append([]field{{"key", "x/y/z"}}, v1Form(policyOf(b, anyKey))...)))
		},
		"multi": func(b *bench) {
			id := elements(b.must(b.owner(b.raw("POST", tree, "/x/y/z?uploads", ""))).Body.String(), "UploadId")
			etag := b.must(b.owner(b.raw("PUT", tree, "/x/y/z?partNumber=1&uploadId="+id, "content"))).Header()["ETag"][0]
			b.must(b.owner(b.raw("POST", tree, "/x/y/z?uploadId="+id,
				"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>"+etag+"</ETag></Part></CompleteMultipartUpload>")))
		},
	} {
		b := newBench(t)
		b.tree()
		make(b)
		last := "x/y/z"
		if name == "create" {
			last = "x/y/z/"
		}
		if got, want := keysOf(b, tree), "a/ a/b/ a/b/c top x/ x/y/ "+last; got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// A directory is an object without content, found with or without its slash. A bucket with a flat
// namespace finds it by its key only.
func TestLooksOfDirectory(t *testing.T) {
	b := newBench(t)
	stage(b)
	b.tree()
	w := b.must(b.owner(b.raw("POST", tree, "/a/b?x-oss-dir", ""))) // a second time
	if w.Code != 200 || w.Header().Get("Last-Modified") != "Thu, 05 Mar 2026 12:00:00 GMT" {
		t.Error(w.Code, w.Header())
	}
	for _, target := range []string{"/a/b", "/a/b/"} {
		for _, method := range []string{"HEAD", "GET"} {
			h := b.must(b.owner(b.raw(method, tree, target, ""))).Header()
			if h.Get("Content-Type") != "application/x-directory" || h.Get("Content-Length") != "0" ||
				len(h["ETag"])+len(h["X-Oss-Hash-Crc64ecma"]) > 0 {
				t.Error(method, target, h)
			}
		}
		b.must(b.owner(b.raw("GET", tree, target+"?acl", "")))
	}
	b.must(b.owner(b.raw("PUT", tree, "/e/", "")))
	body := b.must(b.owner(b.raw("GET", tree, "/?delimiter=/", ""))).Body.String()
	if got := elements(body, "Prefix"); got != " a/ e/" || elements(body, "Key") != "top" {
		t.Error(got, body)
	}
	body = b.must(b.owner(b.raw("GET", tree, "/?prefix=e", ""))).Body.String()
	if elements(body, "Key") != "e/" || elements(body, "ETag") != "" || elements(body, "Size") != "0" {
		t.Error(body)
	}

	b.must(b.owner(b.raw("PUT", private, "/d/", "content")))
	b.must(b.owner(b.raw("PUT", private, "/d", "content")))
	b.must(b.owner(b.raw("PUT", private, "/d//e", "content")))
	b.must(b.owner(b.raw("DELETE", private, "/d", "")))
	if _, why := b.send(b.owner(b.raw("GET", private, "/d", ""))); why != string(deny.NoSuchKey) || keysOf(b, private) != "d/ d//e key" {
		t.Error(why, keysOf(b, private))
	}
}

// A renamed directory takes everything below it along.
func TestRename(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"top", "new", "a/ a/b/ a/b/c new"},
		{"top", "a/new", "a/ a/b/ a/b/c a/new"},
		{"a/b/c", "c", "a/ a/b/ c top"},
		{"a/b", "b", "a/ b/ b/c top"},
		{"a/b/", "b", "a/ b/ b/c top"},
		{"a", "a%20%2B", "a +/ a +/b/ a +/b/c top"},
		{"%61", "ab/", "ab/ ab/b/ ab/b/c top"},
	} {
		b := newBench(t)
		b.tree()
		b.must(b.owner(b.rename(c.from, c.to)))
		if got := keysOf(b, tree); got != c.want {
			t.Errorf("%s to %s: %s, want %s", c.from, c.to, got, c.want)
		}
	}
	b := newBench(t)
	b.tree()
	b.must(b.owner(b.rename("a/b", "b")))
	if got := b.must(b.owner(b.raw("GET", tree, "/b/c", ""))).Body.String(); got != "content" {
		t.Error(got)
	}
	long := strings.Repeat("n", 1000)
	b.must(b.owner(b.raw("PUT", tree, "/b/"+long, "content")))
	if _, why := b.send(b.owner(b.rename("b", long))); why != string(deny.ObjectNameTooLong) || keysOf(b, tree) != "a/ b/ b/c b/"+long+" top" {
		t.Errorf("too long: %q %s", why, keysOf(b, tree))
	}
}

// A rename needs the right to delete the source and to write the target.
func TestRightsOfRename(t *testing.T) {
	b := newBench(t)
	b.tree()
	alice := b.user("alice",
		statement("Allow", "oss:DeleteObject", `"Resource":"acs:oss:*:*:tree-bucket/top"`),
		statement("Allow", "oss:PutObject", `"Resource":"acs:oss:*:*:tree-bucket/new"`))
	for _, c := range []struct {
		from, to string
		want     deny.Reason
	}{
		{"a", "new", deny.ByBucketACL}, {"top", "other", deny.ByBucketACL}, {"new", "top", deny.ByBucketACL}, {"top", "new", ""},
	} {
		if _, why := b.send(b.by(alice, b.rename(c.from, c.to))); why != string(c.want) {
			t.Errorf("%s to %s: %q", c.from, c.to, why)
		}
	}
}

// One request deletes up to 100 objects and directories, and says where the next one continues.
func TestDeleteDirectory(t *testing.T) {
	b := newBench(t)
	b.tree()
	for i := range 97 {
		b.must(b.owner(b.raw("PUT", tree, fmt.Sprintf("/a/%02d", i), "content")))
	}
	remove := func(target string, headers ...string) (string, string) {
		t.Helper()
		body := b.must(b.owner(b.raw("POST", tree, target+"?x-oss-delete", "", headers...))).Body.String()
		return elements(body, "DirectoryName") + " " + elements(body, "DeleteNumber"), elements(body, "NextDeleteToken")
	}
	b.must(b.owner(b.raw("PUT", tree, "/a/97", "content"))) // together with a, a/b, a/b/c: 101
	got, token := remove("/a", recursive)
	if got != "a 100" || token == "" || keysOf(b, tree) != "a/ top" {
		t.Fatal(got, token, keysOf(b, tree))
	}
	b.must(b.owner(b.raw("PUT", tree, "/a/00", "content"))) // after the deletion has passed this key
	again := b.raw("POST", tree, "/a?x-oss-delete", "", recursive, "x-oss-delete-token: "+token)
	if w, why := b.send(b.owner(again)); why != string(deny.FileAlreadyExists) {
		t.Error(w.Code, why)
	}
	b.must(b.owner(b.raw("DELETE", tree, "/a/00", "")))
	if got, token = remove("/a/", recursive, "x-oss-delete-token: "+token); got != "a 1" || token != "" || keysOf(b, tree) != "top" {
		t.Error(got, token, keysOf(b, tree))
	}
	b.must(b.owner(b.raw("POST", tree, "/e?x-oss-dir", "")))
	if got, _ = remove("/e"); got != "e 1" {
		t.Error(got)
	}
	b.must(b.owner(b.raw("POST", tree, "/e?x-oss-dir", "")))
	if w := b.must(b.owner(b.raw("DELETE", tree, "/e", ""))); w.Code != 204 || keysOf(b, tree) != "top" {
		t.Error(w.Code, keysOf(b, tree))
	}
	b.must(b.owner(b.raw("DELETE", tree, "/e", "")))
	for i := range 99 {
		b.must(b.owner(b.raw("PUT", tree, fmt.Sprint("/f/", i), "content")))
	}
	if got, token = remove("/f", recursive); got != "f 100" || token != "" {
		t.Error("a full page:", got, token)
	}
}

// One object that may not be deleted keeps the directory and its content.
func TestRightsOfDeleteDirectory(t *testing.T) {
	for resources, want := range map[string]deny.Reason{
		"a a/b a/b/c": "", "a a/b": deny.ByBucketACL, "a a/b/c": deny.ByBucketACL, "a/b a/b/c": deny.ByBucketACL, "a a/*": "", "a*": "",
	} {
		b := newBench(t)
		b.tree()
		named := `"Resource":["acs:oss:*:*:tree-bucket/` + strings.ReplaceAll(resources, " ", `","acs:oss:*:*:tree-bucket/`) + `"]`
		_, why := b.send(b.by(b.user("alice", statement("Allow", "oss:DeleteObject", named)),
			b.raw("POST", tree, "/a?x-oss-delete", "", recursive)))
		if left := keysOf(b, tree); why != string(want) || (left == "top") != (want == "") {
			t.Errorf("%s: %q, left %s", resources, why, left)
		}
	}
}

// The same requests succeed in one namespace and are refused in the other.
func TestNamespaceDecides(t *testing.T) {
	for _, c := range []struct {
		flat bool
		r    func(b *bench) *http.Request
	}{
		{true, func(b *bench) *http.Request { return b.raw("PUT", tree, "/new", "", "x-oss-forbid-overwrite: true") }},
		{true, func(b *bench) *http.Request { return b.raw("PUT", tree, "/a//b", "") }},
		{true, func(b *bench) *http.Request {
			body := "<Delete><Object><Key>top</Key></Object></Delete>"
			return b.raw("POST", tree, "/?delete", body, "Content-MD5: "+md5Of(body))
		}},
		{false, func(b *bench) *http.Request { return b.raw("POST", tree, "/new?x-oss-dir", "") }},
		{false, func(b *bench) *http.Request { return b.rename("top", "new") }},
		{false, func(b *bench) *http.Request { return b.raw("POST", tree, "/d?x-oss-delete", "") }},
	} {
		for _, status := range []string{"enabled", "disabled"} {
			b := newBench(t)
			b.must(b.owner(b.raw("PUT", tree, "/", "", "x-oss-hns-status: "+status)))
			b.must(b.owner(b.raw("PUT", tree, "/top", "content")))
			b.must(b.owner(b.raw("PUT", tree, "/d/", "")))
			r := b.owner(c.r(b))
			if w, _ := b.send(r); (w.Code < 300) != (c.flat == (status == "disabled")) {
				t.Errorf("%s %s, %s: %d %s", r.Method, r.RequestURI, status, w.Code, w.Body)
			}
		}
	}
}
