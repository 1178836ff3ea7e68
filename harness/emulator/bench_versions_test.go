package emulator_test

import (
	"net/http"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

func versioning(status string) string {
	return "<VersioningConfiguration><Status>" + status + "</Status></VersioningConfiguration>"
}

// version sets the versioning of a bucket of the owner.
func (b *bench) version(host, status string) {
	b.t.Helper()
	b.set(host, "versioning", versioning(status))
}

// told returns a header of an answer, spelled as the service does.
func told(w interface{ Header() http.Header }, name string) string {
	return strings.Join(w.Header()[name], " ")
}

// put stores a version and returns its id.
func (b *bench) put(host, target, body string, headers ...string) string {
	b.t.Helper()
	return told(b.must(b.owner(b.raw("PUT", host, target, body, headers...))), "x-oss-version-id")
}

// drop deletes without a version id, and returns the id of the delete marker.
func (b *bench) drop(host, target string) string {
	b.t.Helper()
	return told(b.must(b.owner(b.raw("DELETE", host, target, ""))), "x-oss-version-id")
}

// batch is a request of the owner to delete the listed objects.
func (b *bench) batch(host, objects string) *http.Request {
	body := "<Delete>" + objects + "</Delete>"
	return b.owner(b.raw("POST", host, "/?delete", body, "Content-MD5: "+md5Of(body)))
}

func enabled(host string) func(*bench) { return func(b *bench) { b.version(host, "Enabled") } }

// versionProvocations lists refusals in buckets with versions.
func versionProvocations() []provocation {
	const source = "x-oss-copy-source: /private-bucket/key"
	owner := func(method, target string, headers ...string) func(*bench) *http.Request {
		return byOwner(method, private, target, "", headers...)
	}
	on := func(r func(*bench) *http.Request) func(*bench) *http.Request { return given(enabled(private), r) }
	marker := func(method, target string, headers ...string) func(*bench) *http.Request {
		return func(b *bench) *http.Request {
			b.version(private, "Enabled")
			id := b.drop(private, "/key")
			for i := range headers {
				headers[i] = strings.Replace(headers[i], "MARKER", id, 1)
			}
			return b.owner(b.raw(method, private, strings.Replace(target, "MARKER", id, 1), "", headers...))
		}
	}
	status := func(text string) func(*bench) *http.Request {
		return byOwner("PUT", private, "/?versioning", versioning(text))
	}
	suspended := func(b *bench) { b.version(private, "Suspended") }
	batch := func(objects string) func(*bench) *http.Request {
		return func(b *bench) *http.Request { return b.batch(private, objects) }
	}
	return []provocation{
		{deny.VersioningEmpty, status("")},
		{deny.VersioningUnknown, status("Stop")},
		{deny.MalformedXML, byOwner("PUT", private, "/?versioning", "<VersioningConfiguration/>")},
		{deny.NotYourBucket, byStranger("PUT", open, "/?versioning", versioning("Enabled"))},
		{deny.NotImplemented, given((*bench).tree, byOwner("PUT", tree, "/?versioning", versioning("Enabled")))},
		{deny.VersioningRetained, given(retained(private), status("Suspended"))},
		{deny.RetentionUnversioned,
			given(suspended, byOwner("POST", private, "/?worm", retentionBody("InitiateWormConfiguration", "1")))},
		{deny.VersionEmpty, on(owner("GET", "/key?versionId"))},
		{deny.VersionEmpty, owner("DELETE", "/key?versionId=")},
		{deny.VersionInvalid, on(owner("GET", "/key?versionId=%25%25"))},
		{deny.VersionInvalid, owner("PUT", "/copy", source+"?versionId=%%%QNRi")},
		{deny.VersionInvalid, batch("<Object><Key>key</Key><VersionId>a b</VersionId></Object>")},
		{deny.BatchVersionEmpty, batch("<Object><Key>key</Key><VersionId></VersionId></Object>")},
		{deny.NoSuchVersion, owner("GET", "/key?versionId=1")},
		{deny.NoSuchVersion, on(owner("GET", "/key?versionId=1"))},
		{deny.NoSuchVersion, on(owner("GET", "/absent?versionId=null"))},
		{deny.NoSuchVersion, on(owner("PUT", "/key?acl&versionId=1", "x-oss-object-acl: private"))},
		{deny.NoSuchVersion, on(byOwner("PUT", private, "/key?tagging&versionId=1", oneTag))},
		{deny.NoSuchVersion, on(owner("POST", "/key?restore&versionId=1"))},
		{deny.NoSuchKey, marker("GET", "/key")},
		{deny.NoSuchKey, marker("GET", "/key?acl")},
		{deny.NoSuchKey, marker("PUT", "/copy", source)},
		{deny.MarkerNamed, marker("GET", "/key?versionId=MARKER")},
		{deny.MarkerNamed, marker("GET", "/key?acl&versionId=MARKER")},
		{deny.MarkerNamed, marker("DELETE", "/key?tagging&versionId=MARKER")},
		{deny.MarkerNamed, marker("POST", "/key?restore&versionId=MARKER")},
		{deny.SourceMarker, marker("PUT", "/copy", source+"?versionId=MARKER")},
		{deny.SourceVersionUnknown, on(owner("PUT", "/copy", source+"?versionId=1"))},
		{deny.SourceVersionEmpty, owner("PUT", "/copy", source+"?versionId=")},
		{deny.SourceParameter, owner("PUT", "/copy", source+"?unknown=xxx")},
		{deny.AppendVersion, owner("POST", "/log?append&position=0&versionId=1")},
		{deny.NotImplemented, owner("PUT", "/key?versionId=1")},
		{deny.NotImplemented, owner("PUT", "/copy?versionId=1", source)},
		{deny.VersionMarkerInvalid, owner("GET", "/?versions&key-marker=a&version-id-marker=%25")},
		{deny.BucketNotEmpty, on(func(b *bench) *http.Request {
			b.drop(private, "/key")
			b.must(b.owner(b.raw("DELETE", private, "/key?versionId=null", "")))
			return b.owner(b.raw("DELETE", private, "/", ""))
		})},
		{deny.ObjectRetained, given(enabled(private), given(retained(private), owner("DELETE", "/key?versionId=null")))},
		{deny.ObjectRetained, given(enabled(private), given(log(private), given(retained(private),
			byOwner("POST", private, "/log?append&position=5", "x"))))},
	}
}
