package emulator_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// read returns the content that a GET of the owner gets, or the reason of its refusal.
func (b *bench) read(host, target string) string {
	b.t.Helper()
	w, why := b.send(b.owner(b.raw("GET", host, target, "")))
	if why != "" {
		return why
	}
	return w.Body.String()
}

// versionsOf lists the versions of a bucket as its listing does: the id, with * for the latest
// version and x for a delete marker.
func (b *bench) versionsOf(host, query string) string {
	b.t.Helper()
	body := b.must(b.owner(b.raw("GET", host, "/?versions"+query, ""))).Body.String()
	var out []string
	for _, element := range strings.Split(body, "<Key>")[1:] {
		key, _, _ := strings.Cut(element, "</Key>")
		one := key + ":" + elements(element, "VersionId")
		if elements(element, "IsLatest") == "true" {
			one += "*"
		}
		if !strings.Contains(element, "<ETag>") {
			one += "x"
		}
		out = append(out, one)
	}
	return strings.Join(out, " ")
}

// An object from before versioning is the null version. A later one has an id. A deleted object
// stays below a delete marker.
func TestVersions(t *testing.T) {
	b := newBench(t)
	stage(b)
	if id := b.put(private, "/key", "zero"); id != "" {
		t.Errorf("a version without versioning: %q", id)
	}
	b.version(private, "Enabled")
	one := b.put(private, "/key", "one")
	two := b.put(private, "/key", "two", "x-oss-forbid-overwrite: true")
	for target, want := range map[string]string{
		"/key": "two", "/key?versionId=" + one: "one", "/key?versionId=" + two: "two", "/key?versionId=null": "zero",
		"/other?versionId=" + one: string(deny.NoSuchVersion),
	} {
		if got := b.read(private, target); got != want {
			t.Errorf("%s: %q, want %q", target, got, want)
		}
	}
	if got, want := b.versionsOf(private, ""), fmt.Sprintf("key:%s* key:%s key:null", two, one); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	marker := b.drop(private, "/key")
	again := b.drop(private, "/key")
	w, why := b.send(b.owner(b.raw("HEAD", private, "/key", "")))
	if why != string(deny.NoSuchKey) || told(w, "x-oss-delete-marker") != "true" || told(w, "x-oss-version-id") != again {
		t.Errorf("%s %v", why, w.Header())
	}
	if listed := b.read(private, "/"); strings.Contains(listed, "<Key>") {
		t.Error(listed)
	}
	want := fmt.Sprintf("key:%s*x key:%sx key:%s key:%s key:null", again, marker, two, one)
	if got := b.versionsOf(private, ""); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for _, id := range []string{again, two, marker} {
		w := b.must(b.owner(b.raw("DELETE", private, "/key?versionId="+id, "")))
		if told(w, "x-oss-version-id") != id || (told(w, "x-oss-delete-marker") == "true") == (id == two) {
			t.Errorf("%s: %v", id, w.Header())
		}
	}
	if got := b.read(private, "/key"); got != "one" {
		t.Errorf("the newest that is left: %q", got)
	}
	b.must(b.owner(b.raw("DELETE", private, "/key?versionId=gone", "")))
	stat := b.read(private, "/?stat")
	if elements(stat, "ObjectCount") != "2" || elements(stat, "DeleteMarkerCount") != "0" || elements(stat, "Storage") != "7" {
		t.Error(stat)
	}
	for _, id := range []string{one, "null"} {
		b.must(b.owner(b.raw("DELETE", private, "/key?versionId="+id, "")))
	}
	b.must(b.owner(b.raw("DELETE", private, "/", "")))
}

// While versioning is suspended, a key has one null version, an object or a delete marker, besides
// the versions with ids.
func TestSuspendedVersions(t *testing.T) {
	b := newBench(t)
	stage(b)
	b.version(private, "Enabled")
	one := b.put(private, "/key", "one")
	b.version(private, "Suspended")
	for _, step := range []struct {
		do   func() string
		want string
	}{
		{func() string { return b.put(private, "/key", "null") }, "key:null* key:" + one},
		{func() string { return b.put(private, "/key", "again") }, "key:null* key:" + one},
		{func() string { return b.drop(private, "/key") }, "key:null*x key:" + one},
		{func() string { return b.drop(private, "/key") }, "key:null*x key:" + one},
		{func() string { return b.put(private, "/key", "back") }, "key:null* key:" + one},
	} {
		if id := step.do(); id != "null" {
			t.Errorf("made %q", id)
		}
		if got := b.versionsOf(private, ""); got != step.want {
			t.Errorf("got %s, want %s", got, step.want)
		}
	}
	b.must(b.owner(b.raw("DELETE", private, "/key?versionId=null", "")))
	if got := b.read(private, "/key"); got != "one" {
		t.Error(got)
	}
	for _, c := range []struct{ sub, element, want string }{{"versioning", "Status", "Suspended"}, {"bucketInfo", "Versioning", "Suspended"}} {
		if got := elements(b.read(private, "/?"+c.sub), c.element); got != c.want {
			t.Errorf("%s: %q", c.sub, got)
		}
	}
}

// Every way to store makes a version, and returns its id. Only an appendable object stays the same
// version.
func TestWhatMakesVersions(t *testing.T) {
	b := newBench(t)
	stage(b)
	b.version(open, "Enabled")
	source := b.put(open, "/source", "content")
	made := map[string]http.Header{
		"put":  b.must(b.owner(b.raw("PUT", open, "/a", "content"))).Header(),
		"copy": b.must(b.owner(b.raw("PUT", open, "/a", "", "x-oss-copy-source: /open-bucket/source?versionId="+source))).Header(),
		"form": b.must(b.form(open, []field{{"key", "a"}})).Header(),
	}
	if got := made["copy"]["x-oss-copy-source-version-id"]; len(got) != 1 || got[0] != source {
		t.Errorf("copied %v, want %s", got, source)
	}
	id := elements(b.must(b.owner(b.raw("POST", open, "/a?uploads&versionId="+source, ""))).Body.String(), "UploadId")
	w := b.must(b.owner(b.raw("PUT", open, "/a?partNumber=1&uploadId="+id, "", "x-oss-copy-source: /open-bucket/source")))
	if got := told(w, "x-oss-copy-source-version-id"); got != source || told(w, "x-oss-version-id") != "" {
		t.Errorf("a part: %v", w.Header())
	}
	etag := elements(strings.ReplaceAll(w.Body.String(), "&#34;", ""), "ETag")
	made["parts"] = b.must(b.owner(b.raw("POST", open, "/a?uploadId="+id,
		"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>"+etag+"</ETag></Part></CompleteMultipartUpload>"))).Header()
	seen := map[string]bool{}
	for how, header := range made {
		id := strings.Join(header["x-oss-version-id"], " ")
		if id == "" || seen[id] || b.read(open, "/a?versionId="+id) != "content" {
			t.Errorf("%s: %q", how, id)
		}
		seen[id] = true
	}
	first := told(b.must(b.grow(open, "/log?append&position=0", "one")), "x-oss-version-id")
	if grown := told(b.must(b.grow(open, "/log?append&position=3", "two")), "x-oss-version-id"); grown != first {
		t.Errorf("grown into another version: %s %s", first, grown)
	}
	b.version(open, "Suspended")
	b.must(b.grow(open, "/log?append&position=6", "three"))
	if got := b.read(open, "/log?versionId="+first); got != "onetwothree" {
		t.Error(got)
	}
	b.drop(open, "/log")
	if id := told(b.must(b.grow(open, "/log?append&position=0", "anew")), "x-oss-version-id"); id != "null" {
		t.Error(id)
	}
	if got := b.versionsOf(open, "&prefix=log"); got != "log:null* log:"+first {
		t.Error(got)
	}
}

// A version has its own ACL, tags and restore.
func TestWhatVersionsHave(t *testing.T) {
	b := newBench(t)
	stage(b)
	b.version(open, "Enabled")
	one := b.put(open, "/key", "one", "x-oss-storage-class: Archive")
	two := b.put(open, "/key", "two")
	at := func(sub string) string { return "/key?" + sub + "&versionId=" + one }
	for _, r := range []*http.Request{
		b.raw("PUT", open, at("acl"), "", "x-oss-object-acl: private"),
		b.raw("PUT", open, at("tagging"), oneTag),
		b.raw("GET", open, at("acl"), ""), b.raw("GET", open, at("tagging"), ""), b.raw("GET", open, at("objectMeta"), ""),
		b.raw("POST", open, at("restore"), ""), b.raw("HEAD", open, "/key?versionId="+one, ""),
	} {
		if w := b.must(b.owner(r)); told(w, "x-oss-version-id") != one {
			t.Errorf("%s %s: %v", r.Method, r.RequestURI, w.Header())
		}
	}
	if got := elements(b.read(open, at("acl")), "Grant") + " " + elements(b.read(open, "/key?acl"), "Grant"); got != "private default" {
		t.Error(got)
	}
	if got := elements(b.read(open, at("tagging")), "Key") + " " + elements(b.read(open, "/key?tagging"), "Key"); got != "team " {
		t.Error(got)
	}
	b.must(b.owner(b.raw("DELETE", open, at("tagging"), "")))
	if got := elements(b.read(open, at("tagging")), "Key"); got != "" {
		t.Error(got)
	}
	if listed := b.read(open, "/?versions"); elements(listed, "RestoreInfo") != "ongoing-request=&#34;true&#34;" {
		t.Error(listed)
	}
	// The ACL and the state of the version decide.
	for target, want := range map[string]deny.Reason{
		"/key": "", "/key?versionId=" + two: "", "/key?versionId=" + one: deny.ByObjectACLRead, "/key?versionId=gone": deny.NoSuchVersion,
	} {
		if _, why := b.send(b.raw("GET", open, target, "")); why != string(want) {
			t.Errorf("%s: %q, want %q", target, why, want)
		}
	}
	if got := b.read(open, "/key?versionId="+one); got != string(deny.ObjectFrozen) {
		t.Error(got)
	}
}

// A batch says for each object which version is gone, or which delete marker was made.
func TestBatchesOfVersions(t *testing.T) {
	b := newBench(t)
	stage(b)
	b.version(private, "Enabled")
	one := b.put(private, "/one", "1")
	marker := b.drop(private, "/two")
	body := b.must(b.batch(private, "<Object><Key>one</Key><VersionId>"+one+"</VersionId></Object>"+
		"<Object><Key>two</Key><VersionId>"+marker+"</VersionId></Object>"+
		"<Object><Key>key</Key></Object><Object><Key>gone</Key><VersionId>null</VersionId></Object>")).Body.String()
	made, _, _ := strings.Cut(strings.TrimPrefix(b.versionsOf(private, ""), "key:"), "*x")
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
	if got := b.versionsOf(private, ""); got != "key:"+made+"*x key:null" {
		t.Error(got)
	}
}

// A retention policy keeps every version, and allows new versions and delete markers.
func TestRetentionOfVersions(t *testing.T) {
	b := newBench(t)
	stage(b)
	b.version(private, "Enabled")
	one := b.put(private, "/key", "one")
	b.retain(private, 1)
	b.put(private, "/key", "two")
	marker := b.drop(private, "/key")
	b.must(b.owner(b.raw("DELETE", private, "/key?versionId="+marker, "")))
	for _, id := range []string{one, "null"} {
		if _, why := b.send(b.owner(b.raw("DELETE", private, "/key?versionId="+id, ""))); why != string(deny.ObjectRetained) {
			t.Errorf("%s: %q", id, why)
		}
	}
	b.now = b.now.Add(day)
	b.must(b.owner(b.raw("DELETE", private, "/key?versionId="+one, "")))
}
