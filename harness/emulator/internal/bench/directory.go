package bench

import (
	"net/http"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// Tree is the host of the bucket with directories.
const Tree = "tree-bucket." + Hangzhou

// Tree creates a bucket with a hierarchical namespace, the directories a and a/b, and the objects
// a/b/c and top.
func (b *Bench) Tree() {
	b.T.Helper()
	b.Must(b.Owner(b.Raw("PUT", Tree, "/", "", "x-oss-hns-status: enabled")))
	b.Must(b.Owner(b.Raw("POST", Tree, "/a/b?x-oss-dir", "")))
	b.Must(b.Owner(b.Raw("PUT", Tree, "/a/b/c", "content")))
	b.Must(b.Owner(b.Raw("PUT", Tree, "/top", "content")))
}

// Rename is a request of the owner to rename a path.
func (b *Bench) Rename(from, to string) *http.Request {
	return b.Raw("POST", Tree, "/"+to+"?x-oss-rename", "", "x-oss-rename-source: "+from)
}

// Recursive is the header that deletes a directory with its content.
const Recursive = "x-oss-delete-recursive: true"

// directoryProvocations lists refusals by the namespace of a bucket, hierarchical or flat.
func directoryProvocations() []Provocation {
	inTree := func(method, target, body string, headers ...string) func(*Bench) *http.Request {
		return given((*Bench).Tree, byOwner(method, Tree, target, body, headers...))
	}
	rename := func(from, to string) func(*Bench) *http.Request {
		return given((*Bench).Tree, func(b *Bench) *http.Request { return b.Owner(b.Rename(from, to)) })
	}
	alice := func(policy string, r func(*Bench) *http.Request) func(*Bench) *http.Request {
		return given((*Bench).Tree, func(b *Bench) *http.Request { return b.By(b.User("alice", policy), r(b)) })
	}
	batch := "<Delete><Object><Key>top</Key></Object></Delete>"
	return []Provocation{
		{deny.NamespaceFlat, byOwner("POST", Private, "/dir?x-oss-dir", "")},
		{deny.NamespaceFlat, byOwner("POST", Private, "/dir?x-oss-rename", "", "x-oss-rename-source: key")},
		{deny.NamespaceFlat, byOwner("POST", Private, "/key?x-oss-delete", "")},

		{deny.NotImplemented, inTree("PUT", "/?cors", "")},
		{deny.NotImplemented, inTree("GET", "/?cors", "")},
		{deny.NotImplemented, inTree("DELETE", "/?cors", "")},
		{deny.NotImplemented, inTree("POST", "/?delete", batch, "Content-MD5: "+MD5Of(batch))},
		{deny.NotImplemented, inTree("GET", "/top?x-oss-process=image/info", "")},
		{deny.NotImplemented, inTree("PUT", "/new", "", "x-oss-forbid-overwrite: false")},
		{deny.NotImplemented, inTree("POST", "/new?uploads", "", "x-oss-forbid-overwrite: true")},

		{deny.BucketAlreadyExists, given((*Bench).Tree, byOwner("PUT", Tree, "/", "", "x-oss-hns-status: disabled"))},
		{deny.BucketAlreadyExists, byOwner("PUT", Private, "/", "", "x-oss-hns-status: enabled")},
		{deny.InvalidArgument, byOwner("PUT", "fresh-bucket."+Hangzhou, "/", "", "x-oss-hns-status: on")},

		{deny.FileAlreadyExists, inTree("POST", "/top?x-oss-dir", "")},
		{deny.FileAlreadyExists, inTree("POST", "/top/below?x-oss-dir", "")},
		{deny.DirectoryName, inTree("POST", "/new//dir?x-oss-dir", "")},
		{deny.InvalidArgument, inTree("POST", "/new?x-oss-dir", "content")},
		{deny.FileAlreadyExists, inTree("PUT", "/a", "content")},
		{deny.FileAlreadyExists, inTree("PUT", "/top/below", "content")},
		{deny.FileAlreadyExists, inTree("PUT", "/a/b", "", "x-oss-copy-source: /tree-bucket/top")},
		{deny.DirectoryName, inTree("PUT", "/a//d", "content")},
		{deny.DirectoryName, inTree("PUT", "/new/", "content")},
		{deny.NoSuchKey, inTree("PUT", "/new", "", "x-oss-copy-source: /tree-bucket/a/")},

		{deny.NoSuchKey, rename("absent", "new")},
		{deny.NoSuchKey, rename("top", "absent/new")},
		{deny.NoSuchKey, rename("a", "top/new")},
		{deny.FileAlreadyExists, rename("a/b/c", "top")},
		{deny.FileAlreadyExists, rename("top", "a/b")},
		{deny.FileAlreadyExists, rename("a/b", "a")},
		{deny.InvalidArgument, rename("a", "a/b/d")},
		{deny.InvalidArgument, rename("", "new")},
		{deny.InvalidArgument, rename("%zz", "new")},
		{deny.InvalidArgument, rename("%ff", "new")},

		{deny.FileAlreadyExists, inTree("POST", "/a?x-oss-delete", "")},
		{deny.FileAlreadyExists, inTree("POST", "/a?x-oss-delete", "", "x-oss-delete-recursive: false")},
		{deny.FileAlreadyExists, inTree("DELETE", "/a/", "")},
		{deny.NoSuchKey, inTree("POST", "/absent?x-oss-delete", "")},
		{deny.NoSuchKey, inTree("POST", "/top?x-oss-delete", "", Recursive)},
		{deny.InvalidArgument, inTree("POST", "/a?x-oss-delete", "", "x-oss-delete-recursive: yes")},
		{deny.InvalidArgument, inTree("POST", "/a?x-oss-delete", "", Recursive, "x-oss-delete-token: !")},
		{deny.InvalidArgument, inTree("POST", "/a?x-oss-delete", "", Recursive, "x-oss-delete-token: dG9w")}, // the token names "top"

		{deny.ByBucketACL, alice(Statement("Allow", "oss:DeleteObject", Everything),
			func(b *Bench) *http.Request { return b.Rename("top", "new") })},
		{deny.ByBucketACL, alice(Statement("Allow", "oss:PutObject", Everything),
			func(b *Bench) *http.Request { return b.Rename("top", "new") })},
		{deny.ByBucketACL, alice(Statement("Allow", "oss:DeleteObject", Everything),
			func(b *Bench) *http.Request { return b.Raw("POST", Tree, "/new?x-oss-dir", "") })},
		{deny.ByBucketACL, alice(Statement("Allow", "oss:DeleteObject", `"Resource":["acs:oss:*:*:tree-bucket/a","acs:oss:*:*:tree-bucket/a/b"]`),
			func(b *Bench) *http.Request { return b.Raw("POST", Tree, "/a?x-oss-delete", "", Recursive) })},
	}
}
