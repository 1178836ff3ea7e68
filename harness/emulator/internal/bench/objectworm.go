package bench

import (
	"net/http"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// ObjectWormBody enables object-level retention; rule is the default retention, or empty.
func ObjectWormBody(rule string) string {
	if rule != "" {
		rule = "<Rule><DefaultRetention>" + rule + "</DefaultRetention></Rule>"
	}
	return "<ObjectWormConfiguration><ObjectWormEnabled>Enabled</ObjectWormEnabled>" + rule + "</ObjectWormConfiguration>"
}

// KeepBody is a request for the retention of a version.
func KeepBody(mode, until string) string {
	return "<Retention><Mode>" + mode + "</Mode><RetainUntilDate>" + until + "</RetainUntilDate></Retention>"
}

// HoldBody is a request for a legal hold.
func HoldBody(status string) string { return "<LegalHold><Status>" + status + "</Status></LegalHold>" }

// In is a date, some time after now, as a retention takes it.
func (b *Bench) In(d time.Duration) string { return b.Now.Add(d).UTC().Format(time.RFC3339) }

// KeepObjects enables object-level retention in a bucket of the owner, with a default retention or none.
func (b *Bench) KeepObjects(host, rule string) {
	b.T.Helper()
	b.Version(host, "Enabled")
	b.Set(host, "objectWorm", ObjectWormBody(rule))
}

// Keep stores a version of /key in a bucket with object-level retention, protects it for a day or
// with a hold, and returns its id.
func (b *Bench) Keep(mode string) string {
	b.T.Helper()
	b.KeepObjects(Private, "")
	id := b.Put(Private, "/key", "kept")
	what, body := "retention", KeepBody(mode, b.In(Day))
	if mode == OnHold {
		what, body = "legalHold", HoldBody("ON")
	}
	b.Must(b.Owner(b.Raw("PUT", Private, "/key?"+what+"&versionId="+id, body)))
	return id
}

// OnHold is the mode of Keep that sets a legal hold.
const OnHold = "ON"

// objectWormProvocations lists refusals of object-level retention, and by it.
func objectWormProvocations() []Provocation {
	const bypass = "x-oss-bypass-governance-retention: true"
	worm := func(body string) func(*Bench) *http.Request { return byOwner("PUT", Private, "/?objectWorm", body) }
	rule := func(rule string) func(*Bench) *http.Request {
		return given(enabled(Private), worm(ObjectWormBody(rule)))
	}
	kept := func(mode, method, target, body string, headers ...string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			named := strings.NewReplacer("{id}", b.Keep(mode), "{hour}", b.In(time.Hour), "{week}", b.In(7*Day), "{past}", b.In(-time.Second),
				"{now}", b.In(0))
			return b.Owner(b.Raw(method, Private, named.Replace(target), named.Replace(body), headers...))
		}
	}
	batch := func(mode string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			return b.Batch(Private, "<Object><Key>key</Key><VersionId>"+b.Keep(mode)+"</VersionId></Object>")
		}
	}
	keeping := func(b *Bench) { b.KeepObjects(Private, "") }
	week := KeepBody("COMPLIANCE", "{week}")
	return []Provocation{
		{deny.ObjectRetained, kept("GOVERNANCE", "DELETE", "/key?versionId={id}", "")},
		{deny.ObjectRetained, kept("COMPLIANCE", "DELETE", "/key?versionId={id}", "", bypass)},
		{deny.ObjectRetained, kept(OnHold, "DELETE", "/key?versionId={id}", "", bypass)},
		{deny.ObjectRetained, batch("GOVERNANCE")},
		{deny.ObjectRetained, batch(OnHold)},
		{deny.ObjectRetained, kept("GOVERNANCE", "PUT", "/key?retention", week, bypass)},
		{deny.KeepShortened, kept("COMPLIANCE", "PUT", "/key?retention", KeepBody("COMPLIANCE", "{hour}"))},
		{deny.KeepShortened, kept("COMPLIANCE", "PUT", "/key?retention&versionId={id}", KeepBody("COMPLIANCE", "{hour}"), bypass)},
		{deny.KeepShortened, kept("GOVERNANCE", "PUT", "/key?retention", KeepBody("GOVERNANCE", "{hour}"))},
		{deny.KeepModeUnknown, kept("GOVERNANCE", "PUT", "/key?retention", KeepBody("governance", "{week}"))},
		{deny.KeepModeUnknown, rule("<Mode/><Days>1</Days>")},
		{deny.KeepDateUnreadable, kept("GOVERNANCE", "PUT", "/key?retention", KeepBody("GOVERNANCE", "tomorrow"))},
		{deny.KeepDatePast, kept("GOVERNANCE", "PUT", "/key?retention", KeepBody("GOVERNANCE", "{past}"))},
		{deny.KeepDatePast, kept("GOVERNANCE", "PUT", "/key?retention", KeepBody("GOVERNANCE", "{now}"), bypass)},
		{deny.KeepIncomplete, given(keeping, byOwner("PUT", Private, "/key", "a", "x-oss-object-worm-mode: GOVERNANCE"))},
		{deny.KeepIncomplete,
			given(keeping, byOwner("PUT", Private, "/key", "a", "x-oss-object-worm-retain-until-date: 2100-01-01T00:00:00.000Z"))},
		{deny.HoldUnknown, kept("GOVERNANCE", "PUT", "/key?legalHold", HoldBody("on"))},
		{deny.WormOff, byOwner("PUT", Private, "/key?retention", KeepBody("GOVERNANCE", "2100-01-01T00:00:00.000Z"))},
		{deny.WormOff, byOwner("GET", Private, "/key?retention", "")},
		{deny.WormOff, given(enabled(Private), byOwner("PUT", Private, "/key?legalHold", HoldBody("ON")))},
		{deny.WormOff, byOwner("GET", Private, "/key?legalHold", "")},
		{deny.WormOff, byOwner("PUT", Private, "/key", "a", "x-oss-object-worm-mode: GOVERNANCE",
			"x-oss-object-worm-retain-until-date: 2100-01-01T00:00:00.000Z")},
		{deny.NoSuchKey, given(keeping, byOwner("GET", Private, "/absent?retention", ""))},
		{deny.NoSuchVersion, given(keeping, byOwner("GET", Private, "/key?legalHold&versionId=1", ""))},
		{deny.NoObjectWorm, byOwner("GET", Private, "/?objectWorm", "")},
		{deny.WormUnversioned, worm(ObjectWormBody(""))},
		{deny.WormUnversioned, given(func(b *Bench) { b.Version(Private, "Suspended") }, worm(ObjectWormBody("")))},
		{deny.WormExcluded, given(retained(Private), given(enabled(Private), worm(ObjectWormBody(""))))},
		{deny.WormExcluded, given(keeping, byOwner("POST", Private, "/?worm", RetentionBody("InitiateWormConfiguration", "1")))},
		{deny.VersioningRetained, given(keeping, byOwner("PUT", Private, "/?versioning", VersioningBody("Suspended")))},
		{deny.InvalidArgument, given(enabled(Private),
			worm("<ObjectWormConfiguration><ObjectWormEnabled>Disabled</ObjectWormEnabled></ObjectWormConfiguration>"))},
		{deny.WormPeriod, rule("<Mode>GOVERNANCE</Mode>")},
		{deny.WormPeriod, rule("<Mode>GOVERNANCE</Mode><Days>1</Days><Years>1</Years>")},
		{deny.WormPeriod, rule("<Mode>GOVERNANCE</Mode><Days>0</Days>")},
		{deny.WormPeriod, rule("<Mode>GOVERNANCE</Mode><Days>36501</Days>")},
		{deny.WormPeriod, rule("<Mode>COMPLIANCE</Mode><Years>101</Years>")},
		{deny.WormPeriod, rule("<Mode>COMPLIANCE</Mode><Years>one</Years>")},
		{deny.AppendableKept, given(keeping, byOwner("POST", Private, "/log?append&position=0", "a"))},
		{deny.AppendableKept, given(func(b *Bench) {
			b.Must(b.Owner(b.Raw("POST", Private, "/log?append&position=0", "a")))
			b.KeepObjects(Private, "")
		}, byOwner("PUT", Private, "/log?retention", KeepBody("GOVERNANCE", "2100-01-01T00:00:00.000Z")))},
		{deny.NotImplemented, given(keeping, byOwner("PUT", Private, "/key", "a", "x-oss-object-worm-legal-hold: ON"))},
		{deny.NotImplemented, given((*Bench).Tree, byOwner("PUT", Tree, "/?objectWorm", ObjectWormBody("")))},
	}
}

// objectWormPrecedences says that permission comes before the protection of a version.
func objectWormPrecedences() []Precedence {
	return []Precedence{
		{"ACL of the bucket before the retention of a version", deny.ByBucketACL, func(b *Bench) *http.Request {
			return ByStranger("DELETE", Private, "/key?versionId="+b.Keep("GOVERNANCE"), "")(b)
		}},
		{"ACL of the bucket before a shortened retention", deny.ByBucketACL, func(b *Bench) *http.Request {
			b.Keep("COMPLIANCE")
			return ByStranger("PUT", Private, "/key?retention", KeepBody("COMPLIANCE", b.In(time.Hour)))(b)
		}},
	}
}
