package op_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// An object from before versioning is the null version. A later one has an id. A deleted object
// stays below a delete marker.
func TestVersions(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	if id := b.Put(bench.Private, "/key", "zero"); id != "" {
		t.Errorf("a version without versioning: %q", id)
	}
	b.Version(bench.Private, "Enabled")
	one := b.Put(bench.Private, "/key", "one")
	two := b.Put(bench.Private, "/key", "two", "x-oss-forbid-overwrite: true")
	for target, want := range map[string]string{
		"/key": "two", "/key?versionId=" + one: "one", "/key?versionId=" + two: "two", "/key?versionId=null": "zero",
		"/other?versionId=" + one: string(deny.NoSuchVersion),
	} {
		if got := b.Read(bench.Private, target); got != want {
			t.Errorf("%s: %q, want %q", target, got, want)
		}
	}
	if got, want := b.VersionsOf(bench.Private, ""), fmt.Sprintf("key:%s* key:%s key:null", two, one); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	marker := b.Drop(bench.Private, "/key")
	again := b.Drop(bench.Private, "/key")
	w, why := b.Send(b.Owner(b.Raw("HEAD", bench.Private, "/key", "")))
	if why != string(deny.NoSuchKey) || bench.Told(w, "x-oss-delete-marker") != "true" || bench.Told(w, "x-oss-version-id") != again {
		t.Errorf("%s %v", why, w.Header())
	}
	if listed := b.Read(bench.Private, "/"); strings.Contains(listed, "<Key>") {
		t.Error(listed)
	}
	want := fmt.Sprintf("key:%s*x key:%sx key:%s key:%s key:null", again, marker, two, one)
	if got := b.VersionsOf(bench.Private, ""); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for _, id := range []string{again, two, marker} {
		w := b.Must(b.Owner(b.Raw("DELETE", bench.Private, "/key?versionId="+id, "")))
		if bench.Told(w, "x-oss-version-id") != id || (bench.Told(w, "x-oss-delete-marker") == "true") == (id == two) {
			t.Errorf("%s: %v", id, w.Header())
		}
	}
	if got := b.Read(bench.Private, "/key"); got != "one" {
		t.Errorf("the newest that is left: %q", got)
	}
	b.Must(b.Owner(b.Raw("DELETE", bench.Private, "/key?versionId=gone", "")))
	stat := b.Read(bench.Private, "/?stat")
	if bench.Elements(stat, "ObjectCount") != "2" || bench.Elements(stat, "DeleteMarkerCount") != "0" ||
		bench.Elements(stat, "Storage") != "7" {
		t.Error(stat)
	}
	for _, id := range []string{one, "null"} {
		b.Must(b.Owner(b.Raw("DELETE", bench.Private, "/key?versionId="+id, "")))
	}
	b.Must(b.Owner(b.Raw("DELETE", bench.Private, "/", "")))
}

// While versioning is suspended, a key has one null version, an object or a delete marker, besides
// the versions with ids.
func TestSuspendedVersions(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Version(bench.Private, "Enabled")
	one := b.Put(bench.Private, "/key", "one")
	b.Version(bench.Private, "Suspended")
	for _, step := range []struct {
		do   func() string
		want string
	}{
		{func() string { return b.Put(bench.Private, "/key", "null") }, "key:null* key:" + one},
		{func() string { return b.Put(bench.Private, "/key", "again") }, "key:null* key:" + one},
		{func() string { return b.Drop(bench.Private, "/key") }, "key:null*x key:" + one},
		{func() string { return b.Drop(bench.Private, "/key") }, "key:null*x key:" + one},
		{func() string { return b.Put(bench.Private, "/key", "back") }, "key:null* key:" + one},
	} {
		if id := step.do(); id != "null" {
			t.Errorf("made %q", id)
		}
		if got := b.VersionsOf(bench.Private, ""); got != step.want {
			t.Errorf("got %s, want %s", got, step.want)
		}
	}
	b.Must(b.Owner(b.Raw("DELETE", bench.Private, "/key?versionId=null", "")))
	if got := b.Read(bench.Private, "/key"); got != "one" {
		t.Error(got)
	}
	for _, c := range []struct{ sub, element, want string }{{"versioning", "Status", "Suspended"}, {"bucketInfo", "Versioning", "Suspended"}} {
		if got := bench.Elements(b.Read(bench.Private, "/?"+c.sub), c.element); got != c.want {
			t.Errorf("%s: %q", c.sub, got)
		}
	}
}

// Every way to store makes a version, and returns its id. Only an appendable object stays the same
// version.
func TestWhatMakesVersions(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Version(bench.Open, "Enabled")
	source := b.Put(bench.Open, "/source", "content")
	made := map[string]http.Header{
		"put":  b.Must(b.Owner(b.Raw("PUT", bench.Open, "/a", "content"))).Header(),
		"copy": b.Must(b.Owner(b.Raw("PUT", bench.Open, "/a", "", "x-oss-copy-source: /open-bucket/source?versionId="+source))).Header(),
		"form": b.Must(b.Form(bench.Open, []bench.Field{{"key", "a"}})).Header(),
	}
	if got := made["copy"]["x-oss-copy-source-version-id"]; len(got) != 1 || got[0] != source {
		t.Errorf("copied %v, want %s", got, source)
	}
	id := bench.Elements(b.Must(b.Owner(b.Raw("POST", bench.Open, "/a?uploads&versionId="+source, ""))).Body.String(), "UploadId")
	w := b.Must(b.Owner(b.Raw("PUT", bench.Open, "/a?partNumber=1&uploadId="+id, "", "x-oss-copy-source: /open-bucket/source")))
	if got := bench.Told(w, "x-oss-copy-source-version-id"); got != source || bench.Told(w, "x-oss-version-id") != "" {
		t.Errorf("a part: %v", w.Header())
	}
	etag := bench.Elements(strings.ReplaceAll(w.Body.String(), "&#34;", ""), "ETag")
	made["parts"] = b.Must(b.Owner(b.Raw("POST", bench.Open, "/a?uploadId="+id,
		"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>"+etag+"</ETag></Part></CompleteMultipartUpload>"))).Header()
	seen := map[string]bool{}
	for how, header := range made {
		id := strings.Join(header["x-oss-version-id"], " ")
		if id == "" || seen[id] || b.Read(bench.Open, "/a?versionId="+id) != "content" {
			t.Errorf("%s: %q", how, id)
		}
		seen[id] = true
	}
	first := bench.Told(b.Must(b.Grow(bench.Open, "/log?append&position=0", "one")), "x-oss-version-id")
	if grown := bench.Told(b.Must(b.Grow(bench.Open, "/log?append&position=3", "two")), "x-oss-version-id"); grown != first {
		t.Errorf("grown into another version: %s %s", first, grown)
	}
	b.Version(bench.Open, "Suspended")
	b.Must(b.Grow(bench.Open, "/log?append&position=6", "three"))
	if got := b.Read(bench.Open, "/log?versionId="+first); got != "onetwothree" {
		t.Error(got)
	}
	b.Drop(bench.Open, "/log")
	if id := bench.Told(b.Must(b.Grow(bench.Open, "/log?append&position=0", "anew")), "x-oss-version-id"); id != "null" {
		t.Error(id)
	}
	if got := b.VersionsOf(bench.Open, "&prefix=log"); got != "log:null* log:"+first {
		t.Error(got)
	}
}

// A version has its own ACL, tags and restore.
func TestWhatVersionsHave(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Version(bench.Open, "Enabled")
	one := b.Put(bench.Open, "/key", "one", "x-oss-storage-class: Archive")
	two := b.Put(bench.Open, "/key", "two")
	at := func(sub string) string { return "/key?" + sub + "&versionId=" + one }
	for _, r := range []*http.Request{
		b.Raw("PUT", bench.Open, at("acl"), "", "x-oss-object-acl: private"),
		b.Raw("PUT", bench.Open, at("tagging"), bench.OneTag),
		b.Raw("GET", bench.Open, at("acl"), ""), b.Raw("GET", bench.Open, at("tagging"), ""), b.Raw("GET", bench.Open, at("objectMeta"), ""),
		b.Raw("POST", bench.Open, at("restore"), ""), b.Raw("HEAD", bench.Open, "/key?versionId="+one, ""),
	} {
		if w := b.Must(b.Owner(r)); bench.Told(w, "x-oss-version-id") != one {
			t.Errorf("%s %s: %v", r.Method, r.RequestURI, w.Header())
		}
	}
	if got := bench.Elements(b.Read(bench.Open, at("acl")), "Grant") + " " +
		bench.Elements(b.Read(bench.Open, "/key?acl"), "Grant"); got != "private default" {
		t.Error(got)
	}
	if got := bench.Elements(b.Read(bench.Open, at("tagging")), "Key") + " " +
		bench.Elements(b.Read(bench.Open, "/key?tagging"), "Key"); got != "team " {
		t.Error(got)
	}
	b.Must(b.Owner(b.Raw("DELETE", bench.Open, at("tagging"), "")))
	if got := bench.Elements(b.Read(bench.Open, at("tagging")), "Key"); got != "" {
		t.Error(got)
	}
	if listed := b.Read(bench.Open, "/?versions"); bench.Elements(listed, "RestoreInfo") != "ongoing-request=&#34;true&#34;" {
		t.Error(listed)
	}
	// The ACL and the state of the version decide.
	for target, want := range map[string]deny.Reason{
		"/key": "", "/key?versionId=" + two: "", "/key?versionId=" + one: deny.ByObjectACLRead, "/key?versionId=gone": deny.NoSuchVersion,
	} {
		if _, why := b.Send(b.Raw("GET", bench.Open, target, "")); why != string(want) {
			t.Errorf("%s: %q, want %q", target, why, want)
		}
	}
	if got := b.Read(bench.Open, "/key?versionId="+one); got != string(deny.ObjectFrozen) {
		t.Error(got)
	}
}

// A batch says for each object which version is gone, or which delete marker was made.
func TestBatchesOfVersions(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Version(bench.Private, "Enabled")
	one := b.Put(bench.Private, "/one", "1")
	marker := b.Drop(bench.Private, "/two")
	body := b.Must(b.Batch(bench.Private, "<Object><Key>one</Key><VersionId>"+one+"</VersionId></Object>"+
		"<Object><Key>two</Key><VersionId>"+marker+"</VersionId></Object>"+
		"<Object><Key>key</Key></Object><Object><Key>gone</Key><VersionId>null</VersionId></Object>")).Body.String()
	made, _, _ := strings.Cut(strings.TrimPrefix(b.VersionsOf(bench.Private, ""), "key:"), "*x")
	for _, want := range []string{
		"<Deleted><Key>one</Key><VersionId>" + one + "</VersionId></Deleted>",
		"<Deleted><Key>two</Key><VersionId>" + marker + "</VersionId><DeleteMarker>true</DeleteMarker>" +
			"<DeleteMarkerVersionId>" + marker + "</DeleteMarkerVersionId></Deleted>",
		"<Deleted><Key>key</Key><DeleteMarker>true</DeleteMarker><DeleteMarkerVersionId>" + made + "</DeleteMarkerVersionId></Deleted>",
		"<Deleted><Key>gone</Key><VersionId>null</VersionId></Deleted>",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in %s", want, body)
		}
	}
	if got := b.VersionsOf(bench.Private, ""); got != "key:"+made+"*x key:null" {
		t.Error(got)
	}
}

// A retention policy keeps every version, and allows new versions and delete markers.
func TestRetentionOfVersions(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Version(bench.Private, "Enabled")
	one := b.Put(bench.Private, "/key", "one")
	b.Retain(bench.Private, 1)
	b.Put(bench.Private, "/key", "two")
	marker := b.Drop(bench.Private, "/key")
	b.Must(b.Owner(b.Raw("DELETE", bench.Private, "/key?versionId="+marker, "")))
	for _, id := range []string{one, "null"} {
		if _, why := b.Send(b.Owner(b.Raw("DELETE", bench.Private, "/key?versionId="+id, ""))); why != string(deny.ObjectRetained) {
			t.Errorf("%s: %q", id, why)
		}
	}
	b.Now = b.Now.Add(bench.Day)
	b.Must(b.Owner(b.Raw("DELETE", bench.Private, "/key?versionId="+one, "")))
}
