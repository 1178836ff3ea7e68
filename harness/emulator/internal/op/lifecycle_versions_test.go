package op_test

import (
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

const (
	formerIn2 = "<NoncurrentVersionExpiration><NoncurrentDays>2</NoncurrentDays></NoncurrentVersionExpiration>"
	noMarkers = "<Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>"
)

// With versions an expiration puts a delete marker on top, former versions go some days after they
// were followed, and a marker goes that is left alone. All of that happens however late one looks.
func TestLifecycleOfVersions(t *testing.T) {
	for _, steps := range [][]int{{7, 8, 9, 10}, {10}} {
		b := bench.New(t)
		bench.Stage(b)
		b.Version(bench.Private, "Enabled")
		b.Put(bench.Private, "/v", "one")
		body := bench.LifecycleBody(bench.LifecycleRule("v", bench.ExpireIn1+formerIn2), bench.LifecycleRule("vx", noMarkers))
		b.Must(b.Owner(b.Raw("PUT", bench.Private, "/?lifecycle", body, "x-oss-allow-same-action-overlap: true")))
		for _, day := range steps {
			at(b, day, 0)
			marked := strings.Contains(b.Read(bench.Private, "/?versions&prefix=v"), "<DeleteMarker>")
			former := strings.Contains(b.Read(bench.Private, "/?versions&prefix=v"), "<Version>")
			if !marked || former != (day < 9) {
				t.Errorf("%v on %d: a marker %v, a former version %v", steps, day, marked, former)
			}
		}
		modified := bench.Elements(b.Read(bench.Private, "/?versions&prefix=v"), "LastModified")
		if modified != "2026-03-07T00:00:00.000Z" {
			t.Errorf("%v: the marker is of %s", steps, modified)
		}
		b.Put(bench.Private, "/below", "content")
		b.Drop(bench.Private, "/below")
		b.Set(bench.Private, "lifecycle", bench.LifecycleBody(bench.LifecycleRule("", noMarkers)))
		at(b, 11, 0)
		if got := b.VersionsOf(bench.Private, "&prefix=below"); len(strings.Fields(got)) != 2 {
			t.Errorf("%v: a marker is gone that was not alone: %s", steps, got)
		}
		if got := b.VersionsOf(bench.Private, "&prefix=v"); got != "" {
			t.Errorf("%v: left %s", steps, got)
		}
	}
}

// A former version changes its class by the rule for former ones, not by one from its last access.
func TestLifecycleOfFormerClass(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Version(bench.Private, "Enabled")
	one := b.Put(bench.Private, "/v", "one")
	b.Put(bench.Private, "/v", "two")
	const byAccess = "<IsAccessTime>true</IsAccessTime><ReturnToStdWhenVisit>false</ReturnToStdWhenVisit>"
	for i, more := range []string{byAccess, ""} {
		b.Set(bench.Private, "lifecycle", bench.LifecycleBody(bench.LifecycleRule("v", "<NoncurrentVersionTransition>"+
			"<NoncurrentDays>1</NoncurrentDays><StorageClass>IA</StorageClass>"+more+"</NoncurrentVersionTransition>")))
		at(b, 8+i, 0)
		want := []string{"Standard", "IA"}[i]
		if former, current := class(b, "/v?versionId="+one), class(b, "/v"); former != want || current != "Standard" {
			t.Errorf("%q %q", former, current)
		}
	}
}

// Who changes the class of a restored object ends the restore.
func TestLifecycleEndsRestores(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Put(bench.Private, "/cold", "content", "x-oss-storage-class: Archive")
	b.Must(b.Owner(b.Raw("POST", bench.Private, "/cold?restore", bench.RestoreBody("7", ""))))
	cold := strings.Replace(bench.ArchiveIn2, "Archive", "ColdArchive", 1)
	b.Set(bench.Private, "lifecycle", bench.LifecycleBody(bench.LifecycleRule("", cold)))
	at(b, 8, 0)
	if got := bench.Told(b.Must(b.Owner(b.Raw("HEAD", bench.Private, "/cold", ""))), "x-oss-restore"); got != "" {
		t.Error(got)
	}
}

// Rules for other tags do not overlap.
func TestLifecycleOverlapByTags(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	const tag = "<Tag><Key>a</Key><Value>1</Value></Tag>"
	rules := []string{bench.LifecycleRule("a", bench.ExpireIn1), bench.LifecycleRule("a", tag+bench.ExpireIn3)}
	b.Set(bench.Private, "lifecycle", bench.LifecycleBody(rules...))
}

// No rule deletes what a retention policy, a retention of its own or a legal hold protects; it does
// once the protection has ended.
func TestLifecycleDoesNotDeleteWhatIsKept(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Lock(bench.Private, 4) // the object is of the 5th, 12:00
	b.Set(bench.Private, "lifecycle", bench.LifecycleBody(bench.LifecycleRule("", bench.ExpireIn1)))
	for _, c := range []struct {
		day  int
		want string
	}{{9, "Standard"}, {10, ""}} {
		at(b, c.day, 0)
		if got := class(b, "/key"); got != c.want {
			t.Errorf("on %d: %q, want %q", c.day, got, c.want)
		}
	}

	b = bench.New(t)
	bench.Stage(b)
	b.KeepObjects(bench.Private, "")
	one := b.Put(bench.Private, "/v", "one", "x-oss-object-worm-mode: COMPLIANCE",
		"x-oss-object-worm-retain-until-date: 2026-03-12T06:00:00.000Z")
	two := b.Put(bench.Private, "/v", "two")
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/v?legalHold&versionId="+two, bench.HoldBody("ON"))))
	b.Put(bench.Private, "/v", "three")
	b.Put(bench.Private, "/w", "current", "x-oss-object-worm-mode: COMPLIANCE",
		"x-oss-object-worm-retain-until-date: 2026-04-12T06:00:00.000Z")
	b.Set(bench.Private, "lifecycle", bench.LifecycleBody(bench.LifecycleRule("v", formerIn2), bench.LifecycleRule("w", bench.ExpireIn1)))
	for _, c := range []struct {
		day      int
		one, two bool
	}{{12, true, true}, {13, false, true}, {30, false, true}} {
		at(b, c.day, 0)
		if gotOne, gotTwo := class(b, "/v?versionId="+one) != "", class(b, "/v?versionId="+two) != ""; gotOne != c.one || gotTwo != c.two {
			t.Errorf("on %d: %v %v", c.day, gotOne, gotTwo)
		}
	}
	if got := b.VersionsOf(bench.Private, "&prefix=w"); len(strings.Fields(got)) != 2 {
		t.Errorf("no delete marker on top of what is kept: %s", got)
	}
}
