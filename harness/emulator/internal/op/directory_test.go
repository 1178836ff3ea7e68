package op_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// keysOf lists the keys of a bucket in their order.
func keysOf(b *bench.Bench, host string) string {
	b.T.Helper()
	return bench.Elements(b.Must(b.Owner(b.Raw("GET", host, "/", ""))).Body.String(), "Key")
}

// A bucket with a hierarchical namespace says so. It has the namespace from its creation.
func TestNamespaceOfBucket(t *testing.T) {
	for header, want := range map[string]string{"enabled": "Enabled", "disabled": "Disabled", "": "Disabled"} {
		b := bench.New(t)
		var headers []string
		if header != "" {
			headers = append(headers, "x-oss-hns-status: "+header)
		}
		b.Must(b.Owner(b.Raw("PUT", bench.Tree, "/", "", headers...)))
		b.Must(b.Owner(b.Raw("PUT", bench.Tree, "/", "", headers...)))
		b.Must(b.Owner(b.Raw("PUT", bench.Tree, "/", ""))) // the request does not mention the namespace
		if got := bench.Elements(b.Must(b.Owner(b.Raw("GET", bench.Tree, "/?bucketInfo", ""))).Body.String(),
			"HierarchicalNamespace"); got != want {
			t.Errorf("%s: %s", header, got)
		}
	}
}

// Every way to create an object also creates its parent directories.
func TestDirectoriesAreMade(t *testing.T) {
	for name, make := range map[string]func(b *bench.Bench){
		"put":    func(b *bench.Bench) { b.Must(b.Owner(b.Raw("PUT", bench.Tree, "/x/y/z", "content"))) },
		"create": func(b *bench.Bench) { b.Must(b.Owner(b.Raw("POST", bench.Tree, "/x/y/z?x-oss-dir", ""))) },
		"copy": func(b *bench.Bench) {
			b.Must(b.Owner(b.Raw("PUT", bench.Tree, "/x/y/z", "", "x-oss-copy-source: /tree-bucket/top")))
		},
		"post": func(b *bench.Bench) {
			b.Must(b.Form(bench.Tree, append([]bench.Field{{"key", "x/y/z"}}, bench.V1Form(bench.PolicyOf(b, bench.AnyKey))...)))
		},
		"multi": func(b *bench.Bench) {
			id := bench.Elements(b.Must(b.Owner(b.Raw("POST", bench.Tree, "/x/y/z?uploads", ""))).Body.String(), "UploadId")
			etag := b.Must(b.Owner(b.Raw("PUT", bench.Tree, "/x/y/z?partNumber=1&uploadId="+id, "content"))).Header()["ETag"][0]
			b.Must(b.Owner(b.Raw("POST", bench.Tree, "/x/y/z?uploadId="+id,
				"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>"+etag+"</ETag></Part></CompleteMultipartUpload>")))
		},
	} {
		b := bench.New(t)
		b.Tree()
		make(b)
		last := "x/y/z"
		if name == "create" {
			last = "x/y/z/"
		}
		if got, want := keysOf(b, bench.Tree), "a/ a/b/ a/b/c top x/ x/y/ "+last; got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// A directory is an object without content, found with or without its slash. A bucket with a flat
// namespace finds it by its key only.
func TestLooksOfDirectory(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Tree()
	w := b.Must(b.Owner(b.Raw("POST", bench.Tree, "/a/b?x-oss-dir", ""))) // a second time
	if w.Code != 200 || w.Header().Get("Last-Modified") != "Thu, 05 Mar 2026 12:00:00 GMT" {
		t.Error(w.Code, w.Header())
	}
	for _, target := range []string{"/a/b", "/a/b/"} {
		for _, method := range []string{"HEAD", "GET"} {
			w := b.Must(b.Owner(b.Raw(method, bench.Tree, target, "")))
			h := w.Header()
			told := method == "GET" || h.Get("Content-Length") == "0" // net/http tells the length of an empty answer to GET
			if h.Get("Content-Type") != "application/x-directory" || !told || w.Body.Len() > 0 ||
				len(h["ETag"])+len(h["X-Oss-Hash-Crc64ecma"]) > 0 {
				t.Error(method, target, h)
			}
		}
		b.Must(b.Owner(b.Raw("GET", bench.Tree, target+"?acl", "")))
	}
	b.Must(b.Owner(b.Raw("PUT", bench.Tree, "/e/", "")))
	body := b.Must(b.Owner(b.Raw("GET", bench.Tree, "/?delimiter=/", ""))).Body.String()
	if got := bench.Elements(body, "Prefix"); got != " a/ e/" || bench.Elements(body, "Key") != "top" {
		t.Error(got, body)
	}
	body = b.Must(b.Owner(b.Raw("GET", bench.Tree, "/?prefix=e", ""))).Body.String()
	if bench.Elements(body, "Key") != "e/" || bench.Elements(body, "ETag") != "" || bench.Elements(body, "Size") != "0" {
		t.Error(body)
	}

	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/d/", "content")))
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/d", "content")))
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/d//e", "content")))
	b.Must(b.Owner(b.Raw("DELETE", bench.Private, "/d", "")))
	if _, why := b.Send(b.Owner(b.Raw("GET", bench.Private, "/d", ""))); why != string(deny.NoSuchKey) ||
		keysOf(b, bench.Private) != "d/ d//e key" {
		t.Error(why, keysOf(b, bench.Private))
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
		b := bench.New(t)
		b.Tree()
		b.Must(b.Owner(b.Rename(c.from, c.to)))
		if got := keysOf(b, bench.Tree); got != c.want {
			t.Errorf("%s to %s: %s, want %s", c.from, c.to, got, c.want)
		}
	}
	b := bench.New(t)
	b.Tree()
	b.Must(b.Owner(b.Rename("a/b", "b")))
	if got := b.Must(b.Owner(b.Raw("GET", bench.Tree, "/b/c", ""))).Body.String(); got != "content" {
		t.Error(got)
	}
	long := strings.Repeat("n", 1000)
	b.Must(b.Owner(b.Raw("PUT", bench.Tree, "/b/"+long, "content")))
	if _, why := b.Send(b.Owner(b.Rename("b", long))); why != string(deny.ObjectNameTooLong) ||
		keysOf(b, bench.Tree) != "a/ b/ b/c b/"+long+" top" {
		t.Errorf("too long: %q %s", why, keysOf(b, bench.Tree))
	}
}

// A rename needs the right to delete the source and to write the target.
func TestRightsOfRename(t *testing.T) {
	b := bench.New(t)
	b.Tree()
	alice := b.User("alice",
		bench.Statement("Allow", "oss:DeleteObject", `"Resource":"acs:oss:*:*:tree-bucket/top"`),
		bench.Statement("Allow", "oss:PutObject", `"Resource":"acs:oss:*:*:tree-bucket/new"`))
	for _, c := range []struct {
		from, to string
		want     deny.Reason
	}{
		{"a", "new", deny.ByBucketACL}, {"top", "other", deny.ByBucketACL}, {"new", "top", deny.ByBucketACL}, {"top", "new", ""},
	} {
		if _, why := b.Send(b.By(alice, b.Rename(c.from, c.to))); why != string(c.want) {
			t.Errorf("%s to %s: %q", c.from, c.to, why)
		}
	}
}

// One request deletes up to 100 objects and directories, and says where the next one continues.
func TestDeleteDirectory(t *testing.T) {
	b := bench.New(t)
	b.Tree()
	for i := range 97 {
		b.Must(b.Owner(b.Raw("PUT", bench.Tree, fmt.Sprintf("/a/%02d", i), "content")))
	}
	remove := func(target string, headers ...string) (string, string) {
		t.Helper()
		body := b.Must(b.Owner(b.Raw("POST", bench.Tree, target+"?x-oss-delete", "", headers...))).Body.String()
		return bench.Elements(body, "DirectoryName") + " " + bench.Elements(body, "DeleteNumber"), bench.Elements(body, "NextDeleteToken")
	}
	b.Must(b.Owner(b.Raw("PUT", bench.Tree, "/a/97", "content"))) // together with a, a/b, a/b/c: 101
	got, token := remove("/a", bench.Recursive)
	if got != "a 100" || token == "" || keysOf(b, bench.Tree) != "a/ top" {
		t.Fatal(got, token, keysOf(b, bench.Tree))
	}
	b.Must(b.Owner(b.Raw("PUT", bench.Tree, "/a/00", "content"))) // after the deletion has passed this key
	again := b.Raw("POST", bench.Tree, "/a?x-oss-delete", "", bench.Recursive, "x-oss-delete-token: "+token)
	if w, why := b.Send(b.Owner(again)); why != string(deny.FileAlreadyExists) {
		t.Error(w.Code, why)
	}
	b.Must(b.Owner(b.Raw("DELETE", bench.Tree, "/a/00", "")))
	if got, token = remove("/a/", bench.Recursive, "x-oss-delete-token: "+token); got != "a 1" || token != "" ||
		keysOf(b, bench.Tree) != "top" {
		t.Error(got, token, keysOf(b, bench.Tree))
	}
	b.Must(b.Owner(b.Raw("POST", bench.Tree, "/e?x-oss-dir", "")))
	if got, _ = remove("/e"); got != "e 1" {
		t.Error(got)
	}
	b.Must(b.Owner(b.Raw("POST", bench.Tree, "/e?x-oss-dir", "")))
	if w := b.Must(b.Owner(b.Raw("DELETE", bench.Tree, "/e", ""))); w.Code != 204 || keysOf(b, bench.Tree) != "top" {
		t.Error(w.Code, keysOf(b, bench.Tree))
	}
	b.Must(b.Owner(b.Raw("DELETE", bench.Tree, "/e", "")))
	for i := range 99 {
		b.Must(b.Owner(b.Raw("PUT", bench.Tree, fmt.Sprint("/f/", i), "content")))
	}
	if got, token = remove("/f", bench.Recursive); got != "f 100" || token != "" {
		t.Error("a full page:", got, token)
	}
}

// One object that may not be deleted keeps the directory and its content.
func TestRightsOfDeleteDirectory(t *testing.T) {
	for resources, want := range map[string]deny.Reason{
		"a a/b a/b/c": "", "a a/b": deny.ByBucketACL, "a a/b/c": deny.ByBucketACL, "a/b a/b/c": deny.ByBucketACL, "a a/*": "", "a*": "",
	} {
		b := bench.New(t)
		b.Tree()
		named := `"Resource":["acs:oss:*:*:tree-bucket/` + strings.ReplaceAll(resources, " ", `","acs:oss:*:*:tree-bucket/`) + `"]`
		_, why := b.Send(b.By(b.User("alice", bench.Statement("Allow", "oss:DeleteObject", named)),
			b.Raw("POST", bench.Tree, "/a?x-oss-delete", "", bench.Recursive)))
		if left := keysOf(b, bench.Tree); why != string(want) || (left == "top") != (want == "") {
			t.Errorf("%s: %q, left %s", resources, why, left)
		}
	}
}

// The same requests succeed in one namespace and are refused in the other.
func TestNamespaceDecides(t *testing.T) {
	for _, c := range []struct {
		flat bool
		r    func(b *bench.Bench) *http.Request
	}{
		{true, func(b *bench.Bench) *http.Request {
			return b.Raw("PUT", bench.Tree, "/new", "", "x-oss-forbid-overwrite: true")
		}},
		{true, func(b *bench.Bench) *http.Request { return b.Raw("PUT", bench.Tree, "/a//b", "") }},
		{true, func(b *bench.Bench) *http.Request {
			body := "<Delete><Object><Key>top</Key></Object></Delete>"
			return b.Raw("POST", bench.Tree, "/?delete", body, "Content-MD5: "+bench.MD5Of(body))
		}},
		{false, func(b *bench.Bench) *http.Request { return b.Raw("POST", bench.Tree, "/new?x-oss-dir", "") }},
		{false, func(b *bench.Bench) *http.Request { return b.Rename("top", "new") }},
		{false, func(b *bench.Bench) *http.Request { return b.Raw("POST", bench.Tree, "/d?x-oss-delete", "") }},
	} {
		for _, status := range []string{"enabled", "disabled"} {
			b := bench.New(t)
			b.Must(b.Owner(b.Raw("PUT", bench.Tree, "/", "", "x-oss-hns-status: "+status)))
			b.Must(b.Owner(b.Raw("PUT", bench.Tree, "/top", "content")))
			b.Must(b.Owner(b.Raw("PUT", bench.Tree, "/d/", "")))
			r := b.Owner(c.r(b))
			if w, _ := b.Send(r); (w.Code < 300) != (c.flat == (status == "disabled")) {
				t.Errorf("%s %s, %s: %d %s", r.Method, r.RequestURI, status, w.Code, w.Body)
			}
		}
	}
}
