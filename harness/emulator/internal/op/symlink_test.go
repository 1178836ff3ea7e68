package op_test

import (
	"crypto/md5"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// A symbolic link shows the content of its target, its own metadata, and the later time.
func TestSymlink(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/a%20b%2Bc", "one", "x-oss-meta-of: target")))
	b.Link(bench.Private, "/link", "a+b%2Bc", "x-oss-meta-of: link", "Content-Type: text/css", "x-oss-tagging: a=1")
	w := b.Must(b.Owner(b.Raw("GET", bench.Private, "/link?symlink", "")))
	if target := bench.Told(w, "x-oss-symlink-target"); target != "a+b%2Bc" || w.Body.Len() > 0 {
		t.Errorf("%q %s", target, w.Body)
	}
	own := bench.Told(w, "ETag")
	b.Now = b.Now.Add(time.Hour)
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/a%20b%2Bc", "two")))
	for _, method := range []string{"GET", "HEAD"} {
		w := b.Must(b.Owner(b.Raw(method, bench.Private, "/link", "")))
		if w.Header().Get("Content-Length") != "3" || method == "GET" && w.Body.String() != "two" {
			t.Errorf("%s: %v %s", method, w.Header(), w.Body)
		}
		for name, want := range map[string]string{
			"x-oss-meta-of": "link", "Content-Type": "text/css", "x-oss-tagging-count": "1", "x-oss-object-type": "Symlink",
			"ETag": fmt.Sprintf("\"%X\"", md5.Sum([]byte("two"))), "Last-Modified": "Thu, 05 Mar 2026 13:00:00 GMT",
		} {
			if got := bench.Told(w, name); got != want {
				t.Errorf("%s: %s is %q, want %q", method, name, got, want)
			}
		}
	}
	listed := b.Read(bench.Private, "/?prefix=link")
	if bench.Elements(listed, "Type") != "Symlink" ||
		bench.Elements(listed, "Size") != "0" || !strings.Contains(listed, strings.Trim(own, `"`)) {
		t.Error(listed)
	}
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/copy", "", "x-oss-copy-source: /private-bucket/link")))
	if got := b.Read(bench.Private, "/copy"); got != "two" {
		t.Errorf("a copy of the link: %q", got)
	}
	b.Must(b.Owner(b.Raw("DELETE", bench.Private, "/a%20b%2Bc", "")))
	if got := b.Read(bench.Private, "/link"); got != string(deny.LinkTargetGone) {
		t.Errorf("without its target: %q", got)
	}
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/link", "itself")))
	if got := b.Read(bench.Private, "/link"); got != "itself" {
		t.Errorf("an object in the place of the link: %q", got)
	}
}

// Each version of a link has a target of its own, and leads to the current version of that.
func TestSymlinkVersions(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Version(bench.Private, "Enabled")
	b.Put(bench.Private, "/a", "one")
	b.Put(bench.Private, "/b", "b")
	toA := b.Link(bench.Private, "/link", "a")
	toB := b.Link(bench.Private, "/link", "b")
	b.Put(bench.Private, "/a", "two")
	for target, want := range map[string]string{"/link": "b", "/link?versionId=" + toA: "two", "/link?versionId=" + toB: "b"} {
		if got := b.Read(bench.Private, target); got != want {
			t.Errorf("%s: %q, want %q", target, got, want)
		}
	}
	b.Drop(bench.Private, "/a")
	if got := b.Read(bench.Private, "/link?versionId="+toA); got != string(deny.LinkTargetGone) {
		t.Errorf("to a delete marker: %q", got)
	}
}
