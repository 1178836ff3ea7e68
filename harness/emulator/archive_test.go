package emulator_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// A restore takes its time and holds for its days, by class and priority.
func TestRestoresTakeTime(t *testing.T) {
	for _, c := range []struct {
		class, body, priority string
		takes, holds          time.Duration
	}{
		{"Archive", "", "", time.Minute, day},
		{"Archive", restore("7", ""), "", time.Minute, 7 * day},
		{"ColdArchive", "", "Standard", 5 * time.Hour, day},
		{"ColdArchive", restore("2", "Expedited"), "Expedited", time.Hour, 2 * day},
		{"ColdArchive", restore("365", "Bulk"), "Bulk", 12 * time.Hour, 365 * day},
		{"DeepColdArchive", restore("3", ""), "Standard", 48 * time.Hour, 3 * day},
		{"DeepColdArchive", restore("1", "Expedited"), "Expedited", 12 * time.Hour, day},
	} {
		b := newBench(t)
		stage(b)
		b.archive("cold", c.class)
		w := b.must(b.restoring("cold", c.body))
		if got := strings.Join(w.Header()["x-oss-object-restore-priority"], ""); w.Code != 202 || got != c.priority || w.Body.Len() > 0 {
			t.Errorf("%s %s: %d %q", c.class, c.body, w.Code, got)
		}
		b.walk(func() *http.Request { return b.raw("GET", open, "/cold", "") },
			step{b.at(0), deny.ObjectFrozen},
			step{b.at(c.takes - time.Second), deny.ObjectFrozen},
			step{b.at(c.takes), ""},
			step{b.at(c.takes + c.holds - time.Second), ""},
			step{b.at(c.takes + c.holds), deny.ObjectFrozen})
	}
}

// state returns what HEAD and both listings say about the restore of an object.
func (b *bench) state(key string) string {
	b.t.Helper()
	head := b.must(b.owner(b.raw("HEAD", open, "/"+key, ""))).Header()
	said := strings.Join(head["x-oss-restore"], "")
	for _, target := range []string{"/?prefix=" + key, "/?list-type=2&prefix=" + key} {
		list := strings.ReplaceAll(b.must(b.owner(b.raw("GET", open, target, ""))).Body.String(), "&#34;", `"`)
		if elements(list, "RestoreInfo") != said || elements(list, "StorageClass") != head["x-oss-storage-class"][0] {
			b.t.Errorf("%s: HEAD says %v, the listing %s", target, head, list)
		}
	}
	return said
}

// A restore is visible. A second one extends it, up to the maximum of its class. It can be ended.
func TestRestoreHoldsLonger(t *testing.T) {
	b := newBench(t)
	stage(b)
	b.archive("cold", "Archive")
	until := func(date string) string { return `ongoing-request="false", expiry-date="` + date + ` GMT"` }
	is := func(want string) {
		t.Helper()
		if got := b.state("cold"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	is("")
	b.must(b.restoring("cold", ""))
	is(`ongoing-request="true"`)
	b.now = b.now.Add(time.Minute)
	is(until("Fri, 06 Mar 2026 12:01:00"))
	for _, c := range []struct{ days, date string }{
		{"2", "Sun, 08 Mar 2026 12:01:00"}, {"7", "Thu, 12 Mar 2026 12:01:00"}, {"1", "Thu, 12 Mar 2026 12:01:00"},
	} {
		if w := b.must(b.restoring("cold", restore(c.days, ""))); w.Code != 200 {
			t.Errorf("restored again: %d", w.Code)
		}
		is(until(c.date))
	}
	if w := b.must(b.raw("GET", open, "/cold", "")); w.Body.String() != "content" ||
		w.Header()["x-oss-restore"][0] != until("Thu, 12 Mar 2026 12:01:00") {
		t.Errorf("%v %s", w.Header(), w.Body)
	}
	b.must(b.owner(b.raw("PUT", open, "/cold?acl", "", "x-oss-object-acl: public-read")))
	b.must(b.raw("GET", open, "/cold", "")) // the object stays restored
	b.must(b.owner(b.raw("POST", open, "/cold?cleanRestoredObject", "")))
	is("")
	if _, why := b.send(b.raw("GET", open, "/cold", "")); why != string(deny.ObjectFrozen) {
		t.Errorf("after its end: %q", why)
	}
	b.restoreTimes("cold", -20*day, day)
	b.must(b.restoring("cold", restore("7", "")))
	is(until("Fri, 06 Mar 2026 12:01:00")) // it already holds longer than the maximum, and is not shortened
}

// An ongoing restore can be made faster. It never becomes slower.
func TestRestoreFaster(t *testing.T) {
	for later, ready := range map[time.Duration]time.Duration{time.Hour: 2 * time.Hour, 4*time.Hour + 30*time.Minute: 5 * time.Hour} {
		b := newBench(t)
		stage(b)
		b.archive("cold", "ColdArchive")
		b.must(b.restoring("cold", restore("1", "Standard")))
		start := b.now
		b.now = start.Add(later)
		if w := b.must(b.restoring("cold", restore("1", "Expedited"))); w.Code != 202 ||
			w.Header()["x-oss-object-restore-priority"][0] != "Expedited" {
			t.Errorf("%d %v", w.Code, w.Header())
		}
		b.now = start
		b.walk(func() *http.Request { return b.raw("GET", open, "/cold", "") },
			step{b.at(ready - time.Second), deny.ObjectFrozen}, step{b.at(ready), ""})
	}
}

// Operations that do not read the content ignore the archive.
func TestFrozenObjects(t *testing.T) {
	for _, class := range []string{"Archive", "ColdArchive", "DeepColdArchive"} {
		b := newBench(t)
		stage(b)
		b.archive("cold", class)
		if w := b.must(b.owner(b.raw("HEAD", open, "/cold", ""))); w.Header()["x-oss-storage-class"][0] != class ||
			w.Header().Get("Content-Length") != "7" {
			t.Errorf("%v", w.Header())
		}
		batch := "<Delete><Object><Key>cold</Key></Object></Delete>"
		for _, r := range []*http.Request{
			b.raw("GET", open, "/cold?objectMeta", ""),
			b.raw("GET", open, "/cold?acl", ""),
			b.raw("PUT", open, "/cold?acl", "", "x-oss-object-acl: private"),
			b.raw("PUT", open, "/cold?tagging", oneTag),
			b.raw("GET", open, "/cold?tagging", ""),
			b.raw("PUT", open, "/cold", "other", "x-oss-storage-class: "+class),
			b.raw("PUT", open, "/cold", "", "x-oss-copy-source: /open-bucket/closed", "x-oss-storage-class: "+class),
			b.raw("POST", open, "/?delete", batch, "Content-MD5: "+md5Of(batch)),
			b.raw("DELETE", open, "/cold", ""),
		} {
			b.must(b.owner(r))
		}
	}
}

// A restored object changes its class by a copy onto itself.
func TestRestoredObjectChangesItsClass(t *testing.T) {
	b := newBench(t)
	stage(b)
	b.archive("cold", "ColdArchive")
	b.restoreTimes("cold", 0, day)
	onto := func(class string) *http.Request {
		return b.owner(b.raw("PUT", open, "/cold", "", "x-oss-copy-source: /open-bucket/cold", "x-oss-storage-class: "+class))
	}
	b.must(onto("Archive"))
	if _, why := b.send(b.raw("GET", open, "/cold", "")); why != string(deny.ObjectFrozen) {
		t.Errorf("a copy has the restore of its source: %q", why)
	}
	b.restoreTimes("cold", 0, day)
	b.must(onto("Standard"))
	if w := b.must(b.raw("GET", open, "/cold", "")); w.Body.String() != "content" ||
		w.Header()["x-oss-storage-class"][0] != "Standard" || w.Header()["x-oss-restore"] != nil {
		t.Errorf("%v %s", w.Header(), w.Body)
	}
}

// A bucket can allow direct reads of its Archive objects.
func TestArchiveIsReadDirectly(t *testing.T) {
	b := newBench(t)
	stage(b)
	b.archive("cold", "Archive")
	direct := func(on string) func() {
		return func() {
			b.set(open, "bucketArchiveDirectRead", readDirectly(on))
			if got := elements(b.must(b.owner(b.raw("GET", open, "/?bucketArchiveDirectRead", ""))).Body.String(), "Enabled"); got != on {
				t.Errorf("set to %s: %s", on, got)
			}
		}
	}
	b.walk(func() *http.Request { return b.raw("GET", open, "/cold", "") },
		step{func() {}, deny.ObjectFrozen}, step{direct("true"), ""}, step{direct("false"), deny.ObjectFrozen})
	direct("true")()
	b.must(b.owner(b.raw("PUT", private, "/warm", "", "x-oss-copy-source: /open-bucket/cold")))
	if got := elements(b.must(b.owner(b.raw("GET", private, "/?bucketArchiveDirectRead", ""))).Body.String(), "Enabled"); got != "false" {
		t.Errorf("another bucket: %s", got)
	}
}

// The control API sets a restore by its times, and removes it.
func TestControlOfRestores(t *testing.T) {
	b := newBench(t)
	stage(b)
	b.archive("dir/a%20b", "Archive")
	const path = "/v1/buckets/open-bucket/objects/dir/a%20b"
	get := func() string {
		_, why := b.send(b.raw("GET", open, "/dir/a%20b", ""))
		return why
	}
	for _, c := range []struct {
		path, body string
		status     int
		says       string
		want       deny.Reason
	}{
		{path, `{"restore":{"ready":"2026-03-05T12:00:00Z","expires":"2026-03-05T12:00:01Z"}}`, 204, "", ""},
		{path, `{}`, 204, "", ""},
		{path, `{"restore":{"ready":"2026-03-05T12:00:01Z","expires":"2026-03-06T12:00:00Z"}}`, 204, "", deny.ObjectFrozen},
		{path, `{"restore":{"ready":"2026-03-04T12:00:00+08:00","expires":"2026-03-05T20:00:01+08:00"}}`, 204, "", ""},
		{path, `{"restore":{"ready":"2026-03-04T12:00:00Z","expires":"2026-03-05T12:00:00Z"}}`, 204, "", deny.ObjectFrozen},
		{path, `{"restore":{"ready":"2026-03-05T12:00:00Z","expires":"2026-03-06T12:00:00Z"}}`, 204, "", ""},
		{path, `{"restore":null}`, 204, "", deny.ObjectFrozen},
		{path, `{"restore":{"ready":"2026-03-05T12:00:00Z"}}`, 400, "no ready or no expires", deny.ObjectFrozen},
		{path, `{"restore":{"ready":"2026-03-05T12:00:00Z","expires":"2026-03-05T12:00:00Z"}}`, 400, "expires before", deny.ObjectFrozen},
		{path, `{"restore":{"ready":"now","expires":"2026-03-05T12:00:00Z"}}`, 400, "reading restore", deny.ObjectFrozen},
		{path, `{"restore":{"tier":"Bulk"}}`, 400, "unknown field", deny.ObjectFrozen},
		{path, `{"restored":true}`, 400, "unknown field", deny.ObjectFrozen},
		{"/v1/buckets/open-bucket/objects/closed", `{"restore":null}`, 404, "no archived object", deny.ObjectFrozen},
		{"/v1/buckets/open-bucket/objects/absent", `{}`, 404, "no archived object", deny.ObjectFrozen},
		{"/v1/buckets/absent-bucket/objects/key", `{}`, 404, "no bucket", deny.ObjectFrozen},
	} {
		if status, body := b.control("PATCH", c.path, c.body); status != c.status || !strings.Contains(body, c.says) {
			t.Errorf("%s %s: %d %s", c.path, c.body, status, body)
		}
		if got := get(); got != string(c.want) {
			t.Errorf("after %s: %q, want %q", c.body, got, c.want)
		}
	}
}
