package op_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// A restore takes its time and holds for its days, by class and priority.
func TestRestoresTakeTime(t *testing.T) {
	for _, c := range []struct {
		class, body, priority string
		takes, holds          time.Duration
	}{
		{"Archive", "", "", time.Minute, bench.Day},
		{"Archive", bench.RestoreBody("7", ""), "", time.Minute, 7 * bench.Day},
		{"ColdArchive", "", "Standard", 5 * time.Hour, bench.Day},
		{"ColdArchive", bench.RestoreBody("2", "Expedited"), "Expedited", time.Hour, 2 * bench.Day},
		{"ColdArchive", bench.RestoreBody("365", "Bulk"), "Bulk", 12 * time.Hour, 365 * bench.Day},
		{"DeepColdArchive", bench.RestoreBody("3", ""), "Standard", 48 * time.Hour, 3 * bench.Day},
		{"DeepColdArchive", bench.RestoreBody("1", "Expedited"), "Expedited", 12 * time.Hour, bench.Day},
	} {
		b := bench.New(t)
		bench.Stage(b)
		b.Archive("cold", c.class)
		w := b.Must(b.Restoring("cold", c.body))
		if got := strings.Join(w.Header()["x-oss-object-restore-priority"], ""); w.Code != 202 || got != c.priority || w.Body.Len() > 0 {
			t.Errorf("%s %s: %d %q", c.class, c.body, w.Code, got)
		}
		b.Walk(func() *http.Request { return b.Raw("GET", bench.Open, "/cold", "") },
			bench.Step{Change: b.At(0), Want: deny.ObjectFrozen},
			bench.Step{Change: b.At(c.takes - time.Second), Want: deny.ObjectFrozen},
			bench.Step{Change: b.At(c.takes), Want: ""},
			bench.Step{Change: b.At(c.takes + c.holds - time.Second), Want: ""},
			bench.Step{Change: b.At(c.takes + c.holds), Want: deny.ObjectFrozen})
	}
}

// A restore is visible. A second one extends it, up to the maximum of its class. It can be ended.
func TestRestoreHoldsLonger(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Archive("cold", "Archive")
	until := func(date string) string { return `ongoing-request="false", expiry-date="` + date + ` GMT"` }
	is := func(want string) {
		t.Helper()
		if got := b.State("cold"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	is("")
	b.Must(b.Restoring("cold", ""))
	is(`ongoing-request="true"`)
	b.Now = b.Now.Add(time.Minute)
	is(until("Fri, 06 Mar 2026 12:01:00"))
	for _, c := range []struct{ days, date string }{
		{"2", "Sun, 08 Mar 2026 12:01:00"}, {"7", "Thu, 12 Mar 2026 12:01:00"}, {"1", "Thu, 12 Mar 2026 12:01:00"},
	} {
		if w := b.Must(b.Restoring("cold", bench.RestoreBody(c.days, ""))); w.Code != 200 {
			t.Errorf("restored again: %d", w.Code)
		}
		is(until(c.date))
	}
	if w := b.Must(b.Raw("GET", bench.Open, "/cold", "")); w.Body.String() != "content" ||
		w.Header()["x-oss-restore"][0] != until("Thu, 12 Mar 2026 12:01:00") {
		t.Errorf("%v %s", w.Header(), w.Body)
	}
	b.Must(b.Owner(b.Raw("PUT", bench.Open, "/cold?acl", "", "x-oss-object-acl: public-read")))
	b.Must(b.Raw("GET", bench.Open, "/cold", "")) // the object stays restored
	b.Must(b.Owner(b.Raw("POST", bench.Open, "/cold?cleanRestoredObject", "")))
	is("")
	if _, why := b.Send(b.Raw("GET", bench.Open, "/cold", "")); why != string(deny.ObjectFrozen) {
		t.Errorf("after its end: %q", why)
	}
	b.RestoreTimes("cold", -20*bench.Day, bench.Day)
	b.Must(b.Restoring("cold", bench.RestoreBody("7", "")))
	is(until("Fri, 06 Mar 2026 12:01:00")) // it already holds longer than the maximum, and is not shortened
}

// An ongoing restore can be made faster. It never becomes slower.
func TestRestoreFaster(t *testing.T) {
	for later, ready := range map[time.Duration]time.Duration{time.Hour: 2 * time.Hour, 4*time.Hour + 30*time.Minute: 5 * time.Hour} {
		b := bench.New(t)
		bench.Stage(b)
		b.Archive("cold", "ColdArchive")
		b.Must(b.Restoring("cold", bench.RestoreBody("1", "Standard")))
		start := b.Now
		b.Now = start.Add(later)
		if w := b.Must(b.Restoring("cold", bench.RestoreBody("1", "Expedited"))); w.Code != 202 ||
			w.Header()["x-oss-object-restore-priority"][0] != "Expedited" {
			t.Errorf("%d %v", w.Code, w.Header())
		}
		b.Now = start
		b.Walk(func() *http.Request { return b.Raw("GET", bench.Open, "/cold", "") },
			bench.Step{Change: b.At(ready - time.Second), Want: deny.ObjectFrozen}, bench.Step{Change: b.At(ready), Want: ""})
	}
}

// Operations that do not read the content ignore the archive.
func TestFrozenObjects(t *testing.T) {
	for _, class := range []string{"Archive", "ColdArchive", "DeepColdArchive"} {
		b := bench.New(t)
		bench.Stage(b)
		b.Archive("cold", class)
		if w := b.Must(b.Owner(b.Raw("HEAD", bench.Open, "/cold", ""))); w.Header()["x-oss-storage-class"][0] != class ||
			w.Header().Get("Content-Length") != "7" {
			t.Errorf("%v", w.Header())
		}
		batch := "<Delete><Object><Key>cold</Key></Object></Delete>"
		for _, r := range []*http.Request{
			b.Raw("GET", bench.Open, "/cold?objectMeta", ""),
			b.Raw("GET", bench.Open, "/cold?acl", ""),
			b.Raw("PUT", bench.Open, "/cold?acl", "", "x-oss-object-acl: private"),
			b.Raw("PUT", bench.Open, "/cold?tagging", bench.OneTag),
			b.Raw("GET", bench.Open, "/cold?tagging", ""),
			b.Raw("PUT", bench.Open, "/cold", "other", "x-oss-storage-class: "+class),
			b.Raw("PUT", bench.Open, "/cold", "", "x-oss-copy-source: /open-bucket/closed", "x-oss-storage-class: "+class),
			b.Raw("POST", bench.Open, "/?delete", batch, "Content-MD5: "+bench.MD5Of(batch)),
			b.Raw("DELETE", bench.Open, "/cold", ""),
		} {
			b.Must(b.Owner(r))
		}
	}
}

// A restored object changes its class by a copy onto itself.
func TestRestoredObjectChangesItsClass(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Archive("cold", "ColdArchive")
	b.RestoreTimes("cold", 0, bench.Day)
	onto := func(class string) *http.Request {
		return b.Owner(b.Raw("PUT", bench.Open, "/cold", "", "x-oss-copy-source: /open-bucket/cold", "x-oss-storage-class: "+class))
	}
	b.Must(onto("Archive"))
	if _, why := b.Send(b.Raw("GET", bench.Open, "/cold", "")); why != string(deny.ObjectFrozen) {
		t.Errorf("a copy has the restore of its source: %q", why)
	}
	b.RestoreTimes("cold", 0, bench.Day)
	b.Must(onto("Standard"))
	if w := b.Must(b.Raw("GET", bench.Open, "/cold", "")); w.Body.String() != "content" ||
		w.Header()["x-oss-storage-class"][0] != "Standard" || w.Header()["x-oss-restore"] != nil {
		t.Errorf("%v %s", w.Header(), w.Body)
	}
}

// A bucket can allow direct reads of its Archive objects.
func TestArchiveIsReadDirectly(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Archive("cold", "Archive")
	direct := func(on string) func() {
		return func() {
			b.Set(bench.Open, "bucketArchiveDirectRead", bench.DirectReadBody(on))
			if got := bench.Elements(b.Must(b.Owner(b.Raw("GET", bench.Open, "/?bucketArchiveDirectRead", ""))).Body.String(),
				"Enabled"); got != on {
				t.Errorf("set to %s: %s", on, got)
			}
		}
	}
	b.Walk(func() *http.Request { return b.Raw("GET", bench.Open, "/cold", "") },
		bench.Step{Change: func() {}, Want: deny.ObjectFrozen}, bench.Step{Change: direct("true"), Want: ""},
		bench.Step{Change: direct("false"), Want: deny.ObjectFrozen})
	direct("true")()
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/warm", "", "x-oss-copy-source: /open-bucket/cold")))
	if got := bench.Elements(b.Must(b.Owner(b.Raw("GET", bench.Private, "/?bucketArchiveDirectRead", ""))).Body.String(),
		"Enabled"); got != "false" {
		t.Errorf("another bucket: %s", got)
	}
}

// The control API sets a restore by its times, and removes it.
func TestControlOfRestores(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Archive("dir/a%20b", "Archive")
	const path = "/v1/buckets/open-bucket/objects/dir/a%20b"
	get := func() string {
		_, why := b.Send(b.Raw("GET", bench.Open, "/dir/a%20b", ""))
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
		if status, body := b.Control("PATCH", c.path, c.body); status != c.status || !strings.Contains(body, c.says) {
			t.Errorf("%s %s: %d %s", c.path, c.body, status, body)
		}
		if got := get(); got != string(c.want) {
			t.Errorf("after %s: %q, want %q", c.body, got, c.want)
		}
	}
}
