package op_test

import (
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// at moves the clock of the bench to a moment of March 2026, in UTC. The bench begins on the 5th at 12:00.
func at(b *bench.Bench, day, hour int) { b.Now = time.Date(2026, 3, day, hour, 0, 0, 0, time.UTC) }

// class is the storage class of an object; empty: it is gone.
func class(b *bench.Bench, target string) string {
	w, why := b.Send(b.Owner(b.Raw("HEAD", bench.Private, target, "")))
	if why != "" {
		return ""
	}
	return bench.Told(w, "x-oss-storage-class")
}

// Rules act at midnight, once the days have passed since the midnight after the last change. Nobody
// has to look in between.
func TestLifecycleActsByTheClock(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Put(bench.Private, "/log/a", "content")
	b.Put(bench.Private, "/other", "content")
	b.Set(bench.Private, "lifecycle", bench.LifecycleBody(bench.LifecycleRule("log/", bench.ColderIn1+bench.ArchiveIn2+bench.ExpireIn3)))
	for _, c := range []struct {
		day, hour int
		want      string
	}{{6, 1, "Standard"}, {6, 23, "Standard"}, {7, 0, "IA"}, {8, 0, "Archive"}, {8, 23, "Archive"}, {9, 0, ""}} {
		at(b, c.day, c.hour)
		if got := class(b, "/log/a"); got != c.want {
			t.Errorf("on %d at %d: %q, want %q", c.day, c.hour, got, c.want)
		}
		if got := class(b, "/other"); got != "Standard" {
			t.Errorf("the rule is not about it: %q", got)
		}
	}
	b.Put(bench.Private, "/log/b", "content")
	at(b, 30, 0)
	if got := class(b, "/log/b"); got != "" {
		t.Errorf("three weeks later: %q", got)
	}
}

// What was too old already when a rule came is due at the next midnight.
func TestLifecycleOfWhatIsOld(t *testing.T) {
	for action, want := range map[string]string{
		bench.ExpireIn1: "",
		"<Expiration><CreatedBeforeDate>2026-03-10T00:00:00.000Z</CreatedBeforeDate></Expiration>": "",
		"<Expiration><CreatedBeforeDate>2026-03-05T00:00:00.000Z</CreatedBeforeDate></Expiration>": "Standard",
		"<Expiration><Date>2026-03-12T00:00:00.000Z</Date></Expiration>":                           "Standard",
		"<Expiration><Date>2026-03-11T00:00:00.000Z</Date></Expiration>":                           "",
	} {
		b := bench.New(t)
		bench.Stage(b)
		at(b, 10, 12)
		b.Set(bench.Private, "lifecycle", bench.LifecycleBody(bench.LifecycleRule("", action)))
		for _, day := range []int{9, 10} { // the rules run once more on the day on which they were set
			at(b, day, 13)
			if got := class(b, "/key"); got != "Standard" {
				t.Errorf("%s: gone at once", action)
			}
		}
		at(b, 11, 0)
		if got := class(b, "/key"); got != want {
			t.Errorf("%s: %q, want %q", action, got, want)
		}
	}
}

// A rule is about objects with its prefix and all of its tags, of its sizes, and not about what it
// spares. A disabled rule, and one by access, do nothing.
func TestLifecycleFilters(t *testing.T) {
	rule := func(more string) string { return bench.LifecycleRule("k", more+bench.ExpireIn1) }
	tag := func(key string) string { return "<Tag><Key>" + key + "</Key><Value>1</Value></Tag>" }
	for body, gone := range map[string]bool{
		rule(""):                   true,
		rule(tag("a")):             true,
		rule(tag("a") + tag("b")):  true,
		rule(tag("a") + tag("cc")): false,
		rule("<Filter><ObjectSizeGreaterThan>6</ObjectSizeGreaterThan><ObjectSizeLessThan>8</ObjectSizeLessThan></Filter>"): true,
		rule("<Filter><ObjectSizeGreaterThan>7</ObjectSizeGreaterThan></Filter>"):                                           false,
		rule("<Filter><ObjectSizeLessThan>7</ObjectSizeLessThan></Filter>"):                                                 false,
		rule("<Filter><Not><Prefix>ke</Prefix></Not></Filter>"):                                                             false,
		rule("<Filter><Not><Prefix>ko</Prefix></Not></Filter>"):                                                             true,
		rule("<Filter><Not><Prefix>ke</Prefix>" + tag("b") + "</Not></Filter>"):                                             false,
		rule("<Filter><Not><Prefix>ke</Prefix>" + tag("cc") + "</Not></Filter>"):                                            true,
		strings.Replace(rule(""), "Enabled", "Disabled", 1):                                                                 false,
		bench.LifecycleRule("k", bench.ByAccess):                                                                            false,
	} {
		b := bench.New(t)
		bench.Stage(b)
		b.Put(bench.Private, "/key", "content", "x-oss-tagging: a=1&b=1")
		b.Set(bench.Private, "lifecycle", bench.LifecycleBody(body))
		at(b, 20, 0)
		if got := class(b, "/key"); got != map[bool]string{true: "", false: "Standard"}[gone] {
			t.Errorf("%s: %q", body, got)
		}
	}
}

// Of rules that delete, the one with the longer prefix counts; a header allows them beside each other.
func TestLifecycleOverlap(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Put(bench.Private, "/a/b/key", "content")
	b.Put(bench.Private, "/a/key", "content")
	body := bench.LifecycleBody(bench.LifecycleRule("a/", bench.ExpireIn1), bench.LifecycleRule("a/b/", bench.ExpireIn3))
	if _, why := b.Send(b.Owner(b.Raw("PUT", bench.Private, "/?lifecycle", body))); why != string(deny.LifecycleOverlap) {
		t.Error(why)
	}
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/?lifecycle", body, "x-oss-allow-same-action-overlap: true")))
	at(b, 7, 0)
	if long, short := class(b, "/a/b/key"), class(b, "/a/key"); long != "Standard" || short != "" {
		t.Errorf("%q %q", long, short)
	}
	aborts := bench.LifecycleBody(bench.LifecycleRule("a", bench.AbortIn1), bench.LifecycleRule("ab", bench.AbortIn1))
	_, why := b.Send(b.Owner(b.Raw("PUT", bench.Private, "/?lifecycle", aborts, "x-oss-allow-same-action-overlap: true")))
	if why != string(deny.LifecycleOverlap) {
		t.Error(why)
	}
}

// Uploads end some days after their last part. A rule with tags is not about uploads.
func TestLifecycleAbortsUploads(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	id := bench.Elements(b.Must(b.Owner(b.Raw("POST", bench.Private, "/up?uploads", ""))).Body.String(), "UploadId")
	b.Set(bench.Private, "lifecycle", bench.LifecycleBody(bench.LifecycleRule("up", bench.AbortIn1)))
	other := bench.Elements(b.Must(b.Owner(b.Raw("POST", bench.Private, "/tagged?uploads", ""))).Body.String(), "UploadId")
	b.Set(bench.Private, "lifecycle", bench.LifecycleBody(bench.LifecycleRule("up", bench.AbortIn1),
		bench.LifecycleRule("tagged", "<Tag><Key>a</Key><Value>1</Value></Tag>"+bench.AbortIn1)))
	at(b, 6, 12)
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/up?partNumber=1&uploadId="+id, "part")))
	at(b, 7, 0)
	b.Must(b.Owner(b.Raw("GET", bench.Private, "/up?uploadId="+id, "")))
	at(b, 8, 0)
	if _, why := b.Send(b.Owner(b.Raw("GET", bench.Private, "/up?uploadId="+id, ""))); why != string(deny.NoSuchUpload) {
		t.Error(why)
	}
	b.Must(b.Owner(b.Raw("GET", bench.Private, "/tagged?uploadId="+other, "")))
}

// Reads tell when an object expires, and by which rule. Rules come back with their ids.
func TestLifecycleIsTold(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Set(bench.Private, "lifecycle", bench.LifecycleBody(
		strings.Replace(bench.LifecycleRule("k", bench.ExpireIn3), "<Rule>", "<Rule><ID>three days</ID>", 1),
		bench.LifecycleRule("x", bench.ColderIn1)))
	const want = `expiry-date="Mon, 09 Mar 2026 00:00:00 GMT", rule-id="three+days"`
	for _, method := range []string{"GET", "HEAD"} {
		if got := bench.Told(b.Must(b.Owner(b.Raw(method, bench.Private, "/key", ""))), "x-oss-expiration"); got != want {
			t.Errorf("%s: %q", method, got)
		}
	}
	told := b.Read(bench.Private, "/?lifecycle")
	if ids := bench.Elements(told, "ID"); !strings.HasPrefix(ids, "three days ") || len(strings.Fields(ids)) != 3 {
		t.Errorf("ids %q", ids)
	}
	if bench.Elements(told, "Days") != "3 1" || bench.Elements(told, "Prefix") != "k x" {
		t.Error(told)
	}
	b.Must(b.Owner(b.Raw("DELETE", bench.Private, "/?lifecycle", "")))
	at(b, 30, 0)
	if got := class(b, "/key"); got != "Standard" {
		t.Error("a rule acts that is gone")
	}
}

// A link and what can be appended to do not get every class.
func TestLifecycleClasses(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/link?symlink", "", "x-oss-symlink-target: key")))
	b.Must(b.Grow(bench.Private, "/grown?append&position=0", "content"))
	cold := strings.Replace(bench.ArchiveIn2, "Archive", "ColdArchive", 1)
	b.Set(bench.Private, "lifecycle", bench.LifecycleBody(bench.LifecycleRule("", bench.ColderIn1+cold)))
	at(b, 20, 0)
	for target, want := range map[string]string{"/link": "Standard", "/grown": "IA", "/key": "ColdArchive"} {
		if got := class(b, target); got != want {
			t.Errorf("%s: %q, want %q", target, got, want)
		}
	}
}
