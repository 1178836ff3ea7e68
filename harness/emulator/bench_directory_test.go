package emulator_test

import (
	"net/http"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

const tree = "tree-bucket." + hangzhou

// tree creates a bucket with a hierarchical namespace, the directories a and a/b, and the objects
// a/b/c and top.
func (b *bench) tree() {
	b.t.Helper()
	b.must(b.owner(b.raw("PUT", tree, "/", "", "x-oss-hns-status: enabled")))
	b.must(b.owner(b.raw("POST", tree, "/a/b?x-oss-dir", "")))
	b.must(b.owner(b.raw("PUT", tree, "/a/b/c", "content")))
	b.must(b.owner(b.raw("PUT", tree, "/top", "content")))
}

// rename is a request of the owner to rename a path.
func (b *bench) rename(from, to string) *http.Request {
	return b.raw("POST", tree, "/"+to+"?x-oss-rename", "", "x-oss-rename-source: "+from)
}

const recursive = "x-oss-delete-recursive: true"

// directoryProvocations lists refusals by the namespace of a bucket, hierarchical or flat.
func directoryProvocations() []provocation {
	inTree := func(method, target, body string, headers ...string) func(*bench) *http.Request {
		return given((*bench).tree, byOwner(method, tree, target, body, headers...))
	}
	rename := func(from, to string) func(*bench) *http.Request {
		return given((*bench).tree, func(b *bench) *http.Request { return b.owner(b.rename(from, to)) })
	}
	alice := func(policy string, r func(*bench) *http.Request) func(*bench) *http.Request {
		return given((*bench).tree, func(b *bench) *http.Request { return b.by(b.user("alice", policy), r(b)) })
	}
	batch := "<Delete><Object><Key>top</Key></Object></Delete>"
	return []provocation{
		{deny.NamespaceFlat, byOwner("POST", private, "/dir?x-oss-dir", "")},
		{deny.NamespaceFlat, byOwner("POST", private, "/dir?x-oss-rename", "", "x-oss-rename-source: key")},
		{deny.NamespaceFlat, byOwner("POST", private, "/key?x-oss-delete", "")},

		{deny.NotImplemented, inTree("PUT", "/?cors", "")},
		{deny.NotImplemented, inTree("GET", "/?cors", "")},
		{deny.NotImplemented, inTree("DELETE", "/?cors", "")},
		{deny.NotImplemented, inTree("POST", "/?delete", batch, "Content-MD5: "+md5Of(batch))},
		{deny.NotImplemented, inTree("GET", "/top?x-oss-process=image/info", "")},
		{deny.NotImplemented, inTree("PUT", "/new", "", "x-oss-forbid-overwrite: false")},
		{deny.NotImplemented, inTree("POST", "/new?uploads", "", "x-oss-forbid-overwrite: true")},

		{deny.BucketAlreadyExists, given((*bench).tree, byOwner("PUT", tree, "/", "", "x-oss-hns-status: disabled"))},
		{deny.BucketAlreadyExists, byOwner("PUT", private, "/", "", "x-oss-hns-status: enabled")},
		{deny.InvalidArgument, byOwner("PUT", "fresh-bucket."+hangzhou, "/", "", "x-oss-hns-status: on")},

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
		{deny.NoSuchKey, inTree("POST", "/top?x-oss-delete", "", recursive)},
		{deny.InvalidArgument, inTree("POST", "/a?x-oss-delete", "", "x-oss-delete-recursive: yes")},
		{deny.InvalidArgument, inTree("POST", "/a?x-oss-delete", "", recursive, "x-oss-delete-token: !")},
		{deny.InvalidArgument, inTree("POST", "/a?x-oss-delete", "", recursive, "x-oss-delete-token: dG9w")}, // the token names "top"

		{deny.ByBucketACL, alice(statement("Allow", "oss:DeleteObject", everything),
			func(b *bench) *http.Request { return b.rename("top", "new") })},
		{deny.ByBucketACL, alice(statement("Allow", "oss:PutObject", everything),
			func(b *bench) *http.Request { return b.rename("top", "new") })},
		{deny.ByBucketACL, alice(statement("Allow", "oss:DeleteObject", everything),
			func(b *bench) *http.Request { return b.raw("POST", tree, "/new?x-oss-dir", "") })},
		{deny.ByBucketACL, alice(statement("Allow", "oss:DeleteObject", `"Resource":["acs:oss:*:*:tree-bucket/a","acs:oss:*:*:tree-bucket/a/b"]`),
			func(b *bench) *http.Request { return b.raw("POST", tree, "/a?x-oss-delete", "", recursive) })},
	}
}
